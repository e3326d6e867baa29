using AutonomOS.Migrations.Alembic.Configuration;
using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Alembic.Python;
using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic;

/// <summary>Everything the files of an Alembic environment tell: configuration, revisions, graph, and what is wrong with them.</summary>
public sealed class AlembicHistory
{
    // env.py may widen it, the default is VARCHAR(32) (ddl/impl.py version_table_impl).
    private const int DefaultColumnWidth = 32;

    private readonly IReadOnlyList<RevisionFile> files;

    private AlembicHistory(
        AlembicConfiguration? configuration, IReadOnlyList<RevisionFile> files, RevisionGraph? graph, IReadOnlyList<Finding> findings)
    {
        this.ConfigFile = configuration?.ConfigFile;
        this.ScriptLocation = configuration?.ScriptLocation;
        this.VersionLocations = configuration?.VersionLocations ?? [];
        this.WorkingDirectory = configuration?.WorkingDirectory;
        this.CommandOptions = configuration?.CommandOptions ?? [];
        this.files = files;
        this.Graph = graph;
        this.Findings = findings;
    }

    /// <summary>Full path of the configuration file; null when there is none.</summary>
    public string? ConfigFile { get; }

    /// <summary>Full path of the script location; null when it was not needed or not found.</summary>
    public string? ScriptLocation { get; }

    /// <summary>Full paths of the version locations that exist.</summary>
    public IReadOnlyList<string> VersionLocations { get; }

    /// <summary>Full path of the folder that Alembic is run in; null when the configuration could not be read.</summary>
    public string? WorkingDirectory { get; }

    /// <summary>What <c>alembic</c>, run there, has to be given before its command to read the same configuration.</summary>
    public IReadOnlyList<string> CommandOptions { get; }

    /// <summary>The graph of all revisions that could be read; null when there is none.</summary>
    public RevisionGraph? Graph { get; }

    /// <summary>What is wrong, in the order configuration, files, graph.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Whether the graph may be decided upon: there is one, and no finding is an error.</summary>
    public bool IsTrusted => this.Graph is not null && !this.Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>Reads an environment. Touches files only; never throws for what they hold.</summary>
    /// <param name="settings">What the build says of the configuration.</param>
    /// <param name="projectDirectory">Full path of the project's folder, where looking for the configuration begins.</param>
    public static AlembicHistory Load(AlembicSettings settings, string projectDirectory)
    {
        var findings = new List<Finding>();
        AlembicConfiguration configuration;
        try
        {
            configuration = AlembicConfiguration.Read(settings, projectDirectory, findings);
        }
        catch (FindingException failure)
        {
            findings.Add(failure.Finding);
            return new AlembicHistory(null, [], null, findings);
        }

        var modules = PythonModules.Under(
            configuration.ScriptLocation is { } scripts ? [.. configuration.ImportFolders, scripts] : configuration.ImportFolders,
            AlembicConfigLocator.SearchedFolders);
        var files = RevisionFolder.Read(configuration.VersionLocations, configuration.Recursive, modules, findings);
        if (files.Count == 0)
        {
            if (!findings.Any(finding => finding.Severity == Severity.Error))
            {
                findings.Add(DiagnosticCodes.NoRevisions.At(
                    "There is no revision file in "
                    + (configuration.VersionLocations.Count > 0 ? OneLine.QuoteAll(configuration.VersionLocations) : "any version location")
                    + "; create the baseline with: alembic revision -m \"baseline\", or correct the version locations."));
            }

            return new AlembicHistory(configuration, files, null, findings);
        }

        var graph = RevisionGraph.Link(files, findings);
        findings.AddRange(TooLong(files, DefaultColumnWidth, new HashSet<string>()));
        return new AlembicHistory(configuration, files, graph, findings);
    }

    /// <summary>The history of which nothing could be read.</summary>
    /// <param name="why">What kept it from being read.</param>
    public static AlembicHistory Unread(Finding why) => new(null, [], null, [why]);

    /// <summary>The same history, its identifiers held against the version column of a database instead of Alembic's VARCHAR(32).</summary>
    /// <param name="characters">Width of the column; null when it has no limit.</param>
    /// <param name="applied">
    /// Rows of that database. What they follow need not fit any more, and is a warning: only a database that is made anew will need it.
    /// </param>
    public AlembicHistory ForColumn(int? characters, IReadOnlyList<string>? applied = null) => this.Told(
    [
        .. this.Findings.Where(finding => finding.Descriptor != DiagnosticCodes.RevisionIdentifierTooLong),
        .. characters is { } width ? TooLong(this.files, width, this.Passed(applied)) : [],
    ]);

    /// <summary>The same history where no database is looked at: whether an identifier is too long is a warning then.</summary>
    public AlembicHistory WithoutDatabase() => this.Told([.. this.Findings.Select(finding =>
        finding.Descriptor == DiagnosticCodes.RevisionIdentifierTooLong ? finding.As(Severity.Warning) : finding)]);

    private static IEnumerable<Finding> TooLong(IEnumerable<RevisionFile> files, int characters, IReadOnlySet<string> passed) =>
        from file in files
        let finding = RevisionDefects.OfWidth(file, characters)
        where finding is not null
        select passed.Contains(file.Revision) ? finding.As(Severity.Warning) : finding;

    // Rows that no file has say nothing of what was passed.
    private IReadOnlySet<string> Passed(IReadOnlyList<string>? applied) =>
        this.Graph is { } graph && applied is { Count: > 0 } && applied.All(graph.Contains)
            ? graph.Closure(applied)
            : new HashSet<string>();

    private AlembicHistory Told(IReadOnlyList<Finding> findings) => new(
        new AlembicConfiguration(this.ConfigFile, this.ScriptLocation, this.VersionLocations, false)
        {
            WorkingDirectory = this.WorkingDirectory,
            CommandOptions = this.CommandOptions,
        },
        this.files,
        this.Graph,
        findings);
}
