namespace AutonomOS.Migrations.Schema;

/// <summary>What a comparison of two databases found.</summary>
/// <param name="Differences">
/// The differences in the order of the kinds, then of the names' UTF-8 bytes, then of the properties. An object on one side only is one
/// difference; what goes with it (its columns, constraints, ...) is not told again.
/// </param>
/// <param name="Development">What development has.</param>
/// <param name="Production">What production has.</param>
public sealed record ComparisonResult(IReadOnlyList<Difference> Differences, SchemaSummary Development, SchemaSummary Production);
