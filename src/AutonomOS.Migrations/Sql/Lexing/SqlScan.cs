namespace AutonomOS.Migrations.Sql.Lexing;

/// <summary>Where the parts of a token end, by the rules of PostgreSQL's scan.l. Each is linear in what it passes; -1 is: it does not end.</summary>
internal static class SqlScan
{
    // What may stand in an operator, and what of it lets an operator end with + or -.
    private const string Operators = "~!@#^&|`?+-*/%<>=";
    private const string Loose = "~!@#^&|`?%";

    /// <summary>The character at an index, 0 behind the end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The index.</param>
    public static char At(string text, int at) => at < text.Length ? text[at] : '\0';

    /// <summary>Whether a name without quotes may begin with it. All beyond ASCII may, blanks of other scripts included.</summary>
    /// <param name="c">The character.</param>
    public static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= '\x80';

    /// <summary>Whether an operator may hold it.</summary>
    /// <param name="c">The character.</param>
    public static bool IsOperator(char c) => Operators.Contains(c, StringComparison.Ordinal);

    /// <summary>Where a name without quotes ends.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Its first character.</param>
    public static int NameEnd(string text, int at)
    {
        while (at < text.Length && (IsNameStart(text[at]) || char.IsAsciiDigit(text[at]) || text[at] == '$'))
        {
            at++;
        }

        return at;
    }

    /// <summary>Where the line ends: at its <c>\n</c> or <c>\r</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Somewhere on the line.</param>
    public static int LineEnd(string text, int at)
    {
        var length = text.AsSpan(at).IndexOfAny('\n', '\r');
        return length < 0 ? text.Length : at + length;
    }

    /// <summary>Where a comment ends, those within it counted.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Its <c>/*</c>.</param>
    public static int CommentEnd(string text, int at)
    {
        var depth = 0;
        while (true)
        {
            var skip = text.AsSpan(at).IndexOfAny('/', '*');
            if (skip < 0)
            {
                return -1;
            }

            at += skip;
            var opens = text[at] == '/' && At(text, at + 1) == '*';
            var closes = text[at] == '*' && At(text, at + 1) == '/';
            depth += opens ? 1 : closes ? -1 : 0;
            at += opens || closes ? 2 : 1;
            if (depth == 0)
            {
                return at;
            }
        }
    }

    /// <summary>Where a string ends, all that continues it on further lines included.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The first character behind its quote.</param>
    /// <param name="escapes">Whether a backslash escapes.</param>
    /// <param name="doubles">Whether two quotes are one within it.</param>
    public static int TextEnd(string text, int at, bool escapes, bool doubles)
    {
        while (at < text.Length)
        {
            if (text[at] == '\\' && escapes)
            {
                at += 2;
            }
            else if (text[at] != '\'')
            {
                at++;
            }
            else if (doubles && At(text, at + 1) == '\'')
            {
                at += 2;
            }
            else if (Continuation(text, at + 1) is var next and > 0)
            {
                at = next;
            }
            else
            {
                return at + 1;
            }
        }

        return -1;
    }

    /// <summary>Where a name in double quotes ends.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The first character behind its quote.</param>
    public static int NameQuoteEnd(string text, int at)
    {
        while (at < text.Length)
        {
            if (text[at] != '"')
            {
                at++;
            }
            else if (At(text, at + 1) == '"')
            {
                at += 2;
            }
            else
            {
                return at + 1;
            }
        }

        return -1;
    }

    /// <summary>Where the tag that opens a dollar quote ends; -1 when it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Its dollar.</param>
    public static int DollarTagEnd(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && (IsNameStart(text[end]) || (end > at + 1 && char.IsAsciiDigit(text[end]))))
        {
            end++;
        }

        return At(text, end) == '$' ? end + 1 : -1;
    }

    /// <summary>Where an operator ends: before a comment, and without a last + or - unless it has what no operator of SQL has.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Its first character.</param>
    public static int OperatorEnd(string text, int at)
    {
        var end = at;
        var isLoose = false;
        while (end < text.Length && IsOperator(text[end]) && !IsComment(text, end))
        {
            isLoose |= Loose.Contains(text[end], StringComparison.Ordinal);
            end++;
        }

        while (!isLoose && end > at + 1 && text[end - 1] is '+' or '-')
        {
            end--;
        }

        return end;
    }

    /// <summary>Where a number ends, those of version 16 (hexadecimal, underscores) included.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Its first character, a digit or a point before one.</param>
    public static int NumberEnd(string text, int at)
    {
        if (text[at] == '0' && At(text, at + 1) is 'x' or 'X' or 'o' or 'O' or 'b' or 'B')
        {
            var end = DigitsEnd(text, at + 2, At(text, at + 1) is 'x' or 'X', true);
            return end > at + 2 ? end : at + 1;
        }

        at = text[at] == '.' ? at : DigitsEnd(text, at, false, false);
        if (At(text, at) == '.' && At(text, at + 1) != '.')
        {
            at = DigitsEnd(text, at + 1, false, false);
        }

        if (At(text, at) is 'e' or 'E')
        {
            var digits = At(text, at + 1) is '+' or '-' ? at + 2 : at + 1;
            return char.IsAsciiDigit(At(text, digits)) ? DigitsEnd(text, digits, false, false) : at;
        }

        return at;
    }

    private static int DigitsEnd(string text, int at, bool isHex, bool mayBeginWithUnderscore)
    {
        bool IsDigit(char c) => isHex ? char.IsAsciiHexDigit(c) : char.IsAsciiDigit(c);
        var start = at;
        while (IsDigit(At(text, at)) || (At(text, at) == '_' && IsDigit(At(text, at + 1)) && (at > start || mayBeginWithUnderscore)))
        {
            at++;
        }

        return at;
    }

    private static bool IsComment(string text, int at) =>
        (text[at] == '-' && At(text, at + 1) == '-') || (text[at] == '/' && At(text, at + 1) == '*');

    // Behind a closing quote: the character behind the quote that continues the string on a further line; 0 when none does. Comments of
    // the form -- may stand between.
    private static int Continuation(string text, int at)
    {
        var hasLine = false;
        while (at < text.Length)
        {
            switch (text[at])
            {
                case '\n' or '\r':
                    hasLine = true;
                    at++;
                    break;
                case ' ' or '\t' or '\f' or '\v':
                    at++;
                    break;
                case '-' when At(text, at + 1) == '-':
                    at = LineEnd(text, at);
                    break;
                case '\'' when hasLine:
                    return at + 1;
                default:
                    return 0;
            }
        }

        return 0;
    }
}
