using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Replaying;

/// <summary>What a replay showed.</summary>
/// <param name="Findings">What was found; an error among them is a replay that proved nothing, or the opposite.</param>
/// <param name="Lines">What was done and seen, for people.</param>
public sealed record ReplayResult(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Lines)
{
    /// <summary>Whether all that was asked for is proven.</summary>
    public bool IsProven => this.Findings.All(finding => finding.Severity != Severity.Error);
}
