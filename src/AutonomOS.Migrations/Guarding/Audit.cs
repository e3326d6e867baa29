using System.Diagnostics;
using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Planning.Accounting;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Snapshots;
using AutonomOS.Migrations.Startup;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Guarding;

/// <summary>Looks at development and production side by side and decides.</summary>
public static class Audit
{
    // A migration that ends while we read is over at the next look; what changes the catalog all the time does not get better.
    private const int Looks = 3;

    /// <summary>Audits.</summary>
    /// <param name="request">What to audit.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>The report; what could not be looked at is a finding in it, never an exception.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    public static async Task<AuditReport> RunAsync(AuditRequest request, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var files = Task.Run(() => AlembicHistory.Load(request.Alembic, request.ProjectDirectory), cancellationToken);
        var withoutDevelopment = await IsOfFilesAsync(request, files);

        // Before any snapshot of ours is open: env.py may do as it likes, and some wait.
        var models = request.ModelCheck is { } check ? await ModelCheck.RunAsync(request, check, await files, cancellationToken) : null;
        for (var look = 1; ; look++)
        {
            var mark = new DatabaseMark();
            var development = withoutDevelopment
                ? Task.FromResult(new OpenedLook(null, null))
                : OpenAsync("development", request.DevelopmentUrlVariable, request, mark, readsCatalog: true, cancellationToken);
            var production = OpenAsync("production", request.ProductionUrlVariable, request, null, readsCatalog: true, cancellationToken);
            await Task.WhenAll(development, production, files);
            var connected = clock.ElapsedMilliseconds;

            await using var sides = new Sides(request, await development, await production);
            var findings = new List<Finding>();
            findings.AddRange(sides.Failures);
            findings.AddRange(models is null ? [] : [models]);
            var history = await files;
            var comparison = await sides.ReadAsync(
                mark,
                side => PendingOfProduction.Read(side.Report, FittedTo(side, history), request.Alembic),
                new(withoutDevelopment, side => SchemaFileOf(side.Report, FittedTo(side, history), request.Alembic)),
                findings,
                cancellationToken);
            if (look == Looks || !findings.Exists(finding => finding.Descriptor == DiagnosticCodes.ChangedWhileReading))
            {
                return Reported(request, sides, comparison, history, findings, connected, clock);
            }
        }
    }

    // Without development's URL, files of earlier days still say what production should be.
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    private static async Task<bool> IsOfFilesAsync(AuditRequest request, Task<AlembicHistory> files) => request.Expectation switch
    {
        Expectation.Snapshot => true,
        Expectation.Auto when UrlVariable.Read(request.DevelopmentUrlVariable) is null =>
            (await files).ScriptLocation is { } environment && SnapshotFiles.AreIn(environment),
        _ => false,
    };

    // Null where the rows mean nothing; the tracking rules say why.
    private static string? SchemaFileOf(DatabaseReport database, AlembicHistory files, AlembicSettings settings) =>
        files is { IsTrusted: true, Graph: { } graph, ScriptLocation: { } environment }
        && database.Tracking is { Status: TrackingStatus.Tracked } tracking
        && !TrackingRules.Of(database, graph, settings).Any()
            ? SnapshotFiles.PathOf(environment, tracking.Revisions)
            : null;

    private static AuditReport Reported(
        AuditRequest request,
        Sides sides,
        ComparisonResult? comparison,
        AlembicHistory files,
        List<Finding> findings,
        long connected,
        Stopwatch clock)
    {
        var history = FittedTo(sides.Production ?? sides.Development, files);
        findings.AddRange(history.Findings);
        var plan = sides is { Pending: { } unapplied, ProductionFacts: { } facts }
            ? PlanReport.Of(unapplied.Revisions, PendingOfProduction.Judge(unapplied, facts, request.Plan, history))
            : null;
        var accounts = comparison is not null && sides is { Pending: { Revisions.Count: > 0 } pendingHere, ProductionFacts: { } here, DevelopmentFacts: { } there }
            ? Accounts.Of(comparison, pendingHere.Operations, here, there)
            : null;
        var pending = Judge(request, sides, comparison?.Differences, plan, accounts, history, findings);
        var passed = findings.TrueForAll(finding => finding.Severity != Severity.Error);
        if (passed && (comparison is null || pending is null || plan is null))
        {
            // No error is no evidence: without a comparison, a known place in the history and a plan there is nothing to pass.
            findings.Add(DiagnosticCodes.InternalFailure.At(
                "Nothing was found wrong, and yet the databases were not compared or the pending revisions not judged: nothing is known. Please report this with audit.json."));
            passed = false;
        }

        return new()
        {
            Diagnosis = DiagnosisOf(findings),
            Passed = passed,
            Databases = sides.Reports,
            History = history is { IsTrusted: true, Graph: { } graph }
                ? new(graph.Tool, graph.Count, graph.Heads, graph.RealHeads, graph.Bases, pending)
                : null,
            Plan = plan is { Revisions.Count: > 0 } ? plan : null,
            Distance = comparison is null ? null : DistanceOf(comparison),
            Differences = comparison is null ? [] : accounts?.Reported(comparison.Differences) ?? comparison.Differences,
            NotCompared = [.. Uncompared.By(request.AlsoCompared, request.Schemas), .. sides.SchemaFile is null ? (string[])[] : ["values of options of foreign servers and tables"]],
            Ignored = comparison is null ? [] : IgnoredBy(request.Ignored, comparison),
            Findings = findings,
            UpgradeTarget = request.Alembic.UpgradeTarget,
            Elapsed = new(connected, sides.Read, sides.Compare, clock.ElapsedMilliseconds),
        };
    }

    /// <summary>Opens one side.</summary>
    /// <param name="role"><c>development</c> or <c>production</c>.</param>
    /// <param name="variable">The environment variable with its URL.</param>
    /// <param name="request">What to audit.</param>
    /// <param name="mark">When given, its lock is taken here.</param>
    /// <param name="readsCatalog">False where the catalog will not be read.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>The side, or why it could not be opened.</returns>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    internal static async Task<OpenedLook> OpenAsync(
        string role, string variable, AuditRequest request, DatabaseMark? mark, bool readsCatalog, CancellationToken cancellationToken)
    {
        try
        {
            return UrlVariable.Read(variable) is { } value
                ? new(await DatabaseLook.OpenAsync(ConnectionTarget.Parse(role, variable, value), request, mark, readsCatalog, cancellationToken), null)
                : new(null, NotConfigured(role, variable));
        }
        catch (FindingException e)
        {
            return new(null, e.Finding);
        }
    }

    private static Finding NotConfigured(string role, string variable) => role == "production"
        ? DiagnosticCodes.ProductionUrlNotSet.At(
            $"The environment variable {variable} is not set or empty, so production cannot be looked at. Set it to production's URL (a role that may only read is enough), or name another variable with DbProductionUrlVariable. To publish this once without the guard: -p:DbGuardOnPublish=false.")
        : DiagnosticCodes.DevelopmentUrlNotSet.At(
            $"The environment variable {variable} is not set or empty, so there is nothing to hold production to. Set it to the URL of a development database at the head of the migrations, or name another variable with DbDevelopmentUrlVariable.");

    // Adds what tracking, schemas and differences say; gives what production has yet to apply, or null when that cannot be told.
    private static IReadOnlyList<string>? Judge(
        AuditRequest request,
        Sides sides,
        IReadOnlyList<Difference>? differences,
        PlanReport? plan,
        AccountedDifferences? accounts,
        AlembicHistory files,
        List<Finding> findings)
    {
        var history = files.IsTrusted ? files.Graph : null;
        var production = sides.Production?.Report;
        var development = sides.Development?.Report;
        var tracking = new List<Finding>();
        foreach (var database in new[] { production, development }.OfType<DatabaseReport>().Where(database => database.Tracking is not null))
        {
            tracking.AddRange(TrackingRules.Of(database, history, request.Alembic));
        }

        var bothTracked = tracking.Count == 0
            && history is not null
            && production?.Tracking is { Status: TrackingStatus.Tracked }
            && (sides.SchemaFile is not null || development?.Tracking is { Status: TrackingStatus.Tracked });
        if (bothTracked)
        {
            tracking.AddRange(TrackingRules.OfDependencies(production!, history!));
            tracking.AddRange(development is null ? [] : TrackingRules.OfDependencies(development, history!));
            bothTracked = tracking.Count == 0;
        }

        if (bothTracked && development is not null)
        {
            tracking.AddRange(TrackingRules.Between(development, production!, history!, request.Alembic.UpgradeTarget));
        }

        if (history is not null)
        {
            tracking.AddRange(TrackingRules.Of(history, request.Alembic.UpgradeTarget));
        }

        findings.AddRange(tracking);
        findings.AddRange(plan?.Findings ?? []);
        if (!bothTracked || tracking.Exists(finding => finding.Descriptor == DiagnosticCodes.HistoriesDiverged))
        {
            return null;
        }

        var pending = history!.Pending(production!.Tracking!.Revisions);
        if (tracking.Count == 0 && differences is not null)
        {
            findings.AddRange(sides.SchemaFile is { } file
                ? DriftRules.OfFile(differences, file)
                : [
                    .. DriftRules.OfVersions(differences, development!.ServerVersion, production.ServerVersion),
                    .. DriftRules.Of(differences, pending, request.Alembic.UpgradeTarget, accounts)]);
        }

        findings.AddRange(PendingRules.Of(
            pending, request.PendingPolicy, PendingRules.AutoMigrationsDisabled(), request.Alembic.UpgradeTarget));
        return pending;
    }

    /// <summary>The files, their identifiers held against the version column that is there; without one, against Alembic's own.</summary>
    /// <param name="look">The database; null for none.</param>
    /// <param name="files">The files.</param>
    internal static AlembicHistory FittedTo(DatabaseLook? look, AlembicHistory files) =>
        look?.VersionTable is { HoldsText: true } versionTable
            ? files.ForColumn(versionTable.Width, look.Report.Tracking?.Revisions)
            : files;

    private static IReadOnlyList<IgnoredReport> IgnoredBy(IReadOnlyList<IgnoreRule> rules, ComparisonResult comparison) =>
        [.. rules.Select((rule, index) => new IgnoredReport(
            rule.Entry, rule.Justification, comparison.Development.Ignored[index], comparison.Production.Ignored[index]))];

    private static SchemaDistance DistanceOf(ComparisonResult comparison) => new(
        comparison.Production.Names.Count - comparison.Development.Names.Count,
        comparison.Differences.Count(difference => !difference.IsNote));

    private static bool IsUnequal(DiagnosticDescriptor descriptor) =>
        descriptor == DiagnosticCodes.ModelsWithoutMigration || descriptor == DiagnosticCodes.ProductionNotAsReplayed
        || descriptor == DiagnosticCodes.DevelopmentNotAsReplayed || descriptor == DiagnosticCodes.DeploymentEndsElsewhere
        || descriptor == DiagnosticCodes.DeploymentWouldFail || descriptor == DiagnosticCodes.ReplayFailed;

    // What the guard could not read or analyse is no mismatch.
    private static bool IsUnknown(DiagnosticDescriptor descriptor) =>
        descriptor == DiagnosticCodes.NotAnalysable || descriptor == DiagnosticCodes.ApprovalNotReadable;

    /// <summary>
    /// MISSING, then what is known to be wrong, then what could not be known: the most definite word wins. A plan that is refused is a mismatch
    /// of production and what is about to be published; so is what a replay shows to be unequal.
    /// </summary>
    /// <param name="findings">All findings.</param>
    internal static Diagnosis DiagnosisOf(List<Finding> findings)
    {
        var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
        return errors.Exists(finding => finding.Descriptor == DiagnosticCodes.ProductionNotTracked || finding.Descriptor == DiagnosticCodes.DevelopmentNotTracked)
                ? Diagnosis.Missing
            : errors.Exists(finding => IsUnequal(finding.Descriptor)
                || finding.Code.StartsWith("AMB10", StringComparison.Ordinal) || finding.Code.StartsWith("AMB20", StringComparison.Ordinal)
                || (finding.Code.StartsWith("AMB40", StringComparison.Ordinal) && !IsUnknown(finding.Descriptor)))
                ? Diagnosis.Mismatch
            : errors.Count > 0
                ? Diagnosis.Unverified
                : Diagnosis.Ok;
    }
}
