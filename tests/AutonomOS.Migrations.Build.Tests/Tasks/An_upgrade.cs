using AutonomOS.Migrations.Build.Tests.Infrastructure;
using AutonomOS.Migrations.Testing;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build.Tests.Tasks;

public sealed class An_upgrade(PostgresFixture postgres)
{
    private const string Tracked = "create table alembic_version (version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num)); ";

    [Fact]
    public async Task Guards_runs_the_teams_Alembic_streams_what_it_prints_and_leaves_a_record()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await development.ExecuteAsync(Tracked + "insert into alembic_version values ('aaaa11112222'); create table users (id integer)");
        await production.ExecuteAsync(Tracked + "insert into alembic_version values ('5a9d6371e18c')");
        using var build = new InProcessBuild();
        EnvironmentOf(build.Folder, "op.create_table('users', sa.Column('id', sa.Integer()))");
        build.Variables[$"DEV_{production.Name}"] = development.Url;
        build.Variables[$"PROD_{production.Name}"] = production.Url;
        var properties = new Dictionary<string, string>
        {
            ["DbDevelopmentUrlVariable"] = $"DEV_{production.Name}",
            ["DbProductionUrlVariable"] = $"PROD_{production.Name}",
            ["AlembicCommand"] = "/usr/bin/alembic",
            ["AlembicUrlVariable"] = "URL_OF_THE_TEAM",
        };

        Assert.True(await build.RunAsync("DbUpgrade", properties), string.Join('\n', build.Errors.Select(error => error.Message)));

        var messages = build.Messages.Select(message => message.Message).ToList();
        Assert.InRange(messages.IndexOf("✅ GUARD PASSED"), 0, messages.IndexOf("printed by env.py") - 1);
        Assert.Contains("✅ UPGRADED: production is at aaaa11112222", messages);
        var record = await File.ReadAllTextAsync(Path.Combine(build.Folder, "ops/db_audit/upgrade.txt"));
        Assert.Contains("Applied:    aaaa11112222\n", record, StringComparison.Ordinal);
        Assert.Contains("  printed by env.py\n", record, StringComparison.Ordinal);
        Assert.Contains("\"pending\": []", await File.ReadAllTextAsync(Path.Combine(build.Folder, "ops/db_audit/audit.json")), StringComparison.Ordinal);
        Assert.Equal(["aaaa11112222"], await production.QueryAsync("select version_num from alembic_version"));

        Assert.False(await build.RunAsync("DbUpgrade", new Dictionary<string, string>(properties) { ["AlembicCommand"] = "./nowhere" }));
        Assert.Equal("AMB6001", Assert.Single(build.Errors).Code);
        Assert.StartsWith("❌ UPGRADE FAILED\nAMB6001 ", await File.ReadAllTextAsync(Path.Combine(build.Folder, "ops/db_audit/upgrade.txt")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DbUpgradeOnPublish", "perhaps")]
    [InlineData("DbStartScript", "yes")]
    [InlineData("DbUpgradeLockTimeout", "0")]
    [InlineData("AlembicTimeout", "soon")]
    [InlineData("AlembicLockTimeout", "-1")]
    [InlineData("AlembicUrlVariable", "postgresql://h/d")]
    public async Task Refuses_a_property_that_cannot_be(string property, string value)
    {
        using var build = new InProcessBuild();
        Assert.False(await build.RunAsync("DbUpgrade", new Dictionary<string, string> { [property] = value }));
        var error = Assert.Single(build.Errors);
        Assert.Equal("AMB0007", error.Code);
        Assert.StartsWith(property, error.Message, StringComparison.Ordinal);
    }

    /// <summary>An Alembic environment of a baseline and one revision, which reads <c>URL_OF_THE_TEAM</c>.</summary>
    internal static void EnvironmentOf(string folder, string upgrade, string downgrade = "pass")
    {
        var versions = Directory.CreateDirectory(Path.Combine(folder, "migrations", "versions")).FullName;
        File.WriteAllText(Path.Combine(folder, "alembic.ini"), "[alembic]\nscript_location = %(here)s/migrations\n");
        File.WriteAllText(
            Path.Combine(folder, "migrations", "env.py"),
            "import os\nfrom alembic import context\nfrom sqlalchemy import create_engine\nprint('printed by env.py')\n"
            + "with create_engine(os.environ['URL_OF_THE_TEAM']).connect() as connection:\n    context.configure(connection=connection)\n"
            + "    with context.begin_transaction():\n        context.run_migrations()\n");
        File.WriteAllText(
            Path.Combine(versions, "baseline.py"), "revision = '5a9d6371e18c'\ndown_revision = None\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n");
        File.WriteAllText(
            Path.Combine(versions, "users.py"),
            $"from alembic import op\nimport sqlalchemy as sa\nrevision = 'aaaa11112222'\ndown_revision = '5a9d6371e18c'\n\n\ndef upgrade():\n    {upgrade}\n\n\ndef downgrade():\n    {downgrade}\n");
    }
}
