using System.Data.Common;
using System.Text;
using System.Text.RegularExpressions;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// Reads keyword strings: libpq's (<c>host=a dbname='b c'</c>, rules of <c>conninfo_parse</c>) and Npgsql's (<c>Host=a;Username=b</c>,
/// rules of <see cref="DbConnectionStringBuilder"/>). Neither knows the other's, and both begin with <c>word=value</c>: what comes after
/// the first value tells them apart.
/// </summary>
internal static partial class KeywordString
{
    /// <summary>Which of the two a value is.</summary>
    /// <param name="value">The variable's value.</param>
    /// <param name="origin">For the message.</param>
    /// <exception cref="Diagnostics.FindingException">It is neither.</exception>
    internal static UrlForm FormOf(string value, UrlOrigin origin)
    {
        var first = FirstKeyword().Match(value);
        return !first.Success
            ? throw origin.Unreadable("it is no postgresql:// URL, no libpq keyword string (host=...) and no Npgsql string (Host=...;...).")
            : ParameterNames.IsLibpqKeyword(first.Groups[1].Value) && !EndsWithSemicolon().IsMatch(value[first.Length..])
            ? UrlForm.LibpqKeywords
            : UrlForm.Npgsql;
    }

    /// <summary>Reads a libpq keyword string.</summary>
    /// <param name="value">The string.</param>
    /// <param name="origin">For messages.</param>
    internal static Dictionary<string, string> ReadLibpq(string value, UrlOrigin origin)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        string? previous = null;
        var i = SkipBlanks(value, 0);
        while (i < value.Length)
        {
            var start = i;
            while (i < value.Length && value[i] != '=' && !char.IsWhiteSpace(value[i]))
            {
                i++;
            }

            var name = value[start..i];
            var keyword = ParameterNames.Resolve(name, UrlForm.LibpqKeywords, previous, origin);
            previous = name;
            i = SkipBlanks(value, i);
            if (i == value.Length || value[i] != '=')
            {
                throw origin.Unreadable($"there is no '=' after '{name}'; quote values that hold blanks: {name}='...'.");
            }

            var text = ReadValue(value, ref i, name, origin);
            if (keyword is not null)
            {
                read[keyword] = text;
            }

            i = SkipBlanks(value, i);
        }

        return read;
    }

    /// <summary>Reads an Npgsql string into libpq's keywords.</summary>
    /// <param name="value">The string.</param>
    /// <param name="origin">For messages.</param>
    internal static Dictionary<string, string> ReadNpgsql(string value, UrlOrigin origin)
    {
        var pairs = new DbConnectionStringBuilder();
        try
        {
            pairs.ConnectionString = value;
        }
        catch (ArgumentException)
        {
            // Its text may quote the value.
            throw origin.Unreadable("it is no list of Name=value pairs with ';' between them; quote values that hold ';'.");
        }

        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        string? previous = null;
        foreach (string name in pairs.Keys)
        {
            if (ParameterNames.Resolve(name, UrlForm.Npgsql, previous, origin) is { } keyword)
            {
                read[keyword] = (string)pairs[name];
            }

            previous = name.StartsWith("pw", StringComparison.Ordinal) || name == "psw" ? "password" : name;
        }

        if (read.TryGetValue("host", out var hosts))
        {
            HostList.ReadHostsWithPorts(hosts.Split(',').Select(host => host.Trim()), read, origin);
        }

        return read;
    }

    private static string ReadValue(string text, ref int i, string name, UrlOrigin origin)
    {
        i = SkipBlanks(text, i + 1);
        var value = new StringBuilder();
        var quoted = i < text.Length && text[i] == '\'';
        for (i += quoted ? 1 : 0; i < text.Length; i++)
        {
            if (quoted ? text[i] == '\'' : char.IsWhiteSpace(text[i]))
            {
                i += quoted ? 1 : 0;
                return value.ToString();
            }

            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
            }

            value.Append(text[i]);
        }

        return quoted ? throw origin.Unreadable($"the quote that opens the value of '{name}' is not closed.") : value.ToString();
    }

    private static int SkipBlanks(string text, int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return i;
    }

    [GeneratedRegex(@"^\s*([A-Za-z][A-Za-z0-9_ ]*?)\s*=\s*", RegexOptions.CultureInvariant)]
    private static partial Regex FirstKeyword();

    // The first value and, directly behind it, ';'.
    [GeneratedRegex(@"^(?:'[^']*'|""[^""]*""|[^\s;'""]*)\s*;", RegexOptions.CultureInvariant)]
    private static partial Regex EndsWithSemicolon();
}
