using System.Diagnostics;
using System.Globalization;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Upgrading;

/// <summary>
/// The deployment step: behind the migration lock the guard, then the team's own <c>alembic upgrade</c>, then another look at what became of
/// it. A failure fails; it says which revisions were applied, and what to do.
/// </summary>
public sealed class Upgrade
{
    private const int MostNamed = 10;

    private readonly UpgradeRequest request;
    private readonly Action<string> tell;
    private readonly Action<AuditReport> looked;
    private readonly List<Finding> findings = [];
    private readonly List<string> lines = [];
    private IReadOnlyList<string> output = [];
    private AuditReport? audit;

    private Upgrade(UpgradeRequest request, Action<string> tell, Action<AuditReport> looked)
    {
        // That revisions are pending is what an upgrade is for.
        this.request = request with { Audit = request.Audit with { PendingPolicy = PendingPolicy.Allow } };
        this.tell = tell;
        this.looked = looked;
    }

    private string Command => AlembicCommand.Upgrade(this.request.Audit.Alembic.UpgradeTarget);

    /// <summary>Upgrades production, or says why not.</summary>
    /// <param name="request">What to upgrade.</param>
    /// <param name="tell">Is told what happens while it happens: for whom it waits, and each line that Alembic prints.</param>
    /// <param name="looked">Is given what the guard saw before anything is run, and what was seen afterwards; its findings are not among the result's.</param>
    /// <param name="cancellationToken">Stops Alembic, too; what was applied until then is told.</param>
    /// <returns>What was done; what kept it from being done is a finding in it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before Alembic was run; production is as it was.</exception>
    public static async Task<UpgradeResult> RunAsync(
        UpgradeRequest request, Action<string> tell, Action<AuditReport> looked, CancellationToken cancellationToken)
    {
        var upgrade = new Upgrade(request, tell, looked);
        var verdict = "❌ UPGRADE FAILED";
        try
        {
            verdict = PendingRules.AutoMigrationsDisabled() ? upgrade.SwitchedOff() : await upgrade.UnderTheLockAsync(cancellationToken);
        }
        catch (FindingException e)
        {
            upgrade.findings.Add(e.Finding);
        }

        upgrade.lines.Add(upgrade.findings.Exists(finding => finding.Severity == Severity.Error) ? "❌ UPGRADE FAILED" : verdict);
        return new(upgrade.findings, upgrade.lines, upgrade.output, upgrade.audit);
    }

    private string SwitchedOff()
    {
        this.findings.Add(DiagnosticCodes.MigrationsDisabled.At(
            $"{PendingRules.DisableVariable} is on: no migration was applied, and no database was looked at. The application starts on whatever schema is there. "
                + "Remove the variable when the emergency is over, then run DbUpgrade again."));
        this.lines.Add(string.Create(
            CultureInfo.InvariantCulture, $"Upgrade of {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm:ss}Z by {Environment.UserName} on {Environment.MachineName}: {PendingRules.DisableVariable} is on."));
        return "⚠️ MIGRATIONS ARE DISABLED: production was not touched";
    }

    private async Task<string> UnderTheLockAsync(CancellationToken cancellationToken)
    {
        await using var production = await LockedProduction.BeginAsync(this.request, this.tell, cancellationToken);
        this.lines.AddRange(production.Heading("Upgrade"));
        var before = await this.LookAsync(this.request.Audit, cancellationToken);
        if (before is not { Passed: true, History.Pending: { } pending } || Production(before)?.Tracking is not { } rows)
        {
            this.findings.Add(DiagnosticCodes.UpgradeRefused.At(
                $"The guard, under the migration lock, does not vouch for {production.Where} ({Codes(before)}), so '{this.Command}' was not run and nothing was changed. "
                    + "Do what its findings say, then run DbUpgrade again."));
            return "";
        }

        this.lines.Add($"Before:     {rows}");
        this.lines.Add($"Pending:    {RunVerdict.Words(pending)}");
        if (pending.Count == 0)
        {
            return "✅ NOTHING TO UPGRADE: production is at the heads";
        }

        this.tell($"Running '{this.Command}' on {production.Where}, {pending.Count} pending: {RunVerdict.Words(pending)}");
        var clock = Stopwatch.StartNew();
        var (outcome, stopped) = await this.RunAsync(production, cancellationToken);
        var took = clock.Elapsed;
        var after = await this.ReadAsync(production, pending);
        var left = production.History.Pending(after.Revisions);
        var applied = pending.Except(left, StringComparer.Ordinal).ToList();
        this.lines.Add($"Applied:    {RunVerdict.Words(applied)}");
        this.lines.Add($"After:      {after}");
        this.lines.Add(string.Create(CultureInfo.InvariantCulture, $"Took:       {took.TotalSeconds:0.0} seconds; {outcome?.Ending ?? "stopped"}"));
        var state = $"Applied: {RunVerdict.Words(applied)}; not applied: {RunVerdict.Words(left)}. {production.Where} stands at {after}. {WhatToDo(applied.Count)}";
        if ((stopped ?? RunVerdict.Of(outcome, this.Command, this.request.Driver.Limit, state)) is { } failure)
        {
            this.findings.Add(stopped is null ? failure : failure.Descriptor.At($"{failure.Message} {state}"));
        }
        else if (left.Count > 0)
        {
            this.findings.Add(DiagnosticCodes.UpgradeIncomplete.At(
                $"'{this.Command}' ended well, and yet {production.Where} stands at {after}. Applied: {RunVerdict.Words(applied)}; not applied: {RunVerdict.Words(left)}. "
                    + $"Either env.py does not read its URL from {this.request.Driver.UrlVariable} (set AlembicUrlVariable) and another database was migrated, or it does not commit. "
                    + "Mend that, then run DbUpgrade again."));
        }

        await this.LookAfterwardsAsync(before, rows, after, outcome, pending, production.Where);
        return $"✅ UPGRADED: production is at {after}";
    }

