using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Upgrading;

namespace AutonomOS.Migrations.Tests.Upgrading;

public sealed class Several_deployments_at_once(PostgresFixture postgres)
{
    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public async Task One_applies_the_others_find_nothing_to_do_and_data_is_applied_once(int number)
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await deployment.AddAsync(
            "aaaa11112222",
            "5a9d6371e18c",
            "with op.get_context().autocommit_block():\n    op.execute(\"insert into users select 1 + count(*), 'applied' from users\")\n    op.create_index('concurrent', 'users', ['email'], postgresql_concurrently=True)",
            "create index concurrent on users (email)");

        var runs = await Task.WhenAll(Enumerable.Range(0, number).Select(_ => Task.Run(() => deployment.UpgradeAsync())));

        Assert.All(runs, run => Assert.Empty(run.Result.Findings));
        Assert.Single(runs, run => run.Result.Lines[^1] == "✅ UPGRADED: production is at aaaa11112222");
        Assert.Equal(number - 1, runs.Count(run => run.Result.Lines[^1].StartsWith("✅ NOTHING TO UPGRADE", StringComparison.Ordinal)));
        Assert.Equal(["applied"], await deployment.Production.QueryAsync("select email from users"));
        Assert.Equal("aaaa11112222", await deployment.Production.VersionAsync());
    }

    [Fact]
    public async Task While_one_migrates_nothing_of_ours_keeps_a_snapshot_that_its_statements_would_wait_for()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await deployment.AddAsync("aaaa11112222", "5a9d6371e18c", "op.add_column('users', sa.Column('phone', sa.Text()))", "alter table users add column phone text");
        var looked = new TaskCompletionSource();
        var waits = new TaskCompletionSource();
        Task<(UpgradeResult Result, IReadOnlyList<string> Told, IReadOnlyList<AuditReport> Looks)>? second = null;

        var first = await deployment.UpgradeAsync(tell: line =>
        {
            if (line.StartsWith("Running 'alembic", StringComparison.Ordinal))
            {
                second = Task.Run(() => deployment.UpgradeAsync(tell: _ =>
                {
                    waits.TrySetResult();
                    looked.Task.Wait();
                }));
                waits.Task.Wait();
                try
                {
                    Assert.Equal(
                        ["idle in transaction, no snapshot", "idle, no transaction, no snapshot"],
                        deployment.Production.QueryAsync(
                            """
                            select concat_ws(', ', state, case when xact_start is null then 'no transaction' end, coalesce('snapshot ' || backend_xmin, 'no snapshot'))
                            from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'AutonomOS.Migrations.Build'
                            """).GetAwaiter().GetResult().Order(StringComparer.Ordinal));
                }
                finally
                {
                    looked.SetResult();
                }
            }
        });

        Assert.Empty(first.Result.Findings);
        Assert.Equal("✅ NOTHING TO UPGRADE: production is at the heads", (await second!).Result.Lines[^1]);
    }

    [Fact]
    public async Task Whoever_waits_says_for_whom_and_gives_up_in_time()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await using var other = await deployment.Production.OpenAsync();
        await using var take = new Npgsql.NpgsqlCommand($"set application_name = 'start script'; select pg_advisory_lock({MigrationLock.Key})", other);
        await take.ExecuteNonQueryAsync();

        var (result, told, looks) = await deployment.UpgradeAsync(request => request with { LockTimeout = TimeSpan.FromSeconds(1) });

        var refused = Assert.Single(result.Findings);
        Assert.Equal(DiagnosticCodes.MigrationInProgress, refused.Descriptor);
        Assert.Empty(looks);
        var waiting = Assert.Single(told);
        Assert.Contains($"process {other.ProcessID}, role ***, application start script, since 2", waiting, StringComparison.Ordinal);
        Assert.Contains($"process {other.ProcessID}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_Alembic_whose_starter_was_killed_is_waited_for()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        var orphan = await deployment.Production.OpenAsync();
        await using (var name = new Npgsql.NpgsqlCommand("set application_name = 'AutonomOS.Migrations Alembic 0123456789abcdef'", orphan))
        {
            await name.ExecuteNonQueryAsync();
        }

        var (result, told, _) = await deployment.UpgradeAsync(tell: _ => orphan.Close());

        Assert.Empty(result.Findings);
        Assert.Contains("AutonomOS.Migrations Alembic 0123456789abcdef", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_lock_is_lost_Alembic_is_stopped()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await deployment.AddAsync("aaaa11112222", "5a9d6371e18c", "op.execute('select pg_sleep(600)')", "select 1");

        var (result, _, _) = await deployment.UpgradeAsync(tell: line =>
        {
            if (line.Contains("Running upgrade", StringComparison.Ordinal))
            {
                deployment.Production.ExecuteAsync(
                    $"select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database()) and classid::bigint = {MigrationLock.Key} >> 32")
                    .GetAwaiter().GetResult();
            }
        });

        var lost = Assert.Single(result.Findings);
        Assert.Equal(DiagnosticCodes.MigrationLockLost, lost.Descriptor);
        Assert.Contains("Applied: none", lost.Message, StringComparison.Ordinal);
        Assert.Equal("5a9d6371e18c", await deployment.Production.VersionAsync());
    }
}
