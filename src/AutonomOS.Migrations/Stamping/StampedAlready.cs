using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Stamping;

/// <summary>
/// What to say of a version table that has other rows than the baseline: which of Alembic's moves a stamp would be
/// (<c>script/base.py _stamp_revs</c>), and the command for it. None is made here. Pure.
/// </summary>
internal static class StampedAlready
{
    /// <summary>The refusal.</summary>
    /// <param name="where">The database in words.</param>
    /// <param name="tracked">Its version table; it has rows.</param>
    /// <param name="baseline">The rows that were to be written.</param>
    /// <param name="history">The migration files.</param>
    internal static Finding Of(string where, TrackingState tracked, IReadOnlyList<string> baseline, RevisionGraph history)
    {
        var (move, command) = Move(tracked.Revisions, baseline, history);
        return DiagnosticCodes.UnexpectedVersion.At(
            $"{where} has an unexpected version: {tracked.Table} holds {OneLine.QuoteAll(tracked.Revisions)} and not "
                + $"{string.Join(", ", baseline)}. It is tracked already, and StampBaseline neither moves rows nor takes any out. Look at "
                + "'alembic history', and at 'alembic current' with production's URL, to find out why they differ. Only where the schema "
                + $"really is that of {string.Join(", ", baseline)}, {move} (against production): {command}");
    }

    private static (string Move, string Command) Move(IReadOnlyList<string> rows, IReadOnlyList<string> baseline, RevisionGraph history)
    {
        // A stamp reads the rows before it writes, and with several targets or overlapping rows it leaves what should go.
        if (!rows.All(history.Contains))
        {
            return ("this takes out rows that Alembic does not find", AlembicCommand.Purge(baseline));
        }

        if (history.Overlaps(rows).Count > 0)
        {
            return ("this takes out rows that overlap", AlembicCommand.Purge(baseline));
        }

        if (baseline is not [var target])
        {
            return ("this replaces the rows", AlembicCommand.Purge(baseline));
        }

        var below = history.Closure([target]);
        var earlier = rows.Where(below.Contains).ToList();
        var later = rows.Where(row => history.Closure([row]).Contains(target)).ToList();
        return (earlier, later) switch
        {
            _ when rows.Contains(target, StringComparer.Ordinal) =>
                ($"this takes the other row{(rows.Count == 2 ? "" : "s")} out", AlembicCommand.Purge(baseline)),
            ([], []) => (
                $"this takes {OneLine.QuoteAll(rows)} out (without --purge it adds a row beside)", AlembicCommand.Purge(baseline)),
            _ when earlier.Count + later.Count < rows.Count => ("this replaces the rows", AlembicCommand.Purge(baseline)),
            ([_], []) => ("this moves the row up", AlembicCommand.Stamp(baseline)),
            ([], [_]) => ("this moves the row down", AlembicCommand.Stamp(baseline)),
            _ => ($"this makes one row of the {rows.Count}", AlembicCommand.Stamp(baseline)),
        };
    }
}
