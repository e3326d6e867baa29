using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DROP SCHEMA.</summary>
internal sealed class DropsSchema() : DropRule(DiagnosticCodes.DropsSchema)
{
    /// <inheritdoc />
    protected override bool CanBeReplaced => false;

    /// <inheritdoc />
    protected override bool IsAbout(DropObject drop, PlannedProduction production) => drop.ObjectKind == "schema";

    /// <inheritdoc />
    protected override string Loss(DropObject drop, PlannedProduction production) =>
        "What is in it would go with CASCADE. Move what is needed to another schema first.";
}
