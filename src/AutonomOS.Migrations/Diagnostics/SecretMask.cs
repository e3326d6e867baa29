using System.Text.RegularExpressions;

namespace AutonomOS.Migrations.Diagnostics;

/// <summary>Hides what looks like a password in text that comes from a database, such as a function's body or a server's message.</summary>
public static partial class SecretMask
{
    /// <summary>
    /// The text with the password of every URL, and what is assigned to or follows in quotes a word that ends in <c>password</c>,
    /// <c>passwd</c> or <c>pwd</c> (keyword strings, JSON, <c>ALTER ROLE ... PASSWORD '...'</c>), replaced by <c>***</c>.
    /// </summary>
    /// <param name="text">Any text; null gives null.</param>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public static string? Apply(string? text) =>
        text is null ? null
        : text.Contains("://", StringComparison.Ordinal)
            || text.Contains("passw", StringComparison.OrdinalIgnoreCase)
            || text.Contains("pwd", StringComparison.OrdinalIgnoreCase)
            ? Assignment().Replace(UserInfo().Replace(text, "$1***@"), "$1***")
            : text;

    // scheme://user:password@ : the password ends at the last @ before a slash, a blank or a quote.
    [GeneratedRegex("""(://[^\s/:@'"]*:)[^\s/'"]+@""")]
    private static partial Regex UserInfo();

    [GeneratedRegex(
        """((?:password|passwd|pwd)["']?(?:\s*(?:=>?|:)\s*|\s+(?=['"])))(?:'(?:[^']|'')*'|"[^"]*"|[^\s;,&'")]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Assignment();
}
