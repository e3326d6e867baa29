using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Package.Tests.Infrastructure;

/// <summary>
/// Development and production with the same table, an Alembic history of one revision, and a folder for projects beside it.
/// Production is tracked, so that a publish passes, unless asked otherwise.
/// </summary>
public sealed class Scenario : IAsyncDisposable
{
    /// <summary>The only revision.</summary>
    public const string Head = "5a9d6371e18c";

    private const string Tracked = $"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)); INSERT INTO alembic_version VALUES ('{Head}');";

    private readonly ObservedServer server;
    private readonly PackedPackage package;

    private Scenario(PackedPackage package, ObservedServer server, string folder, TestDatabase development, TestDatabase production)
    {
        this.package = package;
        this.server = server;
        this.Folder = folder;
        this.Development = development;
        this.Production = production;
        this.Variables = new(package.Environment, StringComparer.Ordinal)
        {
            ["DATABASE_URL"] = development.Url,
            ["DATABASE_URL_PROD"] = production.Url,
        };
    }

    /// <summary>The folder of <c>alembic.ini</c> and the projects.</summary>
    public string Folder { get; }

    /// <summary>Development.</summary>
    public TestDatabase Development { get; }

    /// <summary>Production.</summary>
    public TestDatabase Production { get; }

    /// <summary>The environment of the commands.</summary>
    public Dictionary<string, string?> Variables { get; }

    /// <summary>How often anything of the package connected to production.</summary>
    public int Looks => this.server.Looks(this.Production);

    /// <summary>Full paths of all folders into which something was, or was about to be, published.</summary>
    public IReadOnlyList<string> PublishDirectories =>
        [.. Directory.GetDirectories(this.Folder, "*", SearchOption.AllDirectories).Where(folder => Path.GetFileName(folder) is "publish" or "PubTmp")];

    /// <summary>Whether a compiler ran.</summary>
    public bool Compiled => Directory.GetFiles(this.Folder, "*.dll", SearchOption.AllDirectories)
        .Any(file => file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    /// <summary>Makes the databases and the history.</summary>
    /// <param name="package">The package.</param>
    /// <param name="server">The server.</param>
    /// <param name="tracked">False for a production without a version table.</param>
    /// <param name="name">The end of the folder's name.</param>
    public static async Task<Scenario> CreateAsync(PackedPackage package, ObservedServer server, bool tracked = true, string name = "")
    {
        var development = await server.CreateDatabaseAsync();
        var production = await server.CreateDatabaseAsync();
        foreach (var database in (TestDatabase[])[development, production])
        {
            await database.ExecuteAsync("CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);");
        }

        await development.ExecuteAsync(Tracked);
        if (tracked)
        {
            await production.ExecuteAsync(Tracked);
        }

        var scenario = new Scenario(package, server, package.NewFolder(name), development, production);
        scenario.Write(".git/HEAD", "ref: refs/heads/main\n");
        scenario.Write("alembic.ini", "[alembic]\nscript_location = migrations\n");
        scenario.Write("migrations/env.py", "");
        scenario.Write("migrations/versions/users.py", $"revision = \"{Head}\"\ndown_revision = None\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n");
        return scenario;
    }

    /// <summary>Puts production under migrations, so that the next publish passes.</summary>
    public Task TrackAsync() => this.Production.ExecuteAsync(Tracked);

    /// <summary>Writes the usual application: <c>app.csproj</c> and one line of code.</summary>
    /// <param name="properties">Further properties, as XML.</param>
    /// <param name="framework"><c>TargetFramework</c> or <c>TargetFrameworks</c>, as XML.</param>
    /// <param name="items">Further items, as XML.</param>
    /// <param name="sdk">The project's SDK; that of web and worker applications knows more ways to publish.</param>
    public Scenario WithApplication(
        string properties = "", string framework = "<TargetFramework>net10.0</TargetFramework>", string items = "", string sdk = "Microsoft.NET.Sdk")
    {
        this.Write("app.csproj", this.package.Project(properties, framework, items, sdk));
        return this.Write("Program.cs", "System.Console.WriteLine(\"hello\");\n");
    }

    /// <summary>Writes a file.</summary>
    /// <param name="path">Relative path; its folders are made.</param>
    /// <param name="text">The text.</param>
    public Scenario Write(string path, string text)
    {
        var file = Path.Combine(this.Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    /// <summary>Whether a file or folder exists.</summary>
    /// <param name="path">Relative path.</param>
    public bool Has(string path) => Path.Exists(Path.Combine(this.Folder, path));

    /// <summary>Reads a file.</summary>
    /// <param name="path">Relative path.</param>
    public string Read(string path) => File.ReadAllText(Path.Combine(this.Folder, path));

    /// <summary>Runs <c>dotnet</c> in the folder.</summary>
    /// <param name="arguments">Its arguments.</param>
    public Task<Outcome> DotnetAsync(params string[] arguments) => Sdk.DotnetAsync(this.Folder, arguments, this.Variables);

    /// <summary>The command is refused because production is untracked: one look, one error, and nothing published.</summary>
    /// <param name="arguments">The arguments of <c>dotnet</c>.</param>
    public async Task<Outcome> RefusedAsync(params string[] arguments)
    {
        var before = this.Looks;
        var outcome = await this.DotnetAsync(arguments);
        Assert.True(outcome.ExitCode == 1, outcome.Output);
        Assert.True(outcome.Lines("error AMB1001") > 0 && outcome.Lines("❌ GUARD FAILED") > 0, outcome.Output);
        Assert.DoesNotContain("MSB4018", outcome.Output, StringComparison.Ordinal);
        Assert.True(this.Looks - before == 1, $"{this.Looks - before} looks:\n{outcome.Output}");
        Assert.Empty(this.PublishDirectories);
        return outcome;
    }

    /// <summary>The command passes after one look.</summary>
    /// <param name="arguments">The arguments of <c>dotnet</c>.</param>
    public async Task<Outcome> PassesAsync(params string[] arguments)
    {
        var before = this.Looks;
        var outcome = await this.DotnetAsync(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.True(outcome.Lines("✅ GUARD PASSED") > 0, outcome.Output);
        Assert.True(this.Looks - before == 1, $"{this.Looks - before} looks:\n{outcome.Output}");
        return outcome;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await this.Development.DisposeAsync();
        await this.Production.DisposeAsync();
    }
}
