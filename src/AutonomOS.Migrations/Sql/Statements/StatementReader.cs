using AutonomOS.Migrations.Sql.Bodies;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads one statement by its first keyword. A statement is read whole or, when something in it does not fit, not at all.</summary>
internal static class StatementReader
{
    private delegate void Reader(SqlCursor cursor, SqlOperations into);

    private static readonly Dictionary<string, Reader> Readers = new(StringComparer.Ordinal)
    {
        ["select"] = QueryReader.Read,
        ["with"] = QueryReader.Read,
        ["values"] = QueryReader.Read,
        ["table"] = QueryReader.Read,
        ["insert"] = QueryReader.Read,
        ["update"] = QueryReader.Read,
        ["delete"] = QueryReader.Read,
        ["merge"] = QueryReader.Read,
        ["create"] = CreateReader.Read,
        ["alter"] = AlterReader.Read,
        ["drop"] = DropReader.Read,
        ["truncate"] = RowReader.Truncate,
        ["copy"] = CopyReader.Read,
        ["do"] = DoReader.Read,
        ["set"] = SettingReader.Set,
        ["reset"] = SettingReader.Reset,
        ["discard"] = SettingReader.Discard,
        ["begin"] = TransactionReader.Read,
        ["start"] = TransactionReader.Read,
        ["commit"] = TransactionReader.Read,
        ["end"] = TransactionReader.Read,
        ["rollback"] = TransactionReader.Read,
        ["abort"] = TransactionReader.Read,
        ["savepoint"] = TransactionReader.Read,
        ["release"] = TransactionReader.Read,
        ["prepare"] = TransactionReader.Prepare,
        ["lock"] = MaintenanceReader.Lock,
        ["reindex"] = MaintenanceReader.Reindex,
        ["cluster"] = MaintenanceReader.Cluster,
        ["vacuum"] = MaintenanceReader.Vacuum,
        ["analyze"] = MaintenanceReader.Analyze,
        ["analyse"] = MaintenanceReader.Analyze,
        ["refresh"] = MaintenanceReader.Refresh,
        ["checkpoint"] = MaintenanceReader.Checkpoint,
        ["comment"] = PrivilegeReader.Comment,
        ["security"] = PrivilegeReader.SecurityLabel,
        ["grant"] = PrivilegeReader.Grant,
        ["revoke"] = PrivilegeReader.Grant,
        ["reassign"] = PrivilegeReader.Reassign,
        ["explain"] = QueryReader.Explain,
        ["declare"] = QueryReader.Declare,
        ["fetch"] = QueryReader.Harmless,
        ["move"] = QueryReader.Harmless,
        ["close"] = QueryReader.Harmless,
        ["show"] = QueryReader.Harmless,
        ["listen"] = QueryReader.Harmless,
        ["unlisten"] = QueryReader.Harmless,
        ["notify"] = QueryReader.Harmless,
        ["deallocate"] = QueryReader.Harmless,
        ["call"] = static (cursor, _) => cursor.Fail("what a procedure does is not known"),
        ["execute"] = static (cursor, _) => cursor.Fail("what a prepared statement does is not known"),
        ["import"] = static (cursor, _) => cursor.Fail("which tables the foreign schema has is not known"),
        ["load"] = static (cursor, _) => cursor.Fail("what a library does is not known"),
    };

    /// <summary>Reads a statement.</summary>
    /// <param name="cursor">At its beginning.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Read(SqlCursor cursor, SqlOperations into)
    {
        var count = into.All.Count;
        var outside = into.IsOutsideTransaction;
        into.GoTo(cursor.Line);
        var verb = cursor.Kind == SqlTokenKind.Word ? SqlValues.Folded(cursor.Written) : string.Empty;
        if (cursor.Problem is null)
        {
            if (Readers.TryGetValue(verb, out var reader))
            {
                reader(cursor, into);
            }
            else if (cursor.IsSymbol("("))
            {
                QueryReader.Read(cursor, into);
            }
            else
            {
                cursor.Fail("no statement begins so");
            }

            if (!cursor.IsAtEnd)
            {
                cursor.Fail();
            }
        }

        if (cursor.Problem is { } problem)
        {
            // What follows still runs where it would have run.
            into.Keep(count);
            into.IsOutsideTransaction = outside;
            into.GoTo(cursor.ProblemLine);
            into.AddOpaque(Readers.ContainsKey(verb) ? verb.ToUpperInvariant() : "SQL", problem, cursor.IsUnclosed);
        }
    }
}
