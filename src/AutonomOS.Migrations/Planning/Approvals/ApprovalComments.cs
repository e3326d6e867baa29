using AutonomOS.Migrations.Alembic.Python;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Planning.Approvals;

/// <summary>
/// Approvals in the comments of a revision file or a SQL file. Only what the language itself takes for a comment counts: a string that
/// says the same approves nothing.
/// </summary>
internal static class ApprovalComments
{
    private const string Mark = "dbguard:";

    /// <summary>Reads those of a revision file.</summary>
    /// <param name="source">The file's text.</param>
    /// <param name="file">Its full path.</param>
    /// <param name="revision">Its revision.</param>
    /// <param name="findings">Where those go that cannot be read (AMB4053).</param>
    public static IReadOnlyList<Approval> InPython(string source, string file, string revision, List<Finding> findings)
    {
        if (!source.Contains(Mark, StringComparison.Ordinal))
        {
            return [];
        }

        var reader = new PythonLineReader(source);
        var code = new CodeSpans();
        while (reader.Read())
        {
            code.AddStatement(reader.Tokens[0].Line, reader.LastLine);
            foreach (var token in reader.Tokens)
            {
                code.AddToken(token.Start, token.Length);
            }
        }

        return [.. Read(source, file, "#", code, findings).Select(approval => approval with { Revision = revision })];
    }

    /// <summary>Reads those of a SQL file.</summary>
    /// <param name="sql">The file's text.</param>
    /// <param name="file">Its full path.</param>
    /// <param name="findings">Where those go that cannot be read (AMB4053).</param>
    public static IReadOnlyList<Approval> InSql(string sql, string file, List<Finding> findings)
    {
        if (!sql.Contains(Mark, StringComparison.Ordinal))
        {
            return [];
        }

        var statements = new SqlStatements(sql, 1, hasBinds: false);
        var code = new CodeSpans();
        while (statements.Next() is { } statement)
        {
            code.AddStatement(statement.Tokens[0].Line, LastLine(sql, statement.Tokens[^1]));
            foreach (var token in statement.Tokens)
            {
                code.AddToken(token.Start, token.Length);
            }
        }

        return [.. Read(sql, file, "--", code, findings)];
    }

    private static int LastLine(string sql, SqlToken token) => token.Line + sql.AsSpan(token.Start, token.Length).Count('\n');

    private static IEnumerable<Approval> Read(string text, string file, string opening, CodeSpans code, List<Finding> findings)
    {
        var (line, start) = (0, 0);
        while (start < text.Length)
        {
            line++;
            var length = text.AsSpan(start).IndexOfAny('\r', '\n');
            var end = length < 0 ? text.Length : start + length;
            if (CommentOf(text, start, end, opening, code) is { } comment)
            {
                if (Approval.ParseComment(comment, out var error) is { } approval)
                {
                    yield return approval with { Place = new(file, line), Lines = code.LinesOf(line) };
                }
                else
                {
                    findings.Add(DiagnosticCodes.ApprovalNotReadable.At(
                        file,
                        line,
                        $"The comment {OneLine.Quote($"{Mark} {comment}")} {error}: write {opening} {Mark} allow drop_table public.legacy -- and the reason, on the operation's line or the one above, or take it out."));
                }
            }

            start = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }
    }

    // What stands behind the mark in the line's comment; null when the line has none.
    private static string? CommentOf(string text, int start, int end, string opening, CodeSpans code)
    {
        var line = text.AsSpan(start, end - start);
        if (!line.Contains(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        for (var at = 0; at < line.Length; at++)
        {
            var found = line[at..].IndexOf(opening, StringComparison.Ordinal);
            if (found < 0)
            {
                return null;
            }

            at += found;
            var rest = line[(at + opening.Length)..].TrimStart();
            if (rest.StartsWith(Mark, StringComparison.Ordinal) && !code.Covers(start + at))
            {
                return rest[Mark.Length..].Trim().ToString();
            }
        }

        return null;
    }
}
