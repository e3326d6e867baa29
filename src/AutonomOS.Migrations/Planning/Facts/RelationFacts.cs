using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Facts;

/// <summary>A table, view, materialized view, sequence, foreign table or index that production has.</summary>
/// <param name="Name">Its name, with its schema.</param>
/// <param name="Kind">Its kind, as the catalog's queries call it; partitioned tables are tables.</param>
public sealed record RelationFacts(QualifiedName Name, string Kind)
{
    /// <summary>Estimated rows, partitions included (<c>pg_class.reltuples</c>); null where it was never analysed, or has none by nature.</summary>
    public long? EstimatedRows { get; init; }

    /// <summary>Bytes on disk, partitions and TOAST included, indexes left out; 0 for what has no file.</summary>
    public long Bytes { get; init; }

    /// <summary>True when it holds no row for certain: its file, and that of each partition, is empty.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>True for a partitioned table or index.</summary>
    public bool IsPartitioned { get; init; }

    /// <summary>True for a partition.</summary>
    public bool IsPartition { get; init; }

    /// <summary>Its partitions and the tables that inherit from it, at any depth.</summary>
    public IReadOnlyList<QualifiedName> Descendants { get; init; } = [];

    /// <summary>True when a foreign table is among <see cref="Descendants"/>: reading all rows would reach out to another server.</summary>
    public bool HasForeignDescendants { get; init; }

    /// <summary>True where row security is enabled.</summary>
    public bool HasRowSecurity { get; init; }

    /// <summary>True where row security holds for the owner, too.</summary>
    public bool ForcesRowSecurity { get; init; }

    /// <summary>Its columns in order.</summary>
    public IReadOnlyList<ColumnFacts> Columns { get; init; } = [];

    /// <summary>Its constraints.</summary>
    public IReadOnlyList<ConstraintFacts> Constraints { get; init; } = [];

    /// <summary>Its indexes, those of constraints included.</summary>
    public IReadOnlyList<IndexFacts> Indexes { get; init; } = [];

    /// <summary>Its statistics objects.</summary>
    public IReadOnlyList<StatisticsFacts> Statistics { get; init; } = [];

    /// <summary>
    /// What CASCADE would take with it, all the way down, as messages name objects (<c>view public.active_users</c>,
    /// <c>constraint public.orders.orders_user_id_fkey</c>); what goes with it in any case (its own parts) is left out.
    /// </summary>
    public IReadOnlyList<DependentFacts> Dependents { get; init; } = [];

    /// <summary>Relations that a lock on it spreads to.</summary>
    public IReadOnlyList<LinkFacts> Links { get; init; } = [];

    /// <summary>The table of an index, and that of the column which owns a sequence; null for the rest.</summary>
    public QualifiedName? Table { get; init; }

    /// <summary>Tables with rows that refer to it, all the way down: TRUNCATE ... CASCADE empties them too.</summary>
    public IReadOnlyList<QualifiedName> ReferencedBy { get; init; } = [];

    /// <summary>True when it has columns or constraints besides these, which a pending operation made and which could not be told.</summary>
    public bool IsPartlyKnown { get; init; }
}

/// <summary>A column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as <c>format_type</c> prints it with <c>search_path = pg_catalog</c>.</param>
/// <param name="IsNullable">False for NOT NULL.</param>
/// <param name="HasDefault">True for a default, an identity or a generated column.</param>
public sealed record ColumnFacts(string Name, string Type, bool IsNullable, bool HasDefault)
{
    /// <summary>Its default as <c>pg_get_expr</c> prints it, or as a pending operation writes it; null for none, and where it is not known.</summary>
    public string? Default { get; init; }

    /// <summary>True for an identity.</summary>
    public bool IsIdentity { get; init; }

    /// <summary>True when a pending operation adds it, so that production has no value in it.</summary>
    public bool IsNew { get; init; }

    /// <summary>True when it is null in every row for certain: just added, without default, and no row changed since.</summary>
    public bool IsAllNull { get; init; }
}

/// <summary>A constraint.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
/// <param name="IsValid">False for NOT VALID.</param>
/// <param name="Columns">Its columns in order; for a check those that it mentions.</param>
/// <param name="Definition">As <c>pg_get_constraintdef</c> prints it.</param>
public sealed record ConstraintFacts(string Name, ConstraintType Type, bool IsValid, IReadOnlyList<string> Columns, string Definition)
{
    /// <summary>True when a pending operation adds it.</summary>
    public bool IsNew { get; init; }
}

/// <summary>An index.</summary>
/// <param name="Name">Its name, in the schema of its table.</param>
/// <param name="IsUnique">True for UNIQUE.</param>
/// <param name="IsValid">False for what a failed CONCURRENTLY left.</param>
/// <param name="Keys">Its key columns in order; an expression is an empty text.</param>
/// <param name="IsPartial">True where a predicate limits it.</param>
/// <param name="Constraint">The constraint that it belongs to; null for none.</param>
public sealed record IndexFacts(string Name, bool IsUnique, bool IsValid, IReadOnlyList<string> Keys, bool IsPartial, string? Constraint)
{
    /// <summary>The columns besides <see cref="Keys"/> that it goes with: of INCLUDE, of expressions, of the predicate.</summary>
    public IReadOnlyList<string> OtherColumns { get; init; } = [];

    /// <summary>True when a pending operation creates it.</summary>
    public bool IsNew { get; init; }
}

/// <summary>A statistics object of a table.</summary>
/// <param name="Name">Its name, with its schema.</param>
/// <param name="Columns">The columns with which it goes.</param>
public sealed record StatisticsFacts(QualifiedName Name, IReadOnlyList<string> Columns);

/// <summary>Something that depends on another object.</summary>
/// <param name="FullName">Kind and full name.</param>
/// <param name="Part">The column, the constraint or the routine's argument types that it depends on; null for the object as a whole.</param>
public sealed record DependentFacts(string FullName, string? Part)
{
    /// <summary>True for what goes with another dependent in any case: it is not told.</summary>
    public bool IsPart { get; init; }
}
