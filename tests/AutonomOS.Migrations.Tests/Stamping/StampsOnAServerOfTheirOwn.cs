using System.Text.RegularExpressions;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Connections;
using AutonomOS.Migrations.Tests.Guarding;

namespace AutonomOS.Migrations.Tests.Stamping;

/// <summary>What the server saw of a stamp, and what is left when the server or the stamp dies on the way.</summary>
public sealed partial class StampsOnAServerOfTheirOwn
{
    [Fact]
    public async Task The_server_s_log_has_no_DROP_no_DELETE_and_no_UPDATE()
    {
        await using var cluster = await LocalCluster.StartAsync(["log_statement = 'all'", "log_line_prefix = '%a|'"]);
        await using var deployment = await Deployment.UntrackedAsync(cluster);

        Assert.Empty((await Stamps.StampAsync(deployment)).Findings);
        Assert.Empty((await Stamps.StampAsync(deployment)).Findings);

        var ours = (await File.ReadAllLinesAsync(cluster.LogFile))
            .SkipWhile(line => !line.StartsWith("AutonomOS.Migrations.Build|", StringComparison.Ordinal))
            .Where(line => !line.StartsWith('|'))
            .ToList();
        Assert.Contains(ours, line => line.Contains("CREATE TABLE", StringComparison.Ordinal));
        Assert.Contains(ours, line => line.Contains("INSERT INTO", StringComparison.Ordinal));
        Assert.DoesNotContain(ours, line => Destructive().IsMatch(line));
    }

    [Theory]
    [InlineData("before the table is made", "create event trigger die on ddl_command_start execute function die_on_event()")]
    [InlineData("after the table is made", "create event trigger die on ddl_command_end execute function die_on_event()")]
    [InlineData("at the row", "create event trigger arm on ddl_command_end execute function arm()")]
    [InlineData("at the commit", "create event trigger arm on ddl_command_end execute function arm()")]
    public async Task A_crash_leaves_the_database_as_it_was(string when, string trap)
    {
        await using var cluster = await LocalCluster.StartAsync();
        await using var deployment = await Deployment.UntrackedAsync(cluster);
        await deployment.Production.ExecuteAsync(
            $"""
            create function die_on_event() returns event_trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); end $$;
            create function die() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
            create function arm() returns event_trigger language plpgsql as $$ begin
              if to_regclass('public.alembic_version') is not null and not exists (select from pg_trigger where tgname = 'die') then
                {(when == "at the row"
                    ? "create trigger die before insert on public.alembic_version for each row execute function public.die();"
                    : "create constraint trigger die after insert on public.alembic_version deferrable initially deferred for each row execute function public.die();")}
              end if; end $$;
            {trap};
            """);

        var result = await Stamps.StampAsync(deployment);

        Assert.Equal(when == "at the commit" ? "AMB5012" : "AMB0015", Assert.Single(result.Findings).Code);
        Assert.Equal(["True"], await deployment.Production.QueryAsync("select to_regclass('alembic_version') is null"));
    }

    [Fact]
    public async Task A_standby_is_refused()
    {
        await using var primary = await LocalCluster.StartAsync();
        await using var deployment = await Deployment.UntrackedAsync(primary);
        await using var standby = await primary.StartStandbyAsync();
        deployment.SetUrls(null, On(standby, deployment.Production));

        Assert.Equal("AMB5005", Assert.Single((await Stamps.StampAsync(deployment)).Findings).Code);
    }

    [Fact]
    public async Task A_standby_of_production_is_not_taken_for_development()
    {
        await using var primary = await LocalCluster.StartAsync();
        await using var deployment = await Deployment.TrackedAsync(primary);
        await using var standby = await primary.StartStandbyAsync();
        deployment.SetUrls(On(standby, deployment.Production), deployment.Production.Url);

        Assert.Equal("AMB0005", Assert.Single((await Stamps.StampAsync(deployment)).Findings).Code);
        Assert.Equal("AMB0005", Assert.Single((await deployment.AuditAsync()).Findings).Code);

        deployment.SetUrls(deployment.Production.Url, On(standby, deployment.Production));
        Assert.Equal("AMB0005", Assert.Single((await deployment.AuditAsync()).Findings).Code);

        // The standby's copy of development is another database than production's.
        deployment.SetUrls(deployment.Development.Url, On(standby, deployment.Production));
        Assert.True((await deployment.AuditAsync()).Passed);
    }

    [Fact]
    public async Task Through_a_pooler_in_transaction_mode_no_lock_is_left_however_a_stamp_ends()
    {
        await using var cluster = await LocalCluster.StartAsync();
        await using var deployment = await Deployment.UntrackedAsync(cluster);
        await using var pooler = await Pooler.StartAsync(cluster, "transaction");
        deployment.SetUrls(null, $"postgresql://postgres:postgres@127.0.0.1:{pooler.Port}/{deployment.Production.Name}");
        const string Locks = "select count(*) from pg_locks where locktype = 'advisory'";

        Assert.Empty((await Stamps.StampAsync(deployment, dryRun: true)).Findings);
        Assert.Equal(["0"], await deployment.Production.QueryAsync(Locks));
        Assert.Equal("AMB5002", Assert.Single((await Stamps.StampAsync(deployment, baseline: "ffff")).Findings).Code);
        Assert.Empty((await Stamps.StampAsync(deployment)).Findings);
        Assert.Equal(["0"], await deployment.Production.QueryAsync(Locks));
        Assert.Empty((await Stamps.StampAsync(deployment)).Findings);
        Assert.Equal(["0"], await deployment.Production.QueryAsync(Locks));
    }

    private static string On(LocalCluster cluster, TestDatabase database) => $"postgresql://postgres:postgres@127.0.0.1:{cluster.Port}/{database.Name}";

    [GeneratedRegex(@"\b(DROP|DELETE|UPDATE|TRUNCATE|ALTER)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Destructive();
}
