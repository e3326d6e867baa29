using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Approvals;

namespace AutonomOS.Migrations.Guarding;

/// <summary>What a team has decided about pending operations, and which of them it has approved.</summary>
/// <param name="Policy">The decisions.</param>
/// <param name="Approvals">The approvals that stand in the project.</param>
public sealed record PlanRequest(PlanPolicy Policy, IReadOnlyList<Approval> Approvals)
{
    /// <summary>The defaults, and nothing approved.</summary>
    public static PlanRequest Default { get; } = new(new(), []);
}
