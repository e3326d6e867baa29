using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DROP INDEX of one that only makes queries fast: no object with meaning is lost, so that it warns.</summary>
internal sealed class DropsIndex() : DropRule(DiagnosticCodes.DropsIndex)
{
    /// <inheritdoc />
    protected override bool IsAbout(DropObject drop, PlannedProduction production) =>
        drop.ObjectKind == "index" && (production.DroppedIndex(drop) is { IsUnique: false } || UniqueIndexes.IsHeldByAnother(drop, production));

    /// <inheritdoc />
    protected override string Loss(DropObject drop, PlannedProduction production) =>
        "Queries that use it become slow. See pg_stat_user_indexes for whether any does.";
}
