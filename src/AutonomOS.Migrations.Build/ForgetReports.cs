// A run that crashes cannot say that it did: so before it begins, what an earlier run wrote is replaced by "began and did not finish".
using AutonomOS.Migrations.Reports;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>Replaces the reports of earlier runs, so that none still says passed.</summary>
public sealed class ForgetReports : DatabaseTask
{
    /// <summary>The folder for the reports; a relative path starts from the project's folder, and empty is <c>ops/db_audit/</c>.</summary>
    public string? DbAuditOutputDirectory { get; set; }

    /// <inheritdoc />
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        ReportFiles.Invalidate(this.ReportDirectory(this.DbAuditOutputDirectory));
        return Task.CompletedTask;
    }
}
