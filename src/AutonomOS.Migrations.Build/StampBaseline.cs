// The stamp as a task.
using AutonomOS.Migrations.Replaying;
using AutonomOS.Migrations.Reports;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>Records in production, once, that its schema is the baseline revision's; before that it proves, where it can, that this is safe.</summary>
public sealed class StampBaseline : MigratingTask
{
    /// <summary>The revisions, <c>;</c>-separated, as <c>alembic stamp</c> takes them; the only base revision when empty.</summary>
    public string? BaselineRevision { get; set; }

    /// <summary><c>true</c> to look and write nothing to the database; <c>false</c> or empty to stamp.</summary>
    public string? DryRun { get; set; }

    /// <summary><c>Static</c>, <c>Auto</c> or <c>Replay</c>; <c>Auto</c> when empty.</summary>
    public string? StampBaselineProof { get; set; }

    /// <summary>A folder with PostgreSQL's programs; looked for when empty. A relative path starts from the project's folder.</summary>
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
        var dryRun = Settings.Switch("StampBaselineDryRun", this.DryRun, whenNotSet: false);
        var rests = Settings.Given(this.StampBaselineProof) is null
            ? Proof.Auto
            : Settings.Word<Proof>(nameof(this.StampBaselineProof), this.StampBaselineProof);
        var request = this.ReadRequest();
        var scratch = Settings.Scratch(
            this.DbScratchBinaries,
            this.DbScratchContainerEngine,
            this.DbScratchImage,
            this.DbReplayOnDevelopment,
            request.Audit.DevelopmentUrlVariable,
            this.FullPath);
        var result = await ProvenStamp.RunAsync(
            new(request.Audit, Settings.List(this.BaselineRevision), dryRun),
            rests == Proof.Static ? null : new(rests == Proof.Replay, request.Driver, scratch with { MayPull = rests == Proof.Replay }, request.CommandDirectory),
            line => this.Say([line]),
            cancellationToken);
        this.Tell(result.Findings);
        this.Say(result.Lines);
        ReportFiles.WriteStamp(result, this.Reports);
    }
}
