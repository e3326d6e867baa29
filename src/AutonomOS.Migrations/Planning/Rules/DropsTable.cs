using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DROP TABLE: the rows go with it. A table that is made again under its name is empty.</summary>
internal sealed class DropsTable() : DropRule(DiagnosticCodes.DropsTable)
{
    /// <inheritdoc />
    protected override bool CanBeReplaced => false;

    /// <inheritdoc />
    protected override bool IsAbout(DropObject drop, PlannedProduction production) => drop.ObjectKind is "table" or "foreign table";

    /// <inheritdoc />
    protected override string Loss(DropObject drop, PlannedProduction production) =>
        "Its rows are gone for good, and running code that still uses it fails. First publish code that no longer does.";
}
