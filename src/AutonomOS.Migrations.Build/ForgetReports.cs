// A run that crashes cannot say that it did: so before it begins, what an earlier run wrote is replaced by "began and did not finish".
using AutonomOS.Migrations.Reports;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>Replaces the reports of earlier runs, so that none still says passed.</summary>
public sealed class ForgetReports : DatabaseTask
{
    /// <summary>The folder for the reports; a relative path starts from the project's folder, and empty is <c>ops/db_audit/</c>.</summary>
    public string? DbAuditOutputDirectory { get; set; }

    /// <summary><c>true</c> for the files of <c>DbHistory</c>; else those of <c>DbAudit</c> and <c>DbGuard</c>.</summary>
    public bool History { get; set; }

    /// <summary><c>true</c> for the files of <c>DbPlan</c> alone.</summary>
    public bool Plan { get; set; }

    /// <inheritdoc />
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        var directory = this.ReportDirectory(this.DbAuditOutputDirectory);
        if (this.History)
        {
            ReportFiles.InvalidateHistory(Path.GetDirectoryName(this.ProjectFile)!, directory);
        }
        else if (this.Plan)
        {
            ReportFiles.RemovePlan(directory);
        }
        else
        {
            ReportFiles.Invalidate(directory);
        }

        return Task.CompletedTask;
    }
}
