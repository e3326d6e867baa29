using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>
/// Whether a condition is true for every row, as far as that shows: TRUE, <c>1 = 1</c>, and what AND, OR, NOT and parentheses make of
/// those. A column compared with itself counts: it chooses no row but those where it is null.
/// </summary>
internal static class ConstantCondition
{
    private const int Deepest = 40;

    /// <summary>Whether it is true for every row.</summary>
    /// <param name="cursor">The statement.</param>
    /// <param name="from">The index of the condition's first token.</param>
    /// <param name="end">The index behind its last.</param>
    public static bool IsTrue(SqlCursor cursor, int from, int end) => Value(cursor, from, end, Deepest) == true;

    // Null where it depends on the row.
    private static bool? Value(SqlCursor cursor, int from, int end, int depth)
    {
        while (depth > 0 && cursor.IsSymbolAt(from, "(") && cursor.GroupEnd(from) == end)
        {
            (from, end, depth) = (from + 1, end - 1, depth - 1);
        }

        if (depth == 0 || from >= end)
        {
            return null;
        }

        foreach (var (word, decides) in (ReadOnlySpan<(string, bool)>)[("OR", true), ("AND", false)])
        {
            var parts = Split(cursor, from, end, word);
            if (parts.Count > 1)
            {
                var values = parts.ConvertAll(part => Value(cursor, part.From, part.End, depth - 1));
                return values.Contains(decides) ? decides : values.Contains(null) ? null : !decides;
            }
        }

        return cursor.IsAt(from, "NOT") ? !Value(cursor, from + 1, end, depth - 1) : Term(cursor, from, end);
    }

    private static bool? Term(SqlCursor cursor, int from, int end)
    {
        // A cast of a constant changes nothing of what is asked here.
        if (end - from == 1 || (end - from == 3 && cursor.IsSymbolAt(from + 1, "::")))
        {
            return cursor.IsAt(from, "TRUE") || cursor.WrittenAt(from) is "'t'" or "'true'" ? true : cursor.IsAt(from, "FALSE") ? false : null;
        }

        var middle = from + ((end - from) / 2);
        if ((end - from) % 2 == 0 || cursor.KindAt(middle) != SqlTokenKind.Symbol)
        {
            return null;
        }

        for (var i = 0; i < middle - from; i++)
        {
            var isName = cursor.KindAt(from + i) is SqlTokenKind.Word or SqlTokenKind.QuotedName || cursor.IsSymbolAt(from + i, ".");
            var isSame = cursor.WrittenAt(from + i).Equals(cursor.WrittenAt(middle + 1 + i), StringComparison.OrdinalIgnoreCase);
            if (!isSame || !(isName || middle - from == 1))
            {
                return Different(cursor, from, middle);
            }
        }

        return cursor.WrittenAt(middle) is "=" or "<=" or ">=" ? true : cursor.WrittenAt(middle) is "<>" or "!=" or "<" or ">" ? false : null;
    }

    // 1 <> 2, 1 = 0, 1 < 2.
    private static bool? Different(SqlCursor cursor, int from, int middle) =>
        middle - from == 1 && long.TryParse(cursor.WrittenAt(from), out var left) && long.TryParse(cursor.WrittenAt(middle + 1), out var right)
            ? cursor.WrittenAt(middle) switch
            {
                "=" => left == right,
                "<>" or "!=" => left != right,
                "<" => left < right,
                ">" => left > right,
                "<=" => left <= right,
                ">=" => left >= right,
                _ => null,
            }
            : null;

    private static List<(int From, int End)> Split(SqlCursor cursor, int from, int end, string word)
    {
        var parts = new List<(int, int)>();
        var isBetween = false;
        for (var i = from; i < end; i = cursor.GroupEnd(i))
        {
            // The AND of BETWEEN joins no conditions.
            if (cursor.IsAt(i, word) && !isBetween)
            {
                parts.Add((from, i));
                from = i + 1;
            }

            isBetween = cursor.IsAt(i, "BETWEEN") || (isBetween && !cursor.IsAt(i, "AND"));
        }

        parts.Add((from, end));
        return parts;
    }
}
