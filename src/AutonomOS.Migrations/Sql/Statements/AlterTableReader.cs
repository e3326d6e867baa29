using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads ALTER TABLE: an operation for each of its actions.</summary>
internal static class AlterTableReader
{
    // Two words, which the change is; the longer ones have values behind them.
    private static readonly (string[] Keywords, TableChange Change, bool HasValue)[] Changes =
    [
        (["ENABLE", "ROW", "LEVEL", "SECURITY"], TableChange.EnableRowSecurity, false),
        (["DISABLE", "ROW", "LEVEL", "SECURITY"], TableChange.DisableRowSecurity, false),
        (["NO", "FORCE", "ROW", "LEVEL", "SECURITY"], TableChange.NoForceRowSecurity, false),
        (["FORCE", "ROW", "LEVEL", "SECURITY"], TableChange.ForceRowSecurity, false),
        (["DISABLE", "TRIGGER"], TableChange.DisableTrigger, true),
        (["DISABLE", "RULE"], TableChange.DisableTrigger, true),
        (["ENABLE", "TRIGGER"], TableChange.EnableTrigger, true),
        (["ENABLE", "RULE"], TableChange.EnableTrigger, true),
        (["ENABLE", "REPLICA", "TRIGGER"], TableChange.EnableTrigger, true),
        (["ENABLE", "REPLICA", "RULE"], TableChange.EnableTrigger, true),
        (["ENABLE", "ALWAYS", "TRIGGER"], TableChange.EnableTrigger, true),
        (["ENABLE", "ALWAYS", "RULE"], TableChange.EnableTrigger, true),
        (["CLUSTER", "ON"], TableChange.ClusterOn, true),
        (["SET", "WITHOUT", "CLUSTER"], TableChange.ClusterOn, false),
        (["SET", "WITHOUT", "OIDS"], TableChange.Options, false),
        (["SET", "LOGGED"], TableChange.Persistence, false),
        (["SET", "UNLOGGED"], TableChange.Persistence, false),
        (["SET", "TABLESPACE"], TableChange.Tablespace, true),
        (["SET", "ACCESS", "METHOD"], TableChange.AccessMethod, true),
        (["REPLICA", "IDENTITY"], TableChange.ReplicaIdentity, true),
        (["OWNER", "TO"], TableChange.Owner, true),
        (["NO", "INHERIT"], TableChange.Inheritance, true),
        (["INHERIT"], TableChange.Inheritance, true),
        (["NOT", "OF"], TableChange.OfType, false),
        (["OF"], TableChange.OfType, true),
        (["OPTIONS"], TableChange.Options, true),
        (["SET"], TableChange.Options, true),
        (["RESET"], TableChange.Options, true),
    ];

    /// <summary>Reads it.</summary>
    /// <param name="cursor">Behind IF EXISTS.</param>
    /// <param name="into">Where its operations go.</param>
    /// <param name="isTolerant">Whether IF EXISTS was said.</param>
    public static void Read(SqlCursor cursor, SqlOperations into, bool isTolerant)
    {
        var table = RowReader.Relation(cursor);
        if (cursor.Take("RENAME"))
        {
            Rename(cursor, into, table, isTolerant);
        }
        else if (cursor.Take("SET", "SCHEMA"))
        {
            into.Add(new RenameObject("table", table, new(cursor.Name(), table.Name)) { Place = into.Place, IsTolerant = isTolerant });
        }
        else
        {
            cursor.Each(() => Action(cursor, into, table, isTolerant));
        }
    }

    private static void Rename(SqlCursor cursor, SqlOperations into, QualifiedName table, bool isTolerant)
    {
        if (cursor.Take("TO"))
        {
            into.Add(new RenameObject("table", table, new(table.Schema, cursor.Name())) { Place = into.Place, IsTolerant = isTolerant });
            return;
        }

        var isConstraint = cursor.Take("CONSTRAINT");
        _ = !isConstraint && cursor.Take("COLUMN");
        var name = cursor.Name();
        cursor.Expect("TO");
        var newName = cursor.Name();
        into.Add(isConstraint
            ? new RenameObject("constraint", table, new(null, newName)) { Place = into.Place, PartName = name, IsTolerant = isTolerant }
            : new RenameColumn(table, name, newName) { Place = into.Place, IsTolerant = isTolerant });
    }

