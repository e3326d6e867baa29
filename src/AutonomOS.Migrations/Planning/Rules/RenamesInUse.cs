using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>RENAME and SET SCHEMA of what code names: the running application, which still has the old name, fails.</summary>
internal sealed class RenamesInUse : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.RenamesInUse;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        var isUsed = operation is RenameColumn or RenameObject
        {
            ObjectKind: "table" or "foreign table" or "view" or "materialized view" or "sequence" or "enum value" or "schema" or "enum"
                    or "domain" or "type" or "composite type" or "range type" or "function" or "procedure" or "aggregate" or "routine",
        }
            && production.PresenceOf(operation) is Presence.Present or Presence.Unknown;
        if (isUsed)
        {
            var newName = operation switch
            {
                RenameColumn rename => rename.NewName,
                RenameObject { NewName: { } name } => name.Schema is null ? name.Name : $"{name.Schema}.{name.Name}",
                _ => "an unknown name",
            };
            yield return this.Code.At(
                operation.Place,
                $"renames {operation.Kind} {production.FullNameOf(operation)} to {newName}: the running application still uses the old name and fails until the new one runs. Add the new one beside it, publish code that uses it, and drop the old one later.");
        }
    }
}
