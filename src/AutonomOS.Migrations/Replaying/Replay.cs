using System.Diagnostics;
using System.Globalization;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Scratch;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Replaying;

/// <summary>
/// Runs the migrations, with the team's own Alembic, in scratch databases, and holds three to each other: production to the migrations
/// replayed to its revision; development to the migrations replayed to the heads; a copy of production, after its pending migrations, to the
/// same. Production and development are only read.
/// </summary>
public sealed class Replay
{
    private const OptionalKinds OfTheServer =
        OptionalKinds.Ownership | OptionalKinds.Privileges | OptionalKinds.DefaultPrivileges | OptionalKinds.DatabaseSettings;

    private readonly ReplayRequest request;
    private readonly Action<string> tell;
    private readonly List<Finding> findings = [];
    private readonly List<string> lines = [];

    private Replay(ReplayRequest request, Action<string> tell)
    {
        // Who owns what and who may do what is the server's that it is replayed on.
        this.request = request with { Audit = request.Audit with { AlsoCompared = request.Audit.AlsoCompared & ~OfTheServer } };
        this.tell = tell;
    }

    private AuditRequest Audited => this.request.Audit;

    /// <summary>Replays.</summary>
    /// <param name="request">What to replay.</param>
    /// <param name="tell">Is told what happens while it happens.</param>
    /// <param name="cancellationToken">Stops it; nothing is left running.</param>
    /// <returns>What was shown; what kept it from being shown is a finding in it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<ReplayResult> RunAsync(ReplayRequest request, Action<string> tell, CancellationToken cancellationToken)
    {
        var replay = new Replay(request, tell);
        replay.lines.Add(string.Create(
            CultureInfo.InvariantCulture, $"Replay of {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm:ss}Z by {Environment.UserName} on {Environment.MachineName}"));
        try
        {
            await replay.RunAsync(cancellationToken);
        }
        catch (FindingException e)
        {
            replay.findings.Add(e.Finding);
        }

        replay.lines.Add(replay.findings.Exists(finding => finding.Severity == Severity.Error) ? "❌ NOT PROVEN" : "✅ PROVEN");
        return new(replay.findings, replay.lines);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var files = AlembicHistory.Load(this.Audited.Alembic, this.Audited.ProjectDirectory);
        var production = await this.ReadAsync("production", this.Audited.ProductionUrlVariable, files, cancellationToken)
            ?? throw new FindingException(DiagnosticCodes.ProductionUrlNotSet.At(
                $"The environment variable {this.Audited.ProductionUrlVariable} is not set or empty, so there is nothing to prove. Set it to production's URL; a role that may only read is enough."));
        var development = await this.ReadAsync("development", this.Audited.DevelopmentUrlVariable, files, cancellationToken);
        await using var server = await ScratchServer.FindAsync(this.request.Scratch, production.Major, this.Audited.Limits, this.tell, cancellationToken)
            ?? throw new FindingException(NoServer(this.request.Scratch, production.Major));
        var graph = files.Graph!;
        var alembic = await ScratchAlembic.FindAsync(this.request, files, this.tell, cancellationToken);
        this.lines.Add(OneLine.Escape($"Production: {Place(production.Report)}, at {Words(production.Revisions)}"));
        this.lines.Add(OneLine.Escape($"Scratch:    {server.Description}"));
        this.lines.Add(OneLine.Escape($"Alembic:    {alembic.Command}"));
        if (server.IsOwn)
        {
            await server.CreateRolesAsync(await RolesAsync(production.Target, this.Audited.Limits, cancellationToken), cancellationToken);
        }

        // To production's revision.
        await alembic.VerifyPlaceAsync(
            server, production.Revisions.Concat(development?.Revisions ?? []).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var at = await server.CreateAsync(null, cancellationToken);
        await this.ToProductionAsync(alembic, at, production, files, cancellationToken);
        var isAsReplayed = await this.HoldAsync(
            "Production is what the migrations make at its revision",
            at.Target,
            production.Target,
            differences => EqualityRules.OfProduction(differences, Words(production.Revisions)),
            cancellationToken);

        // On to the heads.
        var pending = graph.Pending(production.Revisions);
        var heads = pending.Count == 0 ? at : await server.CreateAsync(at, cancellationToken);
        if (pending.Count > 0)
        {
            await this.ToHeadsAsync(alembic, heads, graph, "The migrations", DiagnosticCodes.ReplayFailed, cancellationToken);
        }

        await this.HoldDevelopmentAsync(heads, development, graph, cancellationToken);
        await this.DeployAsync(server, alembic, production, (at, heads), pending, isAsReplayed, graph, cancellationToken);
    }

    // The rows, once they are known to mean something; null when the variable is not set.
    private async Task<ReplayedDatabase?> ReadAsync(string role, string variable, AlembicHistory files, CancellationToken cancellationToken)
    {
        if (UrlVariable.Read(variable) is not { } value)
        {
            return null;
        }

        var target = ConnectionTarget.Parse(role, variable, value);
        await using var look = await DatabaseLook.OpenAsync(target, this.Audited, null, readsCatalog: false, cancellationToken);
        await look.ReadTrackingAsync(cancellationToken);
        var history = Audit.FittedTo(look, files);
        var wrong = new[] { look.NotReadable }.OfType<Finding>()
            .Concat(history.Findings.Where(finding => finding.Severity == Severity.Error))
            .Concat(look.Report.Tracking is null ? [] : TrackingRules.Of(look.Report, history.IsTrusted ? history.Graph : null, this.Audited.Alembic))
            .FirstOrDefault(finding => finding.Severity == Severity.Error);
        return wrong is null && look.Report.Tracking is { Status: TrackingStatus.Tracked } tracking && history.IsTrusted
            ? new(look.Report, look.Major, target, value, look.VersionTable!.FullName, tracking.Revisions)
            : throw new FindingException(wrong ?? DiagnosticCodes.ReplayNotPossible.At($"Where {target} stands in the history is not known, so there is nothing to replay to. Run DbAudit: it says why."));
    }

    private async Task ToProductionAsync(
        ScratchAlembic alembic, ScratchDatabase at, ReplayedDatabase production, AlembicHistory files, CancellationToken cancellationToken)
    {
        var (revisions, graph) = (production.Revisions, files.Graph!);
        foreach (var start in graph.Closure(revisions).Intersect(graph.Bases, StringComparer.Ordinal))
        {
            if (BaselineFiles.PathOf(files.ScriptLocation!, start) is var file && File.Exists(file))
            {
                this.lines.Add($"Baseline:   {file}");
                await BaselineFiles.LoadAsync(file, production.Major, at, this.request.Scratch.Binaries, cancellationToken);
            }
        }

        if (revisions.Count == 0)
        {
            return;
        }

        var clock = Stopwatch.StartNew();
        var outcome = await alembic.UpgradeAsync(at, revisions, cancellationToken);
        await this.MustStandAtAsync(at, outcome, graph.Rows(revisions), "The migrations", DiagnosticCodes.ReplayFailed, cancellationToken);
        this.lines.Add(string.Create(CultureInfo.InvariantCulture, $"Replayed:   to {Words(revisions)} in {clock.Elapsed.TotalSeconds:0.0} seconds"));
    }

    private async Task ToHeadsAsync(
        ScratchAlembic alembic, ScratchDatabase database, RevisionGraph graph, string what, DiagnosticDescriptor failed, CancellationToken cancellationToken)
    {
        var target = AlembicCommand.Upgrade(this.Audited.Alembic.UpgradeTarget).Split(' ')[^1];
        var clock = Stopwatch.StartNew();
        var outcome = await alembic.UpgradeAsync(database, [target], cancellationToken);
        await this.MustStandAtAsync(database, outcome, graph.Rows(graph.RealHeads), what, failed, cancellationToken);
        this.lines.Add(string.Create(CultureInfo.InvariantCulture, $"Replayed:   {what.ToLowerInvariant()} to {Words(graph.RealHeads)} in {clock.Elapsed.TotalSeconds:0.0} seconds"));
    }

    // Only the version table tells what was committed.
    private async Task MustStandAtAsync(
        ScratchDatabase database, AlembicOutcome outcome, IReadOnlyList<string> expected, string what, DiagnosticDescriptor failed, CancellationToken cancellationToken)
    {
        await using var look = await DatabaseLook.OpenAsync(database.Target, this.Audited, null, readsCatalog: false, cancellationToken);
        await look.ReadTrackingAsync(cancellationToken);
        var stands = look.Report.Tracking?.Revisions ?? [];
        if (!outcome.EndedWell)
        {
            throw new FindingException(failed.At(
                $"{what} failed in a scratch database, which stands at {Words(stands)}: alembic {ScratchAlembic.Why(outcome)}. Nothing happened to production. Mend the revision, then run this again."));
        }

        if (!stands.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)))
        {
            throw new FindingException(failed.At(
                $"{what} ended well in a scratch database, and yet it stands at {Words(stands)} and not at {Words(expected)}: env.py does not commit, or works on another table. Nothing happened to production."));
        }
    }

    private async Task HoldDevelopmentAsync(
        ScratchDatabase heads, ReplayedDatabase? development, RevisionGraph graph, CancellationToken cancellationToken)
    {
        const string What = "Development is what the migrations make at the heads";
        if (development is null)
        {
            this.lines.Add($"{What}: not asked, {this.Audited.DevelopmentUrlVariable} is not set");
        }
        else if (graph.Pending(development.Revisions).Count > 0)
        {
            this.findings.Add(DiagnosticCodes.ReplayNotPossible.At(
                $"{development.Target} stands at {Words(development.Revisions)} and not at the heads, so it cannot be held to what the migrations make there. Upgrade it, then run this again."));
        }
        else
        {
            await this.HoldAsync(What, heads.Target, development.Target, EqualityRules.OfDevelopment, cancellationToken);
        }
    }

    // The deployment itself, on a copy.
    private async Task DeployAsync(
        ScratchServer server,
        ScratchAlembic alembic,
        ReplayedDatabase production,
        (ScratchDatabase At, ScratchDatabase Heads) replayed,
        IReadOnlyList<string> pending,
        bool isAsReplayed,
        RevisionGraph graph,
        CancellationToken cancellationToken)
    {
        const string What = "Production, after its pending migrations, is what the migrations make at the heads";
        if (pending.Count == 0)
        {
            this.lines.Add($"{What}: nothing is pending");
            return;
        }

        var (copy, why) = await this.CopyAsync(production, server, cancellationToken);
        if (copy is null)
        {
            if (!isAsReplayed)
            {
                this.findings.Add(DiagnosticCodes.ReplayNotPossible.At(
                    $"What the deployment would do to production cannot be shown, because production is not what the migrations make and there is no copy of it: {why}. Mend production first, or install a pg_dump of its version."));
                return;
            }

            this.lines.Add(OneLine.Escape($"Copy:       what the migrations make, which production is equal to ({why})"));
            copy = await server.CreateAsync(replayed.At, cancellationToken);
        }

        if (server.IsOwn)
        {
            await DdlRecorder.BeginAsync(copy, production.VersionTable, cancellationToken);
        }

        try
        {
            await this.ToHeadsAsync(alembic, copy, graph, "The deployment", DiagnosticCodes.DeploymentWouldFail, cancellationToken);
        }
        finally
        {
            if (server.IsOwn)
            {
                this.lines.AddRange(Told(await DdlRecorder.EndAsync(copy, cancellationToken)));
            }
        }

        await this.HoldAsync(What, replayed.Heads.Target, copy.Target, EqualityRules.OfDeployment, cancellationToken);
    }

    // A copy, or why there is none.
    private async Task<(ScratchDatabase? Copy, string? Why)> CopyAsync(
        ReplayedDatabase production, ScratchServer server, CancellationToken cancellationToken)
    {
        if (await PostgresBinaries.DumpAsync(production.Major, this.request.Scratch.Binaries, cancellationToken) is not { } binaries)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"no pg_dump of version {production.Major} or later is here"));
        }

        var copy = await server.CreateAsync(null, cancellationToken);
        if (await ProductionCopy.FillAsync(binaries, production.Target, production.Url, copy, cancellationToken) is { } why)
        {
            return (null, why);
        }

        await ScratchAlembic.ExecuteAsync(
            copy,
            [.. production.Revisions.Select(revision => new SqlStatement($"INSERT INTO {production.VersionTable} VALUES ($1)", revision)), new("COMMIT")],
            cancellationToken);
        return (copy, null);
    }

    private async Task<bool> HoldAsync(
        string what, ConnectionTarget expected, ConnectionTarget actual, Func<IReadOnlyList<Schema.Difference>, IEnumerable<Finding>> rule, CancellationToken cancellationToken)
    {
        var (differences, unknown) = await SchemaPair.CompareAsync(expected, actual, this.Audited, cancellationToken);
        this.findings.AddRange(unknown);
        this.findings.AddRange(rule(differences));
        var isEqual = differences.Count == 0 && unknown.All(finding => finding.Severity != Severity.Error);
        this.lines.Add($"{what}: {(isEqual ? "yes" : differences.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"no, {differences.Count} difference{(differences.Count == 1 ? "" : "s")}") : "could not be verified")}");
        return isEqual;
    }

    private static IEnumerable<string> Told(IReadOnlyList<RecordedRevision> revisions) => revisions.SelectMany(revision => new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"  {revision.Revision ?? "not recorded"}, {revision.Took.TotalSeconds:0.00} seconds:"),
        }
        .Concat(revision.Commands.Select(command => $"    {command}"))
        .Concat(revision.Locks.Select(held => $"    held {held}"))).Select(line => OneLine.Escape(line));

    private static async Task<IReadOnlyList<string>> RolesAsync(ConnectionTarget target, SessionLimits limits, CancellationToken cancellationToken)
    {
        await using var session = await ReadOnlySession.OpenAsync(target, limits, cancellationToken);
        await using var reader = await session.ExecuteAsync(
            [new("select rolname::text from pg_roles where not starts_with(rolname, 'pg_') order by 1")], cancellationToken);
        return await reader.ReadTextsAsync(cancellationToken);
    }

    private static Finding NoServer(ScratchRequest scratch, int major)
    {
        var (none, way) = ScratchServer.WithoutContainer(scratch, major);
        return DiagnosticCodes.NoScratchServer.At(string.Create(
            CultureInfo.InvariantCulture,
            $"There is no scratch server to replay the migrations on: {ScratchRequest.ShadowVariable} is not set, no server programs of PostgreSQL {major} were found, and {none}. Install the programs (Debian: postgresql-{major}), name their folder with DbScratchBinaries, {way}, set {ScratchRequest.ShadowVariable} to a server that databases may be made on, or allow the development server with DbReplayOnDevelopment=true."));
    }

    private static string Place(DatabaseReport report) => string.Create(
        CultureInfo.InvariantCulture, $"{report.Database} at {report.Host}:{report.Port} as {report.User}, PostgreSQL {report.ServerVersion}");

    private static string Words(IReadOnlyList<string> revisions) => revisions.Count == 0 ? "no revision" : OneLine.Escape(string.Join(", ", revisions));
}
