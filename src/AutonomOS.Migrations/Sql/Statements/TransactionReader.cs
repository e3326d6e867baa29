using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads what begins and ends transactions. What follows a COMMIT or ROLLBACK runs outside one, up to the next BEGIN.</summary>
internal static class TransactionReader
{
    /// <summary>BEGIN, START TRANSACTION, COMMIT, END, ROLLBACK, ABORT, SAVEPOINT, RELEASE.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Read(SqlCursor cursor, SqlOperations into)
    {
        var verb = SqlValues.Folded(cursor.Written);
        var from = cursor.At;
        cursor.Skip();
        switch (verb)
        {
            case "begin" or "start":
                _ = cursor.Take("TRANSACTION") || (verb == "begin" && cursor.Take("WORK"));
                if (verb == "start" && !cursor.IsAt(from + 1, "TRANSACTION"))
                {
                    cursor.Fail();
                }

                SkipModes(cursor);
                Add("begin", isOutside: false);
                break;
            case "savepoint":
                _ = cursor.AnyName();
                Add("savepoint", into.IsOutsideTransaction);
                break;
            case "release":
                _ = cursor.Take("SAVEPOINT");
                _ = cursor.AnyName();
                Add("release", into.IsOutsideTransaction);
                break;
            default:
                End(cursor, verb is "commit" or "end" ? "commit" : "rollback", Add, into.IsOutsideTransaction);
                break;
        }

        void Add(string command, bool isOutside)
        {
            into.Add(new ControlTransaction(command) { Place = into.Place });

            // A procedure's or a DO block's COMMIT begins the next transaction at once.
            into.IsOutsideTransaction = isOutside && into.Depth == 0;
        }
    }

    /// <summary>PREPARE TRANSACTION; PREPARE of a statement is not read.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Prepare(SqlCursor cursor, SqlOperations into)
    {
        if (!cursor.Take("PREPARE", "TRANSACTION"))
        {
            cursor.Fail("whether the prepared statement is run is not known");
            return;
        }

        _ = cursor.Text();
        into.Add(new ControlTransaction("prepare transaction") { Place = into.Place });
        into.IsOutsideTransaction = true;
    }

    private static void End(SqlCursor cursor, string verb, Action<string, bool> add, bool isOutside)
    {
        if (cursor.Take("PREPARED"))
        {
            _ = cursor.Text();
            add(verb + " prepared", isOutside);
            return;
        }

        _ = cursor.Take("WORK") || cursor.Take("TRANSACTION");
        if (verb == "rollback" && cursor.Take("TO"))
        {
            _ = cursor.Take("SAVEPOINT");
            _ = cursor.AnyName();
            add("rollback to savepoint", isOutside);
            return;
        }

        var chains = cursor.Take("AND", "CHAIN");
        if (!chains && cursor.Take("AND"))
        {
            cursor.Expect("NO", "CHAIN");
        }

        add(verb, !chains);
    }

    private static void SkipModes(SqlCursor cursor)
    {
        while (cursor.IsAny("ISOLATION", "LEVEL", "SERIALIZABLE", "REPEATABLE", "READ", "COMMITTED", "UNCOMMITTED", "ONLY", "WRITE", "DEFERRABLE", "NOT")
            || cursor.IsSymbol(","))
        {
            cursor.Skip();
        }
    }
}
