using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning;

namespace AutonomOS.Migrations.Tests.Planning.Forecasts;

/// <summary>What an object that an operation names was called before the migration, by the renames before the operation.</summary>
/// <param name="plan">The plan.</param>
internal sealed class FormerNames(MigrationPlan plan)
{
    /// <summary>The name before the first operation, without quotes.</summary>
    /// <param name="at">The place of the operation that names it.</param>
    /// <param name="name">The name that it has for that operation.</param>
    public string Of(int at, string name)
    {
        name = Plain(name);
        foreach (var (from, to) in plan.Operations.Take(at).Reverse().SelectMany(Renamed))
        {
            name = name == to ? from : name.StartsWith(to + ".", StringComparison.Ordinal) ? from + name[to.Length..] : name;
        }

        return name;
    }

    /// <summary>Without quotes.</summary>
    /// <param name="name">A name in SQL.</param>
    public static string Plain(string name) => name.Replace("\"", "", StringComparison.Ordinal);

    private static IEnumerable<(string From, string To)> Renamed(PlannedOperation planned)
    {
        if (planned.FullName is not { } full)
        {
            yield break;
        }

        var from = Plain(full);
        var whole = from.Contains('.', StringComparison.Ordinal) ? from[..(from.LastIndexOf('.') + 1)] : "";
        switch (planned.Operation)
        {
            case RenameColumn rename:
                yield return (from, whole + rename.NewName);
                break;
            case RenameObject { NewName: { Schema: { } schema } name }:
                yield return (from, $"{schema}.{name.Name}");
                break;
            case RenameObject { NewName: { } name }:
                yield return (from, whole + name.Name);
                break;
        }
    }
}
