namespace AutonomOS.Migrations.Schema;

/// <summary>What one database has, without its objects.</summary>
/// <param name="ObjectCounts">How many objects of each kind, in the order of the kinds; kinds without objects are there, with 0.</param>
/// <param name="Names">The full names of the objects of <see cref="ComparisonScope.NamedKind"/>, in the order of their UTF-8 bytes.</param>
/// <param name="Fingerprint">
/// <c>sha256:</c> and 64 lower-case hexadecimal digits over kinds, names and property values; notes and excluded objects are not in it.
/// Null values are not in it either, so that a property which only newer servers have changes nothing as long as it is null.
/// </param>
/// <param name="Ignored">
/// How many objects each rule of <see cref="ComparisonScope.Ignored"/> covered, in their order; what goes with an object is not counted.
/// </param>
public sealed record SchemaSummary(
    IReadOnlyDictionary<string, int> ObjectCounts, IReadOnlyList<string> Names, string Fingerprint, IReadOnlyList<int> Ignored);
