using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DROP of any other kind: trigger, rule, event trigger, cast, operator, publication, server, statistics, ...</summary>
internal sealed class DropsObject() : DropRule(DiagnosticCodes.DropsObject)
{
    /// <inheritdoc />
    protected override bool IsAbout(DropObject drop, PlannedProduction production) => drop.ObjectKind is not ("table" or "foreign table" or "schema" or "view" or "materialized view" or "enum" or "domain" or "composite type"
            or "range type" or "base type" or "type" or "sequence" or "function" or "procedure" or "aggregate" or "routine" or "policy" or "index"
            or "extension" or "attribute");

    /// <inheritdoc />
    protected override string Loss(DropObject drop, PlannedProduction production) =>
        "What it did for the application or its data is no longer done. To change it, create it again in the same revision.";
}
