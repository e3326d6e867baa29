using System.Text.RegularExpressions;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>ALTER COLUMN TYPE to one that cannot hold all that the old one can: values are cut, rounded or refused.</summary>
internal sealed class NarrowsType : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.NarrowsType;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (operation is not AlterColumn { Change: ColumnChange.Type } alter
            || production.PresenceOf(alter) is Presence.Missing or Presence.New
            || production.PresenceOf("table", alter.Table, null) is Presence.New
            || production.Find(alter.Table) is { IsEmpty: true, Kind: "table" })
        {
            yield break;
        }

        var name = alter is { Table.Name.Length: > 0, Column.Length: > 0 } ? production.FullNameOf(alter) : "whose name cannot be told from the file";
        var before = production.FindColumn(alter.Table, alter.Column)?.Type;
        var size = RuleText.Size(production.Find(alter.Table));
        if (before is null or "" || alter.Value is null or "")
        {
            yield return this.Code.At(
                alter.Place,
                $"changes the type of column {name}{size}, and whether the new one holds all values cannot be told: the {(alter.Value is null or "" ? "new" : "old")} type is not known. Write it out.");
        }
        else if (alter.Using is { } expression && !IsCast(expression, alter.Column))
        {
            yield return this.Code.At(
                alter.Place,
                $"changes the type of column {name}{size} from {before} to {alter.Value} with USING: whether the expression keeps all values cannot be told. Add a column of the new type beside it, fill it, and drop the old one later.");
        }
        else if (!TypeChanges.KeepsAllValues(before, alter.Value))
        {
            yield return this.Code.At(
                alter.Place,
                $"changes the type of column {name}{size} from {before} to {alter.Value}, which does not hold all values of the old one: some are cut, rounded or refused. Look at the values in production, or add a column of the new type beside it.");
        }
    }

    // USING c::type and CAST(c AS type) are what happens without USING.
    private static bool IsCast(string expression, string column)
    {
        var name = $@"""?{Regex.Escape(column)}""?";
        return Regex.IsMatch(
            expression,
            $@"^\(*\s*({name}\s*\)*(\s*::\s*[\w\s""().,\[\]]+)?|CAST\s*\(\s*{name}\s+AS\s+[\w\s""().,\[\]]+\))\s*\)*$",
            RegexOptions.IgnoreCase,
            TimeSpan.FromSeconds(1));
    }
}
