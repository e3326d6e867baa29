// The way back as a task. A confirmation counts only when somebody typed it for this one run.
using AutonomOS.Migrations.Reports;
using AutonomOS.Migrations.Upgrading;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>Takes production down to a revision, behind the migration lock and after showing what that undoes; writes <c>downgrade.txt</c>.</summary>
public sealed class DbDowngrade : MigratingTask
{
    private const string Record = "downgrade.txt";

    /// <summary>The revision to go down to, as <c>alembic downgrade</c> takes it: <c>-1</c>, <c>base</c>, an identifier.</summary>
    public string? To { get; set; }

    /// <summary>The name of the database, which confirms where the command line gives it.</summary>
    public string? Confirm { get; set; }

    /// <inheritdoc />
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var request = this.ReadRequest();

        // What the environment or a project file sets is a property, too, and no global one: only the command line makes those.
        var isOfCommandLine = ((IBuildEngine6)this.BuildEngine).GetGlobalProperties().ContainsKey(Downgrade.ConfirmProperty);
        var confirmed = isOfCommandLine ? Settings.Given(this.Confirm) : null;
        ReportFiles.InvalidateRun(Record, "DbDowngrade", this.Reports);
        this.Tell(
            await Downgrade.RunAsync(request, Settings.Given(this.To), confirmed, line => this.Say([line]), cancellationToken), Record);
    }
}
