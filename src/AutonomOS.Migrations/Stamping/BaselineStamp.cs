using System.Globalization;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Stamping;

/// <summary>Records, once, that an existing production database stands at the baseline revision.</summary>
public static class BaselineStamp
{
    /// <summary>Stamps, or says why not. Whatever goes wrong before the commit, the database is as it was.</summary>
    /// <param name="request">What to stamp.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>What was done; what kept it from being done is a finding in it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before the commit; nothing was written.</exception>
    public static async Task<StampResult> RunAsync(StampRequest request, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var lines = new List<string>();
        IReadOnlyList<string> written = [];
        try
        {
            var target = Target("production", request.Audit.ProductionUrlVariable) ?? throw new FindingException(
                DiagnosticCodes.ProductionUrlNotSet.At(
                    $"The environment variable {request.Audit.ProductionUrlVariable} is not set or empty, so there is nothing to stamp. Set it to production's URL, with a role that may create a table."));
            var files = AlembicHistory.Load(request.Audit.Alembic, request.Audit.ProjectDirectory);

            // How long an identifier may be is known when the version table has been read.
            if (files.ForColumn(null) is { IsTrusted: true, Graph: { } history })
            {
                written = await StampAsync(target, request, files, history, findings, lines, cancellationToken);
            }
            else
            {
                findings.AddRange(files.Findings);
            }
        }
        catch (FindingException e)
        {
            findings.Add(e.Finding);
        }

        lines.Add(findings.Exists(finding => finding.Descriptor == DiagnosticCodes.StampUncertain)
            ? "❓ Whether production was stamped is unknown. Next: dotnet msbuild -t:StampBaseline"
            : findings.Exists(finding => finding.Severity == Severity.Error)
            ? "❌ Nothing was stamped: production is as it was."
            : request.DryRun ? "✅ Dry run: nothing was written." : "✅ Production is tracked. Next: dotnet msbuild -t:DbGuard");
        return new(findings, lines) { Written = written };
    }

