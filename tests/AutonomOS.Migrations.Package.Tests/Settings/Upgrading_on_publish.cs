using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Settings;

public sealed class Upgrading_on_publish(PackedPackage package, ObservedServer server)
{
    private const string EnvPy =
        """
        import os
        from alembic import context
        from sqlalchemy import create_engine

        with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """;

    [Fact]
    public async Task A_publish_brings_the_start_script_along_and_is_followed_by_the_upgrade_once_when_asked()
    {
        await using var scenario = await Scenario.CreateAsync(package, server);
        scenario.WithApplication("<DbStartScript>true</DbStartScript><AlembicCommand>/usr/bin/alembic</AlembicCommand>");
        scenario.Write("migrations/env.py", EnvPy);
        Revision(scenario, "aaaa11112222", Scenario.Head, "op.add_column('users', sa.Column('phone', sa.Text()))");
        await scenario.Development.ExecuteAsync("ALTER TABLE users ADD COLUMN phone text; UPDATE alembic_version SET version_num = 'aaaa11112222'");

        var plain = await scenario.PassesAsync("publish");
        Assert.DoesNotContain("UPGRADE", plain.Output, StringComparison.Ordinal);
        var published = Assert.Single(scenario.PublishDirectories);

        var switchedOff = await StartAsync(scenario, published, ("DISABLE_AUTO_MIGRATIONS", "true"));
        Assert.True(switchedOff.ExitCode == 0, switchedOff.Output);
        Assert.True(switchedOff.Lines("DISABLE_AUTO_MIGRATIONS is on") == 1 && switchedOff.Lines("hello") == 1, switchedOff.Output);
        Assert.Equal([Scenario.Head], await VersionAsync(scenario));

        var upgraded = await scenario.DotnetAsync("publish", "--no-build", "-p:DbUpgradeOnPublish=true");
        Assert.True(upgraded.ExitCode == 0, upgraded.Output);
        Assert.True(upgraded.Lines("✅ UPGRADED: production is at aaaa11112222") == 1, upgraded.Output);
        Assert.Equal(["aaaa11112222"], await VersionAsync(scenario));
        Assert.Contains("Applied:    aaaa11112222", scenario.Read("ops/db_audit/upgrade.txt"), StringComparison.Ordinal);

        var nothing = await scenario.DotnetAsync("publish", "--no-build", "-p:DbUpgradeOnPublish=true", "-p:IsPublishable=false");
        Assert.True(nothing.ExitCode == 0, nothing.Output);
        Assert.DoesNotContain("UPGRADE", nothing.Output, StringComparison.Ordinal);

        var started = await StartAsync(scenario, published);
        Assert.True(started.ExitCode == 0, started.Output);
        Assert.True(started.Lines("the database is at aaaa11112222") == 1 && started.Lines("hello") == 1, started.Output);

        Revision(scenario, "bbbb11112222", "aaaa11112222", "op.execute('select 1/0')");
        var failed = await StartAsync(scenario, published);
        Assert.True(failed.ExitCode == 1, failed.Output);
        Assert.True(failed.Lines("the application is not started") == 1 && failed.Lines("hello") == 0, failed.Output);
        Assert.Equal(["aaaa11112222"], await VersionAsync(scenario));
    }

    private static void Revision(Scenario scenario, string revision, string down, string upgrade) => scenario.Write(
        $"migrations/versions/{revision}.py",
        $"from alembic import op\nimport sqlalchemy as sa\nrevision = '{revision}'\ndown_revision = '{down}'\n\n\ndef upgrade():\n    {upgrade}\n\n\ndef downgrade():\n    pass\n");

    private static Task<Outcome> StartAsync(Scenario scenario, string published, params (string Name, string Value)[] more)
    {
        var variables = new Dictionary<string, string?>(scenario.Variables, StringComparer.Ordinal)
        {
            ["DATABASE_URL"] = scenario.Production.Url,
            ["ALEMBIC_DIRECTORY"] = scenario.Folder,
            ["ALEMBIC_PYTHON"] = "/usr/bin/python3",
        };
        foreach (var (name, value) in more)
        {
            variables[name] = value;
        }

        // By its own first line, as a host does: it has to be executable.
        return Sdk.RunAsync(Path.Combine(published, "start-migrations.sh"), published, ["dotnet", "app.dll"], variables);
    }

    private static Task<IReadOnlyList<string?>> VersionAsync(Scenario scenario) => scenario.Production.QueryAsync("select version_num from alembic_version");
}
