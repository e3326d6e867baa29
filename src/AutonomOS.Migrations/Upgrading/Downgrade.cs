using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Upgrading;

/// <summary>
/// The way back: the team's own <c>alembic downgrade</c> to one revision, behind the migration lock. It shows what it would undo first, and
/// runs it only when the database's name was given as a confirmation. Whether what a <c>downgrade()</c> destroys may go no rule can judge.
/// </summary>
public sealed class Downgrade
{
    /// <summary>The property that names the revision.</summary>
    public const string TargetProperty = "DbDowngradeTo";

    /// <summary>The property that confirms.</summary>
    public const string ConfirmProperty = "DbDowngradeConfirm";

    private readonly UpgradeRequest request;
    private readonly Action<string> tell;
    private readonly List<Finding> findings = [];
    private readonly List<string> lines = [];
    private IReadOnlyList<string> output = [];

    private Downgrade(UpgradeRequest request, Action<string> tell)
    {
        this.request = request;
        this.tell = tell;
    }

    /// <summary>Shows what a downgrade would undo, and does it when it is confirmed.</summary>
    /// <param name="request">The databases, the migration files, the team's Alembic.</param>
    /// <param name="to">The revision to go down to, as <c>alembic downgrade</c> takes it; null when none is given.</param>
    /// <param name="confirmed">The name of the database, when somebody confirmed; null when nobody did.</param>
    /// <param name="tell">Is told what happens while it happens.</param>
    /// <param name="cancellationToken">Stops Alembic, too.</param>
    /// <returns>What was done; what kept it from being done is a finding in it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before Alembic was run; production is as it was.</exception>
    public static async Task<UpgradeResult> RunAsync(
        UpgradeRequest request, string? to, string? confirmed, Action<string> tell, CancellationToken cancellationToken)
    {
        var downgrade = new Downgrade(request, tell);
        var verdict = "";
        try
        {
            verdict = await downgrade.RunAsync(
                to ?? throw new FindingException(DiagnosticCodes.DowngradeTargetUnknown.At(
                    $"{TargetProperty} is not set: write the revision to go down to, -1 for one step, or base, such as -p:{TargetProperty}=-1. dotnet msbuild -t:DbCurrent shows where production stands.")),
                confirmed,
                cancellationToken);
        }
        catch (FindingException e)
        {
            downgrade.findings.Add(e.Finding);
        }

        downgrade.lines.Add(downgrade.findings.Count > 0 ? "❌ NOT DOWNGRADED" : verdict);
        return new(downgrade.findings, downgrade.lines, downgrade.output, null);
    }

    private async Task<string> RunAsync(string to, string? confirmed, CancellationToken cancellationToken)
    {
        await using var production = await LockedProduction.BeginAsync(this.request, this.tell, cancellationToken);
        this.lines.AddRange(production.Heading("Downgrade"));
        var before = await production.ReadTrackingAsync();
        if (before.Status != TrackingStatus.Tracked || !before.Revisions.All(production.History.Contains))
        {
            throw new FindingException(DiagnosticCodes.DowngradeTargetUnknown.At(
                $"The version table of {production.Where} says: {before}, which is no place on this history to go down from. dotnet msbuild -t:DbAudit says what is wrong."));
        }

        var plan = DowngradePlan.Of(production.History, before.Revisions, to);
        this.lines.Add($"Before:     {before}");
        this.lines.Add($"To:         {OneLine.Escape(plan.Target)} ({TargetProperty}={OneLine.Shorten(to)})");
        if (plan.Undone.Count == 0)
        {
            return $"✅ NOTHING TO DOWNGRADE: production is at {before}";
        }

        // Told before anything is asked or run.
        foreach (var line in plan.Lines(production.History))
        {
            this.lines.Add(line);
            this.tell(line);
        }

        Confirm(production, plan, confirmed);
        await this.RunAsync(production, plan, cancellationToken);
        return $"✅ DOWNGRADED: production is at {OneLine.Escape(plan.Left.Count == 0 ? "base" : string.Join(", ", production.History.Rows(plan.Left)))}";
    }

    private static void Confirm(LockedProduction production, DowngradePlan plan, string? confirmed)
    {
        var name = production.Server.Database;
        if (confirmed != name)
        {
            throw new FindingException(DiagnosticCodes.DowngradeNotConfirmed.At(
                $"{production.Where} would lose what {plan.Undone.Count} revision{(plan.Undone.Count == 1 ? "" : "s")} brought ({RunVerdict.Words(plan.Undone)}), with the data in it: read the plan above and make a backup. "
                    + $"Nothing was changed. To do it, give the database's name on the command line: -p:{ConfirmProperty}={OneLine.Shorten(name)}. Neither the environment nor a project file can confirm."));
        }
    }

    private async Task RunAsync(LockedProduction production, DowngradePlan plan, CancellationToken cancellationToken)
    {
        var command = $"alembic downgrade {OneLine.Escape(plan.Target)}";
        this.tell($"Running '{command}' on {production.Where}");
        Finding? stopped = null;
        AlembicOutcome? outcome = null;
        try
        {
            outcome = await production.RunAlembicAsync(["downgrade", plan.Target], this.tell, cancellationToken);
            this.output = outcome?.LastLines ?? [];
        }
        catch (FindingException e)
        {
            stopped = e.Finding;
        }

        var after = await ReadAsync(production, command);
        var applied = production.History.Closure(after.Revisions);
        var left = plan.Undone.Where(applied.Contains).ToList();
        var undone = plan.Undone.Except(left, StringComparer.Ordinal).ToList();
        this.lines.Add($"Undone:     {RunVerdict.Words(undone)}");
        this.lines.Add($"After:      {after}");
        var state = $"Undone: {RunVerdict.Words(undone)}; not undone: {RunVerdict.Words(left)}. {production.Where} stands at {after}. Mend what failed, then run DbDowngrade again, or go up with DbUpgrade.";
        if ((stopped ?? RunVerdict.Of(outcome, command, this.request.Driver.Limit, state)) is { } failure)
        {
            this.findings.Add(stopped is null ? failure : failure.Descriptor.At($"{failure.Message} {state}"));
        }
        else if (left.Count > 0 || !applied.SetEquals(plan.Left))
        {
            this.findings.Add(DiagnosticCodes.UpgradeIncomplete.At(
                $"'{command}' ended well, and yet {production.Where} stands at {after}. {state} Does env.py read its URL from {this.request.Driver.UrlVariable}, and does it commit?"));
        }
    }

    private static async Task<TrackingState> ReadAsync(LockedProduction production, string command)
    {
        string why;
        try
        {
            var state = await production.ReadTrackingAsync();
            if (state.Status is TrackingStatus.Tracked or TrackingStatus.Empty && state.Revisions.All(production.History.Contains))
            {
                return state;
            }

            why = $"says: {state}";
        }
        catch (FindingException e)
        {
            why = $"could not be read: {e.Finding.Message}";
        }

        throw new FindingException(DiagnosticCodes.OutcomeUnknown.At(
            $"After '{command}' the version table of {production.Where} {why.TrimEnd('.')}. Which revisions were undone is unknown. Look at the output above and at production; dotnet msbuild -t:DbCurrent shows where it stands."));
    }
}
