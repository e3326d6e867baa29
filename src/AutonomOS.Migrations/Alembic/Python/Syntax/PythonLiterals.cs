using System.Text;

namespace AutonomOS.Migrations.Alembic.Python.Syntax;

/// <summary>Reads string literals that stand side by side, f-strings with their fields included (Python reference, 2.4).</summary>
internal static class PythonLiterals
{
    // Each level is read again within the one around it.
    private const int DeepestFields = 5;

    /// <summary>Reads literals.</summary>
    /// <param name="lines">Where the tokens come from.</param>
    /// <param name="first">Index of the first literal.</param>
    /// <param name="past">Index after the last.</param>
    /// <param name="fields">How many f-strings are around them.</param>
    /// <returns>Null when one cannot be read.</returns>
    public static PythonNode? Read(PythonLineReader lines, int first, int past, int fields)
    {
        var line = lines.Tokens[first].Line;
        var parts = new List<PythonNode>();
        var text = new StringBuilder();
        var textLine = past == first + 1 ? line : 0;
        for (var i = first; i < past; i++)
        {
            var literal = lines.Text(lines.Tokens[i]);
            var prefix = literal[..literal.IndexOfAny('\'', '"')];
            if (literal.Contains('\\') && prefix.IndexOfAny('r', 'R') < 0)
            {
                textLine = 0;
            }

            if (prefix.IndexOfAny("fF") < 0)
            {
                switch (PythonText.Evaluate(literal, lines.Tokens[i].Line))
                {
                    case TextValue plain:
                        text.Append(plain.Text);
                        break;
                    case OtherValue when past == first + 1:
                        return new DataNode("bytes", line);
                    default:
                        return parts.Count == 0 && past == first + 1 ? new DataNode("a string that has to be run", line) : null;
                }
            }
            else if (fields >= DeepestFields || !ReadFields(literal, lines.Tokens[i].Line, fields + 1, text, parts))
            {
                return null;
            }
        }

        if (parts.Count == 0)
        {
            return new ConstantNode(text.ToString(), line, textLine);
        }

        Flush(text, parts, line);
        return new FormatNode(parts, line, textLine);
    }

    private static void Flush(StringBuilder text, List<PythonNode> parts, int line)
    {
        if (text.Length > 0)
        {
            parts.Add(new ConstantNode(text.ToString(), line));
            text.Clear();
        }
    }

    private static bool ReadFields(ReadOnlySpan<char> literal, int line, int fields, StringBuilder text, List<PythonNode> parts)
    {
        var quote = literal.IndexOfAny('\'', '"');
        var triple = literal.Length >= quote + 6 && literal[quote + 1] == literal[quote] && literal[quote + 2] == literal[quote];
        var body = triple ? literal[(quote + 3)..^3] : literal[(quote + 1)..^1];
        var raw = literal[..quote].IndexOfAny('r', 'R') >= 0;
        var from = 0;
        for (var at = 0; at < body.Length;)
        {
            if (body[at] is not ('{' or '}'))
            {
                at += body[at] == '\\' && !raw && at + 1 < body.Length && body[at + 1] is not ('{' or '}') ? 2 : 1;
                continue;
            }

            if (!AppendText(body[from..at], raw, text))
            {
                return false;
            }

            if (at + 1 < body.Length && body[at + 1] == body[at])
            {
                text.Append(body[at]);
                at += 2;
            }
            else
            {
                var past = body[at] == '{' ? ReadField(body, at + 1, line, fields, text, parts) : -1;
                if (past < 0)
                {
                    return false;
                }

                at = past;
            }

            from = at;
        }

        return AppendText(body[from..], raw, text);
    }

    private static bool AppendText(ReadOnlySpan<char> body, bool raw, StringBuilder text)
    {
        if (body.Length == 0)
        {
            return true;
        }

        // A backslash before a brace is an escape that Python does not know.
        if (!raw && (body.Length - body.TrimEnd('\\').Length) % 2 == 1)
        {
            return false;
        }

        // The text is a literal's; a quote in it is escaped, or is none of the literal's own.
        if (PythonText.Evaluate(string.Concat(raw ? "r'''" : "'''", body, "'''"), 1) is not TextValue plain)
        {
            return false;
        }

        text.Append(plain.Text);
        return true;
    }

    // One field after its brace; returns the index after the closing brace, or -1.
    private static int ReadField(
        ReadOnlySpan<char> body, int start, int line, int fields, StringBuilder text, List<PythonNode> parts)
    {
        var end = FieldEnd(body, start, out var stop);
        if (end < 0)
        {
            return -1;
        }

        var expression = body[start..stop].Trim();
        var conversion = '\0';
        var after = stop;
        if (body[after] == '!' && after + 1 < body.Length)
        {
            conversion = body[after + 1];
            after += 2;
        }

        if (body[after] is not ('}' or ':') || expression.Length == 0)
        {
            return -1;
        }

        if (expression[^1] == '=')
        {
            // f"{x=}" shows the expression, too: nobody writes SQL like that.
            return -1;
        }

        // Brackets around it let it span lines.
        var inner = new PythonLineReader(string.Concat("(", expression, ")"));
        if (!inner.Read() || inner.Error is not null)
        {
            return -1;
        }

        var reader = new PythonExpressionReader(inner, fields);
        if (reader.ReadAll(0, inner.Tokens.Count) is not { } value || inner.Read())
        {
            return -1;
        }

        Flush(text, parts, line);
        parts.Add(new FieldNode(value, conversion, body[after] == ':', line));
        return end + 1;
    }

    // Index of the closing brace, and of what ends the expression before it: the brace, '!' or ':'.
    private static int FieldEnd(ReadOnlySpan<char> body, int start, out int stop)
    {
        stop = -1;
        var depth = 0;
        for (var at = start; at < body.Length; at++)
        {
            var c = body[at];
            if (stop < 0 && c is '\'' or '"')
            {
                at = QuoteEnd(body, at);
                if (at < 0)
                {
                    return -1;
                }
            }
            else if (c is '(' or '[' or '{')
            {
                depth++;
            }
            else if (c is ')' or ']' or '}')
            {
                if (depth == 0)
                {
                    stop = stop < 0 ? at : stop;
                    return c == '}' ? at : -1;
                }

                depth--;
            }
            else if (depth == 0 && stop < 0 && (c == ':' || (c == '!' && !(at + 1 < body.Length && body[at + 1] == '='))))
            {
                stop = at;
            }
        }

        return -1;
    }

    private static int QuoteEnd(ReadOnlySpan<char> body, int at)
    {
        var quote = body[at];
        var triple = at + 2 < body.Length && body[at + 1] == quote && body[at + 2] == quote;
        for (var i = at + (triple ? 3 : 1); i < body.Length; i++)
        {
            if (body[i] == '\\')
            {
                i++;
            }
            else if (body[i] == quote && (!triple || (i + 2 < body.Length && body[i + 1] == quote && body[i + 2] == quote)))
            {
                return triple ? i + 2 : i;
            }
        }

        return -1;
    }
}