    private async Task<(AlembicOutcome? Outcome, Finding? Stopped)> RunAsync(LockedProduction production, CancellationToken cancellationToken)
    {
        var printed = new Queue<string>();
        try
        {
            var arguments = this.Command.Split(' ')[1..];
            return (await production.RunAlembicAsync(arguments, line => this.Hear(line, printed), cancellationToken), null);
        }
        catch (FindingException e)
        {
            return (null, e.Finding);
        }
        finally
        {
            this.output = [.. printed];
        }
    }

    private void Hear(string line, Queue<string> printed)
    {
        printed.Enqueue(line);
        if (printed.Count > AlembicOutcome.MostLines)
        {
            printed.Dequeue();
        }

        this.tell(line);
    }

    private async Task<TrackingState> ReadAsync(LockedProduction production, IReadOnlyList<string> pending)
    {
        const string Next = "Look at the output above and at production, then run DbUpgrade again: it says where production stands before it does anything.";
        try
        {
            var state = await production.ReadTrackingAsync();
            return state.Status == TrackingStatus.Tracked && state.Revisions.All(production.History.Contains)
                ? state
                : throw new FindingException(DiagnosticCodes.OutcomeUnknown.At(
                    $"After '{this.Command}' the version table of {production.Where} says: {state}. Which of {RunVerdict.Words(pending)} were applied is unknown. {Next}"));
        }
        catch (FindingException e) when (e.Finding.Descriptor != DiagnosticCodes.OutcomeUnknown)
        {
            throw new FindingException(DiagnosticCodes.OutcomeUnknown.At(
                $"After '{this.Command}' the version table of {production.Where} could not be read, so which of {RunVerdict.Words(pending)} were applied is unknown. {e.Finding.Message} {Next}"));
        }
    }

    // A cancelled build still looks: a revision that is half done is told at once and not by whoever comes next.
    private async Task LookAfterwardsAsync(
        AuditReport before, TrackingState rows, TrackingState after, AlembicOutcome? outcome, IReadOnlyList<string> pending, string where)
    {
        var seen = await this.LookAsync(this.request.Audit with { ModelCheck = null }, CancellationToken.None);
        if (this.findings.Count == 0)
        {
            if (!seen.Passed)
            {
                this.findings.Add(DiagnosticCodes.UpgradeIncomplete.At(
                    $"All revisions were applied and {where} stands at {after}, and yet it is not what the migrations define ({Codes(seen)}): the findings say in what. "
                        + "Undo the change or write a migration for it."));
            }
        }
        else if (rows.Revisions.SequenceEqual(after.Revisions, StringComparer.Ordinal)
            && Production(before)?.Fingerprint is { } old && Production(seen)?.Fingerprint is { } now && old != now)
        {
            var changed = Named(before).ToHashSet(StringComparer.Ordinal);
            changed.SymmetricExceptWith(Named(seen));
            this.findings.Add(DiagnosticCodes.RevisionHalfDone.At(
                $"No revision was recorded, and yet the schema of {where} is not what it was: {outcome?.Running ?? $"most likely {pending[0]}"} committed a part of its work, as autocommit_block() does, before it ended. "
                    + $"Changed: {(changed.Count == 0 ? "what development has, too" : OneLine.Shorten(string.Join(", ", changed.Order(StringComparer.Ordinal).Take(MostNamed))))}. "
                    + "Undo that part by hand, or make the revision go on from there (if_not_exists); the guard names what is left."));
        }
    }

    private async Task<AuditReport> LookAsync(AuditRequest audited, CancellationToken cancellationToken)
    {
        this.audit = await Audit.RunAsync(audited, cancellationToken);
        this.looked(this.audit);
        return this.audit;
    }

    private static string WhatToDo(int applied) => applied == 0
        ? "Mend what failed, then run DbUpgrade again."
        : "Mend what failed, then run DbUpgrade again: it goes on from there. Or go back: DbDowngrade.";

    private static DatabaseReport? Production(AuditReport report) => report.Databases.FirstOrDefault(database => database.Role == "production");

    private static string Codes(AuditReport report) => string.Join(
        ", ", report.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Code).Distinct(StringComparer.Ordinal));

    private static IEnumerable<string> Named(AuditReport report) => report.Differences.Select(difference => difference.Change == Change.Changed
        ? $"{difference.Kind} {difference.ObjectName} ({difference.Property})"
        : $"{difference.Kind} {difference.ObjectName}");
}
