// Before anybody looks at a database: are the settings sound?
using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Planning;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>
/// Makes a request of the project's properties, which have the names and meanings of this task's parameters; what is empty has
/// its default. Does not connect to a database.
/// </summary>
public sealed class PrepareDatabaseCheck : AlembicTask
{
    /// <summary><c>true</c> or <c>false</c>.</summary>
    public string? DbGuardOncePerBuild { get; set; }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public string? DbUpgradeOnPublish { get; set; }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public string? DbStartScript { get; set; }

    /// <summary><c>Allow</c>, <c>Warn</c> or <c>Fail</c>.</summary>
    public string? DbGuardPendingMigrations { get; set; }

    /// <summary><c>Warn</c> or <c>Fail</c>.</summary>
    public string? DbGuardOpaqueMigrations { get; set; }

    /// <summary>A whole number of rows.</summary>
    public string? DbGuardMaxLockedRows { get; set; }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public string? DbGuardProbeData { get; set; }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public string? DbGuardModelCheck { get; set; }

    /// <summary><c>Static</c>, <c>Auto</c> or <c>Replay</c>.</summary>
    public string? DbGuardProof { get; set; }

    /// <summary>A folder with PostgreSQL's server programs; looked for when empty. A relative path starts from the project's folder.</summary>
    public string? DbScratchBinaries { get; set; }

    /// <summary>A container engine's program, its name or its path, or <c>none</c>; <c>docker</c>, then <c>podman</c> when empty.</summary>
    public string? DbScratchContainerEngine { get; set; }

    /// <summary>The image of a scratch container; the official one of production's major version when empty.</summary>
    public string? DbScratchImage { get; set; }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public string? DbReplayOnDevelopment { get; set; }

    /// <summary>The team's command; found by evidence when empty.</summary>
    public string? AlembicCommand { get; set; }

    /// <summary>The name of the environment variable that <c>env.py</c> reads the URL from.</summary>
    public string? AlembicUrlVariable { get; set; }

    /// <summary>Whole seconds.</summary>
    public string? AlembicTimeout { get; set; }

    /// <summary>Whole seconds.</summary>
    public string? AlembicLockTimeout { get; set; }

    /// <summary>What was approved: a revision, with the metadata <c>Operation</c>, <c>Object</c>, <c>Justification</c> and <c>Expires</c>.</summary>
    public ITaskItem[] DbApprove { get; set; } = [];

    /// <summary><c>Auto</c>, <c>Development</c> or <c>Snapshot</c>.</summary>
    public string? DbGuardExpectation { get; set; }

    /// <summary>The name of the environment variable with development's URL.</summary>
    public string? DbDevelopmentUrlVariable { get; set; }

    /// <summary>The name of the environment variable with production's URL.</summary>
    public string? DbProductionUrlVariable { get; set; }

    /// <summary><c>*</c>, or names separated by <c>;</c>.</summary>
    public string? DbSchemas { get; set; }

    /// <summary>What is compared besides: words of <see cref="OptionalKinds"/>, separated by <c>;</c>.</summary>
    public string? DbCompare { get; set; }

    /// <summary>What is not compared: <c>kind:name</c>, with the metadata <c>Justification</c>.</summary>
    public ITaskItem[] DbIgnore { get; set; } = [];

    /// <summary><c>Shape</c> or <c>Exact</c>.</summary>
    public string? DbPartitions { get; set; }

    /// <summary>Whole seconds.</summary>
    public string? DbConnectTimeout { get; set; }

    /// <summary>Whole seconds.</summary>
    public string? DbLockTimeout { get; set; }

    /// <summary>Whole seconds.</summary>
    public string? DbStatementTimeout { get; set; }

    /// <summary>The request, without a character that means something to MSBuild. Equal settings give equal text, whatever project they come from.</summary>
    [Output]
    public string Request { get; private set; } = "";

    /// <summary>The names of all global properties of this project.</summary>
    [Output]
    public string[] GlobalProperties { get; private set; } = [];

