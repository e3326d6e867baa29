using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>CONCURRENTLY where Alembic has a transaction open: PostgreSQL refuses it.</summary>
internal sealed class ConcurrentlyInTransaction : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.ConcurrentlyInTransaction;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        var isConcurrent = operation is CreateIndex { Index.IsConcurrent: true } or DropObject { IsConcurrent: true }
            or AlterTable { IsConcurrent: true } or Maintain { IsConcurrent: true, Command: "reindex" };
        if (isConcurrent && !operation.IsOutsideTransaction)
        {
            yield return this.Code.At(
                operation.Place,
                $"{operation.Name.Replace('_', ' ')} CONCURRENTLY cannot run inside a transaction, and Alembic has one open here: PostgreSQL refuses it. Put it into 'with op.get_context().autocommit_block():', in a revision of its own.");
        }
    }
}
