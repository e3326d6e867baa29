// DbAudit and DbGuard get the same report and tell it differently; reading it and writing its files is the same.
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Reports;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>Writes this project's files from a report and tells what is in it.</summary>
public abstract class ReportingTask : DatabaseTask
{
    /// <summary>What <see cref="ReadDatabases"/> returned: exactly one item.</summary>
    [Required]
    public ITaskItem[] Report { get; set; } = [];

    /// <summary>The folder for the reports; a relative path starts from the project's folder, and empty is <c>ops/db_audit/</c>.</summary>
    public string? DbAuditOutputDirectory { get; set; }

    /// <inheritdoc />
    protected sealed override Task RunAsync(CancellationToken cancellationToken)
    {
        var report = AuditJson.Read(this.Report.Single().GetMetadata(ReadDatabases.Json));
        var directory = this.ReportDirectory(this.DbAuditOutputDirectory);
        ReportFiles.WriteWithPlan(report, Path.GetDirectoryName(this.ProjectFile)!, directory);
        this.Tell(report);
        return Task.CompletedTask;
    }

    /// <summary>Tells the report on the log.</summary>
    /// <param name="report">The report.</param>
    protected abstract void Tell(AuditReport report);
}