    /// <inheritdoc />
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        _ = Settings.Switch(nameof(this.DbGuardOncePerBuild), this.DbGuardOncePerBuild, whenNotSet: true);
        _ = Settings.Switch(nameof(this.DbUpgradeOnPublish), this.DbUpgradeOnPublish, whenNotSet: false);
        _ = Settings.Switch(nameof(this.DbStartScript), this.DbStartScript, whenNotSet: false);
        this.Request = RequestText.Write(this.MakeRequest());
        var given = ((IBuildEngine6)this.BuildEngine).GetGlobalProperties();
        this.GlobalProperties = [.. given.Keys.Order(StringComparer.OrdinalIgnoreCase)];
        return Task.CompletedTask;
    }

    private AlembicDriver Driver() => Settings.Driver(this.AlembicCommand, this.AlembicUrlVariable, this.AlembicTimeout, this.AlembicLockTimeout);

    private AuditRequest MakeRequest()
    {
        var limits = SessionLimits.Default;
        var alembic = this.ReadAlembicSettings();
        var proof = Settings.Word<Proof>(nameof(this.DbGuardProof), this.DbGuardProof);
        var development = Settings.Variable(nameof(this.DbDevelopmentUrlVariable), this.DbDevelopmentUrlVariable, "DATABASE_URL");
        var commands = Settings.Given(this.AlembicCommand) is null ? this.SearchFolder(alembic) : Path.GetDirectoryName(this.ProjectFile)!;
        return new()
        {
            DevelopmentUrlVariable = development,
            ProductionUrlVariable = Settings.Variable(nameof(this.DbProductionUrlVariable), this.DbProductionUrlVariable, "DATABASE_URL_PROD"),
            Expectation = Settings.Word<Expectation>(nameof(this.DbGuardExpectation), this.DbGuardExpectation),
            Schemas = Settings.Schemas(nameof(this.DbSchemas), this.DbSchemas),
            AlsoCompared = Settings.Compared(nameof(this.DbCompare), this.DbCompare),
            Ignored = [.. this.DbIgnore.Select(Settings.Ignored)],
            Partitions = Settings.Word<PartitionComparison>(nameof(this.DbPartitions), this.DbPartitions),
            Limits = new(
                Settings.Seconds(nameof(this.DbConnectTimeout), this.DbConnectTimeout, limits.Connect),
                Settings.Seconds(nameof(this.DbLockTimeout), this.DbLockTimeout, limits.Lock),
                Settings.Seconds(nameof(this.DbStatementTimeout), this.DbStatementTimeout, limits.Statement)),
            PendingPolicy = Settings.Word<PendingPolicy>(nameof(this.DbGuardPendingMigrations), this.DbGuardPendingMigrations),
            Plan = new(
                new()
                {
                    Opaque = Settings.Word<OpaquePolicy>(nameof(this.DbGuardOpaqueMigrations), this.DbGuardOpaqueMigrations),
                    MaxLockedRows = Settings.Rows(nameof(this.DbGuardMaxLockedRows), this.DbGuardMaxLockedRows, new PlanPolicy().MaxLockedRows),
                    ProbeData = Settings.Switch(nameof(this.DbGuardProbeData), this.DbGuardProbeData, whenNotSet: false),
                },
                [.. this.DbApprove.Select(Settings.Approved)]),
            Alembic = alembic,
            ModelCheck = Settings.Switch(nameof(this.DbGuardModelCheck), this.DbGuardModelCheck, whenNotSet: false)
                ? new(this.Driver(), commands)
                : null,
            Proof = proof == Proof.Static ? null : new(
                proof == Proof.Replay,
                this.Driver(),
                Settings.Scratch(
                    this.DbScratchBinaries, this.DbScratchContainerEngine, this.DbScratchImage, this.DbReplayOnDevelopment, development, this.FullPath) with
                {
                    MayPull = proof == Proof.Replay,
                },
                commands),

            // Every path is a full one by now, and the project's own folder would make equal requests unequal.
            ProjectDirectory = this.SearchFolder(alembic),
        };
    }
}
