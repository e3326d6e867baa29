using System.Globalization;
using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Upgrading;

/// <summary>What the end of a run of Alembic means. Pure.</summary>
internal static class RunVerdict
{
    /// <summary>The finding for a run that did not end well.</summary>
    /// <param name="outcome">How it ended; null when it was cancelled.</param>
    /// <param name="command">What was run, such as <c>alembic upgrade head</c>.</param>
    /// <param name="limit">How long it was allowed to run.</param>
    /// <param name="state">Where production stands now and what to do, in sentences.</param>
    /// <returns>Null for a run that ended well.</returns>
    internal static Finding? Of(AlembicOutcome? outcome, string command, TimeSpan limit, string state) => outcome switch
    {
        null => DiagnosticCodes.AlembicStopped.At($"'{command}' was stopped because the build was cancelled. {state}"),
        { ExitCode: null } => DiagnosticCodes.AlembicStopped.At(string.Create(
            CultureInfo.InvariantCulture, $"'{command}' did not end within {(long)limit.TotalSeconds} seconds (AlembicTimeout) and was stopped{outcome.At}. {state}")),
        { EndedWell: false } => DiagnosticCodes.AlembicFailed.At($"'{command}' {outcome.Ending}{outcome.At}: {outcome.Why}. {state}"),
        _ => null,
    };

    /// <summary>Revisions in words.</summary>
    /// <param name="revisions">The revisions.</param>
    internal static string Words(IReadOnlyList<string> revisions) => revisions.Count == 0 ? "none" : OneLine.Escape(string.Join(", ", revisions));
}
