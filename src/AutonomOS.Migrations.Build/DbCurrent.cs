// Where both databases stand, on the tree that DbHistory shows.
using AutonomOS.Migrations.Reports;
using AutonomOS.Migrations.Upgrading;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>Prints the history as a tree with the places of development and production; one of the two is enough.</summary>
public sealed class DbCurrent : DatabaseTask
{
    /// <summary>What <see cref="PrepareDatabaseCheck"/> made of the project's properties.</summary>
    [Required]
    public string Request { get; set; } = "";

    /// <inheritdoc />
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var request = RequestText.Read(this.Request);
        var standing = await Standing.ReadAsync(request, cancellationToken);
        this.Tell(standing.Findings);
        this.Say(StandingText.Lines(standing, request.Alembic.UpgradeTarget));
    }
}
