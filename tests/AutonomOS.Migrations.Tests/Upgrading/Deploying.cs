using System.Collections.Concurrent;
using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Guarding;
using AutonomOS.Migrations.Upgrading;

namespace AutonomOS.Migrations.Tests.Upgrading;

/// <summary>A deployment with Debian's Alembic: <c>env.py</c> as its template has it, development at the heads.</summary>
internal static class Deploying
{
    /// <summary>The variable that <c>env.py</c> reads: no other test's.</summary>
    public const string UrlVariable = "AUTONOMOS_TEST_ALEMBIC_URL";

    public const string Configure = "context.configure(connection=connection)";

    public static string EnvPy(string configure = Configure) =>
        $"""
        import logging, os, sys
        from alembic import context
        from sqlalchemy import create_engine

        logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s [%(name)s] %(message)s")
        engine = create_engine(os.environ["{UrlVariable}"])
        with engine.connect() as connection:
            {configure}
            with context.begin_transaction():
                context.run_migrations()
        """;

    /// <summary>A tracked deployment whose <c>env.py</c> works.</summary>
    public static async Task<Deployment> DeployableAsync(PostgresFixture postgres, string configure = Configure)
    {
        var deployment = await Deployment.TrackedAsync(postgres);
        await File.WriteAllTextAsync(Path.Combine(deployment.Folder, "alembic", "env.py"), EnvPy(configure));
        return deployment;
    }

    /// <summary>Adds a revision and brings development to it by hand.</summary>
    public static async Task AddAsync(this Deployment deployment, string revision, string down, string upgrade, string development, string downgrade = "pass")
    {
        var file = deployment.AddRevision(revision, down, upgrade);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace(
            "def downgrade():\n    pass", $"def downgrade():\n    {downgrade.ReplaceLineEndings("\n    ")}", StringComparison.Ordinal));
        await deployment.Development.ExecuteAsync($"{development}; update alembic_version set version_num = '{revision}'");
    }

    public static UpgradeRequest Request(this Deployment deployment) =>
        new(deployment.Request, AlembicDriver.Default with { Command = "/usr/bin/alembic", UrlVariable = UrlVariable }, TimeSpan.FromMinutes(5));

    public static async Task<(UpgradeResult Result, IReadOnlyList<string> Told, IReadOnlyList<AuditReport> Looks)> UpgradeAsync(
        this Deployment deployment, Func<UpgradeRequest, UpgradeRequest>? with = null, Action<string>? tell = null, CancellationToken cancellationToken = default)
    {
        var told = new ConcurrentQueue<string>();
        var looks = new List<AuditReport>();
        var request = deployment.Request();
        var result = await Upgrade.RunAsync(
            with?.Invoke(request) ?? request,
            line =>
            {
                told.Enqueue(line);
                tell?.Invoke(line);
            },
            looks.Add,
            cancellationToken);
        return (result, [.. told], looks);
    }

    public static async Task<string?> VersionAsync(this TestDatabase database) =>
        string.Join(',', await database.QueryAsync("select version_num from alembic_version order by 1"));
}
