namespace AutonomOS.Migrations.Operations;

/// <summary>CREATE TABLE, CREATE FOREIGN TABLE, <c>op.create_table</c>.</summary>
/// <param name="Table">The table.</param>
public sealed record CreateTable(QualifiedName Table) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => "create_table";

    /// <inheritdoc />
    public override string Kind => this.IsForeign ? "foreign table" : "table";

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Table;

    /// <summary>Its columns in order.</summary>
    public IReadOnlyList<ColumnDefinition> Columns { get; init; } = [];

    /// <summary>Its table constraints; those written with a column are with the column.</summary>
    public IReadOnlyList<ConstraintDefinition> Constraints { get; init; } = [];

    /// <summary>True when it has columns or more besides these: CREATE TABLE AS, LIKE, INHERITS, OF, <c>*columns</c>.</summary>
    public bool IsPartlyKnown { get; init; }

    /// <summary>True for TEMPORARY: nothing of it stays.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>True for CREATE FOREIGN TABLE.</summary>
    public bool IsForeign { get; init; }

    /// <summary>The partitioned table of PARTITION OF; null for none.</summary>
    public QualifiedName? PartitionOf { get; init; }
}

/// <summary>ADD COLUMN, <c>op.add_column</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
public sealed record AddColumn(QualifiedName Table, ColumnDefinition Column) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => "add_column";

    /// <inheritdoc />
    public override string Kind => "column";

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Table;

    /// <inheritdoc />
    public override string? Part => this.Column.Name;
}

/// <summary>DROP COLUMN, <c>op.drop_column</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column's name.</param>
public sealed record DropColumn(QualifiedName Table, string Column) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => "drop_column";

    /// <inheritdoc />
    public override string Kind => "column";

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Table;

    /// <inheritdoc />
    public override string? Part => this.Column;
}

/// <summary>What ALTER COLUMN changes.</summary>
public enum ColumnChange
{
    /// <summary>TYPE; the value is the new type as in <see cref="ColumnDefinition.Type"/>.</summary>
    Type,

    /// <summary>SET NOT NULL.</summary>
    SetNotNull,

    /// <summary>DROP NOT NULL.</summary>
    DropNotNull,

    /// <summary>SET DEFAULT; the value is the expression as SQL.</summary>
    SetDefault,

    /// <summary>DROP DEFAULT.</summary>
    DropDefault,

    /// <summary>ADD GENERATED ... AS IDENTITY; the value is <c>always</c> or <c>by default</c>.</summary>
    AddIdentity,

    /// <summary>SET GENERATED and the options of the identity's sequence; the value is what is set, as SQL.</summary>
    SetIdentity,

    /// <summary>DROP IDENTITY.</summary>
    DropIdentity,

    /// <summary>SET EXPRESSION (version 17); the value is the expression.</summary>
    SetExpression,

    /// <summary>DROP EXPRESSION: the column stays, and is no longer generated.</summary>
    DropExpression,

    /// <summary>SET STATISTICS, SET STORAGE, SET COMPRESSION, SET (...) and RESET (...); the value is what is set, as SQL.</summary>
    Setting,
}

/// <summary>One change of a column: ALTER TABLE ... ALTER COLUMN; <c>op.alter_column</c> may be several.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column's name.</param>
/// <param name="Change">What changes.</param>
/// <param name="Value">To what, as <paramref name="Change"/> says; null where there is no value, or it is not known.</param>
public sealed record AlterColumn(QualifiedName Table, string Column, ColumnChange Change, string? Value) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => this.Change switch
    {
        ColumnChange.Type => "alter_column_type",
        ColumnChange.SetNotNull => "set_not_null",
        ColumnChange.DropNotNull => "drop_not_null",
        ColumnChange.SetDefault => "set_default",
        ColumnChange.DropDefault => "drop_default",
        ColumnChange.AddIdentity => "add_identity",
        ColumnChange.SetIdentity => "set_identity",
        ColumnChange.DropIdentity => "drop_identity",
        ColumnChange.SetExpression => "set_expression",
        ColumnChange.DropExpression => "drop_expression",
        _ => "alter_column",
    };

    /// <inheritdoc />
    public override string Kind => "column";

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Table;

    /// <inheritdoc />
    public override string? Part => this.Column;

    /// <summary>The expression of USING; empty when it is not known; null for none.</summary>
    public string? Using { get; init; }

    /// <summary>The collation of COLLATE behind a type, without its schema; null for none.</summary>
    public string? Collation { get; init; }
}

/// <summary>RENAME COLUMN, <c>op.alter_column(new_column_name=...)</c>.</summary>
/// <param name="Table">The table, view or composite type.</param>
/// <param name="Column">The column's name.</param>
/// <param name="NewName">Its new name.</param>
public sealed record RenameColumn(QualifiedName Table, string Column, string NewName) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => "rename_column";

    /// <inheritdoc />
    public override string Kind => "column";

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Table;

    /// <inheritdoc />
    public override string? Part => this.Column;
}

/// <summary>What else ALTER TABLE changes.</summary>
public enum TableChange
{
    /// <summary>ENABLE ROW LEVEL SECURITY.</summary>
    EnableRowSecurity,

    /// <summary>DISABLE ROW LEVEL SECURITY.</summary>
    DisableRowSecurity,

    /// <summary>FORCE ROW LEVEL SECURITY.</summary>
    ForceRowSecurity,

    /// <summary>NO FORCE ROW LEVEL SECURITY.</summary>
    NoForceRowSecurity,

    /// <summary>ATTACH PARTITION; the value is the partition.</summary>
    AttachPartition,

