using System.Globalization;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Command;

/// <summary>How a run of Alembic ended. That it ended well proves nothing: only the version table tells what was committed.</summary>
/// <param name="ExitCode">The exit code; null when it was stopped because its time was over.</param>
/// <param name="Failed">What stands behind <c>FAILED:</c>; null when Alembic printed no such line.</param>
/// <param name="Exception">The last line of the last traceback; null when there was none.</param>
/// <param name="Statement">The first line of the SQL that SQLAlchemy says failed; null when it says nothing.</param>
/// <param name="Running">The step at work when it ended, such as <c>5a9d6371e18c -> 8c41d7f0b2e6</c>; null where nothing is logged.</param>
/// <param name="LastLines">The last lines it printed, masked.</param>
public sealed record AlembicOutcome(
    int? ExitCode, string? Failed, string? Exception, string? Statement, string? Running, IReadOnlyList<string> LastLines)
{
    /// <summary>So many lines of what was printed are kept.</summary>
    public const int MostLines = 40;

    /// <summary>Whether it says that all went well.</summary>
    public bool EndedWell => this.ExitCode == 0;

    /// <summary>Why it failed, as far as it says so, on one line.</summary>
    public string Why => OneLine.Shorten(
        this.Failed
        ?? (this.Exception is { } exception ? $"{exception}{(this.Statement is { } sql ? $" in: {sql}" : "")}" : null)
        ?? this.LastLines.LastOrDefault(line => !string.IsNullOrWhiteSpace(line))
        ?? "it printed nothing");

    /// <summary>How it ended, in words.</summary>
    public string Ending => this.ExitCode is { } code
        ? string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code}")
        : "did not end in time and was stopped";

    /// <summary>The step at work when it ended, in words that follow others; empty where it is not known.</summary>
    public string At => this.Running is { } step ? $" (at {OneLine.Shorten(step)})" : "";
}
