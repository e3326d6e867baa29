using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>What else writes a table anew: SET UNLOGGED, SET TABLESPACE, CLUSTER, VACUUM FULL, REFRESH MATERIALIZED VIEW, SET EXPRESSION.</summary>
/// <param name="policy">What the team has decided.</param>
internal sealed class RewriteBlocks(PlanPolicy policy) : BlockingRule(DiagnosticCodes.RewriteBlocks, policy)
{
    /// <inheritdoc />
    protected override string? Work(SchemaOperation operation, PlannedProduction production) => operation switch
    {
        AlterTable { Change: TableChange.Persistence or TableChange.Tablespace or TableChange.AccessMethod } alter =>
            $"sets {alter.Value ?? "storage"} of {production.FullNameOf(alter)}",
        AlterColumn { Change: ColumnChange.SetExpression } alter => $"changes the expression of generated column {production.FullNameOf(alter)}",
        Maintain { Command: "cluster" or "vacuum full", Target: not null } maintain => $"runs {maintain.Command.ToUpperInvariant()} on {production.FullNameOf(maintain)}",
        Maintain { Command: "refresh materialized view", IsConcurrent: false } refresh => $"refreshes materialized view {production.FullNameOf(refresh)}",
        _ => null,
    };

    /// <inheritdoc />
    protected override string SafeWay(SchemaOperation operation) => operation switch
    {
        Maintain { Command: "refresh materialized view" } => "Use REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index on it and does not block reads.",
        Maintain => "Leave it out of migrations, and run it when nobody uses the table.",
        _ => "Run it when nobody uses the table, or build a new table beside it and fill it in batches.",
    };
}
