using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>CASCADE: what goes along, from production's catalog.</summary>
internal sealed class Cascades : IPlanRule
{
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
            ? []
            : [this.Code.At(
                operation.Place,
                $"{operation.Name} {production.FullNameOf(operation)} with CASCADE takes along what depends on it in production: {RuleText.Some(dependents)}. Drop each by name, so that it can be seen and judged, and leave CASCADE out.")];
    }
}
