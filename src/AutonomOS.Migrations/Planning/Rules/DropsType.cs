using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DROP TYPE and DROP DOMAIN.</summary>
internal sealed class DropsType() : DropRule(DiagnosticCodes.DropsType)
{
    /// <inheritdoc />
    protected override bool CanBeReplaced => false;

    /// <inheritdoc />
    protected override bool IsAbout(DropObject drop, PlannedProduction production) => drop.ObjectKind is "enum" or "domain" or "composite type" or "range type" or "base type" or "type";

    /// <inheritdoc />
    protected override string Loss(DropObject drop, PlannedProduction production) =>
        "Columns and functions of this type go with CASCADE, and code that names it fails.";
}
