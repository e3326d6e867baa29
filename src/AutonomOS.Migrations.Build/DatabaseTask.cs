// What every task does the same way: failures become coded findings, findings become lines of the log, Ctrl+C reaches the engine.
using System.Diagnostics.CodeAnalysis;
using AutonomOS.Migrations.Diagnostics;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>A task that never ends as MSB4018: whatever goes wrong is one coded line.</summary>
public abstract class DatabaseTask : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    /// <summary>So many differences are told one by one; <c>audit.json</c> has all.</summary>
    private const int MostDifferences = 50;

    private readonly CancellationTokenSource cancellation = new();

    /// <summary>Full path of the project. What concerns no other file is reported at this one.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Asks the task to stop; it does within a second.</summary>
    public void Cancel() => this.cancellation.Cancel();

    /// <inheritdoc />
    [SuppressMessage(
        "Design",
        "CA1031",
        Justification = "What nobody expected must not reach MSBuild: its MSB4018 prints texts that may quote a connection string.")]
    public sealed override bool Execute()
    {
        try
        {
            Task.Run(() => this.RunAsync(this.cancellation.Token)).GetAwaiter().GetResult();
        }
        catch (FindingException e)
        {
            this.Tell(e.Finding);
        }
        catch (OperationCanceledException)
        {
            this.Tell(DiagnosticCodes.Cancelled.At(
                "The check was cancelled before it had a verdict: nothing is known. Run it again."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            this.Tell(DiagnosticCodes.OutputNotWritable.At(
                $"A file cannot be read or written ({InternalFailure.Describe(e)}): look at the rights on the project's folder and on DbAuditOutputDirectory."));
        }
        catch (Exception e)
        {
            this.Tell(InternalFailure.Of(e));
        }

        return !this.Log.HasLoggedErrors;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        this.Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the task holds.</summary>
    /// <param name="disposing">False when called by a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            this.cancellation.Dispose();
        }
    }

    /// <summary>The task's work.</summary>
    /// <param name="cancellationToken">Set by Ctrl+C.</param>
    protected abstract Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Full path of a path that a project file or a command line gave.</summary>
    /// <param name="path">A path; a relative one starts from the project's folder.</param>
    protected string FullPath(string path) => Path.GetFullPath(path.Replace('\\', '/'), Path.GetDirectoryName(this.ProjectFile)!);

    /// <summary>Full path of the folder for reports.</summary>
    /// <param name="given">What <c>DbAuditOutputDirectory</c> says.</param>
    protected string ReportDirectory(string? given) => this.FullPath(Settings.Given(given) ?? "ops/db_audit/");

    /// <summary>Logs findings in their order, but of the differences no more than 50.</summary>
    /// <param name="findings">The findings.</param>
    protected void Tell(IEnumerable<Finding> findings)
    {
        var differences = 0;
        foreach (var finding in findings)
        {
            if (!finding.Code.StartsWith("AMB20", StringComparison.Ordinal) || ++differences <= MostDifferences)
            {
                this.Tell(finding);
            }
        }

        if (differences > MostDifferences)
        {
            this.Say([$"{differences - MostDifferences} more differences are in audit.json, which has all {differences}."]);
        }
    }

    /// <summary>Logs a finding with its code, its help page and its place.</summary>
    /// <param name="finding">The finding.</param>
    protected void Tell(Finding finding)
    {
        var file = finding.File ?? this.ProjectFile;
        var message = OneLine.Escape(finding.Message);
        switch (finding.Severity)
        {
            case Severity.Error:
                this.Log.LogError(null, finding.Code, null, HelpPage(finding.Code), file, finding.Line, 0, 0, 0, message);
                break;
            case Severity.Warning:
                this.Log.LogWarning(null, finding.Code, null, HelpPage(finding.Code), file, finding.Line, 0, 0, 0, message);
                break;
            default:
                this.Say([$"{finding.Code}: {message}"]);
                break;
        }
    }

    /// <summary>Logs lines for people, seen at every usual verbosity.</summary>
    /// <param name="lines">Lines.</param>
    protected void Say(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            this.Log.LogMessage(MessageImportance.High, OneLine.Escape(line));
        }
    }

    // tasks/net10.0/ of the installed package is two folders below its root.
    private static string HelpPage(string code) => new Uri(
        Path.GetFullPath($"../../docs/diagnostics/{code}.md", Path.GetDirectoryName(typeof(DatabaseTask).Assembly.Location)!)).AbsoluteUri;
}
