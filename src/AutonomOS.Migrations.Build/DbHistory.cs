// The migration files alone, for people and for programs: no database, no URL, and whatever is wrong, the rest is shown.
using System.Diagnostics;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Reports;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>Prints the history as a tree and writes it to <c>history.json</c> and <c>history.txt</c>; fails where it has errors.</summary>
public sealed class DbHistory : AlembicTask
{
    /// <summary>The folder for the reports; a relative path starts from the project's folder, and empty is <c>ops/db_audit/</c>.</summary>
    public string? DbAuditOutputDirectory { get; set; }

    /// <inheritdoc />
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        var project = Path.GetDirectoryName(this.ProjectFile)!;
        var (history, target) = this.Read(project);
        cancellationToken.ThrowIfCancellationRequested();

        // A folder that cannot be written to takes the files from a person, but not the tree.
        this.Tell(history.Findings);
        this.Say(HistoryTree.LogLines(history, target));
        ReportFiles.WriteHistory(history, project, this.ReportDirectory(this.DbAuditOutputDirectory));
        return Task.CompletedTask;
    }

    private (AlembicHistory History, UpgradeTarget Target) Read(string project)
    {
        try
        {
            var settings = this.ReadAlembicSettings();
            var clock = Stopwatch.StartNew();
            var history = AlembicHistory.Load(settings, project).WithoutDatabase();
            this.Log.LogMessage(MessageImportance.Normal, $"Read the migration files in {clock.ElapsedMilliseconds} ms.");
            return (history, settings.UpgradeTarget);
        }
        catch (FindingException e)
        {
            return (AlembicHistory.Unread(e.Finding), default);
        }
    }
}
