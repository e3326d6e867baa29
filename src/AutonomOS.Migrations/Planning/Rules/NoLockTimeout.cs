using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Locks;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>
/// The first operation of a plan that blocks a table with rows while no <c>lock_timeout</c> is set: it waits behind the longest running
/// query for as long as that takes, and everything else waits behind it. Told once a plan, and so one instance judges one plan.
/// </summary>
internal sealed class NoLockTimeout : IPlanRule
{
    private bool isTold;

    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.NoLockTimeout;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (this.isTold || HasTimeout(production))
        {
            yield break;
        }

        var taken = LockForecasts.Of(operation, production)
            .FirstOrDefault(taken => taken.Mode >= LockMode.Share && production.Find(taken.Relation) is { Kind: "table", IsEmpty: false });
        if (taken is not null)
        {
            this.isTold = true;
            yield return this.Code.At(
                operation.Place,
                $"is the first pending operation that blocks a table: {LockText.Words(taken.Mode)} on {PlannedProduction.FullName(taken.Relation)}{RuleText.Size(production.Find(taken.Relation))} blocks {LockText.Blocks(taken.Mode)}, and while it waits for a running query all later ones wait behind it, without a limit. Begin with op.execute(\"SET lock_timeout = '2s'\"), and run it again when it fails.");
        }
    }

    private static bool HasTimeout(PlannedProduction production) =>
        production.Settings.TryGetValue("lock_timeout", out var value) && value is not null && value.Any(digit => digit is >= '1' and <= '9');
}
