// The audit as a task: says what it saw, and fails only where it could not look.
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Reports;

namespace AutonomOS.Migrations.Build;

/// <summary>Tells what was found as warnings; an error only where a configured database could not be read.</summary>
public sealed class DbAudit : ReportingTask
{
    /// <inheritdoc />
    protected override void Tell(AuditReport report)
    {
        var audit = report.ForAudit();
        this.Tell(audit.Findings);
        this.Say(LogText.AuditLines(audit));
    }
}
