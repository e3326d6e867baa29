using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Configuration;

/// <summary>Where the revision files are, after the configuration and the build's own settings have been read.</summary>
/// <param name="ConfigFile">Full path of the configuration file; null when there is none and the settings do without.</param>
/// <param name="ScriptLocation">Full path of the script location; null when the settings name the version locations themselves.</param>
/// <param name="VersionLocations">Full paths of the version locations that exist, each real folder once, in the order given.</param>
/// <param name="Recursive">Whether folders inside them count.</param>
internal sealed record AlembicConfiguration(
    string? ConfigFile, string? ScriptLocation, IReadOnlyList<string> VersionLocations, bool Recursive)
{
    /// <summary>Full paths of the folders Python would import from: <c>prepend_sys_path</c>, then the working directory.</summary>
    public IReadOnlyList<string> ImportFolders { get; init; } = [];

    /// <summary>Full path of the folder that Alembic is run in; null when nothing was read.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// What <c>alembic</c>, run there, has to be given before its command to read the same: <c>-c</c> for a file it would not find by
    /// itself, <c>-n</c> for another section. Empty where Flask-Migrate passes on what no file says.
    /// </summary>
    public IReadOnlyList<string> CommandOptions { get; init; } = [];

    /// <summary>Reads the configuration.</summary>
    /// <param name="settings">What the build says; wins over the files.</param>
    /// <param name="projectDirectory">Full path.</param>
    /// <param name="findings">Takes warnings.</param>
    /// <exception cref="FindingException">It cannot be found, read or made sense of.</exception>
    public static AlembicConfiguration Read(AlembicSettings settings, string projectDirectory, ICollection<Finding> findings)
    {
        projectDirectory = Path.GetFullPath(projectDirectory);
        var files = AlembicConfigLocator.Locate(settings, projectDirectory);
        var options = new AlembicOptions(files.Ini, settings.Section, files.Toml);
        if (settings.ScriptLocation is null && settings.VersionLocations.Count == 0 && options.Text("script_location") is null)
        {
            files = AlembicConfigLocator.FlaskMigrate(files, settings, projectDirectory)
                ?? throw NoScriptLocation(files, settings, projectDirectory);
            options = new AlembicOptions(files.Ini, settings.Section, files.Toml);
        }

        if (options.Switch("sourceless") is (true, var file, var line))
        {
            throw new FindingException(DiagnosticCodes.SourcelessNotSupported.At(
                file!, line, "sourceless = true makes Alembic load compiled files, which cannot be read here; build where the"
                    + " sources are and set it to false."));
        }

        var recursive = settings.RecursiveVersionLocations ?? options.Switch("recursive_version_locations").IsOn;
        var reader = new Locations(settings, projectDirectory, files, options);
        var scripts = reader.Scripts();
        return new AlembicConfiguration(files.Path, scripts, reader.Versions(scripts, findings), recursive)
        {
            ImportFolders = reader.ImportFolders(),
            WorkingDirectory = files.WorkingDirectory,
            CommandOptions = files.ScriptLocation is not null ? [] : OptionsFor(files, settings.Section),
        };
    }

    private static IReadOnlyList<string> OptionsFor(AlembicConfigFiles files, string section)
    {
        var named = new[] { files.Ini?.Path, files.Toml?.Path }.OfType<string>()
            .Where(path => path != Path.Combine(files.WorkingDirectory, "alembic.ini") && path != Path.Combine(files.WorkingDirectory, "pyproject.toml"));
        return [.. named.SelectMany(path => new[] { "-c", path }), .. section == "alembic" ? (string[])[] : ["-n", section]];
    }

    private static FindingException NoScriptLocation(AlembicConfigFiles files, AlembicSettings settings, string projectDirectory)
    {
        const string Remedy = "set AlembicScriptLocation to the folder that holds versions/";
        if (files is { Path: null, IsNamed: true })
        {
            return new(DiagnosticCodes.ScriptLocationNotSet.At($"The pyproject.toml that is named has no [tool.alembic]; {Remedy}."));
        }

        if (files.Path is null)
        {
            return new(DiagnosticCodes.ConfigurationNotFound.At(
                "No alembic.ini, nor pyproject.toml with [tool.alembic], is in"
                + $" {OneLine.QuoteAll(AlembicConfigLocator.SearchedFolders(projectDirectory))}, nor a migrations/ with env.py and"
                + $" versions/; set AlembicConfigFile to the configuration file, or {Remedy[4..]}."));
        }

        var section = OneLine.Quote(settings.Section);
        return new(DiagnosticCodes.ScriptLocationNotSet.At(
            files.Path,
            0,
            (files.Ini is null ? "[tool.alembic] has no script_location"
                : (files.Ini.HasSection(settings.Section), files.Toml is not null) switch
                {
                    (true, false) => $"Section {section} has no script_location",
                    (true, true) => $"Neither section {section} nor [tool.alembic] has a script_location",
                    (false, false) => $"The configuration has no section {section}",
                    (false, true) => $"The configuration has no section {section}, and [tool.alembic] has no script_location",
                })
            + $"; {Remedy}, or AlembicConfigSection to another section."));
    }

    private sealed class Locations(
        AlembicSettings settings, string projectDirectory, AlembicConfigFiles files, AlembicOptions options)
    {
        private IReadOnlyList<AlembicText>? sysPath;

        public string? Scripts()
        {
            var given = settings.ScriptLocation is { } property ? new AlembicText(property, null, 0)
                : files.ScriptLocation is { } found ? new AlembicText(found, files.Path, 0)
                : options.Text("script_location");
            if (given is not { } location)
            {
                return null;
            }

            if (location.File is not null)
            {
                // Alembic reads it in any case, and so refuses what is wrong with it in any case.
                _ = this.SysPath();
            }

            var path = this.Resolve(location);
            return Directory.Exists(path)
                ? path
                : throw Fail(
                    DiagnosticCodes.ScriptLocationNotFound,
                    location,
                    $"The script location {OneLine.Quote(location.Value)} is {OneLine.Quote(path)}, which {Missing(path)}; "
                    + this.Start(location) + ".");
        }

        public List<string> Versions(string? scripts, ICollection<Finding> findings)
        {
            var named = settings.VersionLocations.Count > 0
                ? [.. settings.VersionLocations.Select(location => new AlembicText(location, null, 0))]
                : options.List("version_locations", LocationList.Rule.VersionLocations)
                    ?? [new AlembicText(Path.Combine(scripts!, "versions"), files.Path, 0)];
            var paths = new List<string>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var location in named)
            {
                var path = this.Resolve(location);
                if (location.Value.Length == 0)
                {
                    findings.Add(Fail(
                        DiagnosticCodes.EmptyVersionLocation,
                        location,
                        $"version_locations has an empty item, which Alembic takes for its working directory {OneLine.Quote(path)}; take"
                        + " the doubled, leading or trailing separator out.").Finding);
                }

                if (!Directory.Exists(path))
                {
                    findings.Add(Fail(
                        DiagnosticCodes.VersionLocationNotFound,
                        location,
                        $"The version location {OneLine.Quote(location.Value)} is {OneLine.Quote(path)}, which {Missing(path)} and which"
                        + " Alembic skips in silence; "
                        + (location.Value.Contains('\n', StringComparison.Ordinal) ? "it spans lines: set path_separator = newline."
                            : "correct it or take it out (" + this.Start(location) + ").")).Finding);
                }
                else if (RealPath(path) is var real && seen.Add(real))
                {
                    // Two locations can lead to one file, and only real paths tell.
                    paths.Add(named.Count > 1 ? real : path);
                }
            }

            return paths;
        }

        private static string Missing(string path) => File.Exists(path) ? "is a file" : "does not exist";

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

        private static FindingException Fail(DiagnosticDescriptor code, AlembicText location, string message) =>
            new(location.File is null ? code.At(message) : code.At(location.File, location.Line, message));

        // A list that cannot be split costs no more than modules that are not found: not worth a finding.
        public IReadOnlyList<string> ImportFolders()
        {
            try
            {
                return
                [
                    .. this.SysPath().Where(root => !root.Value.Contains('\0', StringComparison.Ordinal))
                        .Select(root => Path.GetFullPath(root.Value, files.WorkingDirectory)),
                    files.WorkingDirectory,
                ];
            }
            catch (FindingException)
            {
                return [files.WorkingDirectory];
            }
        }

        private IReadOnlyList<AlembicText> SysPath() =>
            this.sysPath ??= options.List("prepend_sys_path", LocationList.Rule.SysPath) ?? [];

        private string Start(AlembicText location) =>
            location.File is null
            ? $"a relative path starts at the project directory {OneLine.Quote(projectDirectory)}, correct the property"
            : $"relative paths start at {OneLine.Quote(files.WorkingDirectory)} ({files.WorkingDirectoryOrigin})";

        private string Resolve(AlembicText location)
        {
            if (location.Value.Contains('\0', StringComparison.Ordinal))
            {
                throw Fail(DiagnosticCodes.ConfigurationNotReadable, location, "A location holds a NUL character; take it out.");
            }

            var start = location.File is null ? projectDirectory : files.WorkingDirectory;
            if (!PackageLocation.Is(location.Value))
            {
                return Path.GetFullPath(location.Value, start);
            }

            string[] roots =
            [
                .. this.SysPath().Select(root => Path.GetFullPath(root.Value, files.WorkingDirectory)),
                start,
                files.WorkingDirectory,
            ];
            return PackageLocation.Resolve(location.Value, roots)
                ?? throw Fail(
                    DiagnosticCodes.PackageLocationNotResolved,
                    location,
                    $"The package of {OneLine.Quote(location.Value)} is not in {OneLine.QuoteAll(roots.Distinct())}; set"
                    + " AlembicScriptLocation or AlembicVersionLocations to the folder itself.");
        }
    }
}