    private static void Action(SqlCursor cursor, SqlOperations into, QualifiedName table, bool isTolerant)
    {
        if (cursor.Take("ADD"))
        {
            Add(cursor, into, table, isTolerant);
        }
        else if (cursor.Take("DROP", "CONSTRAINT"))
        {
            var ifExists = cursor.TakeIfExists();
            var name = cursor.Name();
            var cascades = cursor.TakeCascade();
            into.Add(new DropConstraint(table, name) { Place = into.Place, IsTolerant = isTolerant || ifExists, IsCascading = cascades });
        }
        else if (cursor.Take("DROP"))
        {
            _ = cursor.Take("COLUMN");
            var ifExists = cursor.TakeIfExists();
            var name = cursor.Name();
            var cascades = cursor.TakeCascade();
            into.Add(new DropColumn(table, name) { Place = into.Place, IsTolerant = isTolerant || ifExists, IsCascading = cascades });
        }
        else if (cursor.Take("ALTER", "CONSTRAINT"))
        {
            var name = cursor.Name();
            into.Add(new AlterObject("constraint", table, ExpressionReader.ToComma(cursor)) { Place = into.Place, PartName = name, IsTolerant = isTolerant });
        }
        else if (cursor.Take("ALTER"))
        {
            AlterColumnReader.Read(cursor, into, table, isTolerant);
        }
        else if (cursor.Take("VALIDATE", "CONSTRAINT"))
        {
            into.Add(new ValidateConstraint(table, cursor.Name()) { Place = into.Place, IsTolerant = isTolerant });
        }
        else if (cursor.Take("ATTACH", "PARTITION"))
        {
            into.Add(new AlterTable(table, TableChange.AttachPartition, Name(cursor)) { Place = into.Place, IsTolerant = isTolerant });
            CreateTableReader.SkipBounds(cursor);
        }
        else if (cursor.Take("DETACH", "PARTITION"))
        {
            var partition = Name(cursor);
            var isConcurrent = cursor.Take("CONCURRENTLY");
            _ = cursor.Take("FINALIZE");
            into.Add(new AlterTable(table, TableChange.DetachPartition, partition) { Place = into.Place, IsTolerant = isTolerant, IsConcurrent = isConcurrent });
        }
        else
        {
            Change(cursor, into, table, isTolerant);
        }
    }

    private static void Add(SqlCursor cursor, SqlOperations into, QualifiedName table, bool isTolerant)
    {
        if (ConstraintReader.Begins(cursor))
        {
            into.Add(new AddConstraint(table, ConstraintReader.OfTable(cursor)) { Place = into.Place, IsTolerant = isTolerant });
            return;
        }

        _ = cursor.Take("COLUMN");
        var ifNotExists = cursor.TakeIfNotExists();
        into.Add(new AddColumn(table, ColumnReader.Read(cursor, hasType: true)) { Place = into.Place, IsTolerant = isTolerant || ifNotExists });
    }

    private static void Change(SqlCursor cursor, SqlOperations into, QualifiedName table, bool isTolerant)
    {
        foreach (var (keywords, change, hasValue) in Changes)
        {
            var from = cursor.At;
            if (!cursor.Take(keywords))
            {
                continue;
            }

            var value = keywords is ["SET", "LOGGED" or "UNLOGGED"] ? keywords[1]
                : !hasValue ? null
                : change is TableChange.DisableTrigger or TableChange.EnableTrigger ? (cursor.Take("ALL") ? "ALL" : cursor.Take("USER") ? "USER" : cursor.Name())
                : change == TableChange.Options ? Options(cursor, from)
                : ExpressionReader.ToComma(cursor);
            into.Add(new AlterTable(table, change, value) { Place = into.Place, IsTolerant = isTolerant });
            return;
        }

        cursor.Fail();
    }

    private static string Options(SqlCursor cursor, int from)
    {
        cursor.SkipParentheses();
        return cursor.Sql(from, cursor.At, hidesTexts: true);
    }

    private static string Name(SqlCursor cursor)
    {
        var from = cursor.At;
        _ = cursor.Qualified();
        return cursor.Sql(from, cursor.At);
    }
}
