using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads ALTER COLUMN.</summary>
internal static class AlterColumnReader
{
    /// <summary>Reads one change of a column.</summary>
    /// <param name="cursor">Behind ALTER.</param>
    /// <param name="into">Where its operation goes.</param>
    /// <param name="table">The table.</param>
    /// <param name="isTolerant">Whether ALTER TABLE IF EXISTS was said.</param>
    public static void Read(SqlCursor cursor, SqlOperations into, QualifiedName table, bool isTolerant)
    {
        _ = cursor.Take("COLUMN");

        // An index's columns have numbers.
        var name = cursor.Kind == SqlTokenKind.Number ? cursor.Written.ToString() : string.Empty;
        if (name.Length > 0)
        {
            cursor.Skip();
        }
        else
        {
            name = cursor.Name();
        }

        void Add(ColumnChange change, string? value = null) =>
            into.Add(new AlterColumn(table, name, change, value) { Place = into.Place, IsTolerant = isTolerant });

        if (cursor.Take("TYPE") || cursor.Take("SET", "DATA", "TYPE"))
        {
            var type = TypeReader.Read(cursor, out _);
            var collation = cursor.Take("COLLATE") ? cursor.Qualified().Name : null;
            var conversion = cursor.Take("USING") ? Conversion(cursor, into) : null;
            into.Add(new AlterColumn(table, name, ColumnChange.Type, type)
            {
                Place = into.Place,
                IsTolerant = isTolerant,
                Using = conversion,
                Collation = collation,
            });
        }
        else if (cursor.Take("SET", "NOT", "NULL"))
        {
            Add(ColumnChange.SetNotNull);
        }
        else if (cursor.Take("DROP", "NOT", "NULL"))
        {
            Add(ColumnChange.DropNotNull);
        }
        else if (cursor.Take("SET", "DEFAULT"))
        {
            Add(ColumnChange.SetDefault, ExpressionReader.ToComma(cursor));
        }
        else if (cursor.Take("DROP", "DEFAULT"))
        {
            Add(ColumnChange.DropDefault);
        }
        else if (cursor.Take("SET", "EXPRESSION", "AS"))
        {
            Add(ColumnChange.SetExpression, ExpressionReader.InParentheses(cursor));
        }
        else if (cursor.Take("DROP", "EXPRESSION"))
        {
            _ = cursor.TakeIfExists();
            Add(ColumnChange.DropExpression);
        }
        else if (cursor.Take("DROP", "IDENTITY"))
        {
            var isOfIdentity = cursor.TakeIfExists();
            into.Add(new AlterColumn(table, name, ColumnChange.DropIdentity, null) { Place = into.Place, IsTolerant = isTolerant || isOfIdentity });
        }
        else if (cursor.Take("ADD", "GENERATED"))
        {
            var always = cursor.Take("ALWAYS");
            if (!always)
            {
                cursor.Expect("BY", "DEFAULT");
            }

            cursor.Expect("AS", "IDENTITY");
            if (cursor.IsSymbol("("))
            {
                cursor.SkipGroup();
            }

            Add(ColumnChange.AddIdentity, always ? "always" : "by default");
        }
        else if (cursor.IsAny("SET", "RESET") && cursor.IsSymbolAt(cursor.At + 1, "("))
        {
            var from = cursor.At;
            cursor.Skip();
            cursor.SkipGroup();
            Add(ColumnChange.Setting, cursor.Sql(from, cursor.At));
        }
        else if (cursor.Is("OPTIONS") || (cursor.Is("SET") && (cursor.IsAt(cursor.At + 1, "STATISTICS") || cursor.IsAt(cursor.At + 1, "STORAGE") || cursor.IsAt(cursor.At + 1, "COMPRESSION"))))
        {
            Add(ColumnChange.Setting, ExpressionReader.ToComma(cursor));
        }
        else if (cursor.IsAny("SET", "RESTART"))
        {
            // The options of an identity's sequence.
            Add(ColumnChange.SetIdentity, ExpressionReader.ToComma(cursor));
        }
        else
        {
            cursor.Fail();
        }
    }

    private static string Conversion(SqlCursor cursor, SqlOperations into)
    {
        // It is run for every row.
        var from = cursor.At;
        var conversion = ExpressionReader.ToComma(cursor);
        var end = cursor.At;
        if (cursor.Problem is null)
        {
            cursor.GoTo(from);
            cursor.Within(end, () =>
            {
                FunctionCalls.Read(cursor, into);
                cursor.SkipToEnd();
            });
        }

        return conversion;
    }
}
