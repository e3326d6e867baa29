using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads a column as CREATE TABLE and ADD COLUMN write it.</summary>
internal static class ColumnReader
{
    /// <summary>Reads a column.</summary>
    /// <param name="cursor">At its name.</param>
    /// <param name="hasType">False in PARTITION OF, OF and CREATE TABLE AS, where columns have no types of their own.</param>
    public static ColumnDefinition Read(SqlCursor cursor, bool hasType)
    {
        var name = cursor.Name();
        var isSerial = false;
        var type = hasType && !cursor.IsAtEnd ? TypeReader.Read(cursor, out isSerial) : null;
        var column = new ColumnDefinition(name, type) { IsSerial = isSerial, IsNullable = !isSerial };
        if (hasType && type is null)
        {
            cursor.Fail();
        }

        if (!hasType)
        {
            _ = cursor.Take("WITH", "OPTIONS");
        }

        while (!cursor.IsAtEnd && !cursor.IsSymbol(","))
        {
            column = Qualify(cursor, column);
        }

        return column;
    }

    private static ColumnDefinition Qualify(SqlCursor cursor, ColumnDefinition column)
    {
        var name = cursor.Take("CONSTRAINT") ? cursor.Name() : null;
        if (cursor.Take("NOT", "NULL"))
        {
            _ = cursor.Take("NO", "INHERIT");
            return column with { IsNullable = false };
        }

        if (cursor.Take("NULL") || cursor.Take("DEFERRABLE") || cursor.Take("NOT", "DEFERRABLE") || cursor.Take("INITIALLY", "DEFERRED")
            || cursor.Take("INITIALLY", "IMMEDIATE") || cursor.Take("ENFORCED"))
        {
            return column;
        }

        if (cursor.Take("NOT", "ENFORCED") && column.Constraints.Count > 0)
        {
            return column with { Constraints = [.. column.Constraints.SkipLast(1), column.Constraints[^1] with { IsNotEnforced = true }] };
        }

        if (cursor.Take("DEFAULT"))
        {
            return column with { Default = ExpressionReader.OfColumn(cursor) };
        }

        if (cursor.Take("GENERATED"))
        {
            return Generated(cursor, column);
        }

        if (cursor.Take("COLLATE"))
        {
            _ = cursor.Qualified();
            return column;
        }

        if (cursor.Take("STORAGE") || cursor.Take("COMPRESSION"))
        {
            cursor.Skip();
            return column;
        }

        if (cursor.Take("OPTIONS"))
        {
            cursor.SkipParentheses();
            return column;
        }

        var constraint = ConstraintReader.Read(cursor, name, column.Name);
        return column with
        {
            Constraints = [.. column.Constraints, constraint],
            IsNullable = column.IsNullable && constraint.Type != ConstraintType.PrimaryKey,
        };
    }

    private static ColumnDefinition Generated(SqlCursor cursor, ColumnDefinition column)
    {
        var always = cursor.Take("ALWAYS");
        if (!always)
        {
            cursor.Expect("BY", "DEFAULT");
        }

        cursor.Expect("AS");
        if (cursor.Take("IDENTITY"))
        {
            if (cursor.IsSymbol("("))
            {
                cursor.SkipGroup();
            }

            return column with { Identity = always ? "always" : "by default", IsNullable = false };
        }

        var expression = ExpressionReader.InParentheses(cursor);

        // Version 18 has VIRTUAL, and takes it where nothing is said; the versions before ask for STORED.
        var isStored = cursor.Take("STORED");
        _ = cursor.Take("VIRTUAL");
        return column with { Generated = expression, IsVirtual = !isStored };
    }
}
