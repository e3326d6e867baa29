using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Stamping;

/// <summary>Which revision is the baseline. Pure.</summary>
internal static class BaselineChoice
{
    /// <summary>The revision asked for, or the only base revision.</summary>
    /// <param name="asked">A full identifier, a beginning that is unique, or either with a branch label as in <c>label@ae10</c>; null for the only base.</param>
    /// <param name="history">The migration files.</param>
    /// <exception cref="FindingException">AMB5002: unknown. AMB5003: ambiguous, or there are several bases and none was asked for.</exception>
    internal static string Of(string? asked, RevisionGraph history)
    {
        if (asked is null)
        {
            return history.Bases is [var only]
                ? only
                : throw new FindingException(DiagnosticCodes.BaselineAmbiguous.At(
                    $"The migration files have {history.Bases.Count} base revisions ({string.Join(", ", history.Bases)}): say which one production stands at with -p:StampBaselineRevision=..."));
        }

        // A baseline is one revision for ever: a word or a number of steps that means another one tomorrow is not taken.
        var symbol = asked.AsSpan(asked.IndexOf('@', StringComparison.Ordinal) + 1);
        if (symbol is "" or "head" or "heads" or "base" || symbol.IndexOfAny("+-:") >= 0)
        {
            throw new FindingException(DiagnosticCodes.BaselineUnknown.At(
                $"StampBaselineRevision {OneLine.Quote(asked)} is no identifier of one revision: write the one that production stands at. 'alembic history' lists them."));
        }

        var resolution = history.Identifiers.Resolve(asked);
        return resolution.Status == ResolutionStatus.Found ? resolution.Revisions[0] : throw new FindingException(
            (resolution.Status == ResolutionStatus.Ambiguous ? DiagnosticCodes.BaselineAmbiguous : DiagnosticCodes.BaselineUnknown).At(
                $"StampBaselineRevision {OneLine.Quote(asked)} cannot be followed: {resolution.Problem}{(resolution.Problem[^1] == '?' ? "" : ".")} 'alembic history' lists the revisions."));
    }
}
