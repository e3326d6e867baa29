using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Upgrading;

/// <summary>The deployment step end to end, with Debian's Alembic.</summary>
public sealed class Upgrades(PostgresFixture postgres)
{
    private const string Phone = "op.add_column('users', sa.Column('phone', sa.Text()))";
    private const string PhoneSql = "alter table users add column phone text";

    [Fact]
    public async Task What_is_pending_is_applied_and_the_record_tells_it()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await deployment.AddAsync("aaaa11112222", "5a9d6371e18c", Phone, PhoneSql);

        var (result, told, looks) = await deployment.UpgradeAsync();

        Assert.Empty(result.Findings);
        Assert.Equal("aaaa11112222", await deployment.Production.VersionAsync());
        Assert.Equal(2, looks.Count);
        Assert.Empty(looks[1].Differences);
        Assert.Contains("Before:     5a9d6371e18c", result.Lines);
        Assert.Contains("Applied:    aaaa11112222", result.Lines);
        Assert.Contains("After:      aaaa11112222", result.Lines);
        Assert.Equal("✅ UPGRADED: production is at aaaa11112222", result.Lines[^1]);
        Assert.Contains(told, line => line.Contains("Running upgrade 5a9d6371e18c -> aaaa11112222", StringComparison.Ordinal));
        Assert.Contains("Running upgrade 5a9d6371e18c -> aaaa11112222", result.Text, StringComparison.Ordinal);

