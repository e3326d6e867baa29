using System.Globalization;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Reports;

/// <summary>The end of the log: what was looked at, the counts, what to type next, and the verdict as the last line.</summary>
public static class LogText
{
    /// <summary>How many pending revisions are listed one by one.</summary>
    private const int MostPending = 20;

    /// <summary>What <c>DbGuard</c> says at its end; the last line is the verdict.</summary>
    /// <param name="report">The report.</param>
    public static IReadOnlyList<string> GuardLines(AuditReport report) =>
    [
        .. AuditLines(report),
        .. NextStep(report) is { } next ? (string[])[$"Next:            {next}"] : [],
        report.Passed ? "✅ GUARD PASSED" : "❌ GUARD FAILED",
    ];

    /// <summary>What <c>DbAudit</c> says at its end; the last line is the diagnosis.</summary>
    /// <param name="report">The report.</param>
    public static IReadOnlyList<string> AuditLines(AuditReport report) =>
    [
        .. report.Databases.Select(DatabaseLine),
        .. PendingLines(report.History?.Pending),
        .. report.Plan is { } plan ? PlanText.LogLines(plan) : [],
        $"Schema distance: {DistanceOf(report.Distance)}",
        .. report.Distance is { Objects: 0 } ? (string[])[$"Not compared:    {string.Join(", ", report.NotCompared)}"] : [],
        .. report.Ignored.Count > 0 ? (string[])[IgnoredLine(report.Ignored)] : [],
        .. report.Proof.Select(line => $"Proof:           {line}"),
        $"Diagnosis:       {DiagnosisText.ForPeople(report.Diagnosis)}",
    ];

    /// <summary>What <c>DbPlan</c> says at its end.</summary>
    /// <param name="report">The report.</param>
    public static IReadOnlyList<string> PlanLines(ProductionPlanReport report) =>
    [
        .. report.Production is { } production ? (string[])[DatabaseLine(production)] : [],
        .. report.Plan switch
        {
            null => (string[])["Plan:            none could be made"],
            { Revisions.Count: 0, Operations.Count: 0 } => ["Plan:            nothing is pending"],
            { } plan => [$"Plan:            {PlanText.Summary(plan)}", .. PlanText.LogLines(plan)],
        },
        report.Passed ? "✅ PLAN ACCEPTED" : "❌ PLAN REFUSED",
    ];

    /// <summary>The distance in words: the table count difference first.</summary>
    /// <param name="distance">The distance; null when the schemas were not compared.</param>
    public static string DistanceOf(SchemaDistance? distance) => distance switch
    {
        null => "not measured",
        { Tables: 0, Objects: 0 } => "0 (same tables, no difference)",
        { Tables: 0 } => $"same number of tables; {Count(distance.Objects, "difference")}",
        _ => $"production has {Count(Math.Abs(distance.Tables), "table")} {(distance.Tables < 0 ? "fewer" : "more")} than development; {Count(distance.Objects, "difference")}",
    };

    /// <summary>What the version table says, in words.</summary>
    /// <param name="tracking">The version table; null when it was not read.</param>
    public static string TrackingOf(TrackingState? tracking) => tracking?.ToString() ?? "not read";

    private static string DatabaseLine(DatabaseReport database)
    {
        var label = database.Role == "production" ? "Production:      " : "Development:     ";
        return OneLine.Escape(
            $"{label}{database.Database} at {database.Host}:{database.Port} as {database.User}, PostgreSQL {database.ServerVersion}, {Count(TablesOf(database), "table")}, revision {TrackingOf(database.Tracking)}");
    }

    // The version table is left out here as in the distance, so that the two agree.
    private static int TablesOf(DatabaseReport database) => database.ObjectCounts.FirstOrDefault(count => count.Kind == "table")?.Count ?? 0;

    private static string IgnoredLine(IReadOnlyList<IgnoredReport> ignored) =>
        $"Ignored:         {Count(ignored.Sum(rule => Math.Max(rule.Development, rule.Production)), "object")} by {ignored.Count} DbIgnore {(ignored.Count == 1 ? "entry" : "entries")}: {OneLine.Escape(string.Join(", ", ignored.Select(rule => rule.Entry)))}";

    private static IEnumerable<string> PendingLines(IReadOnlyList<string>? pending)
    {
        if (pending is not { Count: > 0 })
        {
            yield break;
        }

        var shown = string.Join(", ", pending.Take(MostPending));
        var more = pending.Count > MostPending ? $" and {pending.Count - MostPending} more" : "";
        yield return $"Pending:         {Count(pending.Count, "revision")}: {OneLine.Escape(shown)}{more}";
    }

    // The first thing a person would do; the findings themselves say more.
    private static string? NextStep(AuditReport report)
    {
        var codes = report.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Code).ToHashSet(StringComparer.Ordinal);
        var upgrade = AlembicCommand.Upgrade(report.UpgradeTarget);
        return report.Passed
            ? report.History?.Pending is { Count: > 0 } ? $"{upgrade}, when the application is deployed" : null
            : codes.Contains(DiagnosticCodes.ProductionNotTracked.Code) ? "dotnet msbuild -t:DbAudit, look at ops/db_audit/, then once dotnet msbuild -t:StampBaseline"
            : codes.Contains(DiagnosticCodes.DevelopmentNotAtHeads.Code) || codes.Contains(DiagnosticCodes.DevelopmentNotTracked.Code) ? $"{upgrade} (on development), then publish again"
            : codes.Contains(DiagnosticCodes.PendingHideDrift.Code) ? $"{upgrade} (on production, as your deployment does), then dotnet "
                + "msbuild -t:DbGuard"
            : codes.Contains(DiagnosticCodes.ProductionUrlNotSet.Code) || codes.Contains(DiagnosticCodes.DevelopmentUrlNotSet.Code) ? "set the variable and publish again"
            : codes.Any(code => code.StartsWith("AMB40", StringComparison.Ordinal)) ? "change the migration, or approve exactly what is meant, then dotnet msbuild -t:DbGuard"
            : codes.Any(code => code.StartsWith("AMB20", StringComparison.Ordinal)) ? "undo the change or write a migration for it, then dotnet msbuild -t:DbGuard"
            : "mend what is named above, then dotnet msbuild -t:DbGuard";
    }

    private static string Count(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
