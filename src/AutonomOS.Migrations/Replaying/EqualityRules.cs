using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Replaying;

/// <summary>What it means that two databases differ which have to be equal. Pure.</summary>
internal static class EqualityRules
{
    /// <summary>Production against the migrations replayed to production's revision.</summary>
    /// <param name="differences">What differs; the replayed database stands for development.</param>
    /// <param name="where">Production's revisions, in words.</param>
    public static IEnumerable<Finding> OfProduction(IReadOnlyList<Difference> differences, string where) =>
        differences.Select(difference => DiagnosticCodes.ProductionNotAsReplayed.At(difference.Change switch
        {
            Change.Missing => $"{Named(difference)} is not in production, and the migrations, replayed to {where}, make it: somebody dropped it by hand, or a revision was edited after it ran. Make it again there, or write a migration that drops it.",
            Change.Extra => $"{Named(difference)} is in production, and the migrations, replayed to {where}, do not make it: somebody made it by hand, or a revision was edited after it ran. Remove it there, or write a migration that adds it.",
            _ => $"{Unequal(difference, "production", $"the migrations replayed to {where}")} Undo the change, or write a migration for it.",
        }));

    /// <summary>Development against the migrations replayed to the heads.</summary>
    /// <param name="differences">What differs; the replayed database stands for development, and development for production.</param>
    public static IEnumerable<Finding> OfDevelopment(IReadOnlyList<Difference> differences) =>
        differences.Select(difference => DiagnosticCodes.DevelopmentNotAsReplayed.At(difference.Change switch
        {
            Change.Missing => $"{Named(difference)} is not in development, and the migrations, replayed to the heads, make it: development was changed by hand, or a revision was edited after it ran there. Make development anew from the migrations, or write a migration that drops it.",
            Change.Extra => $"{Named(difference)} is in development, and the migrations, replayed to the heads, do not make it: it was made by hand, or its migration is missing. Write the migration, or remove it.",
            _ => $"{Unequal(difference, "development", "the migrations replayed to the heads")} Write a migration for it, or undo it.",
        }));

    /// <summary>A copy of production after its pending migrations against the migrations replayed to the heads.</summary>
    /// <param name="differences">What differs; the replayed database stands for development, and the copy for production.</param>
    public static IEnumerable<Finding> OfDeployment(IReadOnlyList<Difference> differences) =>
        differences.Select(difference => DiagnosticCodes.DeploymentEndsElsewhere.At(difference.Change switch
        {
            Change.Missing => $"{Named(difference)} would not be in production after the deployment, and the migrations make it. Find out what differs in production today, and write a migration for it.",
            Change.Extra => $"{Named(difference)} would be in production after the deployment, and the migrations do not make it. Remove it there, or write a migration that adds it.",
            _ => $"{Unequal(difference, "production after the deployment", "the migrations replayed to the heads")} Undo what was changed in production, or write a migration for it.",
        }));

    private static string Unequal(Difference difference, string here, string there) =>
        $"{Named(difference)}: {difference.Property} is {OneLine.Quote(difference.Production, OneLine.FirstDifference(difference.Production, difference.Development))} in {here} and {OneLine.Quote(difference.Development, OneLine.FirstDifference(difference.Development, difference.Production))} in {there}.";

    private static string Named(Difference difference) => $"{difference.Kind} {difference.ObjectName}";
}
