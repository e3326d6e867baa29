using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>SET NOT NULL that no valid CHECK proves.</summary>
/// <param name="policy">What the team has decided.</param>
internal sealed class NotNullScanBlocks(PlanPolicy policy) : BlockingRule(DiagnosticCodes.NotNullScanBlocks, policy)
{
    /// <inheritdoc />
    protected override string? Work(SchemaOperation operation, PlannedProduction production) => operation switch
    {
        AlterColumn { Change: ColumnChange.SetNotNull } => $"makes column {production.FullNameOf(operation)} NOT NULL",
        AddConstraint { IsOnDomain: false, Constraint: { Type: ConstraintType.NotNull } constraint } add =>
            $"makes {string.Join(", ", constraint.Columns)} of {PlannedProduction.FullName(production.Resolve(add.Table))} NOT NULL",
        _ => null,
    };

    /// <inheritdoc />
    protected override string SafeWay(SchemaOperation operation) =>
        "Add CHECK (... IS NOT NULL) NOT VALID, run VALIDATE CONSTRAINT in a later revision, and then SET NOT NULL, which reads no row where such a CHECK is valid.";
}
