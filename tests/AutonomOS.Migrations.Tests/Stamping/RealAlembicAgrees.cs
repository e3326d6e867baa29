using System.Diagnostics;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Guarding;

namespace AutonomOS.Migrations.Tests.Stamping;

/// <summary>After a stamp the team's own Alembic goes on from the baseline (Debian's package).</summary>
public sealed class RealAlembicAgrees(PostgresFixture postgres)
{
    private const string EnvPy =
        """
        import os
        from alembic import context
        from sqlalchemy import create_engine

        engine = create_engine(os.environ["DATABASE_URL"])
        with engine.connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """;

    [Fact]
    public async Task Current_is_the_baseline_and_upgrade_head_applies_what_is_pending_and_nothing_else()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c", "op.add_column('users', sa.Column('phone', sa.Text()))");
        await File.WriteAllTextAsync(Path.Combine(deployment.Folder, "alembic", "env.py"), EnvPy);
        await deployment.Production.ExecuteAsync("insert into users values (1, 'kept')");

        Assert.Empty((await Stamps.StampAsync(deployment)).Findings);

        Assert.Contains("5a9d6371e18c", await AlembicAsync(deployment, "current"), StringComparison.Ordinal);
        await AlembicAsync(deployment, "upgrade", "head");
        Assert.Contains("aaaa11112222 (head)", await AlembicAsync(deployment, "current"), StringComparison.Ordinal);
        Assert.Equal(["kept"], await deployment.Production.QueryAsync("select email from users where phone is null"));

        await deployment.Development.ExecuteAsync("alter table users add column phone text; " + Deployment.VersionTable("aaaa11112222"));
        Assert.True((await deployment.AuditAsync()).Passed);
    }

    private static async Task<string> AlembicAsync(Deployment deployment, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-m", "alembic", .. arguments])
        {
            WorkingDirectory = deployment.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DATABASE_URL"] = deployment.Production.Url;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await error);
        return output;
    }
}
