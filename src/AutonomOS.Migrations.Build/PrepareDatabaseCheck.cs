// Before anybody looks at a database: are the settings sound?
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Configuration;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>
/// Makes a request of the project's properties, which have the names and meanings of this task's parameters; what is empty has
/// its default. Does not connect to a database.
/// </summary>
public sealed class PrepareDatabaseCheck : DatabaseTask
{
    /// <summary><c>true</c> or <c>false</c>.</summary>
    public string? DbGuardOncePerBuild { get; set; }

    /// <summary><c>Allow</c>, <c>Warn</c> or <c>Fail</c>.</summary>
    public string? DbGuardPendingMigrations { get; set; }

    /// <summary>The name of the environment variable with development's URL.</summary>
    public string? DbDevelopmentUrlVariable { get; set; }

    /// <summary>The name of the environment variable with production's URL.</summary>
    public string? DbProductionUrlVariable { get; set; }

    /// <summary><c>*</c>, or names separated by <c>;</c>.</summary>
    public string? DbSchemas { get; set; }

    /// <summary>Whole seconds.</summary>
    public string? DbConnectTimeout { get; set; }

    /// <summary>Whole seconds.</summary>
    public string? DbLockTimeout { get; set; }

    /// <summary>Whole seconds.</summary>
    public string? DbStatementTimeout { get; set; }

    /// <summary>The Alembic configuration, or an ini file and a <c>pyproject.toml</c> separated by <c>;</c>; looked for when empty.</summary>
    public string? AlembicConfigFile { get; set; }

    /// <summary>The section of the Alembic configuration.</summary>
    public string? AlembicConfigSection { get; set; }

    /// <summary>The folder from which <c>alembic</c> is run.</summary>
    public string? AlembicWorkingDirectory { get; set; }

    /// <summary>Overrides <c>script_location</c>.</summary>
    public string? AlembicScriptLocation { get; set; }

    /// <summary>Overrides <c>version_locations</c>; separated by <c>;</c>.</summary>
    public string? AlembicVersionLocations { get; set; }

    /// <summary>Overrides <c>recursive_version_locations</c>: <c>true</c> or <c>false</c>.</summary>
    public string? AlembicRecursiveVersionLocations { get; set; }

    /// <summary>The version table.</summary>
    public string? AlembicVersionTable { get; set; }

    /// <summary>The version table's schema.</summary>
    public string? AlembicVersionTableSchema { get; set; }

    /// <summary><c>head</c> or <c>heads</c>.</summary>
    public string? AlembicUpgradeTarget { get; set; }

    /// <summary>The request, escaped as MSBuild wants it. Equal settings give equal text, whatever project they come from.</summary>
    [Output]
    public string Request { get; private set; } = "";

    /// <summary>The names of all global properties of this project.</summary>
    [Output]
    public string[] GlobalProperties { get; private set; } = [];

    /// <summary>The environment; another one in tests.</summary>
    internal Func<string, string?> Variable { get; set; } = Environment.GetEnvironmentVariable;

    /// <inheritdoc />
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        _ = Settings.Switch(nameof(this.DbGuardOncePerBuild), this.DbGuardOncePerBuild, whenNotSet: true);
        this.Request = Escape(RequestText.Write(this.MakeRequest()));
        var given = ((IBuildEngine6)this.BuildEngine).GetGlobalProperties();
        this.GlobalProperties = [.. given.Keys.Order(StringComparer.OrdinalIgnoreCase)];
        return Task.CompletedTask;
    }

    // MSBuild takes a task's output for escaped already, and its own escaping is public through items only.
    private static string Escape(string text)
    {
        ITaskItem2 item = new TaskItem("text");
        item.SetMetadataValueLiteral("Text", text);
        return item.GetMetadataValueEscaped("Text");
    }

    private AuditRequest MakeRequest()
    {
        var limits = SessionLimits.Default;
        var project = Path.GetDirectoryName(this.ProjectFile)!;
        var named = Settings.List(this.AlembicConfigFile).Select(this.FullPath).ToArray();
        var working = Settings.Given(this.AlembicWorkingDirectory) is { } folder ? this.FullPath(folder) : null;
        var variable = Settings.Given(this.Variable(AlembicConfigLocator.Variable)) is { } file
            ? Path.GetFullPath(file, working ?? project)
            : null;
        return new()
        {
            DevelopmentUrlVariable = Settings.Variable(nameof(this.DbDevelopmentUrlVariable), this.DbDevelopmentUrlVariable, "DATABASE_URL"),
            ProductionUrlVariable = Settings.Variable(nameof(this.DbProductionUrlVariable), this.DbProductionUrlVariable, "DATABASE_URL_PROD"),
            Schemas = Settings.Schemas(nameof(this.DbSchemas), this.DbSchemas),
            Limits = new(
                Settings.Seconds(nameof(this.DbConnectTimeout), this.DbConnectTimeout, limits.Connect),
                Settings.Seconds(nameof(this.DbLockTimeout), this.DbLockTimeout, limits.Lock),
                Settings.Seconds(nameof(this.DbStatementTimeout), this.DbStatementTimeout, limits.Statement)),
            PendingPolicy = Settings.Word<PendingPolicy>(nameof(this.DbGuardPendingMigrations), this.DbGuardPendingMigrations),
            Alembic = new()
            {
                ConfigFile = named.Length > 0 ? string.Join(';', named) : null,
                EnvironmentConfigFile = variable,
                Section = Settings.Given(this.AlembicConfigSection) ?? "alembic",
                WorkingDirectory = working,
                ScriptLocation = Settings.Given(this.AlembicScriptLocation) is { } scripts ? this.Location(scripts) : null,
                VersionLocations = [.. Settings.List(this.AlembicVersionLocations).Select(this.Location)],
                RecursiveVersionLocations = Settings.Switch(nameof(this.AlembicRecursiveVersionLocations), this.AlembicRecursiveVersionLocations),
                VersionTable = Settings.Given(this.AlembicVersionTable),
                VersionTableSchema = Settings.Given(this.AlembicVersionTableSchema),
                UpgradeTarget = Settings.Word<UpgradeTarget>(nameof(this.AlembicUpgradeTarget), this.AlembicUpgradeTarget),
            },

            // With a configuration named or found, the project's own folder means nothing more, because every path is a full one by now,
            // and it would make equal requests unequal.
            ProjectDirectory = Path.GetDirectoryName(named.FirstOrDefault() ?? variable) ?? NearestFolder(project) ?? project,
        };
    }

    // package:folder is looked for by whoever reads the request, and what is no path at all is refused there.
    private string Location(string location) =>
        location.Contains("%(", StringComparison.Ordinal) || location.Contains('\0', StringComparison.Ordinal)
        || (location.Contains(':', StringComparison.Ordinal) && !Path.IsPathRooted(location))
            ? location
            : Path.TrimEndingDirectorySeparator(this.FullPath(location));

    // What cannot be looked for is told by whoever has to read it.
    private static string? NearestFolder(string project)
    {
        try
        {
            return AlembicConfigLocator.NearestFolder(project);
        }
        catch (Exception e) when (e is FindingException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