    // The rows that were written, or would be.
    private static async Task<IReadOnlyList<string>> StampAsync(
        ConnectionTarget target,
        StampRequest request,
        AlembicHistory files,
        RevisionGraph history,
        List<Finding> findings,
        List<string> lines,
        CancellationToken cancellationToken)
    {
        var baseline = BaselineChoice.Of(request.BaselineRevisions, history);
        var named = string.Join(", ", baseline);
        var (known, against) = await KnownSnapshots.HoldAsync(target, request, files, baseline, cancellationToken);
        var mark = new DatabaseMark();
        await using var development = await MarkedDevelopmentAsync(request, mark, cancellationToken);
        await using var production = await StampTransaction.BeginAsync(target, request, cancellationToken);
        if (development is not null)
        {
            await production.LookForCopyAsync(development, cancellationToken);
        }

        await production.ReadAsync(development is null ? null : mark, cancellationToken);
        var server = production.Server;
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"Stamp of {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm:ss}Z by {Environment.UserName} on {Environment.MachineName}"));
        lines.Add(OneLine.Escape($"Production: {server.Database} at {server.Host}:{server.Port} as {server.User}, PostgreSQL {server.Version}, {production.UserTables.Count} tables"));
        lines.Add(OneLine.Escape($"Before:     {StateOf(production.Tracking)}"));
        lines.AddRange(baseline.Select(revision => $"Baseline:   {revision} ({history.Find(revision)!.Path})"));

        if (!production.IsDevelopment && production.Tracking is { Status: TrackingStatus.Tracked } tracked
            && tracked.Revisions.SequenceEqual(baseline, StringComparer.Ordinal))
        {
            lines.Add($"Already at the baseline: {tracked.Table} holds {named}. Nothing was written.");
            return [];
        }

        findings.AddRange((production.Tracking.Status == TrackingStatus.Missing ? files : files.ForColumn(production.ColumnWidth)).Findings);
        findings.AddRange(Refusals(production, request, baseline, history));
        findings.AddRange(against);
        lines.AddRange(known);
        var pending = history.Pending(baseline);
        lines.Add($"Pending:    {(pending.Count == 0 ? "nothing after this stamp" : string.Join(", ", pending))}");
        if (findings.Exists(finding => finding.Severity == Severity.Error))
        {
            return [];
        }

        if (request.DryRun)
        {
            lines.Add($"Would:      {(production.Tracking.Status == TrackingStatus.Missing ? "create" : "fill")} "
                + $"{production.VersionTable!.Value.Schema}.{production.VersionTable.Value.Name} with {named}");
            return baseline;
        }

        await production.WriteAsync(baseline, cancellationToken);
        lines.Add(OneLine.Escape($"After:      {StateOf(production.Tracking)}"));
        return baseline;
    }

    private static IEnumerable<Finding> Refusals(
        StampTransaction production, StampRequest request, IReadOnlyList<string> baseline, RevisionGraph history)
    {
        var upgrade = AlembicCommand.Upgrade(request.Audit.Alembic.UpgradeTarget);
        var server = production.Server;
        var where = $"Production ({server.Database} at {server.Host}:{server.Port})";
        if (production.IsDevelopment)
        {
            return [DiagnosticCodes.SameDatabase.At(
                $"{request.Audit.DevelopmentUrlVariable} and {request.Audit.ProductionUrlVariable} lead to the same database ({server.Database} at {server.Host}:{server.Port}). Point each at its own, then stamp.")];
        }

        if (production.IsReadOnly)
        {
            return [DiagnosticCodes.ServerReadOnly.At(
                $"{where} is {(server.InRecovery ? "a standby" : "read-only (default_transaction_read_only)")}. Point {request.Audit.ProductionUrlVariable} at the primary.")];
        }

        switch (production.Tracking)
        {
            case { Status: TrackingStatus.Malformed or TrackingStatus.Ambiguous } unusable:
                return [TrackingRules.Unusable(unusable, where)];
            case { Status: TrackingStatus.Tracked } tracked:
                return [StampedAlready.Of(where, tracked, baseline, history)];
        }

        if (production.UserTables.Count == 0)
        {
            return [DiagnosticCodes.NothingToBaseline.At(
                $"{where} has no table, so there is no schema to baseline: is it the right database? An empty database is filled with "
                    + $"'{upgrade}'.")];
        }

        if (production.VersionTable is null)
        {
            return [DiagnosticCodes.NotAllowedToStamp.At(
                $"The search path of {server.User} in {where} ({server.SearchPath}) names no schema that exists, so there is none to create the version table in. Name one with AlembicVersionTableSchema.")];
        }

        return [
            .. StampForecast.OfBaseline(baseline, history, (schema, table) => schema is null
                ? server.SearchPathSchemas.Any(path => production.UserTables.Contains((path, table)))
                : production.UserTables.Contains((schema, table)), upgrade),
            .. StampForecast.OfPending(history.Pending(baseline), history, upgrade)];
    }

    // Development need not be there for a stamp; where it is configured, it must not be production.
    private static async Task<ReadOnlySession?> MarkedDevelopmentAsync(StampRequest request, DatabaseMark mark, CancellationToken cancellationToken)
    {
        if (Target("development", request.Audit.DevelopmentUrlVariable) is not { } target)
        {
            return null;
        }

        var session = await ReadOnlySession.OpenAsync(target, request.Audit.Limits, cancellationToken);
        try
        {
            await session.RunAsync([mark.Set], cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private static ConnectionTarget? Target(string role, string variable) =>
        UrlVariable.Read(variable) is { } value ? ConnectionTarget.Parse(role, variable, value) : null;

    private static string StateOf(TrackingState tracking) =>
        tracking.Status == TrackingStatus.Tracked ? $"{tracking.Table} holds {tracking}" : tracking.ToString();
}
