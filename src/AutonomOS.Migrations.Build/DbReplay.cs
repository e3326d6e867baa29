// The proof that a publish would have: the migrations, run by the team's own Alembic in scratch databases.
using AutonomOS.Migrations.Replaying;
using AutonomOS.Migrations.Reports;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>
/// Replays the migrations in scratch databases and holds production, development and the coming deployment to them; writes
/// <c>replay.txt</c>. Writes to no other database.
/// </summary>
public sealed class DbReplay : MigratingTask
{
    /// <summary>A folder with PostgreSQL's server programs; looked for when empty. A relative path starts from the project's folder.</summary>
    public string? DbScratchBinaries { get; set; }

    /// <summary>A container engine's program, its name or its path, or <c>none</c>; <c>docker</c>, then <c>podman</c> when empty.</summary>
    public string? DbScratchContainerEngine { get; set; }

    /// <summary>The image of a scratch container; the official one of production's major version when empty.</summary>
    public string? DbScratchImage { get; set; }

    /// <summary><c>true</c> allows scratch databases on the development server; <c>false</c> when empty.</summary>
    public string? DbReplayOnDevelopment { get; set; }

    /// <inheritdoc />
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var request = this.ReadRequest();
        var scratch = Settings.Scratch(
            this.DbScratchBinaries,
            this.DbScratchContainerEngine,
            this.DbScratchImage,
            this.DbReplayOnDevelopment,
            request.Audit.DevelopmentUrlVariable,
            this.FullPath);
        ReportFiles.RemoveReplay(this.Reports);
        var result = await Replay.RunAsync(
            new(request.Audit, request.Driver, scratch with { MayPull = true }, request.CommandDirectory), line => this.Say([line]), cancellationToken);
        this.Tell(result.Findings);
        this.Say(result.Lines);
        ReportFiles.WriteReplay(result, this.Reports);
    }
}
