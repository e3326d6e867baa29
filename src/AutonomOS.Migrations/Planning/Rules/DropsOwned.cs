using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DROP OWNED: whatever the role owns, and all its privileges.</summary>
internal sealed class DropsOwned : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.DropsOwned;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (operation is ChangeOwned { IsDropping: true } owned)
        {
            yield return this.Code.At(
                owned.Place,
                $"drops everything that role {owned.Role} owns in this database, and its privileges. Drop what you mean by name.");
        }
    }
}
