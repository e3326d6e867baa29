using System.Globalization;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Tracking;
using AutonomOS.Migrations.Upgrading;

namespace AutonomOS.Migrations.Reports;

/// <summary>Where the databases stand, for the log: the tree with their names on it, and a line for each.</summary>
public static class StandingText
{
    private const int MostPending = 20;

    /// <summary>The lines.</summary>
    /// <param name="standing">Where they stand.</param>
    /// <param name="target">What the team deploys with.</param>
    public static IReadOnlyList<string> Lines(Standing standing, UpgradeTarget target) =>
    [
        .. HistoryTree.LogLines(standing.History, target, standing.Databases
            .SelectMany(database => (database.Tracking?.Revisions ?? []).Select(revision => (revision, database.Role)))
            .ToLookup(pair => pair.revision, pair => pair.Role, StringComparer.Ordinal)),
        .. standing.Databases.Select(database => Line(standing, database)),
        .. standing.NotConfigured.Select(variable => $"{variable} is not set: that database was not looked at."),
    ];

    private static string Line(Standing standing, DatabaseReport database)
    {
        var label = database.Role == "production" ? "Production:  " : "Development: ";
        var pending = standing.PendingOf(database) switch
        {
            null => "",
            [] => ", at the heads",
            { Count: 1 } one => $", 1 revision behind: {one[0]}",
            { } several => string.Create(
                CultureInfo.InvariantCulture,
                $", {several.Count} revisions behind: {string.Join(", ", several.Take(MostPending))}{(several.Count > MostPending ? ", ..." : "")}"),
        };
        return OneLine.Escape(
            $"{label}{database.Database} at {database.Host}:{database.Port} as {database.User}, {(database.Tracking is { Status: TrackingStatus.Tracked } ? "revision " : "")}{LogText.TrackingOf(database.Tracking)}{pending}");
    }
}
