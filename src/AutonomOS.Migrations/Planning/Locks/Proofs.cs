using System.Text.RegularExpressions;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning.Locks;

/// <summary>What the catalog proves of the rows of a table without reading them.</summary>
internal static partial class Proofs
{
    /// <summary>
    /// Whether a column can hold no null: it is NOT NULL already, or a valid CHECK says <c>IS NOT NULL</c> and nothing else (PostgreSQL 12
    /// and later skips the scan then, <c>NotNullImpliedByRelConstraints</c>; it sees more proofs than this does).
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column.</param>
    public static bool IsNeverNull(RelationFacts table, string column) =>
        table.Columns.Any(existing => existing.Name == column && !existing.IsNullable)
        || table.Constraints.Any(constraint => constraint is { Type: ConstraintType.Check, IsValid: true }
            && !constraint.Definition.EndsWith("NOT ENFORCED", StringComparison.Ordinal)
            && Says(constraint.Definition, column));

    /// <summary>Whether no key column of an index can hold a null.</summary>
    /// <param name="table">The index's table; null where it is not known.</param>
    /// <param name="index">The index's name.</param>
    public static bool IsIndexNeverNull(RelationFacts? table, string index) =>
        table?.Indexes.FirstOrDefault(existing => existing.Name == index)?.Keys is { Count: > 0 } keys && keys.All(key => IsNeverNull(table, key));

    private static bool Says(string definition, string column) =>
        IsNotNull().Match(definition) is { Success: true } match && IdentifierNames.Read(match.Groups["column"].Value) == new QualifiedName(null, column);

    [GeneratedRegex("""^(?:CHECK\s*)?\(*\s*(?<column>"(?:[^"]|"")+"|[\w$]+)\s+IS\s+NOT\s+NULL\s*\)*$""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsNotNull();
}
