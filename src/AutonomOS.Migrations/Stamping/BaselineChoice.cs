using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Stamping;

/// <summary>Which revision is the baseline. Pure.</summary>
internal static class BaselineChoice
{
    /// <summary>The revision asked for, or the only base revision.</summary>
    /// <param name="asked">A full identifier or a prefix that is unique; null for the only base.</param>
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

        var resolution = history.Resolve(asked);
        return resolution.Status switch
        {
            ResolutionStatus.Found => resolution.Revision!,
            ResolutionStatus.Ambiguous => throw new FindingException(DiagnosticCodes.BaselineAmbiguous.At(
                $"StampBaselineRevision {OneLine.Quote(asked)} fits several revisions ({string.Join(", ", resolution.Candidates)}): write more of it.")),
            ResolutionStatus.NotARevision => throw new FindingException(DiagnosticCodes.BaselineUnknown.At(
                $"StampBaselineRevision {OneLine.Quote(asked)} is no identifier of one revision: write the one that production stands at. 'alembic history' lists them.")),
            _ => throw new FindingException(DiagnosticCodes.BaselineUnknown.At(
                $"StampBaselineRevision {OneLine.Quote(asked)} is no revision of the migration files{(resolution.Candidates is { Count: > 0 } near ? $" (near: {string.Join(", ", near)})" : "")}. 'alembic history' lists them.")),
        };
    }
}
