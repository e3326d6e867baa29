namespace AutonomOS.Migrations.Alembic;

/// <summary>Which command the team deploys with.</summary>
public enum UpgradeTarget
{
    /// <summary><c>alembic upgrade head</c>: refuses several heads.</summary>
    Head,

    /// <summary><c>alembic upgrade heads</c>.</summary>
    Heads,
}

/// <summary>Where an Alembic environment is, as far as the build says; what is null is read from the configuration.</summary>
public sealed record AlembicSettings
{
    /// <summary>Full path of <c>alembic.ini</c> or <c>pyproject.toml</c>; null to look for it.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The main section of the configuration. Default <c>alembic</c>.</summary>
    public string Section { get; init; } = "alembic";

    /// <summary>The folder that relative paths start from; null for the configuration file's folder.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Overrides <c>script_location</c>.</summary>
    public string? ScriptLocation { get; init; }

    /// <summary>Overrides <c>version_locations</c>; empty for what the configuration says.</summary>
    public IReadOnlyList<string> VersionLocations { get; init; } = [];

    /// <summary>Overrides <c>recursive_version_locations</c>.</summary>
    public bool? RecursiveVersionLocations { get; init; }

    /// <summary>The version table's name; null for <c>alembic_version</c>, found in the database.</summary>
    public string? VersionTable { get; init; }

    /// <summary>The version table's schema; null for what the role's search path finds.</summary>
    public string? VersionTableSchema { get; init; }

    /// <summary>Which command the team deploys with. Default <see cref="UpgradeTarget.Head"/>.</summary>
    public UpgradeTarget UpgradeTarget { get; init; }
}
