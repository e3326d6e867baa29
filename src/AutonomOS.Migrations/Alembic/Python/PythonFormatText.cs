namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>
/// Finds the end of an f-string. Since PEP 701 (Python 3.12) a replacement field may hold any expression, strings with the same quote
/// included, so the first matching quote is not the end. A format specification, on the other hand, is text in which a quote of the
/// other kind is a fill character. Nesting is kept on a list, not on the stack.
/// </summary>
internal static class PythonFormatText
{
    private enum Part
    {
        /// <summary>Text of an f-string, up to its closing quote.</summary>
        Text,

        /// <summary>A replacement field, up to its closing brace.</summary>
        Field,

        /// <summary>A format specification, up to the field's closing brace.</summary>
        Specification,

        /// <summary>A bracket inside a field.</summary>
        Bracket,
    }

    /// <summary>Passes an f-string.</summary>
    /// <param name="source">The text of a file.</param>
    /// <param name="start">Index of the opening quote, after the prefix.</param>
    /// <param name="line">Line, counted on.</param>
    /// <returns>Index after the closing quote; negative when there is none.</returns>
    public static int Pass(string source, int start, ref int line)
    {
        var parts = new List<(Part Part, char Quote, bool Triple)>();
        var at = Open(source, start, parts);
        while (parts.Count > 0)
        {
            if (at >= source.Length)
            {
                return -source.Length;
            }

            var (part, quote, triple) = parts[^1];
            var c = source[at];
            if (c is '\n' or '\r')
            {
                if (part == Part.Text && !triple)
                {
                    return -at;
                }

                line++;
                at += c == '\r' && at + 1 < source.Length && source[at + 1] == '\n' ? 2 : 1;
                continue;
            }

            at = part is Part.Text or Part.Specification
                ? PassText(source, at, part, quote, triple, parts, ref line)
                : PassField(source, at, part, parts, ref line);
            if (at < 0)
            {
                return at;
            }
        }

        return at;
    }

    private static int Open(string source, int at, List<(Part Part, char Quote, bool Triple)> parts)
    {
        var quote = source[at];
        var triple = at + 2 < source.Length && source[at + 1] == quote && source[at + 2] == quote;
        parts.Add((Part.Text, quote, triple));
        return at + (triple ? 3 : 1);
    }

    private static int PassText(
        string source, int at, Part part, char quote, bool triple, List<(Part Part, char Quote, bool Triple)> parts, ref int line)
    {
        var c = source[at];
        var doubled = at + 1 < source.Length && source[at + 1] == c;
        if (c == '\\')
        {
            // Also in a raw f-string a backslash keeps the quote after it from closing. A line break after it is counted by the caller.
            return at + 1 < source.Length && source[at + 1] is '\r' or '\n' ? PassBreak(source, at + 1, ref line) : at + 2;
        }

        if (part == Part.Text && c is '{' or '}' && doubled)
        {
            return at + 2;
        }

        if (c == '{')
        {
            parts.Add((Part.Field, quote, triple));
        }
        else if (c == '}' && part == Part.Specification)
        {
            parts.RemoveAt(parts.Count - 1);
        }
        else if (c == quote && part == Part.Text)
        {
            if (!triple)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (doubled && at + 2 < source.Length && source[at + 2] == c)
            {
                parts.RemoveAt(parts.Count - 1);
                return at + 3;
            }
        }

        return at + 1;
    }

    private static int PassField(string source, int at, Part part, List<(Part Part, char Quote, bool Triple)> parts, ref int line)
    {
        var c = source[at];
        switch (c)
        {
            case '(' or '[' or '{':
                parts.Add((Part.Bracket, c, false));
                return at + 1;
            case ')' or ']' or '}':
                parts.RemoveAt(parts.Count - 1);
                return at + 1;
            case ':' when part == Part.Field:
                parts[^1] = (Part.Specification, parts[^1].Quote, parts[^1].Triple);
                return at + 1;
            case '#':
                while (at < source.Length && source[at] is not ('\r' or '\n'))
                {
                    at++;
                }

                return at;
            case '\'' or '"':
                return IsFormat(source, at) ? Open(source, at, parts) : PassPlain(source, at, ref line);
            default:
                return at + 1;
        }
    }

    private static bool IsFormat(string source, int quote)
    {
        for (var at = quote - 1; at >= 0 && at >= quote - 2 && char.IsAsciiLetter(source[at]); at--)
        {
            if (source[at] is 'f' or 'F' or 't' or 'T')
            {
                return true;
            }
        }

        return false;
    }

    private static int PassPlain(string source, int at, ref int line)
    {
        var quote = source[at];
        var triple = at + 2 < source.Length && source[at + 1] == quote && source[at + 2] == quote;
        at += triple ? 3 : 1;
        while (at < source.Length)
        {
            var c = source[at];
            if (c == '\\' && at + 1 < source.Length && source[at + 1] is not ('\r' or '\n'))
            {
                at += 2;
            }
            else if (c is '\r' or '\n')
            {
                at = PassBreak(source, at, ref line);
            }
            else if (c != quote)
            {
                at++;
            }
            else if (!triple)
            {
                return at + 1;
            }
            else if (at + 2 < source.Length && source[at + 1] == quote && source[at + 2] == quote)
            {
                return at + 3;
            }
            else
            {
                at++;
            }
        }

        return -source.Length;
    }

    private static int PassBreak(string source, int at, ref int line)
    {
        line++;
        return at + (source[at] == '\r' && at + 1 < source.Length && source[at + 1] == '\n' ? 2 : 1);
    }
}
