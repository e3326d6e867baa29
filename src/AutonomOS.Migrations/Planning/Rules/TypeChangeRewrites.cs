using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>ALTER COLUMN ... TYPE that writes the table anew, or verifies all rows.</summary>
/// <param name="policy">What the team has decided.</param>
internal sealed class TypeChangeRewrites(PlanPolicy policy) : BlockingRule(DiagnosticCodes.TypeChangeRewrites, policy)
{
    /// <inheritdoc />
    protected override string? Work(SchemaOperation operation, PlannedProduction production) =>
        operation is AlterColumn { Change: ColumnChange.Type } alter
            ? $"changes the type of column {production.FullNameOf(alter)} from {TypeOf(alter, production)} to {alter.Value ?? "one that cannot be told from the file"}"
            : null;

    /// <inheritdoc />
    protected override string SafeWay(SchemaOperation operation) =>
        "Add a new column of that type, fill it in batches and keep it filled by a trigger, publish code that uses it, and drop the old one later.";

    private static string TypeOf(AlterColumn alter, PlannedProduction production) =>
        production.Find(alter.Table)?.Columns.FirstOrDefault(column => column.Name == alter.Column)?.Type ?? "an unknown one";
}
