// What runs the team's own Alembic on production is told how by the same properties.
using AutonomOS.Migrations.Reports;
using AutonomOS.Migrations.Upgrading;
using Microsoft.Build.Framework;

namespace AutonomOS.Migrations.Build;

/// <summary>A task that runs the team's own Alembic on production; what is empty has its default.</summary>
public abstract class MigratingTask : DatabaseTask
{
    /// <summary>What <see cref="PrepareDatabaseCheck"/> made of the project's properties.</summary>
    [Required]
    public string Request { get; set; } = "";

    /// <summary>The folder for the reports; a relative path starts from the project's folder, and empty is <c>ops/db_audit/</c>.</summary>
    public string? DbAuditOutputDirectory { get; set; }

    /// <summary>How long to wait for another migration: whole seconds, 600 when empty.</summary>
    public string? DbUpgradeLockTimeout { get; set; }

    /// <summary>The team's command; found by evidence when empty.</summary>
    public string? AlembicCommand { get; set; }

    /// <summary>The name of the environment variable that <c>env.py</c> reads the URL from; <c>DATABASE_URL</c> when empty.</summary>
    public string? AlembicUrlVariable { get; set; }

    /// <summary>How long one run of Alembic may take: whole seconds, 3600 when empty.</summary>
    public string? AlembicTimeout { get; set; }

    /// <summary>How long one statement of Alembic's may wait for a lock: whole seconds, 5 when empty.</summary>
    public string? AlembicLockTimeout { get; set; }

    /// <summary>Full path of the folder for the reports.</summary>
    protected string Reports => this.ReportDirectory(this.DbAuditOutputDirectory);

    /// <summary>The request.</summary>
    protected UpgradeRequest ReadRequest()
    {
        var driver = Settings.Driver(this.AlembicCommand, this.AlembicUrlVariable, this.AlembicTimeout, this.AlembicLockTimeout);
        var wait = Settings.Seconds(nameof(this.DbUpgradeLockTimeout), this.DbUpgradeLockTimeout, UpgradeRequest.DefaultLockTimeout);
        return new(RequestText.Read(this.Request), driver, wait) { CommandDirectory = Path.GetDirectoryName(this.ProjectFile)! };
    }

    /// <summary>Tells what a run did, and writes its record.</summary>
    /// <param name="result">What it did.</param>
    /// <param name="name">The file's name.</param>
    protected void Tell(UpgradeResult result, string name)
    {
        this.Tell(result.Findings);
        this.Say(result.Lines);
        ReportFiles.WriteRun(result, name, this.Reports);
    }
}
