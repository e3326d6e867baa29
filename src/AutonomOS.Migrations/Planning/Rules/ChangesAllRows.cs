using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DELETE and UPDATE without a WHERE that chooses.</summary>
internal sealed class ChangesAllRows : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.ChangesAllRows;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (operation is ChangeRows { Change: RowChange.Delete or RowChange.Update, IsOfAllRows: true } rows
            && (rows.Table is not { Name.Length: > 0 } table || RuleText.MayHoldRows(table, production)))
        {
            yield return this.Code.At(
                rows.Place,
                $"{(rows.Change == RowChange.Delete ? "deletes" : "updates")} every row of {(rows.Table is { Name.Length: > 0 } known ? $"{production.FullNameOf(rows)}{RuleText.Size(production.Find(known))}" : "a table whose name cannot be told from the file")}: there is no WHERE that chooses. Say which rows with a WHERE.");
        }
    }
}
