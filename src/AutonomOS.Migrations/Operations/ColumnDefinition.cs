namespace AutonomOS.Migrations.Operations;

/// <summary>A column as an operation creates it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">
/// Its type as SQL, in lower case, as <c>format_type</c> prints it where that is known (<c>character varying(50)</c>, <c>integer</c>), else
/// as it is written (<c>public.mood</c>); null where only running the migration would tell.
/// </param>
public sealed record ColumnDefinition(string Name, string? Type)
{
    /// <summary>False for NOT NULL, those of a primary key, identity and serial included.</summary>
    public bool IsNullable { get; init; } = true;

    /// <summary>The default's expression as SQL (<c>'x'</c>, <c>now()</c>); empty when there is one that is not known; null when there is none.</summary>
    public string? Default { get; init; }

    /// <summary><c>always</c> or <c>by default</c> for an identity column; null for none.</summary>
    public string? Identity { get; init; }

    /// <summary>True for serial, bigserial and smallserial, and for what SQLAlchemy makes one of.</summary>
    public bool IsSerial { get; init; }

    /// <summary>The expression of a generated column; empty when it is not known; null for none.</summary>
    public string? Generated { get; init; }

    /// <summary>True when <see cref="Generated"/> is VIRTUAL (version 18).</summary>
    public bool IsVirtual { get; init; }

    /// <summary>Constraints that are written with the column (PRIMARY KEY, UNIQUE, REFERENCES, CHECK); NOT NULL is <see cref="IsNullable"/>.</summary>
    public IReadOnlyList<ConstraintDefinition> Constraints { get; init; } = [];

    /// <summary>Indexes that come with the column (SQLAlchemy's <c>index=True</c>).</summary>
    public IReadOnlyList<IndexDefinition> Indexes { get; init; } = [];

    /// <summary>True when something about it could not be told, so that it may have more than is said here.</summary>
    public bool IsPartlyKnown { get; init; }
}

/// <summary>What a constraint holds.</summary>
public enum ConstraintType
{
    /// <summary>PRIMARY KEY.</summary>
    PrimaryKey,

    /// <summary>UNIQUE.</summary>
    Unique,

    /// <summary>CHECK.</summary>
    Check,

    /// <summary>FOREIGN KEY or REFERENCES.</summary>
    ForeignKey,

    /// <summary>EXCLUDE.</summary>
    Exclude,

    /// <summary>NOT NULL as a constraint of its own (version 18).</summary>
    NotNull,
}

/// <summary>A constraint as an operation creates it.</summary>
/// <param name="Type">What it holds.</param>
/// <param name="Name">Its name; null when PostgreSQL or a naming convention gives it one, empty when it is not known.</param>
public sealed record ConstraintDefinition(ConstraintType Type, string? Name)
{
    /// <summary>Its columns in order; empty for a check, and where they are not known.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The table that a foreign key refers to; null for none, or where it is not known.</summary>
    public QualifiedName? References { get; init; }

    /// <summary>The columns that a foreign key refers to; empty for the primary key's.</summary>
    public IReadOnlyList<string> ReferencedColumns { get; init; } = [];

    /// <summary>A check's expression as SQL; empty when it is not known; null for none.</summary>
    public string? Expression { get; init; }

    /// <summary>True for NOT VALID.</summary>
    public bool IsNotValid { get; init; }

    /// <summary>True for NOT ENFORCED (version 18): no row is looked at.</summary>
    public bool IsNotEnforced { get; init; }

    /// <summary>True for NULLS NOT DISTINCT.</summary>
    public bool NullsNotDistinct { get; init; }

    /// <summary>The index of USING INDEX; null for none.</summary>
    public string? UsingIndex { get; init; }
}

/// <summary>An index as an operation creates it.</summary>
/// <param name="Name">Its name; null when PostgreSQL or a naming convention gives it one, empty when it is not known.</param>
/// <param name="Table">The table or materialized view; null where it is not known.</param>
public sealed record IndexDefinition(string? Name, QualifiedName? Table)
{
    /// <summary>Key columns and expressions as SQL, in order; empty where they are not known.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The columns of INCLUDE, in order.</summary>
    public IReadOnlyList<string> Included { get; init; } = [];

    /// <summary>The access method of USING; null where none is written, which is btree.</summary>
    public string? Method { get; init; }

    /// <summary>True for UNIQUE.</summary>
    public bool IsUnique { get; init; }

    /// <summary>True for NULLS NOT DISTINCT.</summary>
    public bool NullsNotDistinct { get; init; }

    /// <summary>True for CONCURRENTLY.</summary>
    public bool IsConcurrent { get; init; }

    /// <summary>True for ON ONLY: partitions get none.</summary>
    public bool IsOnly { get; init; }

    /// <summary>The predicate as SQL; empty when it is not known; null for none.</summary>
    public string? Where { get; init; }
}