    /// <summary>DETACH PARTITION; the value is the partition.</summary>
    DetachPartition,

    /// <summary>INHERIT and NO INHERIT; the value is the parent.</summary>
    Inheritance,

    /// <summary>SET LOGGED and SET UNLOGGED: the table is rewritten.</summary>
    Persistence,

    /// <summary>SET TABLESPACE: the table is copied.</summary>
    Tablespace,

    /// <summary>SET ACCESS METHOD: the table is rewritten.</summary>
    AccessMethod,

    /// <summary>SET (...) and RESET (...).</summary>
    Options,

    /// <summary>REPLICA IDENTITY.</summary>
    ReplicaIdentity,

    /// <summary>ENABLE TRIGGER and ENABLE RULE, REPLICA and ALWAYS included; the value is its name.</summary>
    EnableTrigger,

    /// <summary>DISABLE TRIGGER and DISABLE RULE; the value is its name, or <c>ALL</c> or <c>USER</c>.</summary>
    DisableTrigger,

    /// <summary>CLUSTER ON and SET WITHOUT CLUSTER.</summary>
    ClusterOn,

    /// <summary>OWNER TO.</summary>
    Owner,

    /// <summary>OF and NOT OF.</summary>
    OfType,
}

/// <summary>A change of a table that is none of its columns, constraints and indexes.</summary>
/// <param name="Table">The table, view or materialized view.</param>
/// <param name="Change">What changes.</param>
/// <param name="Value">To what, as SQL; null where there is no value, or it is not known.</param>
public sealed record AlterTable(QualifiedName Table, TableChange Change, string? Value) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => this.Change switch
    {
        TableChange.EnableRowSecurity => "enable_row_security",
        TableChange.DisableRowSecurity => "disable_row_security",
        TableChange.ForceRowSecurity => "force_row_security",
        TableChange.NoForceRowSecurity => "no_force_row_security",
        TableChange.AttachPartition => "attach_partition",
        TableChange.DetachPartition => "detach_partition",
        TableChange.DisableTrigger => "disable_trigger",
        TableChange.EnableTrigger => "enable_trigger",
        _ => "alter_table",
    };

    /// <inheritdoc />
    public override string Kind => "table";

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Table;

    /// <summary>True for DETACH PARTITION ... CONCURRENTLY.</summary>
    public bool IsConcurrent { get; init; }
}

/// <summary>ADD CONSTRAINT, <c>op.create_check_constraint</c> and its like.</summary>
/// <param name="Table">The table, or the domain.</param>
/// <param name="Constraint">The constraint.</param>
public sealed record AddConstraint(QualifiedName Table, ConstraintDefinition Constraint) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => this.Constraint.Type switch
    {
        ConstraintType.PrimaryKey => "create_primary_key",
        ConstraintType.Unique => "create_unique_constraint",
        ConstraintType.Check => "create_check_constraint",
        ConstraintType.ForeignKey => "create_foreign_key",
        ConstraintType.Exclude => "create_exclude_constraint",
        _ => "create_not_null_constraint",
    };

    /// <inheritdoc />
    public override string Kind => this.IsOnDomain ? "domain constraint" : "constraint";

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Table;

    /// <inheritdoc />
    public override string? Part => this.Constraint.Name;

    /// <summary>True for ALTER DOMAIN.</summary>
    public bool IsOnDomain { get; init; }
}

/// <summary>VALIDATE CONSTRAINT.</summary>
/// <param name="Table">The table, or the domain.</param>
/// <param name="Constraint">The constraint's name.</param>
public sealed record ValidateConstraint(QualifiedName Table, string Constraint) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => "validate_constraint";

    /// <inheritdoc />
    public override string Kind => this.IsOnDomain ? "domain constraint" : "constraint";

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Table;

    /// <inheritdoc />
    public override string? Part => this.Constraint;

    /// <summary>True for ALTER DOMAIN.</summary>
    public bool IsOnDomain { get; init; }
}

/// <summary>DROP CONSTRAINT, <c>op.drop_constraint</c>.</summary>
/// <param name="Table">The table, or the domain.</param>
/// <param name="Constraint">The constraint's name; null where it is not known.</param>
public sealed record DropConstraint(QualifiedName Table, string? Constraint) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => "drop_constraint";

    /// <inheritdoc />
    public override string Kind => this.IsOnDomain ? "domain constraint" : "constraint";

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Table;

    /// <inheritdoc />
    public override string? Part => this.Constraint;

    /// <summary>True for ALTER DOMAIN.</summary>
    public bool IsOnDomain { get; init; }
}

/// <summary>CREATE INDEX, <c>op.create_index</c>.</summary>
/// <param name="Index">The index.</param>
public sealed record CreateIndex(IndexDefinition Index) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => "create_index";

    /// <inheritdoc />
    public override string Kind => "index";

    /// <summary>The index's name, in the schema of its table.</summary>
    public override QualifiedName? Subject =>
        this.Index.Name is { Length: > 0 } name ? new QualifiedName(this.Index.Table?.Schema, name) : null;
}

/// <summary>
/// <c>batch_alter_table(recreate="always")</c>: a new table is filled from the old one, which is dropped; what Alembic does not
/// know of it (triggers, policies, privileges, views that depend on it) is lost.
/// </summary>
/// <param name="Table">The table.</param>
public sealed record RecreateTable(QualifiedName Table) : SchemaOperation
{
    /// <inheritdoc />
    public override string Name => "recreate_table";

    /// <inheritdoc />
    public override string Kind => "table";

    /// <inheritdoc />
    public override QualifiedName? Subject => this.Table;
}
