// The stamp as a task.
using AutonomOS.Migrations.Reports;
using AutonomOS.Migrations.Stamping;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>Records in production, once, that its schema is the baseline revision's.</summary>
public sealed class StampBaseline : DatabaseTask
{
    /// <summary>What <see cref="PrepareDatabaseCheck"/> made of the project's properties.</summary>
    [Required]
    public string Request { get; set; } = "";

    /// <summary>The folder for <c>stamp.txt</c>; a relative path starts from the project's folder, and empty is <c>ops/db_audit/</c>.</summary>
    public string? DbAuditOutputDirectory { get; set; }

    /// <summary>The revisions, <c>;</c>-separated, as <c>alembic stamp</c> takes them; the only base revision when empty.</summary>
    public string? BaselineRevision { get; set; }

    /// <summary><c>true</c> to look and write nothing to the database; <c>false</c> or empty to stamp.</summary>
    public string? DryRun { get; set; }

    /// <inheritdoc />
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var dryRun = Settings.Switch("StampBaselineDryRun", this.DryRun, whenNotSet: false);
        var result = await BaselineStamp.RunAsync(
            new(RequestText.Read(this.Request), Settings.List(this.BaselineRevision), dryRun), cancellationToken);
        this.Tell(result.Findings);
        this.Say(result.Lines);
        ReportFiles.WriteStamp(result, this.ReportDirectory(this.DbAuditOutputDirectory));
    }
}
