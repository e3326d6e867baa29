using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Alembic.VersionTables;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Guarding;

/// <summary>
/// What is wrong with the way the databases are tracked by migrations: each database by itself, the files by themselves, and
/// then the two databases together. Pure.
/// </summary>
internal static class TrackingRules
{
    private const int MostNamed = 5;

    /// <summary>What one database's version table says against itself and against the files.</summary>
    /// <param name="database">The database; its tracking was read.</param>
    /// <param name="history">The files; null when they cannot be trusted.</param>
    /// <param name="settings">How the version table is called and what the team deploys with.</param>
    internal static IEnumerable<Finding> Of(DatabaseReport database, IMigrationHistory? history, AlembicSettings settings)
    {
        var expected = (settings.VersionTableSchema is { } schema ? schema + "." : "")
            + (settings.VersionTable ?? AlembicVersionTable.DefaultName);
        var upgrade = AlembicCommand.Upgrade(settings.UpgradeTarget);
        var where = Where(database);
        var isProduction = database.Role == "production";
        switch (database.Tracking!)
        {
            case { Status: TrackingStatus.Missing } when isProduction:
                return [DiagnosticCodes.ProductionNotTracked.At(
                    $"{where} has no {expected} table, so nobody knows which migrations it has. If its schema is the one your baseline "
                        + "revision stands for, record that once: dotnet msbuild -t:StampBaseline. Look first: dotnet msbuild "
                        + "-t:DbAudit.")];
            case { Status: TrackingStatus.Missing }:
                return [DiagnosticCodes.DevelopmentNotTracked.At(
                    $"{where} has no {expected} table: bring it under migrations with '{upgrade}' (or "
                        + $"'{AlembicCommand.StampHead(settings.UpgradeTarget)}' where the schema is already that of the head).")];
            case { Status: TrackingStatus.Empty } empty:
                return [DiagnosticCodes.VersionTableEmpty.At(
                    $"{empty.Table} in {where} has no row, which to Alembic means that no migration was ever applied. "
                        + $"{(isProduction ? "If the schema is the baseline's, fill it once: dotnet msbuild -t:StampBaseline." : $"Run '{upgrade}' there.")}")];
            case { Status: TrackingStatus.Malformed or TrackingStatus.Ambiguous } unusable:
                return [Unusable(unusable, where)];
            case { } tracked when history is not null:
                return OfRows(tracked, history, where, isProduction);
            default:
                return [];
        }
    }

    /// <summary>
    /// What it means that the version table is no table: Alembic takes anything that has rows, and finds out when it writes.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="relation">The relation chosen; null when there is none.</param>
    /// <returns>
    /// An error where an upgrade cannot write to it, a warning where it can; nothing for a table and for what holds no rows.
    /// </returns>
    internal static IEnumerable<Finding> OfRelation(DatabaseReport database, VersionTableRelation? relation) =>
        relation is null or { Kind: "r" or "p" } or { HoldsRows: false }
            ? []
            : [DiagnosticCodes.VersionTableNotATable.At(
                $"{relation.FullName} in {Where(database)} is {relation.KindName} in place of the version table. Alembic reads it, "
                + (relation.IsWritable
                    ? $"and an upgrade writes through it, but what it leaves out nobody sees. Name the table behind it with "
                        + "AlembicVersionTable and AlembicVersionTableSchema, and in env.py: version_table='...'."
                    : $"and the next upgrade fails when it writes to it. Put a table in its place, or name the right one with "
                        + "AlembicVersionTable and AlembicVersionTableSchema, and in env.py: version_table='...'."))
                .As(relation.IsWritable ? Severity.Warning : Severity.Error)];

    // Rows that no file has come first: what the others mean nobody can tell before.
    private static IEnumerable<Finding> OfRows(TrackingState tracked, IMigrationHistory history, string where, bool isProduction)
    {
        var unknown = tracked.Revisions.Where(row => history.ReadAs(row) is null).ToList();
        if (unknown.Count > 0)
        {
            var others = tracked.Revisions.Except(unknown, StringComparer.Ordinal).ToList();
            return unknown.Select(row => DiagnosticCodes.UnknownRevision.At(
                $"{tracked.Table} in {where} names revision {OneLine.Quote(row)}, which no migration file has{Near(history, row)}"
                + (others.Count > 0 ? $" (beside {OneLine.QuoteAll(others)}, which the files have)" : "")
                + $": {(isProduction ? "production" : "development")} was migrated by code that is not here, and Alembic refuses every "
                + "command until that is back. Check out or merge the branch that has it (git log --all --oneline -S "
                + $"{OneLine.Quote(row)} finds it); never force a stamp."));
        }

        var meant = tracked.Revisions.SelectMany(row => history.ReadAs(row)!).Distinct(StringComparer.Ordinal).ToList();
        var overlaps = history.Overlaps(meant);
        var covered = overlaps.Select(overlap => overlap.Ancestor);
        var real = meant.Except(covered, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var side = isProduction ? "production" : "development";
        var partial = tracked.Revisions.Where(row => !history.Contains(row)).ToList();
        return partial.Count > 0
            ? partial.Select(row => Partial(row, history, $"{tracked.Table} in {where}", side, real))
            : overlaps.Count > 0
                ? [Overlapping(overlaps, $"{tracked.Table} in {where}", side, real)]
                : [];
    }

    private static Finding Partial(
        string row, IMigrationHistory history, string table, string side, IReadOnlyList<string> real) => row switch
        {
            "head" or "heads" => DiagnosticCodes.RowNotARevision.At(
                $"{table} holds the row {OneLine.Quote(row)}, which names no revision, and which Alembic takes for whatever the newest one "
                    + $"is: every upgrade finds nothing to do, and nobody knows where {side} stands. Find out which revision its schema has, "
                    + $"then write that: {AlembicCommand.Purge(["REVISION"])}"),
            _ when history.ReadAs(row)!.Count == 0 => DiagnosticCodes.RowNotARevision.At(
                $"{table} holds the row {OneLine.Quote(row)}, which names no revision, and which Alembic takes for none at all: the next "
                    + "upgrade would run every revision from the base. Find out which revision its schema has, then write that: "
                    + $"{AlembicCommand.Purge(["REVISION"])}"),
            _ => DiagnosticCodes.RowNotARevision.At(
                $"{table} holds the row {OneLine.Quote(row)}, which is no identifier but which Alembic takes for "
                    + $"{OneLine.QuoteAll(history.ReadAs(row)!)}: the next upgrade leaves it and adds a row beside it, and all later ones "
                    + $"fail on the two. Write the whole identifier (against {side}): {AlembicCommand.Purge(real)}"),
        };

    private static Finding Overlapping(IReadOnlyList<RevisionOverlap> overlaps, string table, string side, IReadOnlyList<string> real) =>
        DiagnosticCodes.RowsOverlap.At(
            $"{table} holds rows that overlap: "
            + string.Join(", ", overlaps.Take(MostNamed).Select(overlap =>
                $"{OneLine.Quote(overlap.Ancestor)} is in the ancestry of "
                    + $"{OneLine.Quote(overlap.Descendant)}{(overlap.ThroughDependency ? " through depends_on" : "")}"))
            + (overlaps.Count > MostNamed ? $" and {overlaps.Count - MostNamed} more" : "")
            + ". Every 'alembic upgrade' fails on that, and 'alembic current' does not show it. Keep the rows that nothing else has "
            + $"applied (against {side}): {AlembicCommand.Purge(real)}");

    /// <summary>
    /// Whether <c>alembic upgrade head</c> would know where to go. It looks at the heads by <c>down_revision</c> alone, and so refuses also
    /// where a dependency leaves one real head.
    /// </summary>
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
            $"The migration files have {history.Heads.Count} heads, and 'alembic upgrade head' refuses to choose (if you deploy with "
                + $"'alembic upgrade heads', set AlembicUpgradeTarget=heads): {history.DescribeHeads()}")];
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
    /// <param name="target">What the team deploys with.</param>
    internal static IEnumerable<Finding> Between(
        DatabaseReport development, DatabaseReport production, IMigrationHistory history, UpgradeTarget target)
    {
        var applied = history.Closure(development.Tracking!.Revisions);
        var strange = production.Tracking!.Revisions.Where(revision => !applied.Contains(revision)).ToList();
        if (strange.Count > 0)
        {
            yield return DiagnosticCodes.HistoriesDiverged.At(
                $"Production stands at {string.Join(", ", production.Tracking.Revisions)} ({production.Tracking.Table}) and development "
                    + $"at {string.Join(", ", development.Tracking.Revisions)} ({development.Tracking.Table}): "
                    + $"{string.Join(", ", strange)} was never applied to development, so the histories diverged. Bring development to "
                    + $"the same history ({BringUp(history, target)}), or find out who migrated production; never force a stamp.");
        }

        foreach (var behind in Behind(development, history, target))
        {
            yield return behind;
        }
    }

    /// <summary>Whether development lacks a revision.</summary>
    /// <param name="development">Development's rows, each known.</param>
    /// <param name="history">The files.</param>
    /// <param name="target">What the team deploys with.</param>
    internal static IEnumerable<Finding> Behind(DatabaseReport development, IMigrationHistory history, UpgradeTarget target)
    {
        var ahead = history.Pending(development.Tracking!.Revisions);
        if (ahead.Count > 0)
        {
            yield return DiagnosticCodes.DevelopmentNotAtHeads.At(
                $"Development ({Where(development)}) is not at the heads: "
                    + $"{string.Join(", ", ahead.Take(5))}{(ahead.Count > 5 ? $" and {ahead.Count - 5} more" : "")} not applied, so it is "
                    + $"no picture of what is about to be published. {development.Tracking.Table} holds "
                    + $"{string.Join(", ", development.Tracking.Revisions)}. Run '{BringUp(history, target)}' on development.");
        }
    }

    // With several heads 'head' fails (AMB1007 says so), and development is brought up with heads all the same.
    private static string BringUp(IMigrationHistory history, UpgradeTarget target) =>
        AlembicCommand.Upgrade(history.Heads.Count > 1 ? UpgradeTarget.Heads : target);

    /// <summary>Why a version table that is there is of no use: <see cref="TrackingStatus.Malformed"/> or <see cref="TrackingStatus.Ambiguous"/>.</summary>
    /// <param name="tracking">The version table.</param>
    /// <param name="where">The database in words.</param>
    internal static Finding Unusable(TrackingState tracking, string where) => tracking.Status == TrackingStatus.Malformed
        ? DiagnosticCodes.VersionTableMalformed.At(
            $"{tracking.Table} in {where} cannot be Alembic's version table: {tracking.Detail}. "
                + $"{tracking.Remedy ?? "Mend it by hand, or name the right table with AlembicVersionTable and AlembicVersionTableSchema."}")
        : DiagnosticCodes.VersionTableAmbiguous.At(
            $"{where} has several tables that could be the version table: {tracking.Detail}. Name the right one with AlembicVersionTable and AlembicVersionTableSchema.");

    /// <summary>The database in words: its name, host and port.</summary>
    /// <param name="database">The database.</param>
    internal static string Where(DatabaseReport database) =>
        $"{(database.Role == "production" ? "Production" : "Development")} ({database.Database} at {database.Host}:{database.Port})";

    private static string Near(IMigrationHistory history, string revision) =>
        history.NearMatches(revision) is { Count: > 0 } near ? $" (near: {string.Join(", ", near)})" : "";
}
