using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DROP INDEX of one that holds uniqueness, and of one of which nothing is known.</summary>
internal sealed class DropsUniqueIndex() : DropRule(DiagnosticCodes.DropsUniqueIndex)
{
    /// <inheritdoc />
    protected override bool IsAbout(DropObject drop, PlannedProduction production) =>
        drop.ObjectKind == "index" && production.DroppedIndex(drop) is null or { IsUnique: true }
        && !UniqueIndexes.IsHeldByAnother(drop, production);

    /// <inheritdoc />
    protected override string Loss(DropObject drop, PlannedProduction production) =>
        "Duplicates can be written from then on. If another unique index or constraint replaces it, create that first.";
}
