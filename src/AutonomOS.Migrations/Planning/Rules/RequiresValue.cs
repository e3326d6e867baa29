using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Planning.Locks;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>NOT NULL that running code does not fill: its next INSERT fails.</summary>
internal sealed class RequiresValue : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.RequiresValue;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        // A new column counts: what fills it in the same revision fills the rows that are there, not those that running code inserts.
        var required = operation switch
        {
            AddColumn { Column.IsNullable: false } add => !ColumnDefaults.Has(add.Column)
                && production.Find(add.Table) is { IsEmpty: true }
                && production.PresenceOf("table", add.Table, null) == Presence.Present
                && production.FindColumn(add.Table, add.Column.Name) is null,
            AlterColumn { Change: ColumnChange.SetNotNull } alter =>
                Used(alter, production) is { IsNullable: true, HasDefault: false } column && !IsFilledToday(production.Find(alter.Table)!, column),
            AlterColumn { Change: ColumnChange.DropDefault or ColumnChange.DropIdentity } alter =>
                Used(alter, production) is { IsNullable: false, HasDefault: true } column && column.IsIdentity == (alter.Change == ColumnChange.DropIdentity),
            _ => false,
        };
        if (required)
        {
            yield return this.Code.At(
                operation.Place,
                $"makes a value for column {production.FullNameOf(operation)} required, without default: an INSERT of the running application that does not give one fails. Give it a server default, or first publish code that always fills it.");
        }
    }

    private static ColumnFacts? Used(AlterColumn alter, PlannedProduction production) =>
        production.PresenceOf("table", alter.Table, null) == Presence.Present ? production.FindColumn(alter.Table, alter.Column) : null;

    // A check that production has already: running code lives with it.
    private static bool IsFilledToday(RelationFacts table, ColumnFacts column) =>
        Proofs.IsNeverNull(table with { Constraints = [.. table.Constraints.Where(constraint => !constraint.IsNew)] }, column.Name);
}
