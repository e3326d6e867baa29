// The guard as a task: the build goes on only when the report says passed.
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Reports;

namespace AutonomOS.Migrations.Build;

/// <summary>Fails the build, with one coded error a finding, unless the report says that production can be vouched for.</summary>
public sealed class DbGuard : ReportingTask
{
    /// <inheritdoc />
    protected override void Tell(AuditReport report)
    {
        this.Tell(report.Findings);
        this.Say(LogText.GuardLines(report));
        if (!report.Passed && !this.Log.HasLoggedErrors)
        {
            this.Tell(DiagnosticCodes.InternalFailure.At(
                "The check refused and gave no reason, so nothing is known about the databases. Please report this with audit.json."));
        }
    }
}
