using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Configuration;

/// <summary>Where the revision files are, after the configuration file and the build's own settings have been read.</summary>
/// <param name="ConfigFile">Full path of the configuration file; null when there is none and the settings do without.</param>
/// <param name="ScriptLocation">Full path of the script location; null when the settings name the version locations themselves.</param>
/// <param name="VersionLocations">Full paths of the version locations that exist, each real folder once.</param>
/// <param name="Recursive">Whether folders inside them count.</param>
internal sealed record AlembicConfiguration(
    string? ConfigFile, string? ScriptLocation, IReadOnlyList<string> VersionLocations, bool Recursive)
{
    private const string TomlFile = "pyproject.toml";

    /// <summary>Full paths of the folders Python would import from: <c>prepend_sys_path</c>, then the working directory.</summary>
    public IReadOnlyList<string> ImportFolders { get; init; } = [];

    /// <summary>Reads the configuration.</summary>
    /// <param name="settings">What the build says; wins over the file.</param>
    /// <param name="projectDirectory">Full path.</param>
    /// <param name="findings">Takes warnings.</param>
    /// <exception cref="FindingException">It cannot be found, read or made sense of.</exception>
    public static AlembicConfiguration Read(AlembicSettings settings, string projectDirectory, ICollection<Finding> findings)
    {
        projectDirectory = Path.GetFullPath(projectDirectory);
        var file = FindFile(settings, projectDirectory);
        var ini = file is null || Path.GetFileName(file) == TomlFile ? null : IniFile.Read(file);
        RefuseToml(settings, file);
        var folder = settings.WorkingDirectory is { } given ? Path.GetFullPath(given, projectDirectory)
            : file is not null ? Path.GetDirectoryName(file)!
            : projectDirectory;
        var reader = new Reader(settings, projectDirectory, folder, ini);
        if (ini is not null && ini.Find(settings.Section, "sourceless") is ("true", var line))
        {
            throw new FindingException(DiagnosticCodes.SourcelessNotSupported.At(
                ini.Path, line, "sourceless = true makes Alembic load compiled files, which cannot be read here; build where the"
                    + " sources are and set it to false."));
        }

        var scripts = reader.ScriptLocation();
        return new AlembicConfiguration(file, scripts, reader.VersionLocations(scripts, findings), reader.Recursive())
        {
            ImportFolders = reader.ImportFolders(),
        };
    }

    private static string? FindFile(AlembicSettings settings, string projectDirectory)
    {
        if (settings.ConfigFile is { } given)
        {
            var path = Path.GetFullPath(given, projectDirectory);
            return File.Exists(path)
                ? path
                : throw new FindingException(DiagnosticCodes.ConfigurationNotFound.At(
                    $"AlembicConfigFile names {OneLine.Quote(path)}, which does not exist; correct the property, or leave it out to have"
                    + " the file found."));
        }

        var found = AlembicConfigLocator.Find(projectDirectory);
        return found is null && settings.ScriptLocation is null && settings.VersionLocations.Count == 0
            ? throw new FindingException(DiagnosticCodes.ConfigurationNotFound.At(
                "No alembic.ini, nor pyproject.toml with [tool.alembic], is in"
                + $" {OneLine.QuoteAll(AlembicConfigLocator.SearchedFolders(projectDirectory))};"
                + " set AlembicConfigFile to the configuration file, or AlembicScriptLocation to the folder that holds versions/."))
            : found;
    }

    // Alembic 1.16 and later read [tool.alembic] of a pyproject.toml beside the alembic.ini as well, key by key. TOML is not read here, so
    // whatever that table may decide has to be said by the build. A look for the keys anywhere in the file errs on the safe side.
    private static void RefuseToml(AlembicSettings settings, string? file)
    {
        var toml = file is null ? null : Path.Combine(Path.GetDirectoryName(file)!, TomlFile);
        if (toml is null || !File.Exists(toml) || (file != toml && !AlembicConfigLocator.HasAlembicTable(toml)))
        {
            return;
        }

        string text;
        try
        {
            text = File.ReadAllText(toml);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(
                DiagnosticCodes.ConfigurationNotReadable.At(toml, 0, "The file cannot be opened; let the build's user read it."));
        }

        string[] missing =
        [
            .. settings.ScriptLocation is null && settings.VersionLocations.Count == 0 && (file == toml || Says("script_location"))
                ? ["AlembicScriptLocation"] : Array.Empty<string>(),
            .. settings.VersionLocations.Count == 0 && Says("version_locations") ? ["AlembicVersionLocations"] : Array.Empty<string>(),
            .. settings.RecursiveVersionLocations is null && Says("recursive_version_locations") ? ["AlembicRecursiveVersionLocations"]
                : Array.Empty<string>(),
        ];
        if (missing.Length > 0 || Says("sourceless"))
        {
            throw new FindingException(DiagnosticCodes.ConfigurationNotReadable.At(
                toml,
                0,
                missing.Length > 0
                    ? $"Alembic is configured in {TomlFile}, which is not read yet;"
                        + $" say the same with {string.Join(" and ", missing)} in the project."
                    : $"{TomlFile} says sourceless, and compiled revision files cannot be read; remove it."));
        }

        bool Says(string key)
        {
            for (var at = text.IndexOf(key, StringComparison.Ordinal); at >= 0; at = text.IndexOf(key, at + 1, StringComparison.Ordinal))
            {
                if (at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '-'))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private sealed class Reader(AlembicSettings settings, string projectDirectory, string workingDirectory, IniFile? ini)
    {
        public bool Recursive() =>
            settings.RecursiveVersionLocations ?? ini?.Find(settings.Section, "recursive_version_locations") is ("true", _);

        public string? ScriptLocation()
        {
            var (value, line, isOverride) = settings.ScriptLocation is { } given ? (given, 0, true)
                : this.Option("script_location") is ({ Length: > 0 } written, var at) ? (written, at, false)
                : (null, 0, false);
            if (value is null)
            {
                return settings.VersionLocations.Count > 0
                    ? null
                    : throw new FindingException(DiagnosticCodes.ScriptLocationNotSet.At(
                        ini?.Path ?? projectDirectory,
                        0,
                        (ini is not null && !ini.HasSection(settings.Section)
                            ? $"The configuration has no section {OneLine.Quote(settings.Section)}"
                            : $"Section {OneLine.Quote(settings.Section)} has no script_location")
                        + "; set AlembicScriptLocation to the folder that holds versions/, or AlembicConfigSection to another section."));
            }

            var path = this.Resolve(value, line, isOverride);
            return Directory.Exists(path)
                ? path
                : throw this.Fail(
                    DiagnosticCodes.ScriptLocationNotFound,
                    line,
                    isOverride,
                    $"The script location {OneLine.Quote(value)} is {OneLine.Quote(path)}, which does not exist; relative paths start at "
                    + (isOverride ? "the project directory, correct AlembicScriptLocation."
                        : "the configuration file's folder, set AlembicWorkingDirectory if Alembic runs elsewhere."));
        }

        public IReadOnlyList<string> VersionLocations(string? scripts, ICollection<Finding> findings)
        {
            var isOverride = settings.VersionLocations.Count > 0;
            var (value, line) = isOverride ? (string.Empty, 0) : this.Option("version_locations");
            var named = isOverride ? settings.VersionLocations
                : value.Length > 0 ? LocationList.Split(ini!, settings.Section, value, ',', ' ')
                : [Path.Combine(scripts!, "versions")];
            var paths = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var location in named)
            {
                var path = this.Resolve(location, line, isOverride);
                if (Directory.Exists(path))
                {
                    paths.TryAdd(RealPath(path), path);
                }
                else
                {
                    findings.Add(this.Fail(
                        DiagnosticCodes.VersionLocationNotFound,
                        line,
                        isOverride,
                        $"The version location {OneLine.Quote(location)} is {OneLine.Quote(path)}, which does not exist and which Alembic"
                        + " skips in silence;"
                        + (location.Contains('\n', StringComparison.Ordinal) ? " it spans lines: set path_separator = newline."
                            : " correct it or take it out.")).Finding);
                }
            }

            return [.. paths.Values];
        }

        // Alembic refuses a list it cannot split, but only modules would be missed here: not worth a finding.
        public IReadOnlyList<string> ImportFolders()
        {
            try
            {
                return [.. this.SysPath(), workingDirectory];
            }
            catch (FindingException)
            {
                return [workingDirectory];
            }
        }

        // Two paths to one folder are one location; .NET resolves links one at a time only.
        private static string RealPath(string path)
        {
            var real = Path.GetPathRoot(path)!;
            foreach (var name in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
            {
                real = Path.Combine(real, name);
                real = Directory.ResolveLinkTarget(real, true)?.FullName ?? real;
            }

            return real;
        }

        private (string Value, int Line) Option(string name) => ini?.Find(settings.Section, name) ?? (string.Empty, 0);

        private string Resolve(string location, int line, bool isOverride)
        {
            if (location.Contains('\0', StringComparison.Ordinal))
            {
                throw this.Fail(
                    DiagnosticCodes.ConfigurationNotReadable, line, isOverride, "A location holds a NUL character; take it out.");
            }

            var start = isOverride ? projectDirectory : workingDirectory;
            if (!PackageLocation.Is(location))
            {
                return Path.GetFullPath(location, start);
            }

            string[] roots = [.. this.SysPath(), start, workingDirectory];
            return PackageLocation.Resolve(location, roots)
                ?? throw this.Fail(
                    DiagnosticCodes.PackageLocationNotResolved,
                    line,
                    isOverride,
                    $"The package of {OneLine.Quote(location)} is not in {OneLine.QuoteAll(roots.Distinct())}; set AlembicScriptLocation or"
                    + " AlembicVersionLocations to the folder itself.");
        }

        private IEnumerable<string> SysPath()
        {
            var prepended = this.Option("prepend_sys_path").Value;
            return (prepended.Length == 0 ? [] : LocationList.Split(ini!, settings.Section, prepended, ',', ' ', ':'))
                .Where(root => !root.Contains('\0', StringComparison.Ordinal))
                .Select(root => Path.GetFullPath(root, workingDirectory));
        }

        private FindingException Fail(DiagnosticDescriptor code, int line, bool isOverride, string message) =>
            new(ini is null || isOverride ? code.At(message) : code.At(ini.Path, line, message));
    }
}
