using System.Text;

namespace AutonomOS.Migrations.Schema.Deparsed;

/// <summary>
/// <c>v in ('a', 'b')</c> on a <c>varchar</c> is kept as an array that is cast as a whole and printed
/// <c>(ARRAY['a'::character varying, 'b'::character varying])::text[]</c>. Read again, as by pg_dump and psql, the cast goes to the elements
/// and is printed <c>ARRAY[('a'::character varying)::text, ('b'::character varying)::text]</c>, and stays so: casting an array is casting
/// each element (https://www.postgresql.org/docs/current/sql-expressions.html#SQL-SYNTAX-ARRAY-CONSTRUCTORS). Texts are kept in the second
/// form, so that a database and its restored copy are equal.
/// </summary>
internal static class CastArrays
{
    private const string Begin = "(ARRAY[";

    /// <summary>Writes the second form for the first.</summary>
    /// <param name="text">Deparsed text; null for none.</param>
    /// <returns>The same text where the first form is not in it, or not in the form that is known.</returns>
    public static string? ByElement(string? text)
    {
        if (text is null || !text.Contains(Begin, StringComparison.Ordinal))
        {
            return text;
        }

        var written = new StringBuilder(text.Length + 64);
        var at = 0;
        while (at < text.Length)
        {
            if (string.CompareOrdinal(text, at, Begin, 0, Begin.Length) == 0 && Cast(text, at) is { } cast)
            {
                written.Append(cast.Text);
                at = cast.End;
            }
            else
            {
                var next = After(text, at);
                written.Append(text, at, next - at);
                at = next;
            }
        }

        return written.ToString();
    }

    private static (string Text, int End)? Cast(string text, int start)
    {
        var elements = new List<string>();
        var from = start + Begin.Length;
        var depth = 0;
        for (var at = from; at < text.Length; at = After(text, at))
        {
            var c = text[at];
            if (depth == 0 && c is ',' or ']')
            {
                elements.Add(text[from..at].Trim());
                from = at + 1;
                if (c == ']')
                {
                    return TypeAt(text, at + 1) is { } type && elements.TrueForAll(element => element.Length > 0)
                        ? ($"ARRAY[{string.Join(", ", elements.Select(element => $"({ByElement(element)})::{type.Name}"))}]", type.End)
                        : null;
                }
            }

            depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
        }

        return null;
    }

    // The name of the elements' type in ")::name[]", and where that ends.
    private static (string Name, int End)? TypeAt(string text, int at)
    {
        const string close = ")::";
        if (string.CompareOrdinal(text, at, close, 0, close.Length) != 0)
        {
            return null;
        }

        var start = at + close.Length;
        for (at = start; at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '$' or ' ' or '.' or '"'); at = After(text, at))
        {
            // What a type's name can be made of; one with a modifier is cast in another way.
        }

        return at > start && string.CompareOrdinal(text, at, "[]", 0, 2) == 0 && !(at + 2 < text.Length && text[at + 2] == '[')
            ? (text[start..at], at + 2)
            : null;
    }

    // Past a character, or past a whole constant or quoted name.
    private static int After(string text, int at)
    {
        var quote = text[at];
        if (quote is not ('\'' or '"'))
        {
            return at + 1;
        }

        var backslashes = quote == '\'' && at > 0 && text[at - 1] == 'E';
        for (at++; at < text.Length; at++)
        {
            if (backslashes && text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == quote)
            {
                if (at + 1 == text.Length || text[at + 1] != quote)
                {
                    return at + 1;
                }

                at++;
            }
        }

        return text.Length;
    }
}
