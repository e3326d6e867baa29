namespace AutonomOS.Migrations.Operations;

/// <summary>What is done to rows.</summary>
public enum RowChange
{
    /// <summary>INSERT, COPY ... FROM, <c>op.bulk_insert</c>.</summary>
    Insert,

    /// <summary>UPDATE, also of MERGE and of INSERT ... ON CONFLICT.</summary>
    Update,

    /// <summary>DELETE, also of MERGE.</summary>
    Delete,

    /// <summary>TRUNCATE.</summary>
    Truncate,
}

/// <summary>A change of rows.</summary>
/// <param name="Table">The table; null where it is not known.</param>
/// <param name="Change">What is done.</param>
public sealed record ChangeRows(QualifiedName? Table, RowChange Change) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => this.Change switch
    {
        RowChange.Insert => "insert",
        RowChange.Update => "update",
        RowChange.Delete => "delete",
        _ => "truncate",
    };

    /// <inheritdoc />
    public override string Kind => "table";

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Table;

    /// <summary>True when a WHERE (or a join that limits, as in USING and FROM with one) chooses the rows of UPDATE and DELETE.</summary>
    public bool HasWhere { get; init; }

    /// <summary>True when it changes every row in fact: the WHERE is missing, or is a constant that is true.</summary>
    public bool IsOfAllRows { get; init; }
}

/// <summary>A statement that keeps a table or an index in order or locks it: REINDEX, CLUSTER, VACUUM, ANALYZE, REFRESH, LOCK.</summary>
/// <param name="Command">The command in lower case: <c>reindex</c>, <c>vacuum full</c>, <c>refresh materialized view</c>, <c>lock table</c>.</param>
/// <param name="ObjectKind">The kind of the object, as the catalog's queries call it; empty where it is the whole database.</param>
/// <param name="Target">The object; null where there is none, or where its name is not known.</param>
public sealed record Maintain(string Command, string ObjectKind, QualifiedName? Target) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => this.Command.Replace(' ', '_');

    /// <inheritdoc />
    public override string Kind => this.ObjectKind;

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Target;

    /// <summary>True for CONCURRENTLY.</summary>
    public bool IsConcurrent { get; init; }

    /// <summary>The mode of LOCK TABLE, such as <c>ACCESS EXCLUSIVE</c>; null for the rest.</summary>
    public string? LockMode { get; init; }
}

/// <summary>SET, RESET and <c>set_config</c> of a setting of the session or the transaction.</summary>
/// <param name="Setting">The setting in lower case, such as <c>lock_timeout</c>.</param>
/// <param name="Value">Its value as text; null for DEFAULT and RESET, and where it is not known.</param>
public sealed record ChangeSetting(string Setting, string? Value) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => "set";

    /// <inheritdoc />
    public override string Kind => "setting";

    /// <inheritdoc />
    public override QualifiedName? Subject => new(null, this.Setting);

    /// <summary>True for SET LOCAL: it ends with the transaction.</summary>
    public bool IsLocal { get; init; }
}

/// <summary>A migration that begins or ends transactions itself.</summary>
/// <param name="Command">The command in lower case: <c>begin</c>, <c>commit</c>, <c>rollback</c>, <c>savepoint</c>, ...</param>
public sealed record ControlTransaction(string Command) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => this.Command;

    /// <inheritdoc />
    public override string Kind => "transaction";

    /// <inheritdoc />
    public override QualifiedName? Subject => null;
}

/// <summary>A query whose rows are read and whose functions are known to change nothing: SELECT, SHOW, EXPLAIN.</summary>
/// <param name="Command">The command in lower case.</param>
public sealed record RunQuery(string Command) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => this.Command;

    /// <inheritdoc />
    public override string Kind => "";

    /// <inheritdoc />
    public override QualifiedName? Subject => null;
}

/// <summary>What only running the migration would tell. It never counts as safe.</summary>
/// <param name="What">What stands there, in a few words: <c>op.execute(...)</c>, <c>EXECUTE in a DO block</c>, <c>session.add</c>.</param>
/// <param name="Reason">Why it cannot be told: a clause without full stop.</param>
public sealed record OpaqueOperation(string What, string Reason) : SchemaOperation
{
    /// <summary>
    /// True for a statement of SQL in which something opens and never closes: how much of what follows belongs to it is anybody's guess,
    /// and none of it was read.
    /// </summary>
    public bool IsUnclosed { get; init; }

    /// <inheritdoc />
    public override string Name => "not_analysable";

    /// <inheritdoc />
    public override string Kind => "";

    /// <inheritdoc />
    public override QualifiedName? Subject => null;
}
