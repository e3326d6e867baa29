using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Stamping;

/// <summary>Which revisions are the baseline: the rows that <c>alembic stamp</c> with the same words would write. Pure.</summary>
internal static class BaselineChoice
{
    private const string Property = "StampBaselineRevision";

    /// <summary>The revisions asked for, or the only base revision.</summary>
    /// <param name="asked">
    /// Identifiers as <c>alembic stamp</c> takes them, <c>heads</c> and <c>label@head</c> among them; empty for the only base.
    /// </param>
    /// <param name="history">The migration files.</param>
    /// <returns>In ordinal order, each once; at least one, and none in the ancestry of another.</returns>
    /// <exception cref="FindingException">
    /// AMB5002: unknown. AMB5003: ambiguous, or there are several bases and none was asked for. AMB5013: <c>base</c>. AMB5014: one is in
    /// the ancestry of another, which Alembic would write and then never get past.
    /// </exception>
    internal static IReadOnlyList<string> Of(IReadOnlyList<string> asked, RevisionGraph history)
    {
        if (asked.Count == 0)
        {
            return history.Bases is [_]
                ? history.Bases
                : throw new FindingException(DiagnosticCodes.BaselineAmbiguous.At(
                    $"The migration files have {history.Bases.Count} base revisions ({string.Join(", ", history.Bases)}): say which "
                        + $"production stands at with -p:{Property}=..., several of them with %3B between."));
        }

        var chosen = asked.SelectMany(word => Meant(word, history)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (history.Overlaps(chosen) is [var overlap, ..])
        {
            throw new FindingException(DiagnosticCodes.BaselinesOverlap.At(
                $"{Property} names {OneLine.QuoteAll(chosen)}, and {OneLine.Quote(overlap.Ancestor)} is in the ancestry of "
                    + $"{OneLine.Quote(overlap.Descendant)}{(overlap.ThroughDependency ? " through depends_on" : "")}: as rows of one "
                    + $"table they would make every 'alembic upgrade' fail. Write {Property}={string.Join("%3B", history.Rows(chosen))}, "
                    + "which says the same."));
        }

        return chosen;
    }

    private static IReadOnlyList<string> Meant(string word, RevisionGraph history)
    {
        switch (word)
        {
            case "heads":
                return history.RealHeads;
            case "head":
                return history.Heads is [_]
                    ? history.Heads
                    : throw new FindingException(DiagnosticCodes.BaselineAmbiguous.At(
                        $"{Property} 'head' fits several revisions (to record all of them, write heads): {history.DescribeHeads()}"));
            case "base":
            case var _ when word.EndsWith("@base", StringComparison.Ordinal):
                throw new FindingException(DiagnosticCodes.BaselineIsBase.At(
                    $"{Property} {OneLine.Quote(word)} stands for the state before every revision, which has no row: there is nothing to "
                        + $"stamp. Write the first revision that production has ({string.Join(", ", history.Bases.Take(3))}), or fill an "
                        + "empty database with an upgrade."));
        }

        // A number of steps means another revision tomorrow, and a range is none.
        if (word.AsSpan().IndexOfAny("+-:") >= 0)
        {
            throw new FindingException(DiagnosticCodes.BaselineUnknown.At(
                $"{Property} {OneLine.Quote(word)} is no identifier of one revision: write the one that production stands at. 'alembic "
                    + "history' lists them."));
        }

        var resolution = history.Identifiers.Resolve(word);
        return resolution.Status == ResolutionStatus.Found ? resolution.Revisions : throw new FindingException(
            (resolution.Status is ResolutionStatus.Ambiguous or ResolutionStatus.SeveralHeads
                ? DiagnosticCodes.BaselineAmbiguous
                : DiagnosticCodes.BaselineUnknown).At(
                $"{Property} {OneLine.Quote(word)} cannot be followed: {resolution.Problem}{(resolution.Problem[^1] == '?' ? "" : ".")} "
                    + "'alembic history' lists the revisions."));
    }
}
