using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace AutonomOS.Migrations.Diagnostics;

/// <summary>Hides what looks like a password in text that comes from a database, such as a function's body or a server's message.</summary>
public static partial class SecretMask
{
    private const string Masked = "***";

    // A word that goes on (password_hash, passwordless) is another.
    private const string WordPattern = "(?:password|passwd|pwd)(?![A-Za-z0-9_])";

    /// <summary>
    /// The text with the password of every URL, and what is assigned to or follows in quotes a word that ends in <c>password</c>,
    /// <c>passwd</c> or <c>pwd</c> (keyword strings, JSON, <c>ALTER ROLE ... PASSWORD '...'</c>), replaced by <c>***</c>.
    /// </summary>
    /// <param name="text">Any text; null gives null.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Apply(string? text) =>
        text is null ? null : MayHoldOne(text) ? Assignment().Replace(UserInfo().Replace(text, $"$1{Masked}@"), $"$1{Masked}") : text;

    /// <summary>
    /// The same of SQL, where a password may stand far from its word (<c>password &lt;&gt; 'x'</c>, <c>f('password', 'x')</c>, a declaration,
    /// a string within a string): of a line with such a word every string is masked, and of what bears such a name every line's.
    /// </summary>
    /// <param name="definition">A definition, body, default or setting; null gives null.</param>
    /// <param name="name">What it is of.</param>
    [return: NotNullIfNotNull(nameof(definition))]
    public static string? OfDefinition(string? definition, string name) =>
        definition is null ? null
        : MayHoldOne(name) && Word().IsMatch(name) ? WithoutStrings(Apply(definition))
        : MayHoldOne(definition) ? LineWithWord().Replace(Apply(definition), line => WithoutStrings(line.Value))
        : definition;

    private static string WithoutStrings(string text) => Literal().Replace(Nested().Replace(text, Masked), Masked);

    private static bool MayHoldOne(string text) => text.Contains("://", StringComparison.Ordinal)
        || text.Contains("passw", StringComparison.OrdinalIgnoreCase)
        || text.Contains("pwd", StringComparison.OrdinalIgnoreCase);

    // scheme://user:password@ : the password ends at the last @ before a blank. Whatever else somebody forgot to encode may be in it, and an
    // @ in the user's name.
    [GeneratedRegex("""(://[^\s:]*:)\S+@""")]
    private static partial Regex UserInfo();

    [GeneratedRegex(
        """((?:password|passwd|pwd)["']*(?:\s*(?::=|=>?|:|%3D)\s*|\s+(?=(?:E|N|U&)?['"]|\$\w*\$)))(?:(?:E|N|U&)?(?:'{2,}[^']+'{2,}|'(?:[^'\\]|\\.|'')*')|"[^"]*"|\$(?<tag>\w*)\$.*?\$\k<tag>\$|[^\s;,&'")]+)""",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Assignment();

    [GeneratedRegex(WordPattern, RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex($"^.*{WordPattern}.*$", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex LineWithWord();

    // Within a string that began on another line, or within two.
    [GeneratedRegex("'{2,}[^']+'{2,}")]
    private static partial Regex Nested();

    // One that does not end on its line goes to the line's end.
    [GeneratedRegex(
        """(?:\b(?:E|N|U&))?'(?:[^'\\]|\\.|'')*(?:'|$)|\$(?<tag>[A-Za-z_]*)\$.*?(?:\$\k<tag>\$|$)""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Literal();
}
