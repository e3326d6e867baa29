using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Guarding;

/// <summary>
/// What is wrong with the way the databases are tracked by migrations: each database by itself, the files by themselves, and
/// then the two databases together. Pure.
/// </summary>
internal static class TrackingRules
{
    /// <summary>What one database's version table says against itself and against the files.</summary>
    /// <param name="database">The database; its tracking was read.</param>
    /// <param name="history">The files; null when they cannot be trusted.</param>
    internal static IEnumerable<Finding> Of(DatabaseReport database, IMigrationHistory? history)
    {
        var where = Where(database);
        var isProduction = database.Role == "production";
        switch (database.Tracking!)
        {
            case { Status: TrackingStatus.Missing } when isProduction:
                return [DiagnosticCodes.ProductionNotTracked.At(
                    $"{where} has no alembic_version table, so nobody knows which migrations it has. If its schema is the one your baseline revision stands for, record that once: dotnet msbuild -t:StampBaseline. Look first: dotnet msbuild -t:DbAudit.")];
            case { Status: TrackingStatus.Missing }:
                return [DiagnosticCodes.DevelopmentNotTracked.At(
                    $"{where} has no alembic_version table: bring it under migrations with 'alembic upgrade head' (or 'alembic stamp head' where the schema is already that of the head).")];
            case { Status: TrackingStatus.Empty } empty:
                return [DiagnosticCodes.VersionTableEmpty.At(
                    $"{empty.Table} in {where} has no row, which to Alembic means that no migration was ever applied. {(isProduction ? "If the schema is the baseline's, fill it once: dotnet msbuild -t:StampBaseline." : "Run 'alembic upgrade head' there.")}")];
            case { Status: TrackingStatus.Malformed or TrackingStatus.Ambiguous } unusable:
                return [Unusable(unusable, where)];
            case { } tracked when history is not null:
                return tracked.Revisions.Where(revision => !history.Contains(revision)).Select(revision => DiagnosticCodes.UnknownRevision.At(
                    $"{tracked.Table} in {where} names revision {OneLine.Quote(revision)}, which no migration file has{Near(history, revision)}: {(isProduction ? "production" : "development")} was migrated by code that is not here. Check out or merge the branch that has it; never force a stamp."));
            default:
                return [];
        }
    }

    /// <summary>Whether <c>alembic upgrade head</c> would know where to go.</summary>
    /// <param name="history">The files.</param>
    /// <param name="target">The command the team deploys with.</param>
    internal static IEnumerable<Finding> Of(RevisionGraph history, UpgradeTarget target)
    {
        if (target == UpgradeTarget.Heads || history.Heads.Count < 2)
        {
            return [];
        }

        var newest = history.Find(history.Heads[^1])!;
        return [DiagnosticCodes.SeveralHeads.At(
            newest.Path,
            newest.RevisionLine,
            $"{history.DescribeHeads()} If you deploy with 'alembic upgrade heads', set AlembicUpgradeTarget=heads instead.")];
    }

    /// <summary>
    /// Whether what a database has yet to apply can be told. With nothing pending it can: unknown dependencies only ever add to what is
    /// applied. Otherwise a revision told as pending may be applied already, and would account for a difference that is drift.
    /// </summary>
    /// <param name="database">The database; its rows are known.</param>
    /// <param name="history">The files.</param>
    internal static IEnumerable<Finding> OfDependencies(DatabaseReport database, RevisionGraph history)
    {
        var pending = history.Pending(database.Tracking!.Revisions);
        return pending.Count == 0 ? [] : history.WithUnknownDependencies(database.Tracking.Revisions).Select(file =>
            DiagnosticCodes.AppliedNotKnown.At(
                file.Path,
                file.RevisionLine,
                $"{Where(database)} has revision {OneLine.Quote(file.Revision)} applied, whose depends_on cannot be evaluated, so whether"
                + $" {OneLine.QuoteAll(pending.Take(5))}{(pending.Count > 5 ? $" and {pending.Count - 5} more" : "")} {(pending.Count == 1 ? "is" : "are")} pending or applied with it is not known. Write"
                + " depends_on as a plain string, tuple or None."));
    }

    /// <summary>How the two databases stand to each other in the history.</summary>
    /// <param name="development">Development's rows, each known.</param>
    /// <param name="production">Production's rows, each known.</param>
    /// <param name="history">The files.</param>
    internal static IEnumerable<Finding> Between(DatabaseReport development, DatabaseReport production, IMigrationHistory history)
    {
        var applied = history.Closure(development.Tracking!.Revisions);
        var strange = production.Tracking!.Revisions.Where(revision => !applied.Contains(revision)).ToList();
        if (strange.Count > 0)
        {
            yield return DiagnosticCodes.HistoriesDiverged.At(
                $"Production stands at {string.Join(", ", production.Tracking.Revisions)} and development at {string.Join(", ", development.Tracking.Revisions)}: {string.Join(", ", strange)} was never applied to development, so the histories diverged. Bring development to the same history (alembic upgrade head), or find out who migrated production; never force a stamp.");
        }

        var ahead = history.Pending(development.Tracking.Revisions);
        if (ahead.Count > 0)
        {
            yield return DiagnosticCodes.DevelopmentNotAtHeads.At(
                $"Development ({Where(development)}) is not at the heads: {string.Join(", ", ahead.Take(5))}{(ahead.Count > 5 ? $" and {ahead.Count - 5} more" : "")} not applied, so it is no picture of what is about to be published. Run 'alembic upgrade {(history.Heads.Count > 1 ? "heads" : "head")}' on development.");
        }
    }

    /// <summary>Why a version table that is there is of no use: <see cref="TrackingStatus.Malformed"/> or <see cref="TrackingStatus.Ambiguous"/>.</summary>
    /// <param name="tracking">The version table.</param>
    /// <param name="where">The database in words.</param>
    internal static Finding Unusable(TrackingState tracking, string where) => tracking.Status == TrackingStatus.Malformed
        ? DiagnosticCodes.VersionTableMalformed.At(
            $"{tracking.Table} in {where} cannot be Alembic's version table: {tracking.Detail}. Mend it by hand, or name the right table with AlembicVersionTable and AlembicVersionTableSchema.")
        : DiagnosticCodes.VersionTableAmbiguous.At(
            $"{where} has several tables that could be the version table: {tracking.Detail}. Name the right one with AlembicVersionTable and AlembicVersionTableSchema.");

    /// <summary>The database in words: its name, host and port.</summary>
    /// <param name="database">The database.</param>
    internal static string Where(DatabaseReport database) =>
        $"{(database.Role == "production" ? "Production" : "Development")} ({database.Database} at {database.Host}:{database.Port})";

    private static string Near(IMigrationHistory history, string revision) =>
        history.NearMatches(revision) is { Count: > 0 } near ? $" (near: {string.Join(", ", near)})" : "";
}