        var again = (await deployment.UpgradeAsync()).Result;
        Assert.Empty(again.Findings);
        Assert.Equal("✅ NOTHING TO UPGRADE: production is at the heads", again.Lines[^1]);
    }

    [Fact]
    public async Task What_the_guard_refuses_is_not_run()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await deployment.AddAsync("aaaa11112222", "5a9d6371e18c", "op.drop_column('users', 'email')", "alter table users drop column email");

        var (result, told, looks) = await deployment.UpgradeAsync();

        var refused = Assert.Single(result.Findings);
        Assert.Equal(DiagnosticCodes.UpgradeRefused, refused.Descriptor);
        Assert.Contains("AMB4002", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Assert.Single(looks).Findings, finding => finding.Code == "AMB4002");
        Assert.Empty(told);
        Assert.Equal("5a9d6371e18c", await deployment.Production.VersionAsync());
    }

    [Fact]
    public async Task Without_development_the_guard_cannot_vouch_and_says_so()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c", Phone);
        deployment.SetUrls(null, deployment.Production.Url);

        var (result, _, looks) = await deployment.UpgradeAsync();

        Assert.Equal(DiagnosticCodes.UpgradeRefused, Assert.Single(result.Findings).Descriptor);
        Assert.Contains(Assert.Single(looks).Findings, finding => finding.Descriptor == DiagnosticCodes.DevelopmentUrlNotSet);
        Assert.Equal("5a9d6371e18c", await deployment.Production.VersionAsync());
    }

    [Fact]
    public async Task A_revision_that_fails_leaves_production_where_it_was_and_is_named()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await deployment.AddAsync("aaaa11112222", "5a9d6371e18c", Phone, PhoneSql);
        await deployment.AddAsync("bbbb11112222", "aaaa11112222", "op.execute(\"insert into users values (1, 'taken')\")", "select 1");
        await deployment.Production.ExecuteAsync("insert into users values (1, 'there')");

        var result = (await deployment.UpgradeAsync()).Result;

        var failed = Assert.Single(result.Findings);
        Assert.Equal(DiagnosticCodes.AlembicFailed, failed.Descriptor);
        Assert.Contains("at aaaa11112222 -> bbbb11112222", failed.Message, StringComparison.Ordinal);
        Assert.Contains("UniqueViolation", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Applied: none; not applied: aaaa11112222, bbbb11112222", failed.Message, StringComparison.Ordinal);
        Assert.Equal("❌ UPGRADE FAILED", result.Lines[^1]);
        Assert.Equal("5a9d6371e18c", await deployment.Production.VersionAsync());
    }

    [Fact]
    public async Task With_a_transaction_for_each_revision_what_was_applied_before_the_failure_is_told()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres, "context.configure(connection=connection, transaction_per_migration=True)");
        await deployment.AddAsync("aaaa11112222", "5a9d6371e18c", Phone, PhoneSql);
        await deployment.AddAsync("bbbb11112222", "aaaa11112222", "op.execute(\"insert into users values (1, 'taken')\")", "select 1");
        await deployment.Production.ExecuteAsync("insert into users values (1, 'there')");

        var failed = Assert.Single((await deployment.UpgradeAsync()).Result.Findings);

        Assert.Contains("Applied: aaaa11112222; not applied: bbbb11112222", failed.Message, StringComparison.Ordinal);
        Assert.Contains("DbDowngrade", failed.Message, StringComparison.Ordinal);
        Assert.Equal("aaaa11112222", await deployment.Production.VersionAsync());
    }

    [Fact]
    public async Task A_half_done_autocommit_block_is_named()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await deployment.AddAsync(
            "aaaa11112222",
            "5a9d6371e18c",
            "with op.get_context().autocommit_block():\n    op.add_column('users', sa.Column('phone', sa.Text()))\n    op.execute(\"insert into users values (1, 'taken')\")",
            PhoneSql);
        await deployment.Production.ExecuteAsync("insert into users values (1, 'there')");

        var findings = (await deployment.UpgradeAsync()).Result.Findings;

        Assert.Equal([DiagnosticCodes.AlembicFailed, DiagnosticCodes.RevisionHalfDone], findings.Select(finding => finding.Descriptor));
        Assert.Contains("5a9d6371e18c -> aaaa11112222", findings[1].Message, StringComparison.Ordinal);
        Assert.Contains("column public.users.phone", findings[1].Message, StringComparison.Ordinal);
        Assert.Equal("5a9d6371e18c", await deployment.Production.VersionAsync());
    }

    [Fact]
    public async Task Exit_code_0_proves_nothing()
    {
        await using var deployment = await Deploying.DeployableAsync(
            postgres, "connection.begin()\n    context.configure(connection=connection)");
        await deployment.AddAsync("aaaa11112222", "5a9d6371e18c", Phone, PhoneSql);

        var incomplete = Assert.Single((await deployment.UpgradeAsync()).Result.Findings);

        Assert.Equal(DiagnosticCodes.UpgradeIncomplete, incomplete.Descriptor);
        Assert.Contains("does not commit", incomplete.Message, StringComparison.Ordinal);
        Assert.Equal("5a9d6371e18c", await deployment.Production.VersionAsync());
    }

    [Fact]
    public async Task A_lock_of_the_application_ends_the_upgrade_and_not_the_application()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await deployment.AddAsync("aaaa11112222", "5a9d6371e18c", Phone, PhoneSql);
        await using var application = await deployment.Production.OpenAsync();
        await using var reading = await application.BeginTransactionAsync();
        await using var select = new Npgsql.NpgsqlCommand("select from users", application);
        await select.ExecuteNonQueryAsync();

        var failed = Assert.Single((await deployment.UpgradeAsync()).Result.Findings);

        Assert.Contains("lock timeout", failed.Message, StringComparison.Ordinal);
        Assert.Equal("5a9d6371e18c", await deployment.Production.VersionAsync());
    }

    [Fact]
    public async Task A_run_that_is_stopped_leaves_no_session_and_tells_where_production_stands()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await deployment.AddAsync("aaaa11112222", "5a9d6371e18c", Phone + "\nop.execute('select pg_sleep(600)')", PhoneSql);

        var stopped = Assert.Single((await deployment.UpgradeAsync(request => request with { Driver = request.Driver with { Limit = TimeSpan.FromSeconds(5) } })).Result.Findings);
        Assert.Equal(DiagnosticCodes.AlembicStopped, stopped.Descriptor);
        Assert.Contains("AlembicTimeout", stopped.Message, StringComparison.Ordinal);
        Assert.Contains("Applied: none", stopped.Message, StringComparison.Ordinal);

        using var cancel = new CancellationTokenSource();
        var (cancelled, _, _) = await deployment.UpgradeAsync(tell: line =>
        {
            if (line.Contains("Running upgrade", StringComparison.Ordinal))
            {
                cancel.Cancel();
            }
        }, cancellationToken: cancel.Token);
        Assert.Contains("was cancelled", Assert.Single(cancelled.Findings).Message, StringComparison.Ordinal);
        Assert.Empty(await deployment.Production.QueryAsync("select query from pg_stat_activity where datname = current_database() and application_name like 'AutonomOS.Migrations Alembic %'"));
        Assert.Equal("5a9d6371e18c", await deployment.Production.VersionAsync());
    }

    [Fact]
    public async Task The_child_knows_production_by_one_variable_only_and_nothing_shows_its_password()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await deployment.AddAsync(
            "aaaa11112222",
            "5a9d6371e18c",
            Phone + "\nimport os\nprint([name for name, value in os.environ.items() if 'password-of-production' in value])\nprint(os.environ['AUTONOMOS_TEST_ALEMBIC_URL'])",
            PhoneSql);
        await deployment.Production.ExecuteAsync("do $$ begin create role deployer superuser login password 'password-of-production'; exception when duplicate_object then null; end $$");
        deployment.SetUrls(deployment.Development.Url, deployment.Production.UrlFor("deployer", "password-of-production"));

        var (result, told, _) = await deployment.UpgradeAsync();

        Assert.Empty(result.Findings);
        Assert.Contains($"['{Deploying.UrlVariable}']", told);
        Assert.DoesNotContain("password-of-production", result.Text + string.Join('\n', told), StringComparison.Ordinal);
        Assert.Contains(told, line => line.StartsWith("postgresql://deployer:***@", StringComparison.Ordinal));
    }
}
