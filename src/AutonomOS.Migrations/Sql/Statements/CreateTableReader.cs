using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads CREATE TABLE and CREATE FOREIGN TABLE in all their forms.</summary>
internal static class CreateTableReader
{
    /// <summary>Reads it.</summary>
    /// <param name="cursor">Behind TABLE.</param>
    /// <param name="into">Where its operations go.</param>
    /// <param name="isTemporary">Whether TEMPORARY was said.</param>
    /// <param name="isForeign">Whether FOREIGN was said.</param>
    public static void Read(SqlCursor cursor, SqlOperations into, bool isTemporary, bool isForeign)
    {
        var isTolerant = cursor.TakeIfNotExists();
        var table = new CreateTable(cursor.Qualified()) { Place = into.Place, IsTolerant = isTolerant, IsTemporary = isTemporary, IsForeign = isForeign };
        if (cursor.Take("PARTITION", "OF"))
        {
            table = Elements(cursor, table with { PartitionOf = cursor.Qualified(), IsPartlyKnown = true }, hasTypes: false);
            SkipBounds(cursor);
        }
        else if (cursor.Take("OF"))
        {
            _ = cursor.Qualified();
            table = Elements(cursor, table with { IsPartlyKnown = true }, hasTypes: false);
        }
        else if (IsAs(cursor))
        {
            if (cursor.IsSymbol("("))
            {
                cursor.SkipGroup();
            }

            SkipOptions(cursor);
            As(cursor, into, table with { IsPartlyKnown = true });
            return;
        }
        else if (!cursor.IsSymbol("("))
        {
            cursor.Fail();
        }
        else
        {
            table = Elements(cursor, table, hasTypes: true);
            if (cursor.Take("INHERITS"))
            {
                cursor.SkipParentheses();
                table = table with { IsPartlyKnown = true };
            }
        }

        SkipOptions(cursor);
        if (isForeign)
        {
            cursor.Expect("SERVER");
            _ = cursor.Name();
            if (cursor.Take("OPTIONS"))
            {
                cursor.SkipParentheses();
            }
        }

        into.Add(table);
    }

    /// <summary>What stands behind the elements of a table and of an AS.</summary>
    /// <param name="cursor">The statement.</param>
    internal static void SkipOptions(SqlCursor cursor)
    {
        while (true)
        {
            if (cursor.Take("PARTITION", "BY"))
            {
                _ = cursor.Name();
                cursor.SkipParentheses();
            }
            else if (cursor.Take("USING") || cursor.Take("TABLESPACE"))
            {
                _ = cursor.Name();
            }
            else if (cursor.Take("WITH"))
            {
                cursor.SkipParentheses();
            }
            else if (!cursor.Take("WITHOUT", "OIDS") && !cursor.Take("ON", "COMMIT", "DROP")
                && !cursor.Take("ON", "COMMIT", "DELETE", "ROWS") && !cursor.Take("ON", "COMMIT", "PRESERVE", "ROWS"))
            {
                return;
            }
        }
    }

    /// <summary>What a partition holds: DEFAULT or FOR VALUES.</summary>
    /// <param name="cursor">At its first keyword.</param>
    internal static void SkipBounds(SqlCursor cursor)
    {
        if (cursor.Take("DEFAULT"))
        {
            return;
        }

        cursor.Expect("FOR", "VALUES");
        if (cursor.Take("FROM"))
        {
            cursor.SkipParentheses();
            cursor.Expect("TO");
        }
        else if (!cursor.Take("IN"))
        {
            cursor.Expect("WITH");
        }

        cursor.SkipParentheses();
    }

    private static void As(SqlCursor cursor, SqlOperations into, CreateTable table)
    {
        cursor.Expect("AS");
        into.Add(table);
        if (cursor.Is("EXECUTE"))
        {
            cursor.Fail("what a prepared statement does is not known");
            return;
        }

        Query(cursor, into);
    }

    /// <summary>The query of AS: what it does besides giving rows.</summary>
    /// <param name="cursor">At the query's first token.</param>
    /// <param name="into">Where its operations go.</param>
    internal static void Query(SqlCursor cursor, SqlOperations into)
    {
        var count = into.All.Count;
        QueryReader.Read(cursor, into);
        if (into.All.Count > count && into.All[^1] is RunQuery)
        {
            into.Keep(into.All.Count - 1);
        }
    }

    // CREATE TABLE t [(a, b)] [USING ...] [WITH (...)] [ON COMMIT ...] [TABLESPACE ...] AS: no column has a type.
    private static bool IsAs(SqlCursor cursor)
    {
        if (!cursor.IsSymbol("("))
        {
            return true;
        }

        var at = cursor.At + 1;
        var second = cursor.At + 2;
        var hasOnlyNames = cursor.KindAt(at) is SqlTokenKind.Word or SqlTokenKind.QuotedName && (cursor.IsSymbolAt(second, ",") || cursor.IsSymbolAt(second, ")"));
        return hasOnlyNames;
    }

    private static CreateTable Elements(SqlCursor cursor, CreateTable table, bool hasTypes)
    {
        if (!cursor.IsSymbol("("))
        {
            return table;
        }

        var columns = new List<ColumnDefinition>();
        var constraints = new List<ConstraintDefinition>();
        var isPartlyKnown = table.IsPartlyKnown;
        cursor.InParentheses(() =>
        {
            if (cursor.IsAtEnd)
            {
                return;
            }

            cursor.Each(() =>
            {
                if (cursor.Take("LIKE"))
                {
                    isPartlyKnown = true;
                    _ = cursor.Qualified();
                    while (cursor.Take("INCLUDING") || cursor.Take("EXCLUDING"))
                    {
                        cursor.Skip();
                    }
                }
                else if (ConstraintReader.Begins(cursor))
                {
                    constraints.Add(ConstraintReader.OfTable(cursor));
                }
                else
                {
                    columns.Add(ColumnReader.Read(cursor, hasTypes));
                }
            });
        });

        // The columns of a table's primary key are NOT NULL.
        var key = constraints.Find(constraint => constraint.Type == ConstraintType.PrimaryKey);
        return table with
        {
            Columns = key is null ? columns : columns.ConvertAll(column => key.Columns.Contains(column.Name) ? column with { IsNullable = false } : column),
            Constraints = constraints,
            IsPartlyKnown = isPartlyKnown,
        };
    }
}
