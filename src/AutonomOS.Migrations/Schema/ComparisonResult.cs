namespace AutonomOS.Migrations.Schema;

/// <summary>What a comparison of two databases found.</summary>
/// <param name="Differences">
/// The differences in the order of the kinds, then of the names' UTF-8 bytes, then of the properties. An object on one side only is one
/// difference; what goes with it (its columns, constraints, ...) is not told again.
/// </param>
/// <param name="Unknown">Properties of objects that are on both sides which one side or both may not read: neither equal nor unequal.</param>
/// <param name="Development">What development has.</param>
/// <param name="Production">What production has.</param>
public sealed record ComparisonResult(
    IReadOnlyList<Difference> Differences,
    IReadOnlyList<UnknownProperty> Unknown,
    SchemaSummary Development,
    SchemaSummary Production)
{
    /// <summary>
    /// Deparsed texts of two major versions that differ, and of which neither is proven: that they mean the same, that they do not.
    /// </summary>
    public IReadOnlyList<Difference> NotComparable { get; init; } = [];

    /// <summary>
    /// What is on one side only and goes with its parent, in the order of <see cref="Differences"/>. It is not told, but a pending revision
    /// that creates the parent does not account for all of it.
    /// </summary>
    public IReadOnlyList<FoldedDifference> Folded { get; init; } = [];

    /// <summary>What is on one side only, with its values.</summary>
    internal OneSidedObjects OneSided { get; init; } = new(default);
}

/// <summary>An object on one side only whose parent is on that side only too.</summary>
/// <param name="Difference">The object.</param>
/// <param name="Parent">Its parent, as <see cref="SchemaObject.Reference"/> writes it.</param>
public readonly record struct FoldedDifference(Difference Difference, string Parent);

/// <summary>A property that was not compared, because a side may not read it.</summary>
/// <param name="Kind">The object's kind.</param>
/// <param name="ObjectName">The object's full name.</param>
/// <param name="Property">The property.</param>
/// <param name="Development">What would let development's role read it; null where it may.</param>
/// <param name="Production">What would let production's role read it; null where it may.</param>
public sealed record UnknownProperty(string Kind, string ObjectName, string Property, string? Development, string? Production);
