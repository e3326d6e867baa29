using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DROP FUNCTION, PROCEDURE and AGGREGATE, where it is not made again.</summary>
internal sealed class DropsRoutine() : DropRule(DiagnosticCodes.DropsRoutine)
{
    /// <inheritdoc />
    protected override bool IsAbout(DropObject drop, PlannedProduction production) => drop.ObjectKind is "function" or "procedure" or "aggregate" or "routine";

    /// <inheritdoc />
    protected override string Loss(DropObject drop, PlannedProduction production) =>
        "Code, triggers and views that call it fail. To change it, use CREATE OR REPLACE, or create it again in the same revision.";
}
