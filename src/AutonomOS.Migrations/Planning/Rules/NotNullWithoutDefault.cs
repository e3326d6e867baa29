using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Planning.Locks;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>NOT NULL that the rows which are there do not have: the statement fails.</summary>
internal sealed class NotNullWithoutDefault : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.NotNullWithoutDefault;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (operation is AddColumn { Column.IsNullable: false } add
            && !ColumnDefaults.Has(add.Column)
            && production.Find(add.Table) is { IsEmpty: false, Kind: "table" } table
            && !(add.IsTolerant && table.Columns.Any(column => column.Name == add.Column.Name)))
        {
            yield return this.Code.At(
                add.Place,
                $"adds column {production.FullNameOf(add)} NOT NULL without server default to a table that has rows{RuleText.Size(table)}: PostgreSQL refuses it (a Python-side default= is not used here). Give it a server_default, or add it nullable, fill it, and set NOT NULL later.");
        }

        if (operation is AlterColumn { Change: ColumnChange.SetNotNull } alter && Asked(alter, production) is { Found: not false } answer)
        {
            yield return this.Code.At(
                alter.Place,
                $"makes column {production.FullNameOf(alter)} NOT NULL{RuleText.Size(production.Find(alter.Table))}: "
                    + (answer.Found is null
                        ? $"with a row that has no value in it the statement fails, and DbGuardProbeData could not find out whether there is one: {answer.Why}. Look for such rows in production, and approve this one."
                        : "production has rows without a value in it now, as DbGuardProbeData found, and PostgreSQL refuses it. Fill them in production, in an earlier deployment."));
        }
    }

    // Null where nobody asks for it, and where production's rows as they are now say nothing.
    private static DataAnswer? Asked(AlterColumn alter, PlannedProduction production)
    {
        var column = IdentifierNames.Cut(alter.Column);
        return production.PresenceOf("table", alter.Table, null) == Presence.Present
            && production.Find(alter.Table) is { IsEmpty: false } table
            && !Proofs.IsNeverNull(table, column)
            && production.CanAsk(table, [column])
                ? production.Ask(DataQuestion.Nulls(table, [column]))
                : null;
    }
}
