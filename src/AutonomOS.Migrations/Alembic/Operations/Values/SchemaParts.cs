using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Alembic.Operations.Values;

/// <summary>A column's type.</summary>
/// <param name="sql">As <c>format_type</c> prints it; null when it is not known.</param>
internal sealed class RunType(string? sql) : RunValue, ISchemaPart
{
    public string? Sql { get; } = sql;

    /// <summary>An enum's name; null for what is none.</summary>
    public QualifiedName? Enum { get; init; }

    /// <summary>An enum's labels; empty when they are not known.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Whether creating a table creates the enum.</summary>
    public bool CreatesEnum { get; init; }

    /// <summary>Whether it is PostgreSQL's own ENUM, whose <c>create</c> looks first whether it is there.</summary>
    public bool ChecksFirst { get; init; }

    /// <summary>Whether SQLAlchemy takes a sole primary key of it for a serial.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Whether it brings a check constraint along (<c>sa.Boolean(create_constraint=True)</c>).</summary>
    public bool HasCheck { get; init; }
}

/// <summary><c>sa.Column(...)</c>.</summary>
internal sealed class RunColumn(string? name, RunType? type) : RunValue, ISchemaPart
{
    public string? Name { get; } = name;

    /// <summary>Its type; null when a foreign key gives it, or it is not known.</summary>
    public RunType? Type { get; } = type;

    public bool? IsNullable { get; init; }

    public bool IsPrimaryKey { get; init; }

    public bool IsUnique { get; init; }

    public bool IsIndexed { get; init; }

    public bool? Autoincrement { get; init; }

    public bool HasDefault { get; init; }

    public string? Default { get; init; }

    public string? Identity { get; init; }

    public string? Generated { get; init; }

    public bool HasComment { get; init; }

    public bool IsPartlyKnown { get; init; }

    public IReadOnlyList<ConstraintDefinition> Constraints { get; init; } = [];
}

/// <summary>A constraint outside a table.</summary>
internal sealed class RunConstraint(ConstraintDefinition definition) : RunValue, ISchemaPart
{
    public ConstraintDefinition Definition { get; } = definition;
}

/// <summary>An index outside a table, or one on the columns of a table that is known.</summary>
internal sealed class RunIndex(IndexDefinition definition, bool isTolerant = false) : RunValue, ISchemaPart
{
    public IndexDefinition Definition { get; } = definition;

    public bool IsTolerant { get; } = isTolerant;
}

/// <summary><c>sa.table(...)</c>, <c>sa.Table(...)</c>, and what <c>op.create_table</c> returns.</summary>
internal sealed class RunTable(QualifiedName? name, IReadOnlyList<RunValue> parts, bool isWhole) : RunValue, ISchemaPart
{
    /// <summary>Its name; null when it is not known.</summary>
    public QualifiedName? Name { get; } = name;

    /// <summary>Columns, constraints and indexes.</summary>
    public IReadOnlyList<RunValue> Parts { get; } = parts;

    /// <summary>Whether these are all, so that it can be created from them.</summary>
    public bool IsWhole { get; } = isWhole;
}

/// <summary><c>sa.MetaData()</c> of the file itself.</summary>
internal sealed class RunMetadata : RunValue, ISchemaPart
{
    /// <summary>The tables made in it.</summary>
    public List<RunTable> Tables { get; } = [];

    /// <summary>The schema its tables are in by default; null for none.</summary>
    public RunValue? Schema { get; init; }
}

/// <summary><c>sa.text(...)</c>.</summary>
internal sealed class RunSql(RunText text, bool hasBinds) : RunValue, ISchemaPart
{
    public RunText Text { get; } = text;

    /// <summary>Whether <c>:name</c> is a parameter in it.</summary>
    public bool HasBinds { get; } = hasBinds;
}

/// <summary>A SQL expression built in Python.</summary>
/// <param name="sql">As SQL; null when it is not spelled out here.</param>
internal sealed class RunExpression(string? sql) : RunValue, ISchemaPart
{
    public string? Sql { get; } = sql;

    /// <summary>A function in it that may change something; null for none.</summary>
    public string? Calls { get; init; }

    /// <summary>The table it is a column or an alias of; null for the rest.</summary>
    public QualifiedName? Table { get; init; }

    /// <summary>Whether it is true of every row.</summary>
    public bool IsAlwaysTrue { get; init; }
}

/// <summary>A SELECT built in Python.</summary>
internal sealed class RunSelect(string? calls) : RunValue, ISchemaPart
{
    /// <summary>A function in it that may change something; null for none.</summary>
    public string? Calls { get; } = calls;
}

/// <summary>INSERT, UPDATE or DELETE built in Python.</summary>
internal sealed class RunChange(QualifiedName? table, RowChange change, bool hasWhere, bool isOfAllRows) : RunValue, ISchemaPart
{
    public QualifiedName? Table { get; } = table;

    public RowChange Change { get; } = change;

    public bool HasWhere { get; } = hasWhere;

    public bool IsOfAllRows { get; } = isOfAllRows;
}

/// <summary>DDL built in Python (<c>CreateSequence(...)</c>): the operations it is, which get their place when it is executed.</summary>
internal sealed class RunDdl(Func<SourcePlace, IEnumerable<SchemaOperation>> operations) : RunValue, ISchemaPart
{
    public Func<SourcePlace, IEnumerable<SchemaOperation>> Operations { get; } = operations;
}

/// <summary><c>sa.Identity(...)</c>, <c>sa.Computed(...)</c>, <c>sa.ForeignKey(...)</c> and what else goes into a column.</summary>
/// <param name="kind">Its SQLAlchemy name.</param>
internal sealed class RunColumnPart(string kind) : RunValue, ISchemaPart
{
    public string Kind { get; } = kind;

    /// <summary>The expression of Computed, <c>always</c> or <c>by default</c> of Identity; empty when not known.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>The name of a sequence; null when it is not known.</summary>
    public QualifiedName? Name { get; init; }

    /// <summary>The constraint of a ForeignKey; null for the rest.</summary>
    public ConstraintDefinition? Constraint { get; init; }
}

/// <summary>A table's <c>.c</c>.</summary>
internal sealed class RunColumns(RunTable table) : RunValue, ISchemaPart
{
    public RunTable Table { get; } = table;
}
