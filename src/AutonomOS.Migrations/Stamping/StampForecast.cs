using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Alembic.Operations;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

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

        var created = new Dictionary<QualifiedName, SchemaOperation>();
        var closure = history.Closure(baseline);
        foreach (var operation in history.Revisions.Where(file => closure.Contains(file.Revision)).SelectMany(UpgradeOperations.Read))
        {
            switch (operation)
            {
                case CreateTable { IsTemporary: true }:
                    break;
                case CreateTable { IsConditional: false } create:
                    created[create.Table] = operation;
                    break;
                case OpaqueOperation or CreateTable:
                    yield return NotReadable(operation, "creates", upgrade);
                    break;
                case DropObject { ObjectKind: "table", Target: { } dropped }:
                    created.Remove(dropped);
                    break;
                case RenameObject { ObjectKind: "table" } rename:
                    created.Remove(rename.Target);
                    break;
                default:
                    break;
            }
        }

        foreach (var ((schema, table), operation) in created.Where(entry => !has(entry.Key.Schema, entry.Key.Name)))
        {
            yield return DiagnosticCodes.BaselineNotPresent.At(
                operation.Place.File,
                operation.Place.Line,
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
        .Where(pair => pair.operation is OpaqueOperation || Destroys(pair.operation))
        .Select(pair => pair.operation is OpaqueOperation
            ? NotReadable(pair.operation, "does", upgrade)
            : DiagnosticCodes.StampWouldDestroy.At(
                pair.operation.Place.File,
                pair.operation.Place.Line,
                $"After the stamp, '{upgrade}' would run "
                    + $"{pair.operation.Name}{(pair.operation.Subject is { Name.Length: > 0 } subject ? $" on {Shown(subject)}" : "")} of revision "
                    + $"{pair.revision}, which destroys. Nothing was stamped. If production no longer needs it, stamp the revision "
                    + "production really stands at; else take the operation out of the migration."));

    /// <summary>Whether an operation removes an object or rows.</summary>
    private static bool Destroys(SchemaOperation operation) =>
        operation is DropObject or DropColumn or DropConstraint or RecreateTable or ChangeOwned { IsDropping: true }
            or ChangeRows { Change: RowChange.Delete or RowChange.Truncate };

    private static string Shown(QualifiedName name) => name.Schema is null ? name.Name : $"{name.Schema}.{name.Name}";

    private static Finding NotReadable(SchemaOperation operation, string verb, string upgrade) => DiagnosticCodes.PendingNotReadable.At(
        operation.Place.File,
        operation.Place.Line,
        operation is OpaqueOperation opaque
            ? $"What {opaque.What} {verb} here cannot be told from the file ({opaque.Reason}): read it yourself before you run '{upgrade}'."
            : $"What {operation.Name} {verb} here depends on a condition: read it yourself before you run '{upgrade}'.");
}
