using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>CREATE INDEX and REINDEX without CONCURRENTLY.</summary>
/// <param name="policy">What the team has decided.</param>
internal sealed class IndexBuildBlocks(PlanPolicy policy) : BlockingRule(DiagnosticCodes.IndexBuildBlocks, policy)
{
    /// <inheritdoc />
    protected override string? Work(SchemaOperation operation, PlannedProduction production) => operation switch
    {
        CreateIndex create => $"builds {(create.Index.IsUnique ? "unique " : "")}index {production.FullNameOf(create) ?? "of a name that PostgreSQL gives"}",
        Maintain { Command: "reindex" } reindex => $"builds {reindex.ObjectKind} {production.FullNameOf(reindex)} anew".Replace("builds table", "builds the indexes of", StringComparison.Ordinal),
        _ => null,
    };

    /// <inheritdoc />
    protected override string SafeWay(SchemaOperation operation) => operation is CreateIndex
        ? "Build it with postgresql_concurrently=True inside op.get_context().autocommit_block(), in a revision of its own."
        : "Use REINDEX ... CONCURRENTLY inside op.get_context().autocommit_block(), or outside of migrations.";
}
