using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary><c>batch_alter_table(recreate="always")</c>: the old table is dropped after its rows were copied.</summary>
internal sealed class RecreatesTable : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.RecreatesTable;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (operation is RecreateTable recreate && production.PresenceOf(recreate) is Presence.Present or Presence.Unknown)
        {
            yield return this.Code.At(
                recreate.Place,
                $"recreates table {production.FullNameOf(recreate)}{RuleText.Size(production.Find(recreate.Table))}: its rows are copied into a new one and it is dropped, with the triggers, policies, privileges and views that Alembic does not know of. PostgreSQL needs no batch mode: take recreate out.");
        }
    }
}
