namespace AutonomOS.Migrations.Alembic;

/// <summary>Which argument the team deploys with.</summary>
public enum UpgradeTarget
{
    /// <summary><c>alembic upgrade head</c>: Alembic refuses when there are several heads.</summary>
    Head,

    /// <summary><c>alembic upgrade heads</c>: several heads are wanted.</summary>
    Heads,
}

/// <summary>
/// What the build says of Alembic's configuration. All of it is optional: what is null or empty is read from the configuration file, and
/// what is given wins over the file. Relative paths are relative to the project directory, as every MSBuild path is.
/// </summary>
public sealed record AlembicSettings
{
    /// <summary>
    /// The configuration file, or an ini file and a <c>pyproject.toml</c> separated by <c>;</c> as with <c>alembic -c</c> given twice; null
    /// to look for the nearest (<see cref="Configuration.AlembicConfigLocator"/>).
    /// </summary>
    public string? ConfigFile { get; init; }

    /// <summary>
    /// The value of the environment variable <c>ALEMBIC_CONFIG</c>, relative to <see cref="WorkingDirectory"/> or else to the project
    /// directory; null when it is not set. <see cref="ConfigFile"/> wins over it for a file of the same kind.
    /// </summary>
    public string? EnvironmentConfigFile { get; init; }

    /// <summary>The main section of the configuration file, as in <c>alembic -n</c>. Default <c>alembic</c>.</summary>
    public string Section { get; init; } = "alembic";

    /// <summary>
    /// The folder Alembic is run in: relative paths of the configuration start there, and a configuration in it is preferred to the nearest
    /// one. Null for the folder of the configuration file, or the project directory when there is no such file.
    /// </summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The script location, as a path or <c>package:folder</c>; null for what the configuration says.</summary>
    public string? ScriptLocation { get; init; }

    /// <summary>The version locations, each a path or <c>package:folder</c>; empty for what the configuration says.</summary>
    public IReadOnlyList<string> VersionLocations { get; init; } = [];

    /// <summary>Whether folders inside the version locations count; null for what the configuration says.</summary>
    public bool? RecursiveVersionLocations { get; init; }

    /// <summary>The version table's name; null for <c>alembic_version</c>, and found by its shape when there is none of that
    /// name.</summary>
    public string? VersionTable { get; init; }

    /// <summary>The version table's schema; null to find it.</summary>
    public string? VersionTableSchema { get; init; }

    /// <summary>What the team deploys with. Default <see cref="UpgradeTarget.Head"/>.</summary>
    public UpgradeTarget UpgradeTarget { get; init; }
}
