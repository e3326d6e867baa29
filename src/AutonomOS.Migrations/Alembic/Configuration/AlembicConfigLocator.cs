using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Configuration;

/// <summary>
/// Finds the configuration as <c>alembic</c> does (<c>config.py CommandLine._inis_from_config</c>): named files first, then
/// <c>ALEMBIC_CONFIG</c>, then an <c>alembic.ini</c> and a <c>pyproject.toml</c> of one folder. Alembic takes its working directory for
/// that folder; a build starts in a project's folder, which most often lies below, so here it is the nearest one upwards.
/// </summary>
public static class AlembicConfigLocator
{
    /// <summary>The environment variable that Alembic takes a configuration file from.</summary>
    public const string Variable = "ALEMBIC_CONFIG";

    private const string IniName = "alembic.ini";
    private const string TomlName = "pyproject.toml";
    private const string Remedy = "; set AlembicWorkingDirectory if Alembic runs elsewhere";

    /// <summary>
    /// The nearest folder in which the search could end. A search that starts there finds what one from the project directory finds, so
    /// that projects of one environment can ask the same. No file is parsed.
    /// </summary>
    /// <param name="projectDirectory">Full path.</param>
    /// <returns>Full path; null when there is no such folder.</returns>
    public static string? NearestFolder(string projectDirectory) =>
        SearchedFolders(projectDirectory).FirstOrDefault(folder =>
            File.Exists(Path.Combine(folder, IniName))
            || PyprojectTable.MayBeIn(Path.Combine(folder, TomlName))
            || IsEnvironment(Path.Combine(folder, "migrations")));

    /// <summary>
    /// The folders that are searched, nearest first: up to the one that holds <c>.git</c> (a folder, or a file in a work tree or
    /// submodule); only the project directory when none does, as there is no telling where somebody else's files begin.
    /// </summary>
    /// <param name="projectDirectory">Full path.</param>
    public static IReadOnlyList<string> SearchedFolders(string projectDirectory)
    {
        var folders = new List<string>();
        for (var folder = new DirectoryInfo(Path.GetFullPath(projectDirectory)); folder is not null; folder = folder.Parent)
        {
            folders.Add(folder.FullName);
            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
            {
                return folders;
            }
        }

        return [folders[0]];
    }

    /// <summary>Finds and reads the configuration.</summary>
    /// <param name="settings">What the build says.</param>
    /// <param name="projectDirectory">Full path.</param>
    /// <returns>What was found; without any file when there is none.</returns>
    /// <exception cref="FindingException">A named file does not exist, or a file cannot be read.</exception>
    internal static AlembicConfigFiles Locate(AlembicSettings settings, string projectDirectory)
    {
        var given = Given(settings, projectDirectory);
        var (ini, toml) = Named(settings, projectDirectory, given);
        if (ini is not null || toml is not null)
        {
            // Alembic looks for the one that is not named in its working directory.
            var beside = given ?? Path.GetDirectoryName(ini ?? toml)!;
            return Read(ini ?? Existing(beside, IniName), toml ?? Existing(beside, TomlName), given) with { IsNamed = true };
        }

        foreach (var searched in SearchedFolders(projectDirectory).Prepend(given).OfType<string>())
        {
            var files = Read(Existing(searched, IniName), Existing(searched, TomlName), given);
            if (files.Path is not null)
            {
                return files;
            }
        }

        return given is not null
            ? new(null, null, given, "AlembicWorkingDirectory")
            : new(null, null, projectDirectory, "the project directory" + Remedy);
    }

