using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

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
    }
}
