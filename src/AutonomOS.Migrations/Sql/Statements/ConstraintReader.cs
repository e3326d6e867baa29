using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads constraints of columns, tables and domains.</summary>
internal static class ConstraintReader
{
    /// <summary>Whether a table constraint begins here, rather than a column. Most of the keywords can be no column's name.</summary>
    /// <param name="cursor">The statement.</param>
    public static bool Begins(SqlCursor cursor) =>
        cursor.IsAny("CONSTRAINT", "CHECK", "UNIQUE", "PRIMARY", "FOREIGN", "NOT") || (cursor.Is("EXCLUDE") && (cursor.IsAt(cursor.At + 1, "USING") || cursor.IsSymbolAt(cursor.At + 1, "(")));

    /// <summary>Reads a constraint of a table with its name and its attributes (NOT VALID, DEFERRABLE, ...).</summary>
    /// <param name="cursor">At CONSTRAINT or what follows its name.</param>
    public static ConstraintDefinition OfTable(SqlCursor cursor)
    {
        var name = cursor.Take("CONSTRAINT") ? cursor.Name() : null;
        var constraint = Read(cursor, name, column: null);
        while (true)
        {
            if (cursor.Take("NOT", "VALID"))
            {
                constraint = constraint with { IsNotValid = true };
            }
            else if (cursor.Take("NOT", "ENFORCED"))
            {
                constraint = constraint with { IsNotEnforced = true };
            }
            else if (!cursor.Take("DEFERRABLE") && !cursor.Take("NOT", "DEFERRABLE") && !cursor.Take("INITIALLY", "DEFERRED")
                && !cursor.Take("INITIALLY", "IMMEDIATE") && !cursor.Take("ENFORCED") && !cursor.Take("NO", "INHERIT"))
            {
                return constraint;
            }
        }
    }

    /// <summary>Reads what a constraint holds.</summary>
    /// <param name="cursor">At its first keyword, behind its name.</param>
    /// <param name="name">Its name; null for none.</param>
    /// <param name="column">The column that it is written with; null for a table's or a domain's.</param>
    public static ConstraintDefinition Read(SqlCursor cursor, string? name, string? column)
    {
        if (cursor.Take("CHECK"))
        {
            var check = new ConstraintDefinition(ConstraintType.Check, name) { Expression = ExpressionReader.InParentheses(cursor) };
            _ = cursor.Take("NO", "INHERIT");
            return check;
        }

        if (cursor.Take("UNIQUE"))
        {
            return Key(cursor, new(ConstraintType.Unique, name), column);
        }

        if (cursor.Take("PRIMARY", "KEY"))
        {
            return Key(cursor, new(ConstraintType.PrimaryKey, name), column);
        }

        if (column is null && cursor.Take("NOT", "NULL"))
        {
            return new(ConstraintType.NotNull, name) { Columns = [cursor.Name()] };
        }

        if (column is null && cursor.Take("EXCLUDE"))
        {
            return Exclude(cursor, name);
        }

        var columns = column is null ? [] : new List<string> { column };
        if (column is null)
        {
            cursor.Expect("FOREIGN", "KEY");
            columns = Columns(cursor);
        }

        cursor.Expect("REFERENCES");
        var foreign = new ConstraintDefinition(ConstraintType.ForeignKey, name) { Columns = columns, References = cursor.Qualified() };
        foreign = cursor.IsSymbol("(") ? foreign with { ReferencedColumns = Columns(cursor) } : foreign;
        SkipActions(cursor);
        return foreign;
    }

    /// <summary>Names in parentheses.</summary>
    /// <param name="cursor">At the parenthesis.</param>
    public static List<string> Columns(SqlCursor cursor)
    {
        var columns = new List<string>();
        cursor.InParentheses(() => cursor.Each(() =>
        {
            // PERIOD of version 18 stands before a column; it may be one's name.
            _ = cursor.Is("PERIOD") && cursor.KindAt(cursor.At + 1) is SqlTokenKind.Word or SqlTokenKind.QuotedName && cursor.Take("PERIOD");
            columns.Add(cursor.Name());
            _ = cursor.Take("WITHOUT", "OVERLAPS");
        }));
        return columns;
    }

    private static ConstraintDefinition Key(SqlCursor cursor, ConstraintDefinition key, string? column)
    {
        if (cursor.Is("USING") && !cursor.IsAt(cursor.At + 2, "TABLESPACE"))
        {
            cursor.Expect("USING", "INDEX");
            return key with { UsingIndex = cursor.Name() };
        }

        var nullsAreEqual = cursor.Take("NULLS", "NOT", "DISTINCT");
        _ = !nullsAreEqual && cursor.Take("NULLS", "DISTINCT");
        key = key with { NullsNotDistinct = nullsAreEqual, Columns = column is null ? Columns(cursor) : [column] };
        SkipIndexOptions(cursor);
        return key;
    }

    private static ConstraintDefinition Exclude(SqlCursor cursor, string? name)
    {
        if (cursor.Take("USING"))
        {
            _ = cursor.Name();
        }

        cursor.SkipParentheses();
        SkipIndexOptions(cursor);
        if (cursor.Take("WHERE"))
        {
            cursor.SkipParentheses();
        }

        return new(ConstraintType.Exclude, name);
    }

    private static void SkipIndexOptions(SqlCursor cursor)
    {
        if (cursor.Take("INCLUDE"))
        {
            cursor.SkipParentheses();
        }

        if (cursor.Take("WITH"))
        {
            cursor.SkipParentheses();
        }

        if (cursor.Take("USING", "INDEX", "TABLESPACE"))
        {
            _ = cursor.Name();
        }
    }

    private static void SkipActions(SqlCursor cursor)
    {
        while (true)
        {
            if (cursor.Take("MATCH"))
            {
                cursor.Skip();
            }
            else if (cursor.Take("ON", "DELETE") || cursor.Take("ON", "UPDATE"))
            {
                if (cursor.Take("NO", "ACTION") || cursor.Take("RESTRICT") || cursor.Take("CASCADE"))
                {
                    continue;
                }

                _ = cursor.Take("SET", "NULL") || cursor.Take("SET", "DEFAULT");
                if (cursor.IsSymbol("("))
                {
                    cursor.SkipGroup();
                }
            }
            else
            {
                return;
            }
        }
    }
}
