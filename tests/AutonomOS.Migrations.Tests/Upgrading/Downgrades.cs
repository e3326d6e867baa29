using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Guarding;
using AutonomOS.Migrations.Upgrading;

namespace AutonomOS.Migrations.Tests.Upgrading;

/// <summary>The way back, with Debian's Alembic.</summary>
public sealed class Downgrades(PostgresFixture postgres)
{
    [Fact]
    public async Task What_would_be_undone_is_shown_and_done_only_when_the_database_is_named()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await AddPhoneAsync(deployment, "op.drop_column('users', 'phone')\nop.execute(f'drop table {1 + 1}')");

        foreach (var confirmed in (string?[])[null, "production", "true", deployment.Production.Name + " "])
        {
            var (refused, told) = await RunAsync(deployment, "-1", confirmed);

            var finding = Assert.Single(refused.Findings);
            Assert.Equal(DiagnosticCodes.DowngradeNotConfirmed, finding.Descriptor);
            Assert.Contains($"-p:DbDowngradeConfirm={deployment.Production.Name}.", finding.Message, StringComparison.Ordinal);
            Assert.Equal("❌ NOT DOWNGRADED", refused.Lines[^1]);
            Assert.Equal("aaaa11112222", await deployment.Production.VersionAsync());
            Assert.Equal("Would undo 1, in this order:", told[0]);
            Assert.StartsWith("  aaaa11112222 (/", told[1], StringComparison.Ordinal);
            Assert.Equal("    line 13: drop_column users.phone", told[2]);
            Assert.StartsWith("    line 14: ", told[3], StringComparison.Ordinal);
            Assert.Equal(4, told.Count);
        }
    }

    [Fact]
    public async Task One_step_and_then_to_the_base()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await AddPhoneAsync(deployment, "op.drop_column('users', 'phone')");

        var (step, told) = await RunAsync(deployment, "-1", deployment.Production.Name);

        Assert.Empty(step.Findings);
        Assert.Contains("To:         5a9d6371e18c (DbDowngradeTo=-1)", step.Lines);
        Assert.Contains("Undone:     aaaa11112222", step.Lines);
        Assert.Equal("✅ DOWNGRADED: production is at 5a9d6371e18c", step.Lines[^1]);
        Assert.Contains(told, line => line.Contains("Running downgrade aaaa11112222 -> 5a9d6371e18c", StringComparison.Ordinal));
        Assert.Equal("5a9d6371e18c", await deployment.Production.VersionAsync());
        Assert.Empty(await deployment.Production.QueryAsync("select attname from pg_attribute where attname = 'phone'"));

        var (nothing, _) = await RunAsync(deployment, "5a9d", null);
        Assert.Empty(nothing.Findings);
        Assert.Equal("✅ NOTHING TO DOWNGRADE: production is at 5a9d6371e18c", nothing.Lines[^1]);

        var (rest, _) = await RunAsync(deployment, "base", deployment.Production.Name);
        Assert.Empty(rest.Findings);
        Assert.Contains("    does nothing to the database, so what upgrade() did stays", rest.Lines);
        Assert.Equal("✅ DOWNGRADED: production is at base", rest.Lines[^1]);
        Assert.Equal("", await deployment.Production.VersionAsync());

        var (unplaced, _) = await RunAsync(deployment, "base", deployment.Production.Name);
        Assert.Equal(DiagnosticCodes.DowngradeTargetUnknown, Assert.Single(unplaced.Findings).Descriptor);
    }

    [Theory]
    [InlineData(null, "DbDowngradeTo is not set")]
    [InlineData("ffff", "ffff")]
    [InlineData("bbbb11112222", "has not applied")]
    [InlineData("+1", "goes down")]
    [InlineData("-7", "not that many")]
    [InlineData("--sql", "--sql")]
    public async Task What_is_no_revision_to_go_down_to_is_refused(string? to, string why)
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        deployment.AddRevision("bbbb11112222", "5a9d6371e18c");

        var (result, told) = await RunAsync(deployment, to, deployment.Production.Name);

        var refused = Assert.Single(result.Findings);
        Assert.Equal(DiagnosticCodes.DowngradeTargetUnknown, refused.Descriptor);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Empty(told);
        Assert.Equal("5a9d6371e18c", await deployment.Production.VersionAsync());
    }

    [Theory]
    [InlineData("a1", "a2", "b1,c1")]
    [InlineData("5a9d6371e18c", "a1,a2,b1,c1", "5a9d6371e18c")]
    [InlineData("base", "5a9d6371e18c,a1,a2,b1,c1", "")]
    [InlineData("b1", "", "a2,b1,c1")]
    public async Task On_branches_the_plan_is_what_Alembic_does(string to, string undone, string rows)
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        deployment.AddRevision("a1", "5a9d6371e18c");
        deployment.AddRevision("a2", "a1");
        deployment.AddRevision("b1", "5a9d6371e18c");
        deployment.AddRevision("c1", null, rest: "depends_on = 'a1'");
        await deployment.Production.ExecuteAsync("truncate alembic_version; insert into alembic_version values ('a2'), ('b1'), ('c1')");

        var (result, _) = await RunAsync(deployment, to, deployment.Production.Name);

        Assert.Empty(result.Findings);
        Assert.Equal(
            undone,
            string.Join(',', result.Lines.Where(line => line.StartsWith("Undone:     ", StringComparison.Ordinal)).SelectMany(line => line[12..].Split(", ")).Order(StringComparer.Ordinal)));
        Assert.Equal(rows, await deployment.Production.VersionAsync());
    }

    [Fact]
    public async Task A_failure_tells_what_was_undone_until_then_and_exit_code_0_proves_nothing()
    {
        await using var failing = await Deploying.DeployableAsync(postgres, "context.configure(connection=connection, transaction_per_migration=True)");
        await AddPhoneAsync(failing, "op.drop_column('users', 'phone')");
        await failing.AddAsync("bbbb11112222", "aaaa11112222", "pass", "select 1");
        await failing.Production.ExecuteAsync("update alembic_version set version_num = 'bbbb11112222'; alter table users drop column phone");

        var failed = Assert.Single((await RunAsync(failing, "5a9d6371e18c", failing.Production.Name)).Result.Findings);

        Assert.Equal(DiagnosticCodes.AlembicFailed, failed.Descriptor);
        Assert.Contains("UndefinedColumn", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Undone: bbbb11112222; not undone: aaaa11112222.", failed.Message, StringComparison.Ordinal);
        Assert.Equal("aaaa11112222", await failing.Production.VersionAsync());

        await using var silent = await Deploying.DeployableAsync(postgres, "connection.begin()\n    context.configure(connection=connection)");
        await AddPhoneAsync(silent, "op.drop_column('users', 'phone')");

        var incomplete = Assert.Single((await RunAsync(silent, "-1", silent.Production.Name)).Result.Findings);

        Assert.Equal(DiagnosticCodes.UpgradeIncomplete, incomplete.Descriptor);
        Assert.Contains("not undone: aaaa11112222", incomplete.Message, StringComparison.Ordinal);
        Assert.Equal("aaaa11112222", await silent.Production.VersionAsync());
    }

    private static async Task AddPhoneAsync(Deployment deployment, string downgrade)
    {
        await deployment.AddAsync(
            "aaaa11112222", "5a9d6371e18c", "op.add_column('users', sa.Column('phone', sa.Text()))", "alter table users add column phone text", downgrade);
        await deployment.Production.ExecuteAsync("alter table users add column phone text; update alembic_version set version_num = 'aaaa11112222'");
    }

    private static async Task<(UpgradeResult Result, IReadOnlyList<string> Told)> RunAsync(Deployment deployment, string? to, string? confirmed)
    {
        var told = new List<string>();
        return (await Downgrade.RunAsync(deployment.Request(), to, confirmed, told.Add, CancellationToken.None), told);
    }
}
