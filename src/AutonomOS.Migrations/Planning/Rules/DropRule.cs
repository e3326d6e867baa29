using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>
/// What the rules about DROP have in common. What a pending operation created before is production's nowhere yet, what is created again
/// further on is replaced, and what is not there is not dropped (without IF EXISTS that fails, which is ActsOnMissing's to tell): all three are
/// silent.
/// </summary>
/// <param name="code">The rule's code.</param>
internal abstract class DropRule(DiagnosticDescriptor code) : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => code;

    /// <inheritdoc />
    public virtual IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (operation is not DropObject drop || !this.IsAbout(drop, production))
        {
            return [];
        }

        if (drop.Target is not { Name.Length: > 0 } target)
        {
            return [code.At(drop.Place, $"drops a {drop.ObjectKind} whose name cannot be told from the file. {this.Loss(drop, production)}")];
        }

        var isLost = production.PresenceOf(drop) switch
        {
            Presence.Present => true,

            // Of what an operation that cannot be analysed may have made, nothing is production's.
            Presence.Unknown => !drop.IsTolerant || !(PlannedObjects.IsAskedFor(drop.ObjectKind) || PlannedObjects.IsRelation(drop.ObjectKind)) || production.Find(drop.ObjectKind, target, null) is not null,
            _ => false,
        };
        return isLost && !(this.CanBeReplaced && production.IsReplaced(drop))
            ? [code.At(drop.Place, $"drops {drop.ObjectKind} {production.FullNameOf(drop)}{RuleText.Size(production.Find(target))}. {this.Loss(drop, production)}")]
            : [];
    }

    /// <summary>Whether the rule is about a drop.</summary>
    /// <param name="drop">The drop.</param>
    /// <param name="production">Production as the drop will find it.</param>
    protected abstract bool IsAbout(DropObject drop, PlannedProduction production);

    /// <summary>What is lost, and what to do instead: one sentence or two.</summary>
    /// <param name="drop">The drop.</param>
    /// <param name="production">Production as the drop will find it.</param>
    protected abstract string Loss(DropObject drop, PlannedProduction production);

    /// <summary>True where an object that is created again under its name is as good as before: it holds no data.</summary>
    protected virtual bool CanBeReplaced => true;
}
