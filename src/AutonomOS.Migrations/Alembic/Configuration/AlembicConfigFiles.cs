namespace AutonomOS.Migrations.Alembic.Configuration;

/// <summary>The configuration that Alembic would read, and where it would be run.</summary>
/// <param name="Ini">The INI file; null when there is none.</param>
/// <param name="Toml">The table of <c>pyproject.toml</c>; null when there is none.</param>
/// <param name="WorkingDirectory">Full path of the folder that relative paths start at.</param>
/// <param name="WorkingDirectoryOrigin">Why that folder, for messages.</param>
internal sealed record AlembicConfigFiles(IniFile? Ini, PyprojectTable? Toml, string WorkingDirectory, string WorkingDirectoryOrigin)
{
    /// <summary>Whether the build or <c>ALEMBIC_CONFIG</c> names the files, so that no other may be taken in their place.</summary>
    public bool IsNamed { get; init; }

    /// <summary>The script location where a convention tells it and no configuration does (Flask-Migrate); else null.</summary>
    public string? ScriptLocation { get; init; }

    /// <summary>Full path of the file that is shown as the configuration; null when there is none.</summary>
    public string? Path => this.Ini?.Path ?? this.Toml?.Path;
}
