using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DROP VIEW and DROP MATERIALIZED VIEW, where it is not made again: whoever reads it fails.</summary>
internal sealed class DropsView() : DropRule(DiagnosticCodes.DropsView)
{
    /// <inheritdoc />
    protected override bool IsAbout(DropObject drop, PlannedProduction production) => drop.ObjectKind is "view" or "materialized view";

    /// <inheritdoc />
    protected override string Loss(DropObject drop, PlannedProduction production) =>
        "Code that reads it fails. To change it, create it again in the same revision, or use CREATE OR REPLACE VIEW.";
}
