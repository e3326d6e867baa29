using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>What becomes of an object.</summary>
internal enum EffectChange
{
    /// <summary>It comes to be.</summary>
    Created,

    /// <summary>It goes.</summary>
    Dropped,

    /// <summary>A property of it, or all of it, changes.</summary>
    Changed,

    /// <summary>Something about objects of the kind may change: which and what is not told by the operation.</summary>
    Possible,
}

/// <summary>One thing that a pending operation does to one object, or that follows from it.</summary>
/// <param name="Change">What becomes of it.</param>
/// <param name="Kind">The object's kind, as the catalog's queries call it; empty for any.</param>
/// <param name="Path">Its name when the operation runs; of an object without a name yet, that of its table.</param>
internal sealed record Effect(EffectChange Change, string Kind, ObjectPath Path)
{
    /// <summary>The property that changes; null for any.</summary>
    public string? Property { get; init; }

    /// <summary>The value that it then has, as the catalog tells it; null where that is not known.</summary>
    public string? Value { get; init; }

    /// <summary>True where what is part of it changes too, and the operation does not say all of it.</summary>
    public bool IsOfParts { get; init; }

    /// <summary>A constraint that PostgreSQL or a naming convention names; null for none.</summary>
    public ConstraintDefinition? UnnamedConstraint { get; init; }

    /// <summary>An index that PostgreSQL or a naming convention names; null for none.</summary>
    public IndexDefinition? UnnamedIndex { get; init; }

    /// <summary>True for what is dropped only as an object of its own: it is there as a part of another.</summary>
    public bool IsKept { get; init; }

    /// <summary>The columns of a primary key or a unique constraint that is made; null for none, or where they are not known.</summary>
    public IReadOnlyList<string>? KeyColumns { get; init; }

    /// <summary>The table, where the statement that makes it asks for another constraint on the same columns, so that one is made; null else.</summary>
    public ObjectPath? TwinOn { get; init; }

    /// <summary>Its place among the operations.</summary>
    public int At { get; init; }

    /// <summary>Its name in production as it is now.</summary>
    public ObjectPath Origin { get; init; }

    /// <summary>Its name when all operations have run.</summary>
    public ObjectPath Outcome { get; init; }

    /// <summary>Whether its object may be one of a kind: DROP TYPE and ROUTINE do not say which they mean.</summary>
    /// <param name="kind">A kind, as the catalog's queries call it.</param>
    public bool IsOf(string kind) => this.Kind.Length == 0 || this.Kind == kind || this.Kind switch
    {
        "type" or "enum" or "domain" or "composite type" or "range type" or "base type" =>
            this.Change != EffectChange.Created && kind is "enum" or "domain" or "composite type" or "range type" or "base type",
        "routine" => kind is "function" or "procedure" or "aggregate",
        "column" => kind is "foreign column",
        "table" => this.Change == EffectChange.Changed && kind is "view" or "materialized view" or "foreign table" or "sequence" or "index",
        _ => false,
    };
}
