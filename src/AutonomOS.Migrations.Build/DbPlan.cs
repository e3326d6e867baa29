// What is about to run on production, before it does: production alone is looked at, so that a pull request can be judged anywhere.
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Reports;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>
/// Judges the pending revisions, or a SQL file in their place, against production; writes <c>plan.txt</c> and <c>plan.json</c>, and fails
/// where the plan is refused or could not be made.
/// </summary>
public sealed class DbPlan : DatabaseTask
{
    /// <summary>What <see cref="PrepareDatabaseCheck"/> made of the project's properties.</summary>
    [Required]
    public string Request { get; set; } = "";

    /// <summary>The SQL file to judge in place of the pending revisions; a relative path starts from the project's folder. Empty for none.</summary>
    public string? DbPlanSqlFile { get; set; }

    /// <summary>The folder for the reports; a relative path starts from the project's folder, and empty is <c>ops/db_audit/</c>.</summary>
    public string? DbAuditOutputDirectory { get; set; }

    /// <inheritdoc />
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var sqlFile = Settings.Given(this.DbPlanSqlFile) is { } file ? this.FullPath(file) : null;
        var report = await ProductionPlan.RunAsync(RequestText.Read(this.Request), sqlFile, cancellationToken);
        this.Tell(report.Findings);
        this.Say(LogText.PlanLines(report));
        if (report.Plan is { } plan)
        {
            ReportFiles.WritePlan(
                plan, report.Production, Path.GetDirectoryName(this.ProjectFile)!, this.ReportDirectory(this.DbAuditOutputDirectory));
        }
    }
}
