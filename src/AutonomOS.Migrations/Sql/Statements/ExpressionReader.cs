using System.Collections.Frozen;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Passes expressions, whose grammar is not read: they end where a keyword stands that no expression can go on with.</summary>
internal static class ExpressionReader
{
    // What may follow a column's DEFAULT; NOT and NULL besides, which are in expressions too.
    private static readonly FrozenSet<string> OfColumns = SqlKeywords.Words("""
        constraint unique primary check default generated references deferrable initially collate storage compression enforced
        """);

    /// <summary>An expression of a column: up to the next of its constraints, a comma or the end. As SQL.</summary>
    /// <param name="cursor">At the expression's first token.</param>
    public static string OfColumn(SqlCursor cursor)
    {
        var from = cursor.At;
        var cases = 0;
        while (!cursor.IsAtEnd && !cursor.IsSymbol(","))
        {
            if (cursor.Kind == SqlTokenKind.Word && cursor.At > from && cases == 0 && EndsAt(cursor, from))
            {
                break;
            }

            cases += cursor.Is("CASE") ? 1 : cursor.Is("END") ? -1 : 0;
            cursor.SkipGroup();
        }

        return Passed(cursor, from);
    }

    /// <summary>An expression up to a comma or the end. As SQL.</summary>
    /// <param name="cursor">At the expression's first token.</param>
    public static string ToComma(SqlCursor cursor)
    {
        var from = cursor.At;
        while (!cursor.IsAtEnd && !cursor.IsSymbol(","))
        {
            cursor.SkipGroup();
        }

        return Passed(cursor, from);
    }

    /// <summary>An expression up to one of some keywords or the end. As SQL.</summary>
    /// <param name="cursor">At the expression's first token.</param>
    /// <param name="keywords">The keywords.</param>
    public static string To(SqlCursor cursor, params ReadOnlySpan<string> keywords)
    {
        var from = cursor.At;
        while (!cursor.IsAtEnd && !cursor.IsAny(keywords))
        {
            cursor.SkipGroup();
        }

        return Passed(cursor, from);
    }

    /// <summary>An expression in parentheses, without them. As SQL.</summary>
    /// <param name="cursor">At the parenthesis.</param>
    public static string InParentheses(SqlCursor cursor)
    {
        var from = cursor.At + 1;
        cursor.SkipParentheses();
        return cursor.Problem is null ? cursor.Sql(from, cursor.At - 1) : string.Empty;
    }

    private static string Passed(SqlCursor cursor, int from)
    {
        if (cursor.At == from)
        {
            cursor.Fail();
        }

        return cursor.Sql(from, cursor.At);
    }

    private static bool EndsAt(SqlCursor cursor, int from)
    {
        // Behind an operator or IS, NULL and NOT are of the expression.
        var before = cursor.At - 1;
        var isOperand = cursor.KindAt(before) == SqlTokenKind.Symbol && !cursor.IsSymbolAt(before, ")") && !cursor.IsSymbolAt(before, "]") && before >= from;
        return cursor.IsAny("NULL", "NOT") ? !isOperand && !cursor.IsAt(before, "IS") && !cursor.IsAt(before, "NOT")
            : !isOperand && OfColumns.Contains(SqlValues.Folded(cursor.Written));
    }
}
