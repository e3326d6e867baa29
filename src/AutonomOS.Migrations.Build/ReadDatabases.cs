// The one look at the databases. What it found wrong is in its report, so that every project that asked can tell it.
using System.Diagnostics.CodeAnalysis;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Replaying;
using AutonomOS.Migrations.Reports;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>Looks at the databases and returns what it saw; succeeds whatever that is, and fails only when cancelled.</summary>
public sealed class ReadDatabases : DatabaseTask
{
    /// <summary>The metadata of <see cref="Report"/> that holds the report as JSON.</summary>
    internal const string Json = "Json";

    /// <summary>What <see cref="PrepareDatabaseCheck"/> made of the project's properties.</summary>
    [Required]
    public string Request { get; set; } = "";

    /// <summary>One item, whose metadata <c>Json</c> is the report as it is in <c>audit.json</c>.</summary>
    [Output]
    public ITaskItem[] Report { get; private set; } = [];

    /// <inheritdoc />
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        this.Log.LogMessage(MessageImportance.Low, "Looking at the development and production databases.");
        var report = await this.LookAsync(cancellationToken);
        ITaskItem2 item = new TaskItem("audit.json");
        item.SetMetadataValueLiteral(Json, AuditJson.Write(report));
        this.Report = [item];
    }

    [SuppressMessage(
        "Design",
        "CA1031",
        Justification = "Told here, a failure nobody expected would be told once; in the report, every project that asked tells it.")]
    private async Task<AuditReport> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ProvenAudit.RunAsync(RequestText.Read(this.Request), line => this.Say([line]), cancellationToken);
        }
        catch (FindingException e)
        {
            return AuditReport.Unverified(e.Finding);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return AuditReport.Unverified(InternalFailure.Of(e));
        }
    }
}
