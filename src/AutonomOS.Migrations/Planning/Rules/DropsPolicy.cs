using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DROP POLICY, where it is not made again: who sees which rows changes.</summary>
internal sealed class DropsPolicy() : DropRule(DiagnosticCodes.DropsPolicy)
{
    /// <inheritdoc />
    protected override bool IsAbout(DropObject drop, PlannedProduction production) => drop.ObjectKind == "policy";

    /// <inheritdoc />
    protected override string Loss(DropObject drop, PlannedProduction production) =>
        "With row security enabled, rows that it let through are no longer seen, or, if it was restrictive, rows that it hid are.";
}
