using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DROP COLUMN: the values go with it.</summary>
internal sealed class DropsColumn : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.DropsColumn;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        var isColumn = operation is DropColumn or DropObject { ObjectKind: "attribute" };
        var presence = isColumn ? production.PresenceOf(operation) : Presence.Missing;
        if (isColumn && (presence == Presence.Present || (presence == Presence.Unknown && !(operation.IsTolerant && IsKnown(operation)))))
        {
            yield return this.Code.At(
                operation.Place,
                $"drops {operation.Kind} {(IsKnown(operation) ? $"{production.FullNameOf(operation)}{RuleText.Size(production.Find(operation.Subject!.Value))}" : "whose name cannot be told from the file")}. Its values are gone for good, and running code that still names it fails. First publish code that no longer does.");
        }
    }

    private static bool IsKnown(SchemaOperation operation) => operation is { Subject.Name.Length: > 0, Part: { Length: > 0 } };
}
