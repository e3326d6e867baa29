using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DISABLE and NO FORCE ROW LEVEL SECURITY: rows that policies hid are seen.</summary>
internal sealed class DisablesRowSecurity : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.DisablesRowSecurity;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (operation is AlterTable { Change: TableChange.DisableRowSecurity or TableChange.NoForceRowSecurity } alter
            && production.PresenceOf(alter) is Presence.Present or Presence.Unknown
            && (production.Find(alter.Table) is not { } table || HasIt(table, alter.Change)))
        {
            yield return this.Code.At(
                alter.Place,
                $"{(alter.Change == TableChange.DisableRowSecurity ? "disables row security" : "no longer forces row security")} on {production.FullNameOf(alter)}: rows that its policies hide are seen by whoever may read the table{(alter.Change == TableChange.DisableRowSecurity ? "" : ", if it is its owner")}.");
        }
    }

    private static bool HasIt(RelationFacts table, TableChange change) =>
        change == TableChange.DisableRowSecurity ? table.HasRowSecurity : table.ForcesRowSecurity;
}
