// The deployment step as a task.
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Reports;
using AutonomOS.Migrations.Upgrading;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>Brings production to the heads, behind the migration lock and after the guard; writes <c>upgrade.txt</c> and the guard's reports.</summary>
public sealed class DbUpgrade : MigratingTask
{
    private const string Record = "upgrade.txt";

    private HashSet<Finding>? told;

    /// <inheritdoc />
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var request = this.ReadRequest();
        ReportFiles.InvalidateRun(Record, "DbUpgrade", this.Reports);
        this.Tell(await Upgrade.RunAsync(request, line => this.Say([line]), this.Looked, cancellationToken), Record);
    }

    // The guard speaks before anything is run; what it sees afterwards is told where it is new.
    private void Looked(AuditReport report)
    {
        ReportFiles.WriteWithPlan(report, Path.GetDirectoryName(this.ProjectFile)!, this.Reports);
        if (this.told is null)
        {
            this.Tell(report.Findings);
            this.Say(LogText.GuardLines(report));
            this.told = [.. report.Findings];
        }
        else
        {
            this.Tell(report.Findings.Where(finding => !this.told.Contains(finding)));
        }
    }
}