    /// <summary>
    /// The environment of Flask-Migrate, which passes its folder to Alembic as script location and keeps an <c>alembic.ini</c> without one
    /// in it: the folder of a configuration that was found, or else the nearest <c>migrations/</c> with <c>env.py</c> and
    /// <c>versions/</c>. Flask-Migrate reads no <c>pyproject.toml</c>, and runs where its folder lies.
    /// </summary>
    /// <param name="files">What <see cref="Locate"/> found.</param>
    /// <param name="settings">What the build says.</param>
    /// <param name="projectDirectory">Full path.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="FindingException">Its configuration cannot be read.</exception>
    internal static AlembicConfigFiles? FlaskMigrate(AlembicConfigFiles files, AlembicSettings settings, string projectDirectory)
    {
        var own = files.Ini is { } ini ? Path.GetDirectoryName(ini.Path)! : null;
        var scripts = own is not null && IsEnvironment(own) ? own
            : files.IsNamed ? null
            : SearchedFolders(projectDirectory).Select(folder => Path.Combine(folder, "migrations")).FirstOrDefault(IsEnvironment);
        if (scripts is null)
        {
            return null;
        }

        var given = Given(settings, projectDirectory);
        var found = scripts == own ? files with { Toml = null } : Read(Existing(scripts, IniName), null, given);
        return found with
        {
            ScriptLocation = scripts,
            WorkingDirectory = given ?? Path.GetDirectoryName(scripts)!,
            WorkingDirectoryOrigin = given is not null ? found.WorkingDirectoryOrigin
                : "the folder that holds Flask-Migrate's " + Path.GetFileName(scripts) + Remedy,
        };
    }

    private static string? Given(AlembicSettings settings, string projectDirectory) =>
        settings.WorkingDirectory is { } folder ? Path.GetFullPath(folder, projectDirectory) : null;

    private static AlembicConfigFiles Read(string? ini, string? toml, string? workingDirectory)
    {
        var table = toml is null ? null : PyprojectTable.Read(toml);
        return new(
            ini is null ? null : IniFile.Read(ini),
            table,
            workingDirectory ?? Path.GetDirectoryName(ini ?? toml) ?? string.Empty,
            workingDirectory is null ? "the configuration file's folder" + Remedy : "AlembicWorkingDirectory");
    }

    private static (string? Ini, string? Toml) Named(AlembicSettings settings, string projectDirectory, string? workingDirectory)
    {
        string? ini = null;
        string? toml = null;
        var parts = settings.ConfigFile?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        foreach (var path in parts.Select(part => Path.GetFullPath(part, projectDirectory)))
        {
            ref var one = ref IsToml(path) ? ref toml : ref ini;
            if (one is not null)
            {
                throw new FindingException(DiagnosticCodes.PropertyInvalid.At(
                    $"AlembicConfigFile names {OneLine.Quote(one)} and {OneLine.Quote(path)}; name one ini file, one {TomlName}, or one of"
                    + " each separated by ';'."));
            }

            one = File.Exists(path)
                ? path
                : throw new FindingException(DiagnosticCodes.ConfigurationNotFound.At(
                    $"AlembicConfigFile names {OneLine.Quote(path)}, which does not exist; correct the property, or leave it out to have"
                    + " the file found."));
        }

        if (settings.EnvironmentConfigFile is { Length: > 0 } variable)
        {
            var path = Path.GetFullPath(variable, workingDirectory ?? projectDirectory);
            ref var one = ref IsToml(path) ? ref toml : ref ini;
            one ??= File.Exists(path)
                ? path
                : throw new FindingException(DiagnosticCodes.ConfigurationNotFound.At(
                    $"The environment variable {Variable} names {OneLine.Quote(path)}, which does not exist (a relative value starts at "
                    + (workingDirectory is null ? "the project directory" : "AlembicWorkingDirectory")
                    + "); correct or unset it, or set AlembicConfigFile, which wins over it."));
        }

        return (ini, toml);
    }

    private static bool IsToml(string path) => Path.GetFileName(path) == TomlName;

    private static string? Existing(string folder, string name) =>
        Path.Combine(folder, name) is var path && File.Exists(path) ? path : null;

    private static bool IsEnvironment(string folder) =>
        File.Exists(Path.Combine(folder, "env.py")) && Directory.Exists(Path.Combine(folder, "versions"));
}
