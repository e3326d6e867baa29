// Which Alembic environment a project has is told to every task that reads one by the same properties.
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Configuration;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Build;

/// <summary>A task that knows the project's properties about Alembic, under their own names; what is empty has its default.</summary>
public abstract class AlembicTask : DatabaseTask
{
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

    /// <summary>The environment; another one in tests.</summary>
    internal Func<string, string?> Variable { get; set; } = Environment.GetEnvironmentVariable;

    private string Project => Path.GetDirectoryName(this.ProjectFile)!;

    /// <summary>Makes settings of the properties and of <c>ALEMBIC_CONFIG</c>; paths are full ones.</summary>
    /// <exception cref="FindingException">AMB0007: a property has a value it cannot have.</exception>
    protected AlembicSettings ReadAlembicSettings()
    {
        var named = Settings.List(this.AlembicConfigFile).Select(this.FullPath).ToArray();
        var working = Settings.Given(this.AlembicWorkingDirectory) is { } folder ? this.FullPath(folder) : null;
        return new()
        {
            ConfigFile = named.Length > 0 ? string.Join(';', named) : null,
            EnvironmentConfigFile = Settings.Given(this.Variable(AlembicConfigLocator.Variable)) is { } file
                ? Path.GetFullPath(file, working ?? this.Project) : null,
            Section = Settings.Given(this.AlembicConfigSection) ?? "alembic",
            WorkingDirectory = working,
            ScriptLocation = Settings.Given(this.AlembicScriptLocation) is { } scripts ? this.Location(scripts) : null,
            VersionLocations = [.. Settings.List(this.AlembicVersionLocations).Select(this.Location)],
            RecursiveVersionLocations = Settings.Switch(nameof(this.AlembicRecursiveVersionLocations), this.AlembicRecursiveVersionLocations),
            VersionTable = Settings.Given(this.AlembicVersionTable),
            VersionTableSchema = Settings.Given(this.AlembicVersionTableSchema),
            UpgradeTarget = Settings.Word<UpgradeTarget>(nameof(this.AlembicUpgradeTarget), this.AlembicUpgradeTarget),
        };
    }

    /// <summary>
    /// The folder to look for the configuration from: the same for all projects that would find the same, which the project's own is not.
    /// </summary>
    /// <param name="settings">What <see cref="ReadAlembicSettings"/> made.</param>
    protected string SearchFolder(AlembicSettings settings) =>
        Path.GetDirectoryName(settings.ConfigFile?.Split(';')[0] ?? settings.EnvironmentConfigFile)
        ?? NearestFolder(this.Project)
        ?? this.Project;

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
