using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Facts;

/// <summary>How a lock spreads from one relation to another.</summary>
public enum LinkKind
{
    /// <summary>The table has a foreign key to the other.</summary>
    References,

    /// <summary>The other has a foreign key to the table.</summary>
    ReferencedBy,

    /// <summary>The table is a partition of the other.</summary>
    Parent,

    /// <summary>The other is the default partition beside it, or of it.</summary>
    DefaultPartition,
}

/// <summary>A relation that a lock spreads to.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Other">The other relation.</param>
/// <param name="Constraint">The foreign key, which is the referring table's; null for partitions.</param>
/// <param name="Columns">The columns of this side of the foreign key.</param>
/// <param name="Key">This table's primary key or unique constraint that the other's foreign key needs; null for the rest.</param>
public sealed record LinkFacts(LinkKind Kind, QualifiedName Other, string? Constraint, IReadOnlyList<string> Columns, string? Key)
{
    /// <summary>A kind by its name in <c>facts-links.sql</c>.</summary>
    /// <param name="kind">The name.</param>
    public static LinkKind KindOf(string kind) => kind switch
    {
        "references" => LinkKind.References,
        "referenced by" => LinkKind.ReferencedBy,
        "parent" => LinkKind.Parent,
        _ => LinkKind.DefaultPartition,
    };
}
