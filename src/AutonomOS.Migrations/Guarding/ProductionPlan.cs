using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Guarding;

/// <summary>Judges what is about to run, by production alone: no development is needed. Reads only.</summary>
public static class ProductionPlan
{
    /// <summary>Judges the pending revisions, or a SQL file in their place.</summary>
    /// <param name="request">Where production and the migration files are; what it says of development is not used.</param>
    /// <param name="sqlFile">Full path of a SQL file; null for the pending revisions.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>What was found; what could not be looked at is a finding in it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<ProductionPlanReport> RunAsync(AuditRequest request, string? sqlFile, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        try
        {
            return sqlFile is null
                ? await OfRevisionsAsync(request, findings, cancellationToken)
                : await OfSqlAsync(request, sqlFile, findings, cancellationToken);
        }
        catch (FindingException e)
        {
            return new(null, null, [.. findings, e.Finding]);
        }
    }

    private static async Task<ProductionPlanReport> OfSqlAsync(
        AuditRequest request, string sqlFile, List<Finding> findings, CancellationToken cancellationToken)
    {
        var pending = PendingOperations.ReadSql(sqlFile);
        await using var look = await OpenAsync(request, cancellationToken);
        return await JudgeAsync(look, pending, null, request, findings, cancellationToken);
    }

    private static async Task<ProductionPlanReport> OfRevisionsAsync(
        AuditRequest request, List<Finding> findings, CancellationToken cancellationToken)
    {
        var reading = Task.Run(() => AlembicHistory.Load(request.Alembic, request.ProjectDirectory), cancellationToken);
        var opening = OpenAsync(request, cancellationToken);
        await Task.WhenAll(reading, opening);
        await using var look = await opening;
        await look.ReadTrackingAsync(cancellationToken);
        var files = Audit.FittedTo(look, await reading);
        findings.AddRange(new[] { look.NotReadable }.OfType<Finding>());
        findings.AddRange(TrackingRules.OfRelation(look.Report, look.VersionTable));
        findings.AddRange(files.Findings);
        var history = files.IsTrusted ? files.Graph : null;
        var tracking = look.Report.Tracking is null ? [] : TrackingRules.Of(look.Report, history, request.Alembic).ToList();
        if (tracking.Count == 0 && history is not null && look.Report.Tracking is not null)
        {
            tracking.AddRange(TrackingRules.OfDependencies(look.Report, history));
        }

        if (history is not null)
        {
            tracking.AddRange(TrackingRules.Of(history, request.Alembic.UpgradeTarget));
        }

        findings.AddRange(tracking);
        if (PendingOfProduction.Read(look.Report, files, request.Alembic) is { } pending)
        {
            return await JudgeAsync(look, pending, files, request, findings, cancellationToken);
        }

        if (!findings.Exists(finding => finding.Severity == Severity.Error))
        {
            findings.Add(DiagnosticCodes.InternalFailure.At(
                "Nothing was found wrong, and yet what is pending cannot be told: nothing is known. Please report this with the build's log."));
        }

        return new(look.Report, null, findings);
    }

    private static async Task<ProductionPlanReport> JudgeAsync(
        DatabaseLook look,
        PendingOperations pending,
        AlembicHistory? files,
        AuditRequest request,
        List<Finding> findings,
        CancellationToken cancellationToken)
    {
        try
        {
            var facts = pending.Operations.Count > 0
                ? await look.ProbeAsync(await look.ReadFactsAsync(pending.Names, cancellationToken), pending, cancellationToken)
                : ProductionFacts.None;
            var plan = PlanReport.Of(pending.Revisions, PendingOfProduction.Judge(pending, facts, request.Plan, files));
            return new(look.Report, plan, [.. findings, .. plan.Findings]);
        }
        catch (FindingException e)
        {
            throw new FindingException(await look.WithHoldersAsync(e.Finding, cancellationToken));
        }
    }

    private static async Task<DatabaseLook> OpenAsync(AuditRequest request, CancellationToken cancellationToken)
    {
        var (look, failure) = await Audit.OpenAsync("production", request.ProductionUrlVariable, request, null, readsCatalog: false, cancellationToken);
        return look ?? throw new FindingException(failure!);
    }
}

/// <summary>What is about to run on production and what is to be thought of it.</summary>
/// <param name="Production">Production as far as it was looked at; null when it could not be.</param>
/// <param name="Plan">The plan; null when it could not be made.</param>
/// <param name="Findings">All findings, those of the plan included.</param>
public sealed record ProductionPlanReport(DatabaseReport? Production, PlanReport? Plan, IReadOnlyList<Finding> Findings)
{
    /// <summary>True when a plan was made and no finding is an error.</summary>
    public bool Passed => this.Plan is not null && !this.Findings.Any(finding => finding.Severity == Severity.Error);
}
