using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>DROP SEQUENCE: the position in it is data.</summary>
internal sealed class DropsSequence() : DropRule(DiagnosticCodes.DropsSequence)
{
    /// <inheritdoc />
    public override IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production) =>
        operation is AlterColumn { Change: ColumnChange.DropIdentity } alter
        && production.PresenceOf(alter) is not (Presence.New or Presence.Missing)
        && production.FindColumn(alter.Table, alter.Column) is not { IsIdentity: false }
            ? [this.Code.At(alter.Place, $"drops the identity of column {production.FullNameOf(alter)} and its sequence. Its position is lost: one that is made again starts from the beginning.")]
            : base.Judge(operation, production);

    /// <inheritdoc />
    protected override bool CanBeReplaced => false;

    /// <inheritdoc />
    protected override bool IsAbout(DropObject drop, PlannedProduction production) => drop.ObjectKind == "sequence";

    /// <inheritdoc />
    protected override string Loss(DropObject drop, PlannedProduction production) =>
        "Its position is lost: one that is made again starts from the beginning.";
}
