// The one look at the databases. What it found wrong is in its report, so that every project that asked can tell it.
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Reports;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>Looks at the databases and returns what it saw; succeeds whatever that is.</summary>
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
        var report = await Audit.RunAsync(RequestText.Read(this.Request), cancellationToken);
        ITaskItem2 item = new TaskItem("audit.json");
        item.SetMetadataValueLiteral(Json, AuditJson.Write(report));
        this.Report = [item];
    }
}
