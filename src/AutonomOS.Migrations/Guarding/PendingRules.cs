using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Guarding;

/// <summary>What it means that revisions are pending.</summary>
internal static class PendingRules
{
    /// <summary>The emergency switch of the deployment policy: with it on, the application starts without upgrading.</summary>
    internal const string DisableVariable = "DISABLE_AUTO_MIGRATIONS";

    private static readonly string[] On = ["true", "1", "yes", "on"];

    /// <summary>Whether the emergency switch is on here: <c>true</c>, <c>1</c>, <c>yes</c> or <c>on</c>, in any case.</summary>
    internal static bool AutoMigrationsDisabled() =>
        Environment.GetEnvironmentVariable(DisableVariable) is { } value && On.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Judges pending revisions. Pure.</summary>
    /// <param name="pending">What production has yet to apply.</param>
    /// <param name="policy">What the team wants of them.</param>
    /// <param name="autoMigrationsDisabled">Whether the emergency switch is on.</param>
    /// <param name="target">What the team deploys with.</param>
    internal static IEnumerable<Finding> Of(
        IReadOnlyList<string> pending, PendingPolicy policy, bool autoMigrationsDisabled, UpgradeTarget target)
    {
        if (pending.Count == 0)
        {
            yield break;
        }

        if (policy != PendingPolicy.Allow)
        {
            yield return DiagnosticCodes.RevisionsPending.At(
                $"{pending.Count} revision{(pending.Count == 1 ? " is" : "s are")} pending on production "
                    + $"({string.Join(", ", pending.Take(5))}{(pending.Count > 5 ? ", ..." : "")}) and DbGuardPendingMigrations={policy}. "
                    + $"Apply {(pending.Count == 1 ? "it" : "them")} first: {AlembicCommand.Upgrade(target)}.")
                .As(policy == PendingPolicy.Warn ? Severity.Warning : Severity.Error);
        }

        if (autoMigrationsDisabled)
        {
            yield return DiagnosticCodes.AutoMigrationsDisabled.At(
                $"{DisableVariable} is on while {pending.Count} revision{(pending.Count == 1 ? " is" : "s are")} pending: the application "
                    + "would start on a schema that it is ahead of. Remove the variable when the emergency is over, or run "
                    + $"'{AlembicCommand.Upgrade(target)}' yourself.");
        }
    }
}
