using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads INSERT, UPDATE, DELETE, MERGE (without the WITH before them) and TRUNCATE.</summary>
internal static class RowReader
{
    /// <summary>Whether a statement that changes rows begins at a token. The keywords may be names elsewhere.</summary>
    /// <param name="cursor">The statement.</param>
    /// <param name="at">The token's index.</param>
    public static bool Begins(SqlCursor cursor, int at) =>
        (cursor.IsAt(at, "INSERT") && cursor.IsAt(at + 1, "INTO"))
        || (cursor.IsAt(at, "DELETE") && cursor.IsAt(at + 1, "FROM"))
        || (cursor.IsAt(at, "MERGE") && cursor.IsAt(at + 1, "INTO"))
        || (cursor.IsAt(at, "UPDATE") && cursor.KindAt(at + 1) is SqlTokenKind.Word or SqlTokenKind.QuotedName && !cursor.IsSymbolAt(at + 1, "."));

    /// <summary>Reads one that begins here and reaches to the end.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Read(SqlCursor cursor, SqlOperations into)
    {
        if (cursor.Take("INSERT", "INTO"))
        {
            Insert(cursor, into);
        }
        else if (cursor.Take("MERGE", "INTO"))
        {
            Merge(cursor, into);
        }
        else
        {
            Change(cursor, into);
        }
    }

    /// <summary>TRUNCATE.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Truncate(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("TRUNCATE");
        _ = cursor.Take("TABLE");
        var tables = new List<QualifiedName>();
        cursor.Each(() => tables.Add(Relation(cursor)));
        _ = cursor.Take("RESTART", "IDENTITY") || cursor.Take("CONTINUE", "IDENTITY");
        var cascades = cursor.TakeCascade();
        foreach (var table in tables)
        {
            into.Add(new ChangeRows(table, RowChange.Truncate) { Place = into.Place, IsOfAllRows = true, IsCascading = cascades });
        }
    }

    /// <summary>A table with its ONLY or *.</summary>
    /// <param name="cursor">At ONLY or the name.</param>
    public static QualifiedName Relation(SqlCursor cursor)
    {
        var name = new QualifiedName(null, string.Empty);
        if (cursor.Take("ONLY") && cursor.IsSymbol("("))
        {
            cursor.InParentheses(() => name = cursor.Qualified());
            return name;
        }

        name = cursor.Qualified();
        _ = cursor.TakeSymbol("*");
        return name;
    }

    private static void Insert(SqlCursor cursor, SqlOperations into)
    {
        var table = cursor.Qualified();
        if (cursor.IsAtEnd)
        {
            cursor.Fail();
            return;
        }

        into.Add(new ChangeRows(table, RowChange.Insert) { Place = into.Place });
        for (; !cursor.IsAtEnd; cursor.SkipGroup())
        {
            if (cursor.Is("DO") && cursor.IsAt(cursor.At + 1, "UPDATE"))
            {
                // Only rows that were to be inserted again.
                into.Add(new ChangeRows(table, RowChange.Update) { Place = into.Place, HasWhere = true });
            }
        }
    }

    private static void Merge(SqlCursor cursor, SqlOperations into)
    {
        var table = Relation(cursor);
        var seen = new HashSet<RowChange>();
        for (; !cursor.IsAtEnd; cursor.SkipGroup())
        {
            if (!cursor.Is("THEN"))
            {
                continue;
            }

            RowChange? change = cursor.IsAt(cursor.At + 1, "INSERT") ? RowChange.Insert
                : cursor.IsAt(cursor.At + 1, "UPDATE") ? RowChange.Update
                : cursor.IsAt(cursor.At + 1, "DELETE") ? RowChange.Delete : null;
            if (change is { } found && seen.Add(found))
            {
                into.Add(new ChangeRows(table, found) { Place = into.Place, HasWhere = found != RowChange.Insert });
            }
        }

        if (seen.Count == 0)
        {
            into.Add(new RunQuery("merge") { Place = into.Place });
        }
    }

    private static void Change(SqlCursor cursor, SqlOperations into)
    {
        var change = cursor.Take("DELETE", "FROM") ? RowChange.Delete : RowChange.Update;
        if (change == RowChange.Update)
        {
            cursor.Expect("UPDATE");
        }

        var table = Relation(cursor);
        var (set, where, end) = (-1, -1, -1);
        for (; !cursor.IsAtEnd; cursor.SkipGroup())
        {
            set = set < 0 && cursor.Is("SET") ? cursor.At : set;
            where = where < 0 && cursor.Is("WHERE") ? cursor.At : where;
            end = end < 0 && cursor.Is("RETURNING") ? cursor.At : end;
        }

        end = end < 0 ? cursor.At : end;
        if ((change == RowChange.Update && set < 0) || where == end - 1)
        {
            cursor.Fail();
            return;
        }

        into.Add(new ChangeRows(table, change)
        {
            Place = into.Place,
            HasWhere = where >= 0,
            IsOfAllRows = where < 0 || ConstantCondition.IsTrue(cursor, where + 1, end),
        });
    }
}
