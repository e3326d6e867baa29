using System.Globalization;
using System.Text;

namespace AutonomOS.Migrations.Sql.Lexing;

/// <summary>What tokens say: names folded and cut as PostgreSQL does, strings without their quotes.</summary>
internal static class SqlValues
{
    // NAMEDATALEN - 1.
    private const int LongestName = 63;

    /// <summary>A name as PostgreSQL keeps it. Letters beyond ASCII stay as they are, as in a database of UTF-8.</summary>
    /// <param name="text">The text that the token is in.</param>
    /// <param name="token">A <see cref="SqlTokenKind.Word"/> or <see cref="SqlTokenKind.QuotedName"/>.</param>
    public static string Name(string text, SqlToken token) =>
        Cut(token.Kind == SqlTokenKind.Word ? Folded(text.AsSpan(token.Start, token.Length)) : Quoted(text, token));

    /// <summary>The letters of ASCII in lower case.</summary>
    /// <param name="word">Any text.</param>
    public static string Folded(ReadOnlySpan<char> word) => string.Create(word.Length, word, static (folded, given) =>
    {
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = char.IsAsciiLetterUpper(given[i]) ? (char)(given[i] | 0x20) : given[i];
        }
    });

    /// <summary>A string as PostgreSQL reads it; null when an escape in it makes no sense.</summary>
    /// <param name="text">The text that the token is in.</param>
    /// <param name="token">A <see cref="SqlTokenKind.Text"/>.</param>
    public static string? Text(string text, SqlToken token)
    {
        var raw = text.AsSpan(token.Start, token.Length);
        if (raw[0] == '$')
        {
            var tag = raw[1..].IndexOf('$') + 2;
            return raw[tag..^tag].ToString();
        }

        return raw[0] switch
        {
            'u' or 'U' => Unicode(text, token, token.Start + 3, '\''),
            'e' or 'E' => Unescaped(text, token.Start + 2, token.End),
            'n' or 'N' => Plain(text, token.Start + 2, token.End, '\'', out _),
            _ => Plain(text, token.Start + 1, token.End, '\'', out _),
        };
    }

    private static string Quoted(string text, SqlToken token) =>
        text[token.Start] == '"' ? Plain(text, token.Start + 1, token.End, '"', out _) : Unicode(text, token, token.Start + 3, '"') ?? string.Empty;

    private static string Cut(string name)
    {
        if (name.Length * 3 <= LongestName || Encoding.UTF8.GetByteCount(name) <= LongestName)
        {
            return name;
        }

        var (bytes, length) = (0, 0);
        foreach (var rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > LongestName)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return name[..length];
    }

    // Between the quotes, two quotes as one, and the parts that continue on further lines joined. End is behind the last quote.
    private static string Plain(string text, int at, int limit, char quote, out int end)
    {
        var value = new StringBuilder();
        while (at < limit)
        {
            if (text[at] != quote)
            {
                value.Append(text[at++]);
            }
            else if (at + 1 < limit && text[at + 1] == quote)
            {
                value.Append(quote);
                at += 2;
            }
            else if (quote == '\'' && NextPart(text, at + 1, limit) is var next and > 0)
            {
                at = next;
            }
            else
            {
                break;
            }
        }

        end = at + 1;
        return value.ToString();
    }

    private static int NextPart(string text, int at, int limit)
    {
        var hasLine = false;
        while (at < limit && text[at] is ' ' or '\t' or '\f' or '\v' or '\n' or '\r' or '-')
        {
            hasLine |= text[at] is '\n' or '\r';
            at = text[at] == '-' ? SqlScan.LineEnd(text, at) : at + 1;
        }

        return hasLine && at < limit && text[at] == '\'' ? at + 1 : 0;
    }

    private static string? Unescaped(string text, int at, int limit)
    {
        var value = new StringBuilder();
        while (at < limit)
        {
            var c = text[at++];
            if (c == '\\' && at < limit)
            {
                if (!Escape(text, ref at, limit, value))
                {
                    return null;
                }
            }
            else if (c != '\'')
            {
                value.Append(c);
            }
            else if (at < limit && text[at] == '\'')
            {
                value.Append(c);
                at++;
            }
            else if (NextPart(text, at, limit) is var next and > 0)
            {
                at = next;
            }
            else
            {
                break;
            }
        }

        return value.ToString();
    }

    private static bool Escape(string text, ref int at, int limit, StringBuilder value)
    {
        var c = text[at++];
        switch (c)
        {
            case 'b' or 'f' or 'n' or 'r' or 't' or 'v':
                value.Append(c switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => '\v' });
                return true;
            case 'u' or 'U':
                var digits = c == 'u' ? 4 : 8;
                return at + digits <= limit && Append(text.AsSpan(at, digits), value) && (at += digits) > 0;
            case 'x' when at < limit && char.IsAsciiHexDigit(text[at]):
                var hex = at + 1 < limit && char.IsAsciiHexDigit(text[at + 1]) ? 2 : 1;
                value.Append((char)Convert.ToInt32(text.Substring(at, hex), 16));
                at += hex;
                return true;
            case >= '0' and <= '7':
                var octal = c - '0';
                for (var i = 0; i < 2 && at < limit && text[at] is >= '0' and <= '7'; i++)
                {
                    octal = (octal * 8) + text[at++] - '0';
                }

                value.Append((char)(octal & 0xff));
                return true;
            default:
                value.Append(c);
                return true;
        }
    }

    private static string? Unicode(string text, SqlToken token, int at, char quote)
    {
        var raw = Plain(text, at, token.End, quote, out var end);
        var escape = '\\';
        if (end < token.End)
        {
            // UESCAPE 'x': the token ends with the one character in its quotes.
            escape = text[token.End - 2];
        }

        var value = new StringBuilder();
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != escape)
            {
                value.Append(raw[i]);
                continue;
            }

            if (i + 1 < raw.Length && raw[i + 1] == escape)
            {
                value.Append(escape);
                i++;
                continue;
            }

            var start = i + 1 < raw.Length && raw[i + 1] == '+' ? i + 2 : i + 1;
            var digits = start == i + 2 ? 6 : 4;
            if (start + digits > raw.Length || !Append(raw.AsSpan(start, digits), value))
            {
                return null;
            }

            i = start + digits - 1;
        }

        return value.ToString();
    }

    private static bool Append(ReadOnlySpan<char> hex, StringBuilder value)
    {
        if (!int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code is < 0 or > 0x10ffff)
        {
            return false;
        }

        // Halves of a pair are written one after the other.
        value.Append(code < 0x10000 ? ((char)code).ToString() : char.ConvertFromUtf32(code));
        return true;
    }
}
