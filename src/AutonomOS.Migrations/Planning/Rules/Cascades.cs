using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>CASCADE: what goes along, from production's catalog.</summary>
internal sealed class Cascades : IPlanRule
{
    // Objects can depend on these, and which do is not read.
    private static readonly string[] NotLookedUp =
    [
        "language", "access method", "operator", "operator class", "operator family",
        "text search parser", "text search template", "text search dictionary", "text search configuration",
    ];

    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.Cascades;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (!operation.IsCascading)
        {
            return [];
        }

        var dependents = production.DependentsOf(operation);
        return dependents.Count == 0
            ? operation is DropObject drop && NotLookedUp.Contains(drop.ObjectKind) && production.PresenceOf(operation) is Presence.Present or Presence.Unknown
                ? [this.Code.At(
                    operation.Place,
                    $"{operation.Name} {production.FullNameOf(operation)} with CASCADE takes along what depends on it in production, and what that is is not looked up for a {drop.ObjectKind}. Leave CASCADE out: then PostgreSQL refuses, and names it.")]
                : []
            : [this.Code.At(
                operation.Place,
                $"{operation.Name} {production.FullNameOf(operation)} with CASCADE takes along what depends on it in production: {RuleText.Some(dependents)}. Drop each by name, so that it can be seen and judged, and leave CASCADE out.")];
    }
}
