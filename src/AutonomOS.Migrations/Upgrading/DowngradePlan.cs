using System.Globalization;
using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Alembic.Operations;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Upgrading;

/// <summary>What <c>alembic downgrade</c> would undo. Reads the migration files and nothing else.</summary>
/// <param name="Target">What Alembic is given: a full identifier, or <c>base</c>.</param>
/// <param name="Undone">The revisions whose <c>downgrade()</c> would run, newest first.</param>
/// <param name="Left">The applied revisions that would stay.</param>
internal sealed record DowngradePlan(string Target, IReadOnlyList<string> Undone, IReadOnlyList<string> Left)
{
    /// <summary>Finds out.</summary>
    /// <param name="history">The migration files.</param>
    /// <param name="rows">Rows of the version table, each known.</param>
    /// <param name="to">The revision to go down to, as <c>alembic downgrade</c> takes it.</param>
    /// <exception cref="FindingException">AMB6012: it is none.</exception>
    internal static DowngradePlan Of(RevisionGraph history, IReadOnlyList<string> rows, string to)
    {
        var resolved = history.Identifiers.ResolveDowngrade(to, rows);
        if (resolved.Status != ResolutionStatus.Found)
        {
            throw Refused(to, $"is no revision to go down to: {resolved.Problem}");
        }

        // Of several branches Alembic would take down this one alone, and its name does not say how far that is.
        if (resolved.Revisions.Count == 0 && to.Contains('@', StringComparison.Ordinal))
        {
            throw Refused(to, "is the base of one branch: name the revision before it, or base for all");
        }

        var applied = history.Pending([], rows);
        if (resolved.Revisions.Count == 0)
        {
            return new("base", [.. applied.Reverse()], []);
        }

        var target = resolved.Revisions[0];
        if (!applied.Contains(target, StringComparer.Ordinal))
        {
            throw Refused(to, $"is {target}, which production has not applied, so there is no way down to it. dotnet msbuild -t:DbCurrent shows where production stands");
        }

        // What follows it, and what follows or depends on that (script/revision.py, _collect_downgrade_revisions): what depends on it without
        // following it stays.
        var roots = applied.Where(revision => history.Find(revision)!.DownRevisions.Any(down => down.Name == target)).ToHashSet(StringComparer.Ordinal);
        var undone = applied.Where(revision => history.Closure([revision]).Overlaps(roots)).Reverse().ToList();
        return undone.Count > 0 || rows.Contains(target, StringComparer.Ordinal)
            ? new(target, undone, [.. applied.Except(undone, StringComparer.Ordinal)])
            : throw Refused(to, $"is {target}, which no applied revision follows: another one depends on it. Name the revision to go down to on that branch");
    }

    /// <summary>For people.</summary>
    /// <param name="history">The migration files.</param>
    /// <exception cref="FindingException">AMB3011: a revision file can no longer be opened.</exception>
    internal IEnumerable<string> Lines(RevisionGraph history)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"Would undo {this.Undone.Count}, in this order:");
        foreach (var file in this.Undone.Select(revision => history.Find(revision)!))
        {
            yield return OneLine.Escape($"  {file.Revision} ({file.Path})");
            var operations = UpgradeOperations.ReadDowngrade(file);
            foreach (var operation in operations)
            {
                yield return OneLine.Escape(string.Create(CultureInfo.InvariantCulture, $"    line {operation.Place.Line}: {Words(operation)}"));
            }

            if (operations.Count == 0)
            {
                yield return "    does nothing to the database, so what upgrade() did stays";
            }
        }
    }

    private static FindingException Refused(string to, string why) =>
        new(DiagnosticCodes.DowngradeTargetUnknown.At($"{Downgrade.TargetProperty} {OneLine.Quote(to)} {why}."));

    private static string Words(SchemaOperation operation)
    {
        if (operation is OpaqueOperation opaque)
        {
            return $"cannot be told without running it: {SecretMask.Apply(opaque.What)} ({opaque.Reason})";
        }

        string?[] names = operation.Subject is { } subject ? [subject.Schema, subject.Name, operation.Part] : [operation.Part];
        return $"{operation.Name} {string.Join('.', names.Where(name => !string.IsNullOrEmpty(name)))}".TrimEnd();
    }
}
