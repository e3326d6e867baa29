using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads what keeps tables and indexes in order, or locks them: REINDEX, CLUSTER, VACUUM, ANALYZE, REFRESH, LOCK, CHECKPOINT.</summary>
internal static class MaintenanceReader
{
    /// <summary>LOCK TABLE.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Lock(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("LOCK");
        _ = cursor.Take("TABLE");
        var tables = new List<QualifiedName>();
        cursor.Each(() => tables.Add(RowReader.Relation(cursor)));
        var mode = "ACCESS EXCLUSIVE";
        if (cursor.Take("IN"))
        {
            var from = cursor.At;
            while (cursor.IsAny("ACCESS", "ROW", "SHARE", "UPDATE", "EXCLUSIVE"))
            {
                cursor.Skip();
            }

            mode = cursor.Sql(from, cursor.At).ToUpperInvariant();
            cursor.Expect("MODE");
        }

        _ = cursor.Take("NOWAIT");
        foreach (var table in tables)
        {
            into.Add(new Maintain("lock table", "table", table) { Place = into.Place, LockMode = mode });
        }
    }

    /// <summary>REINDEX.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Reindex(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("REINDEX");
        var isConcurrent = TakeOptions(cursor, "CONCURRENTLY");
        var kind = cursor.Take("INDEX") ? "index" : cursor.Take("TABLE") ? "table" : cursor.Take("SCHEMA") ? "schema" : string.Empty;
        if (kind.Length == 0 && !cursor.Take("SYSTEM"))
        {
            cursor.Expect("DATABASE");
        }

        isConcurrent |= cursor.Take("CONCURRENTLY");
        QualifiedName? target = cursor.IsAtEnd && kind.Length == 0 ? null : cursor.Qualified();
        into.Add(new Maintain("reindex", kind, kind.Length == 0 ? null : target) { Place = into.Place, IsConcurrent = isConcurrent });
    }

    /// <summary>CLUSTER.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Cluster(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("CLUSTER");
        _ = TakeOptions(cursor, string.Empty);
        _ = cursor.Take("VERBOSE");
        if (cursor.IsAtEnd)
        {
            into.Add(new Maintain("cluster", string.Empty, null) { Place = into.Place });
            return;
        }

        var table = cursor.Qualified();
        if (cursor.Take("USING"))
        {
            _ = cursor.Name();
        }
        else if (cursor.Take("ON"))
        {
            // The form of old: the index first.
            table = cursor.Qualified();
        }

        into.Add(new Maintain("cluster", "table", table) { Place = into.Place });
    }

    /// <summary>VACUUM.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Vacuum(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("VACUUM");
        var isFull = TakeOptions(cursor, "FULL");
        while (cursor.IsAny("FULL", "FREEZE", "VERBOSE", "ANALYZE", "ANALYSE"))
        {
            isFull |= cursor.Is("FULL");
            cursor.Skip();
        }

        Tables(cursor, into, isFull ? "vacuum full" : "vacuum");
    }

    /// <summary>ANALYZE.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Analyze(SqlCursor cursor, SqlOperations into)
    {
        cursor.Skip();
        _ = TakeOptions(cursor, string.Empty);
        _ = cursor.Take("VERBOSE");
        Tables(cursor, into, "analyze");
    }

    /// <summary>REFRESH MATERIALIZED VIEW.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Refresh(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("REFRESH", "MATERIALIZED", "VIEW");
        var isConcurrent = cursor.Take("CONCURRENTLY");
        var view = cursor.Qualified();
        _ = cursor.Take("WITH", "DATA") || cursor.Take("WITH", "NO", "DATA");
        into.Add(new Maintain("refresh materialized view", "materialized view", view) { Place = into.Place, IsConcurrent = isConcurrent });
    }

    /// <summary>CHECKPOINT.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Checkpoint(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("CHECKPOINT");
        _ = TakeOptions(cursor, string.Empty);
        into.Add(new Maintain("checkpoint", string.Empty, null) { Place = into.Place });
    }

    private static void Tables(SqlCursor cursor, SqlOperations into, string command)
    {
        if (cursor.IsAtEnd)
        {
            into.Add(new Maintain(command, string.Empty, null) { Place = into.Place });
            return;
        }

        cursor.Each(() =>
        {
            into.Add(new Maintain(command, "table", RowReader.Relation(cursor)) { Place = into.Place });
            if (cursor.IsSymbol("("))
            {
                cursor.SkipGroup();
            }
        });
    }

    // Options in parentheses; whether the one asked for is among them and on.
    private static bool TakeOptions(SqlCursor cursor, string asked)
    {
        var isOn = false;
        if (cursor.IsSymbol("("))
        {
            cursor.InParentheses(() => cursor.Each(() =>
            {
                var isAsked = cursor.Is(asked);
                _ = cursor.AnyName();
                isOn |= isAsked && !(cursor.IsAny("FALSE", "OFF") || cursor.Written is "0");
                while (!cursor.IsAtEnd && !cursor.IsSymbol(","))
                {
                    cursor.Skip();
                }
            }));
        }

        return isOn;
    }
}
