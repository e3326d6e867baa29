using System.Text.RegularExpressions;

namespace AutonomOS.Migrations.Alembic.Command;

/// <summary>
/// Reads what Alembic prints while it prints it: <c>FAILED: ...</c> on standard output (<c>util/messaging.py err</c>), tracebacks on standard
/// error, and, where <c>env.py</c> sets up logging, which revision is at work. Every line is masked before anybody sees it.
/// </summary>
internal sealed partial class AlembicOutput(Func<string, string> mask, Action<string> tell)
{
    private const int LongestLine = 2000;

    private readonly Lock gate = new();
    private readonly Queue<string> last = new();
    private string? failed;
    private string? exception;
    private string? statement;
    private string? running;
    private bool inTraceback;

    /// <summary>Takes a line. The streams may call at the same time.</summary>
    /// <param name="line">The line.</param>
    internal void Take(string line)
    {
        line = mask(line.Length <= LongestLine ? line : line[..LongestLine] + "…");
        lock (this.gate)
        {
            this.last.Enqueue(line);
            if (this.last.Count > AlembicOutcome.MostLines)
            {
                this.last.Dequeue();
            }

            this.Understand(line);
            tell(line);
        }
    }

    /// <summary>What was understood until now.</summary>
    /// <param name="exitCode">The exit code; null when it was stopped because its time was over.</param>
    internal AlembicOutcome Outcome(int? exitCode)
    {
        lock (this.gate)
        {
            return new(exitCode, this.failed, this.exception, this.statement, this.running, [.. this.last]);
        }
    }

    private void Understand(string line)
    {
        if (line.StartsWith("Traceback (most recent call last)", StringComparison.Ordinal))
        {
            // The last of several is the one that nobody caught.
            (this.inTraceback, this.exception, this.statement) = (true, null, null);
        }
        else if (this.inTraceback && line.Length > 0 && !char.IsWhiteSpace(line[0]))
        {
            (this.inTraceback, this.exception) = (false, line);
        }
        else if (this.exception is not null && this.statement is null && line.StartsWith("[SQL: ", StringComparison.Ordinal))
        {
            this.statement = line[6..].TrimEnd(']');
        }
        else if (line.StartsWith("FAILED: ", StringComparison.Ordinal))
        {
            this.failed = line[8..];
        }
        else if (Running().Match(line) is { Success: true } step)
        {
            this.running = step.Groups[1].Value.Trim();
        }
    }

    [GeneratedRegex(@"Running (?:upgrade|downgrade) +(\S* *-> *[^,]*)")]
    private static partial Regex Running();
}
