using System.Text;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Replaying;
using AutonomOS.Migrations.Stamping;
using AutonomOS.Migrations.Upgrading;

namespace AutonomOS.Migrations.Reports;

/// <summary>
/// Writes the files of <c>ops/db_audit/</c>, each whole: to a temporary name beside it and then renamed, so that a reader sees the
/// old file or the new one and nothing between.
/// </summary>
public static class ReportFiles
{
    private const string Replayed = "replay.txt";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes the two summaries and <c>audit.json</c>.</summary>
    /// <param name="report">The report.</param>
    /// <param name="directory">Full path of the folder; made when it is not there.</param>
    /// <exception cref="FindingException">AMB0020: the folder or a file cannot be written.</exception>
    public static void Write(AuditReport report, string directory)
    {
        Replace(directory, "audit.json", AuditJson.Write(report));
        Replace(directory, "dev-summary.txt", DatabaseSummary.Write(report, "development"));
        Replace(directory, "prod-summary.txt", DatabaseSummary.Write(report, "production"));
    }

    /// <summary>Writes the same, and the plan where there is one; without one, that of an earlier run is removed.</summary>
    /// <param name="report">The report.</param>
    /// <param name="projectDirectory">Full path of the folder that paths are relative to.</param>
    /// <param name="directory">Full path of the folder; made when it is not there.</param>
    /// <exception cref="FindingException">AMB0020: the folder or a file cannot be written.</exception>
    public static void WriteWithPlan(AuditReport report, string projectDirectory, string directory)
    {
        Write(report, directory);
        if (report.Plan is { } plan)
        {
            WritePlan(plan, report.Databases.FirstOrDefault(database => database.Role == "production"), projectDirectory, directory);
        }
        else
        {
            RemovePlan(directory);
        }
    }

    /// <summary>
    /// Replaces what an earlier run wrote before a new one begins: whatever happens to this run, no stale file says passed.
    /// </summary>
    /// <param name="directory">Full path of the folder; made when it is not there.</param>
    /// <exception cref="FindingException">AMB0020: the folder or a file cannot be written.</exception>
    public static void Invalidate(string directory)
    {
        RemovePlan(directory);
        Write(
            AuditReport.Unverified(DiagnosticCodes.NotFinished.At("Nothing is known: the last check began and did not finish, or the last publish had the guard switched off. Look at the build's log, and run dotnet msbuild -t:DbAudit.")),
            directory);
    }

    /// <summary>Writes <c>plan.txt</c> and <c>plan.json</c>.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="production">Production; null when it could not be looked at.</param>
    /// <param name="projectDirectory">Full path of the folder that paths are relative to.</param>
    /// <param name="directory">Full path of the folder; made when it is not there.</param>
    /// <exception cref="FindingException">AMB0020: the folder or a file cannot be written.</exception>
    public static void WritePlan(PlanReport plan, DatabaseReport? production, string projectDirectory, string directory)
    {
        Replace(directory, "plan.json", PlanJson.Write(plan, projectDirectory));
        Replace(directory, "plan.txt", PlanText.Write(plan, production, projectDirectory));
    }

    /// <summary>Removes what an earlier <see cref="WritePlan"/> wrote: without a plan there is nothing to review.</summary>
    /// <param name="directory">Full path of the folder.</param>
    /// <exception cref="FindingException">AMB0020: a file cannot be removed.</exception>
    public static void RemovePlan(string directory)
    {
        Remove(directory, "plan.json");
        Remove(directory, "plan.txt");
    }

    /// <summary>Writes <c>stamp.txt</c>.</summary>
    /// <param name="result">What the stamp did.</param>
    /// <param name="directory">Full path of the folder; made when it is not there.</param>
    /// <exception cref="FindingException">AMB0020: the folder or the file cannot be written.</exception>
    public static void WriteStamp(StampResult result, string directory) => Replace(directory, "stamp.txt", result.Text);

