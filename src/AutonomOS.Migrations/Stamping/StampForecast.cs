using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Alembic.Operations;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Stamping;

/// <summary>
/// What a stamp would mean, as far as the migration files tell: whether production has what the baseline creates, and whether
/// an upgrade after the stamp would destroy something. Pure.
/// </summary>
internal static class StampForecast
{
    /// <summary>Whether production has the tables that the baseline, and what it follows, create.</summary>
    /// <param name="baseline">The revisions to stamp.</param>
    /// <param name="history">The migration files.</param>
    /// <param name="has">Whether production has a table: its schema (null for the search path) and its name.</param>
    /// <param name="upgrade">The command the team deploys with.</param>
    internal static IEnumerable<Finding> OfBaseline(
        IReadOnlyList<string> baseline, RevisionGraph history, Func<string?, string, bool> has, string upgrade)
    {
        // A closure that may be too small would miss tables that production has to have.
        foreach (var file in history.WithUnknownDependencies(baseline))
        {
            yield return DiagnosticCodes.AppliedNotKnown.At(
                file.Path,
                file.RevisionLine,
                $"Stamping {string.Join(", ", baseline)} would say that {OneLine.Quote(file.Revision)} and all it depends on is applied, and "
                    + "its depends_on cannot be evaluated. Write it as a plain string, tuple or None.");
        }

        var created = new Dictionary<(string? Schema, string Table), UpgradeOperation>();
        var closure = history.Closure(baseline);
        foreach (var operation in history.Revisions.Where(file => closure.Contains(file.Revision)).SelectMany(UpgradeOperations.Read))
        {
            if (operation is { Effect: OperationEffect.CreatesTable, Table: { } made, IsConditional: false })
            {
                created[(operation.Schema, made)] = operation;
            }
            else if (operation.Effect is OperationEffect.NotReadable or OperationEffect.CreatesTable)
            {
                yield return NotReadable(operation, "creates", upgrade);
            }
            else if (operation.Table is { } table && operation.Operation is "drop_table" or "rename_table")
            {
                created.Remove((operation.Schema, table));
            }
        }

        foreach (var ((schema, table), operation) in created.Where(entry => !has(entry.Key.Schema, entry.Key.Table)))
        {
            yield return DiagnosticCodes.BaselineNotPresent.At(
                operation.File,
                operation.Line,
                $"Stamping {string.Join(", ", baseline)} would say that production has table "
                    + $"{(schema is null ? "" : schema + ".")}{table}, which this revision creates, and production does not have it. "
                    + $"Stamp a revision that production really stands at, or let '{upgrade}' create it.");
        }
    }

    /// <summary>Whether what is pending after the stamp would destroy something.</summary>
    /// <param name="pending">The pending revisions, in order.</param>
    /// <param name="history">The migration files.</param>
    /// <param name="upgrade">The command the team deploys with.</param>
    internal static IEnumerable<Finding> OfPending(IReadOnlyList<string> pending, RevisionGraph history, string upgrade) => pending
        .SelectMany(revision => UpgradeOperations.Read(history.Find(revision)!).Select(operation => (revision, operation)))
        .Where(pair => pair.operation.Effect is OperationEffect.Destroys or OperationEffect.NotReadable)
        .Select(pair => pair.operation.Effect == OperationEffect.NotReadable
            ? NotReadable(pair.operation, "does", upgrade)
            : DiagnosticCodes.StampWouldDestroy.At(
                pair.operation.File,
                pair.operation.Line,
                $"After the stamp, '{upgrade}' would run "
                    + $"{pair.operation.Operation}{(pair.operation.Table is { } table ? $" on {table}" : "")} of revision "
                    + $"{pair.revision}, which destroys. Nothing was stamped. If production no longer needs it, stamp the revision "
                    + "production really stands at; else take the operation out of the migration."));

    private static Finding NotReadable(UpgradeOperation operation, string verb, string upgrade) => DiagnosticCodes.PendingNotReadable.At(
        operation.File,
        operation.Line,
        $"What {operation.Operation} {verb} here cannot be told from the file: read it yourself before you run '{upgrade}'.");
}
