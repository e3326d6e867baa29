using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Planning;

/// <summary>What pending revisions, or a SQL file, will do to production, in the order in which they will.</summary>
/// <param name="Operations">The operations.</param>
public sealed record MigrationPlan(IReadOnlyList<PlannedOperation> Operations)
{
    /// <summary>What is to be said of no operation alone: approvals that match nothing, revisions without a way back.</summary>
    public IReadOnlyList<Finding> Notes { get; init; } = [];

    /// <summary>What the rules say, in the order of the operations, and then the notes.</summary>
    public IEnumerable<Finding> Findings => this.Operations.SelectMany(operation => operation.Findings).Concat(this.Notes);
}
