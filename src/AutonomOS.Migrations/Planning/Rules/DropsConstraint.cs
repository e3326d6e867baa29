using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DROP CONSTRAINT, where it is not made again: what it kept out can be written.</summary>
internal sealed class DropsConstraint : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.DropsConstraint;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (operation is not DropConstraint drop)
        {
            yield break;
        }

        var presence = production.PresenceOf(drop);
        var isKnown = drop.Constraint is { Length: > 0 } && drop.Table.Name.Length > 0;
        if ((presence == Presence.Present || (presence == Presence.Unknown && !(drop.IsTolerant && isKnown))) && !(isKnown && production.IsReplaced(drop)))
        {
            var constraint = production.Find(drop.Table)?.Constraints.FirstOrDefault(existing => existing.Name == drop.Constraint);
            var name = isKnown ? production.FullNameOf(drop)
                : drop.Table.Name.Length > 0 ? $"of unknown name on {production.Resolve(drop.Table).Name}" : "whose name cannot be told from the file";
            yield return this.Code.At(
                drop.Place,
                $"drops constraint {name}{(constraint is null ? "" : $" ({constraint.Definition})")}. What it kept out can be written from then on.");
        }
    }
}
