using System.Text;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Bodies;

/// <summary>Works out the text of EXECUTE as far as it is made of literals: <c>||</c>, <c>format()</c>, <c>quote_ident()</c> and its like.</summary>
internal static class DynamicText
{
    private const int Deepest = 20;

    /// <summary>The text; null where only running it would tell.</summary>
    /// <param name="cursor">The statement.</param>
    /// <param name="from">The index of the expression's first token.</param>
    /// <param name="end">The index behind its last.</param>
    public static string? Value(SqlCursor cursor, int from, int end) => Value(cursor, from, end, Deepest);

    private static string? Value(SqlCursor cursor, int from, int end, int depth)
    {
        if (depth == 0)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var (first, last) in Split(cursor, from, end, "||"))
        {
            if (Term(cursor, first, last, depth) is not { } part)
            {
                return null;
            }

            text.Append(part);
        }

        return text.ToString();
    }

    private static string? Term(SqlCursor cursor, int from, int end, int depth)
    {
        if (from >= end)
        {
            return null;
        }

        // A cast to text changes nothing.
        if (end - from > 2 && cursor.IsSymbolAt(end - 2, "::") && (cursor.IsAt(end - 1, "text") || cursor.IsAt(end - 1, "varchar")))
        {
            return Term(cursor, from, end - 2, depth - 1 > 0 ? depth - 1 : 1);
        }

        if (cursor.KindAt(from) == SqlTokenKind.Text && end == from + 1)
        {
            var at = cursor.At;
            cursor.GoTo(from);
            var value = cursor.Text();
            cursor.GoTo(at);
            return cursor.Problem is null ? value : null;
        }

        if (cursor.IsSymbolAt(from, "(") && cursor.GroupEnd(from) == end)
        {
            return Value(cursor, from + 1, end - 1, depth - 1);
        }

        if (cursor.KindAt(from) != SqlTokenKind.Word || !cursor.IsSymbolAt(from + 1, "(") || cursor.GroupEnd(from + 1) != end)
        {
            return null;
        }

        var arguments = new List<string>();
        foreach (var (first, last) in Split(cursor, from + 2, end - 1, ","))
        {
            if (Value(cursor, first, last, depth - 1) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }

        return SqlValues.Folded(cursor.WrittenAt(from)) switch
        {
            "format" when arguments.Count > 0 => Format(arguments),
            "quote_ident" when arguments.Count == 1 => Identifier(arguments[0]),
            "quote_literal" when arguments.Count == 1 => Literal(arguments[0]),
            "concat" => string.Concat(arguments),
            _ => null,
        };
    }

    // %s, %I, %L and %% only: positions and widths are for what is worked out while it runs.
    private static string? Format(List<string> arguments)
    {
        var text = new StringBuilder();
        var format = arguments[0];
        var next = 1;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }

            i++;
            var kind = i < format.Length ? format[i] : '\0';
            if (kind == '%')
            {
                text.Append('%');
            }
            else if (kind is 's' or 'I' or 'L' && next < arguments.Count)
            {
                var argument = arguments[next++];
                text.Append(kind switch { 's' => argument, 'I' => Identifier(argument), _ => Literal(argument) });
            }
            else
            {
                return null;
            }
        }

        return text.ToString();
    }

    private static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Literal(string value) => value.Contains('\\', StringComparison.Ordinal)
        ? $" E'{value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'"
        : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static List<(int From, int End)> Split(SqlCursor cursor, int from, int end, string symbol)
    {
        var parts = new List<(int, int)>();
        for (var i = from; i < end; i = cursor.GroupEnd(i))
        {
            if (cursor.IsSymbolAt(i, symbol))
            {
                parts.Add((from, i));
                from = i + 1;
            }
        }

        parts.Add((from, end));
        return parts;
    }
}
