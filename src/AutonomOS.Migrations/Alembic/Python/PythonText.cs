using System.Globalization;
using System.Text;

namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>Evaluates one Python string literal (Python reference, 2.4.1), or says that it cannot.</summary>
internal static class PythonText
{
    /// <summary>Evaluates a literal.</summary>
    /// <param name="literal">The token's text, with prefix and quotes.</param>
    /// <param name="line">Its line.</param>
    /// <returns>A <see cref="TextValue"/>, an <see cref="OtherValue"/> for bytes, or a <see cref="DynamicValue"/>.</returns>
    public static PythonValue Evaluate(ReadOnlySpan<char> literal, int line)
    {
        var quoteAt = literal.IndexOfAny('\'', '"');
        var prefix = literal[..quoteAt];
        var triple = literal.Length >= quoteAt + 6 && literal[quoteAt + 1] == literal[quoteAt] && literal[quoteAt + 2] == literal[quoteAt];
        var body = triple ? literal[(quoteAt + 3)..^3] : literal[(quoteAt + 1)..^1];
        if (prefix.IndexOfAny('b', 'B') >= 0)
        {
            return new OtherValue("bytes", line);
        }

        if (prefix.IndexOfAny('t', 'T') >= 0 || (prefix.IndexOfAny('f', 'F') >= 0 && body.IndexOfAny('{', '}') >= 0))
        {
            return new DynamicValue("a formatted string has to be run", line);
        }

        var text = prefix.IndexOfAny('r', 'R') >= 0 ? NormalizeLineEnds(body.ToString()) : Unescape(body);
        return text is null ? new DynamicValue("a string has an escape that cannot be evaluated", line) : new TextValue(text, line);
    }

    private static string NormalizeLineEnds(string text) =>
        text.Contains('\r', StringComparison.Ordinal)
            ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
            : text;

    private static string? Unescape(ReadOnlySpan<char> body)
    {
        if (body.IndexOfAny('\\', '\r') < 0)
        {
            return body.ToString();
        }

        var rest = NormalizeLineEnds(body.ToString());
        var text = new StringBuilder(rest.Length);
        for (var at = 0; at < rest.Length; at++)
        {
            if (rest[at] != '\\')
            {
                text.Append(rest[at]);
                continue;
            }

            at++;
            switch (rest[at])
            {
                case '\n': break;
                case '\\' or '\'' or '"': text.Append(rest[at]); break;
                case 'a': text.Append('\a'); break;
                case 'b': text.Append('\b'); break;
                case 'f': text.Append('\f'); break;
                case 'n': text.Append('\n'); break;
                case 'r': text.Append('\r'); break;
                case 't': text.Append('\t'); break;
                case 'v': text.Append('\v'); break;
                case >= '0' and <= '7':
                    var octal = 0;
                    var digits = 0;
                    for (; digits < 3 && at < rest.Length && rest[at] is >= '0' and <= '7'; digits++, at++)
                    {
                        octal = (octal * 8) + rest[at] - '0';
                    }

                    text.Append((char)octal);
                    at--;
                    break;
                case 'x' or 'u' or 'U':
                    var length = rest[at] == 'x' ? 2 : rest[at] == 'u' ? 4 : 8;
                    if (at + length >= rest.Length
                        || !uint.TryParse(
                            rest.AsSpan(at + 1, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                        || code is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
                    {
                        return null;
                    }

                    _ = code < 0x10000 ? text.Append((char)code) : text.Append(char.ConvertFromUtf32((int)code));
                    at += length;
                    break;
                case 'N':
                    // \N{name} needs the table of Unicode names.
                    return null;
                default:
                    text.Append('\\').Append(rest[at]);
                    break;
            }
        }

        return text.ToString();
    }
}
