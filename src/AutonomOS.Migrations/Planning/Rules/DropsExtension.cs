using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DROP EXTENSION.</summary>
internal sealed class DropsExtension() : DropRule(DiagnosticCodes.DropsExtension)
{
    /// <inheritdoc />
    protected override bool CanBeReplaced => false;

    /// <inheritdoc />
    protected override bool IsAbout(DropObject drop, PlannedProduction production) => drop.ObjectKind == "extension";

    /// <inheritdoc />
    protected override string Loss(DropObject drop, PlannedProduction production) =>
        "Its functions and types go, and columns of its types with CASCADE.";
}
