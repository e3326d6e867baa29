using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>TRUNCATE of a table that may hold rows.</summary>
internal sealed class Truncates : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.Truncates;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (operation is ChangeRows { Change: RowChange.Truncate } rows
            && (rows.Table is not { Name.Length: > 0 } table || RuleText.MayHoldRows(table, production)))
        {
            yield return this.Code.At(
                rows.Place,
                $"truncates {(rows.Table is { Name.Length: > 0 } known ? $"table {production.FullNameOf(rows)}{RuleText.Size(production.Find(known))}" : "a table whose name cannot be told from the file")}. All its rows are gone for good.");
        }
    }
}
