using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Guarding;

/// <summary>A team's deployment: development, production, and the folder with its Alembic history.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private static int number;

    private readonly string suffix = $"{Environment.ProcessId}_{Interlocked.Increment(ref number)}";

    private Deployment(TestDatabase development, TestDatabase production)
    {
        this.Development = development;
        this.Production = production;
        this.Folder = Directory.CreateTempSubdirectory("autonomos-deployment-").FullName;
        Directory.CreateDirectory(Path.Combine(this.Folder, ".git"));
        Directory.CreateDirectory(Path.Combine(this.Folder, "alembic", "versions"));
        File.WriteAllText(Path.Combine(this.Folder, "alembic.ini"), "[alembic]\nscript_location = %(here)s/alembic\n");
        this.SetUrls(development.Url, production.Url);
    }

    public TestDatabase Development { get; }

    public TestDatabase Production { get; }

    public string Folder { get; }

    public string DevelopmentVariable => $"DEVELOPMENT_{this.suffix}";

    public string ProductionVariable => $"PRODUCTION_{this.suffix}";

    public AuditRequest Request => new()
    {
        DevelopmentUrlVariable = this.DevelopmentVariable,
        ProductionUrlVariable = this.ProductionVariable,
        ProjectDirectory = this.Folder,
    };

    /// <summary>Two databases with one table each and a history of one empty baseline revision; nothing is stamped.</summary>
    public static async Task<Deployment> UntrackedAsync(PostgresFixture postgres) =>
        await UntrackedAsync(await postgres.CreateDatabaseAsync(), await postgres.CreateDatabaseAsync());

    /// <summary>The same on a server of the test's own.</summary>
    public static async Task<Deployment> UntrackedAsync(ITestServer server) =>
        await UntrackedAsync(await TestDatabase.CreateAsync(server, "development"), await TestDatabase.CreateAsync(server, "production"));

    private static async Task<Deployment> UntrackedAsync(TestDatabase development, TestDatabase production)
    {
        var deployment = new Deployment(development, production);
        deployment.AddRevision("5a9d6371e18c", null);
        await deployment.OnBothAsync("create table users (id integer primary key, email text not null)");
        return deployment;
    }

    /// <summary>The same, stamped on both sides.</summary>
    public static async Task<Deployment> TrackedAsync(PostgresFixture postgres) => await TrackedAsync(await UntrackedAsync(postgres));

    /// <summary>The same on a server of the test's own.</summary>
    public static async Task<Deployment> TrackedAsync(ITestServer server) => await TrackedAsync(await UntrackedAsync(server));

    /// <summary>The same in two databases that are there.</summary>
    public static async Task<Deployment> TrackedAsync(TestDatabase development, TestDatabase production) =>
        await TrackedAsync(await UntrackedAsync(development, production));

    private static async Task<Deployment> TrackedAsync(Deployment deployment)
    {
        await deployment.OnBothAsync(VersionTable("5a9d6371e18c"));
        return deployment;
    }

    /// <summary>SQL that makes a version table as Alembic does, with rows.</summary>
    public static string VersionTable(params string[] revisions) =>
        "create table alembic_version (version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num));"
        + string.Concat(revisions.Select(revision => $"insert into alembic_version values ('{revision}');"));

    public void SetUrls(string? development, string? production)
    {
        Environment.SetEnvironmentVariable(this.DevelopmentVariable, development);
        Environment.SetEnvironmentVariable(this.ProductionVariable, production);
    }

    /// <summary>Writes a revision file.</summary>
    /// <returns>Its full path; <c>upgrade</c> has its first statement in line 9.</returns>
    public string AddRevision(string revision, string? down, string upgrade = "pass", string? rest = null)
    {
        var file = Path.Combine(this.Folder, "alembic", "versions", $"{revision}_test.py");
        File.WriteAllText(
            file,
            $"from alembic import op\nimport sqlalchemy as sa\n\nrevision = '{revision}'\ndown_revision = {(down is null ? "None" : down.StartsWith('(') ? down : $"'{down}'")}\n{rest ?? "branch_labels = None"}\n\ndef upgrade():\n    {upgrade.ReplaceLineEndings("\n    ")}\n\n\ndef downgrade():\n    pass\n");
        return file;
    }

    /// <summary>Full path of the schema file of a revision.</summary>
    public string SchemaFile(string revision = "5a9d6371e18c") => Path.Combine(this.Folder, "alembic", "schema", $"{revision}.schema");

    public async Task OnBothAsync(string sql)
    {
        await this.Development.ExecuteAsync(sql);
        await this.Production.ExecuteAsync(sql);
    }

    public Task<AuditReport> AuditAsync(Func<AuditRequest, AuditRequest>? with = null) =>
        Audit.RunAsync(with is null ? this.Request : with(this.Request), CancellationToken.None);

    public Task<AuditReport> AuditAsync(UpgradeTarget target) => this.AuditAsync(request => request with { Alembic = request.Alembic with { UpgradeTarget = target } });

    public async ValueTask DisposeAsync()
    {
        this.SetUrls(null, null);
        Directory.Delete(this.Folder, recursive: true);
        await this.Development.DisposeAsync();
        await this.Production.DisposeAsync();
    }
}
