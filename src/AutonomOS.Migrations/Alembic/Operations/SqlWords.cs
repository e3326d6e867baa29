using System.Text;

namespace AutonomOS.Migrations.Alembic.Operations;

/// <summary>
/// Splits SQL into words as PostgreSQL does, without its comments. The words of quoted text are among them, because it may be run. From
/// where something is not closed, and in texts within texts within texts, nothing counts as a comment or as quoted, so that nothing hides.
/// </summary>
internal static class SqlWords
{
    private const int Deepest = 6;

    /// <summary>Splits SQL.</summary>
    /// <param name="sql">Any text.</param>
    public static List<SqlWord> Of(string sql)
    {
        var words = new List<SqlWord>();
        Split(sql, 0, words);
        return words;
    }

    private static void Split(string sql, int depth, List<SqlWord> words)
    {
        var plain = depth > Deepest;
        for (var at = 0; at < sql.Length;)
        {
            if (plain)
            {
                at = PlainWord(sql, at, words);
                continue;
            }

            var end = CommentEnd(sql, at);
            if (end == at && TextEnd(sql, at, out var text) is var textEnd && textEnd != at)
            {
                end = textEnd;
                Split(text, depth + 1, words);
            }
            else if (end == at)
            {
                end = char.IsAsciiDigit(sql[at]) ? NumberEnd(sql, at) : NameEnd(sql, at, words);
            }

            plain = end < 0;
            at = plain ? at : Math.Max(end, at + 1);
        }
    }

    // Each of these answers with where it ends: at when nothing of the kind begins there, -1 when it does not end.
    private static int CommentEnd(string sql, int at)
    {
        if (Is(sql, at, "--"))
        {
            var line = sql.AsSpan(at).IndexOfAny('\n', '\r');
            return line < 0 ? sql.Length : at + line;
        }

        if (!Is(sql, at, "/*"))
        {
            return at;
        }

        var depth = 0;
        for (var i = at; i < sql.Length; i++)
        {
            if (Is(sql, i, "/*"))
            {
                depth++;
                i++;
            }
            else if (Is(sql, i, "*/"))
            {
                depth--;
                i++;
                if (depth == 0)
                {
                    return i + 1;
                }
            }
        }

        return -1;
    }

    private static int TextEnd(string sql, int at, out string text)
    {
        text = string.Empty;
        if (sql[at] == '$')
        {
            var tag = at + 1;
            while (tag < sql.Length && sql[tag] != '$' && IsNamePart(sql[tag]) && !(tag == at + 1 && char.IsAsciiDigit(sql[tag])))
            {
                tag++;
            }

            if (tag >= sql.Length || sql[tag] != '$')
            {
                return at;
            }

            var mark = sql[at..(tag + 1)];
            var close = sql.IndexOf(mark, tag + 1, StringComparison.Ordinal);
            text = close < 0 ? string.Empty : sql[(tag + 1)..close];
            return close < 0 ? -1 : close + mark.Length;
        }

        var escapes = sql[at] is 'e' or 'E' && Is(sql, at + 1, "'");
        return escapes || sql[at] == '\'' ? QuoteEnd(sql, escapes ? at + 1 : at, escapes, out text) : at;
    }

    private static int QuoteEnd(string sql, int at, bool escapes, out string text)
    {
        var quote = sql[at];
        var content = new StringBuilder();
        for (var i = at + 1; i < sql.Length; i++)
        {
            if (sql[i] == quote && (i + 1 == sql.Length || sql[i + 1] != quote))
            {
                text = content.ToString();
                return i + 1;
            }

            if (sql[i] == quote || (escapes && sql[i] == '\\' && i + 1 < sql.Length))
            {
                i++;
                content.Append(sql[i] is 'n' or 'r' or 't' && escapes ? '\n' : sql[i]);
            }
            else
            {
                content.Append(sql[i]);
            }
        }

        text = string.Empty;
        return -1;
    }

    private static int NumberEnd(string sql, int at)
    {
        while (at < sql.Length && (IsNamePart(sql[at]) || sql[at] == '.'))
        {
            at++;
        }

        return at;
    }

    private static int NameEnd(string sql, int at, List<SqlWord> words)
    {
        var end = PartEnd(sql, at, out var name, out var quoted);
        if (end <= at)
        {
            return end;
        }

        string? schema = null;
        while (true)
        {
            var dot = BlanksEnd(sql, end);
            var next = Is(sql, dot, ".") ? BlanksEnd(sql, dot + 1) : sql.Length;
            var after = next < sql.Length ? PartEnd(sql, next, out var part, out var isQuoted) : Take(next, out part, out isQuoted);
            if (after <= next)
            {
                break;
            }

            (schema, name, quoted, end) = (name, part, isQuoted, after);
        }

        words.Add(new(schema, name, quoted));
        return end;
    }

    private static int Take(int at, out string name, out bool quoted)
    {
        (name, quoted) = (string.Empty, false);
        return at;
    }

    private static int PartEnd(string sql, int at, out string name, out bool quoted)
    {
        quoted = sql[at] == '"';
        if (quoted)
        {
            return QuoteEnd(sql, at, false, out name);
        }

        var end = at;
        while (end < sql.Length && IsNamePart(sql[end]) && !(end == at && (char.IsAsciiDigit(sql[end]) || sql[end] == '$')))
        {
            end++;
        }

        name = Folded(sql[at..end]);
        return end;
    }

    private static int BlanksEnd(string sql, int at)
    {
        while (at < sql.Length)
        {
            var end = char.IsWhiteSpace(sql[at]) ? at + 1 : CommentEnd(sql, at);
            if (end <= at)
            {
                break;
            }

            at = end;
        }

        return at;
    }

    private static int PlainWord(string sql, int at, List<SqlWord> words)
    {
        var end = at;
        while (end < sql.Length && IsNamePart(sql[end]))
        {
            end++;
        }

        if (end > at)
        {
            words.Add(new(null, Folded(sql[at..end]), false));
        }

        return Math.Max(end, at + 1);
    }

    private static bool Is(string sql, int at, string what) => string.CompareOrdinal(sql, at, what, 0, what.Length) == 0;

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' || (c > '\x7f' && !char.IsWhiteSpace(c));

    // PostgreSQL folds the letters of ASCII only, in a database of UTF-8.
    private static string Folded(string name) => string.Create(name.Length, name, static (folded, given) =>
    {
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = char.IsAsciiLetterUpper(given[i]) ? (char)(given[i] | 0x20) : given[i];
        }
    });
}