    /// <summary>Writes the record of a run on production, such as <c>upgrade.txt</c>.</summary>
    /// <param name="result">What the run did.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="directory">Full path of the folder; made when it is not there.</param>
    /// <exception cref="FindingException">AMB0020: the folder or the file cannot be written.</exception>
    public static void WriteRun(UpgradeResult result, string name, string directory) => Replace(directory, name, result.Text);

    /// <summary>Writes <c>replay.txt</c>.</summary>
    /// <param name="result">What the replay showed.</param>
    /// <param name="directory">Full path of the folder; made when it is not there.</param>
    /// <exception cref="FindingException">AMB0020: the folder or the file cannot be written.</exception>
    public static void WriteReplay(ReplayResult result, string directory) => Replace(directory, Replayed, string.Concat(
        [.. result.Lines.Select(line => line + "\n"), .. result.Findings.Select(finding => $"{finding.Code}: {OneLine.Escape(finding.Message)}\n")]));

    /// <summary>Removes what an earlier <see cref="WriteReplay"/> wrote: it proves nothing of today.</summary>
    /// <param name="directory">Full path of the folder.</param>
    /// <exception cref="FindingException">AMB0020: the file cannot be removed.</exception>
    public static void RemoveReplay(string directory) => Remove(directory, Replayed);

    /// <summary>Replaces what an earlier <see cref="WriteRun"/> wrote before a new run begins.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="target">The target that is about to run.</param>
    /// <param name="directory">Full path of the folder; made when it is not there.</param>
    /// <exception cref="FindingException">AMB0020: the folder or the file cannot be written.</exception>
    public static void InvalidateRun(string name, string target, string directory) => Replace(
        directory, name, $"The last {target} began and did not finish: what it did is unknown. Look at the build's log, and run dotnet msbuild -t:DbAudit.\n");

    /// <summary>Writes <c>history.json</c> and <c>history.txt</c>.</summary>
    /// <param name="history">The history.</param>
    /// <param name="projectDirectory">Full path of the folder that paths in <c>history.json</c> are relative to.</param>
    /// <param name="directory">Full path of the folder; made when it is not there.</param>
    /// <exception cref="FindingException">AMB0020: the folder or a file cannot be written.</exception>
    public static void WriteHistory(AlembicHistory history, string projectDirectory, string directory)
    {
        Replace(directory, "history.json", HistoryJson.Write(history, projectDirectory));
        Replace(directory, "history.txt", string.Concat(HistoryTree.FileLines(history).Select(line => line + "\n")));
    }

    /// <summary>Replaces what an earlier <see cref="WriteHistory"/> wrote before a new run begins.</summary>
    /// <param name="projectDirectory">Full path of the project's folder.</param>
    /// <param name="directory">Full path of the folder; made when it is not there.</param>
    /// <exception cref="FindingException">AMB0020: the folder or a file cannot be written.</exception>
    public static void InvalidateHistory(string projectDirectory, string directory) => WriteHistory(
        AlembicHistory.Unread(DiagnosticCodes.NotFinished.At(
            "Nothing is known: the last DbHistory began and did not finish. Look at the build's log, and run dotnet msbuild -t:DbHistory.")),
        projectDirectory,
        directory);

    private static void Remove(string directory, string name)
    {
        var file = Path.Combine(directory, name);
        try
        {
            if (File.Exists(file))
            {
                File.Delete(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(DiagnosticCodes.OutputNotWritable.At(
                $"{file} cannot be removed ({e.GetType().Name}): give another folder with -p:DbAuditOutputDirectory=..., or make this one writable."));
        }
    }

    private static void Replace(string directory, string name, string text)
    {
        var file = Path.Combine(directory, name);
        var temporary = $"{file}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(directory);
            try
            {
                File.WriteAllText(temporary, text, Utf8);
                File.Move(temporary, file, overwrite: true);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new FindingException(DiagnosticCodes.OutputNotWritable.At(
                $"{file} cannot be written ({e.GetType().Name}): give a folder that can be with -p:DbAuditOutputDirectory=..., or make this one writable."));
        }
    }
}
