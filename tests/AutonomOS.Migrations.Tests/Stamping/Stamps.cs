using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Stamping;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Guarding;

namespace AutonomOS.Migrations.Tests.Stamping;

/// <summary>What StampBaseline writes, and what it refuses.</summary>
public sealed class Stamps(PostgresFixture postgres)
{
    private const string Rows = "select version_num from alembic_version order by 1";
    private const string Exists = "select to_regclass('alembic_version') is not null";

    [Fact]
    public async Task An_untracked_production_gets_the_table_as_Alembic_makes_it_and_one_row()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);

        var result = await StampAsync(deployment);

        Assert.Empty(result.Findings);
        Assert.Equal(["5a9d6371e18c"], await deployment.Production.QueryAsync(Rows));
        Assert.Equal(
            ["character varying(32)|true|alembic_version_pkc|PRIMARY KEY (version_num)"],
            await deployment.Production.QueryAsync(
                """
                select format_type(a.atttypid, a.atttypmod) || '|' || a.attnotnull || '|' || c.conname || '|' || pg_get_constraintdef(c.oid)
                from pg_attribute a join pg_constraint c on c.conrelid = a.attrelid and c.contype = 'p'
                where a.attrelid = 'alembic_version'::regclass and a.attnum > 0
                """));
        Assert.Contains(deployment.Production.Name, result.Text, StringComparison.Ordinal);
        Assert.Contains("no version table", result.Text, StringComparison.Ordinal);
        Assert.Contains("5a9d6371e18c", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stamping_again_succeeds_says_so_and_writes_nothing()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await StampAsync(deployment);
        var before = await deployment.Production.QueryAsync("select xmin::text || ctid::text from alembic_version");

        var result = await StampAsync(deployment);

        Assert.Empty(result.Findings);
        Assert.Contains("Already", result.Text, StringComparison.Ordinal);
        Assert.Equal(before, await deployment.Production.QueryAsync("select xmin::text || ctid::text from alembic_version"));
    }

    [Fact]
    public async Task An_empty_version_table_is_filled()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.Production.ExecuteAsync(Deployment.VersionTable());

        Assert.Empty((await StampAsync(deployment)).Findings);
        Assert.Equal(["5a9d6371e18c"], await deployment.Production.QueryAsync(Rows));
    }

    [Fact]
    public async Task Another_revision_is_an_unexpected_version_and_is_never_forced()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c");
        await deployment.Production.ExecuteAsync(Deployment.VersionTable("aaaa11112222"));

        var finding = await RefusedAsync(deployment, "AMB5001");

        Assert.Contains("alembic history", finding.Message, StringComparison.Ordinal);
        Assert.Equal(["aaaa11112222"], await deployment.Production.QueryAsync(Rows));
    }

    [Fact]
    public async Task A_dry_run_says_what_it_would_do_and_writes_nothing()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);

        var result = await StampAsync(deployment, dryRun: true);

        Assert.Empty(result.Findings);
        Assert.Contains("ry run", result.Text, StringComparison.Ordinal);
        Assert.Equal(["False"], await deployment.Production.QueryAsync(Exists));
    }

    [Fact]
    public async Task A_database_without_a_single_table_is_refused()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.Production.ExecuteAsync("drop table users");

        await RefusedAsync(deployment, "AMB5004");
    }

    [Fact]
    public async Task A_read_only_server_is_refused()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.Production.ExecuteAsync($"alter database \"{deployment.Production.Name}\" set default_transaction_read_only = on");

        var result = await StampAsync(deployment);

        Assert.Equal("AMB5005", Assert.Single(result.Findings).Code);
    }

    [Theory]
    [InlineData("create table alembic_version (version integer)")]
    [InlineData("create table alembic_version (version_num integer not null)")]
    [InlineData("create table alembic_version (version_num varchar(32)); insert into alembic_version values (null)")]
    public async Task A_version_table_of_the_wrong_shape_is_refused(string table)
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.Production.ExecuteAsync(table);

        Assert.Equal("AMB1009", Assert.Single((await StampAsync(deployment)).Findings).Code);
    }

    [Fact]
    public async Task A_view_in_place_of_the_version_table_is_refused()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.Production.ExecuteAsync("create table t (version_num varchar(32)); create view alembic_version as select version_num from t");

        Assert.Equal("AMB1009", Assert.Single((await StampAsync(deployment)).Findings).Code);
        Assert.Empty(await deployment.Production.QueryAsync("select version_num from t"));
    }

    [Fact]
    public async Task A_row_that_a_trigger_swallows_is_no_stamp()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.Production.ExecuteAsync(
            Deployment.VersionTable()
            + "create function swallow() returns trigger language plpgsql as 'begin return null; end';"
            + "create trigger swallow before insert on alembic_version for each row execute function swallow()");

        var result = await StampAsync(deployment);

        Assert.Equal("AMB5011", Assert.Single(result.Findings).Code);
        Assert.Contains("Nothing was stamped", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stamp_that_another_one_keeps_waiting_says_so()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await using var other = await deployment.Production.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("select pg_advisory_lock(4705490111335320912)", other);
        await command.ExecuteNonQueryAsync();

        var result = await BaselineStamp.RunAsync(
            new(deployment.Request with { Limits = deployment.Request.Limits with { Statement = TimeSpan.FromMilliseconds(200) } }, [], false),
            CancellationToken.None);

        Assert.Equal("AMB5008", Assert.Single(result.Findings).Code);
        Assert.Equal(["False"], await deployment.Production.QueryAsync(Exists));
    }

    [Fact]
    public async Task Several_tables_that_could_be_the_version_table_are_refused()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.Production.ExecuteAsync("create schema a; create schema b; create table a.alembic_version (version_num varchar(32)); create table b.alembic_version (version_num varchar(32))");

        Assert.Equal("AMB1010", Assert.Single((await StampAsync(deployment)).Findings).Code);
        Assert.Contains((await deployment.AuditAsync()).Findings, finding => finding.Code == "AMB1010");
    }

    [Fact]
    public async Task What_a_pending_revision_does_in_a_way_no_file_tells_is_a_warning()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        var file = deployment.AddRevision("aaaa11112222", "5a9d6371e18c", "op.get_bind().execute(make_sql())");

        var result = await StampAsync(deployment);

        Assert.Equal(("AMB5010", Severity.Warning, file, 9), (result.Findings[0].Code, result.Findings[0].Severity, result.Findings[0].File, result.Findings[0].Line));
        Assert.Equal(["5a9d6371e18c"], await deployment.Production.QueryAsync(Rows));
    }

    [Fact]
    public async Task An_unknown_baseline_is_refused() =>
        await RefusedAsync(postgres, _ => { }, "ffff", "AMB5002");

    [Fact]
    public async Task A_baseline_that_fits_several_revisions_is_refused() =>
        await RefusedAsync(
            postgres,
            deployment =>
            {
                deployment.AddRevision("aaaa11112222", "5a9d6371e18c");
                deployment.AddRevision("aaaa11113333", "aaaa11112222");
            },
            "aaaa1111",
            "AMB5003");

    [Fact]
    public async Task Several_bases_need_a_choice() =>
        await RefusedAsync(postgres, deployment => deployment.AddRevision("bbbb11112222", null), null, "AMB5003");

    [Fact]
    public async Task A_baseline_can_be_named_by_a_unique_prefix()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        deployment.AddRevision("bbbb11112222", null);

        Assert.Empty((await StampAsync(deployment, baseline: "5a9d")).Findings);
        Assert.Equal(["5a9d6371e18c"], await deployment.Production.QueryAsync(Rows));
    }

    [Fact]
    public async Task Development_and_production_the_same_is_refused()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        deployment.SetUrls(deployment.Production.Url, deployment.Production.Url);

        await RefusedAsync(deployment, "AMB0005");
    }

    [Fact]
    public async Task Production_alone_is_enough()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        deployment.SetUrls(null, deployment.Production.Url);

        Assert.Empty((await StampAsync(deployment)).Findings);
    }

    [Fact]
    public async Task Without_production_configured_nothing_is_stamped()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        deployment.SetUrls(deployment.Development.Url, null);

        await RefusedAsync(deployment, "AMB0001");
    }

    [Fact]
    public async Task A_baseline_that_creates_tables_which_production_lacks_is_refused_at_its_line()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        var file = deployment.AddRevision("5a9d6371e18c", null, "op.create_table('users', sa.Column('id', sa.Integer()))\nop.create_table('orders', sa.Column('id', sa.Integer()))");

        var finding = await RefusedAsync(deployment, "AMB5007");

        Assert.Contains("orders", finding.Message, StringComparison.Ordinal);
        Assert.Equal((file, 10), (finding.File, finding.Line));
    }

    [Fact]
    public async Task A_baseline_that_creates_its_tables_in_SQL_finds_them_where_they_are()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.Production.ExecuteAsync("create schema app; create table app.\"Orders\" (id integer)");
        deployment.AddRevision("5a9d6371e18c", null, "op.execute('CREATE TABLE Public.Users (id integer)')\nop.execute('CREATE TABLE IF NOT EXISTS app.\"Orders\" (id integer)')");

        Assert.Empty((await StampAsync(deployment)).Findings);
        Assert.Equal(["5a9d6371e18c"], await deployment.Production.QueryAsync(Rows));
    }

    [Fact]
    public async Task A_baseline_that_creates_in_a_schema_no_file_tells_is_not_said_to_be_missing()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        deployment.AddRevision("5a9d6371e18c", null, "op.create_table('things', sa.Column('id', sa.Integer()), schema=SCHEMA)");

        Assert.Equal("AMB5010", Assert.Single((await StampAsync(deployment)).Findings).Code);
        Assert.Equal(["5a9d6371e18c"], await deployment.Production.QueryAsync(Rows));
    }

    [Theory]
    [InlineData("op.drop_constraint('users_pkey', 'users')")]
    [InlineData("op.execute('DROP /* old */ VIEW v')")]
    public async Task A_stamp_after_which_an_upgrade_would_drop_any_object_is_refused(string operation)
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c", operation);

        await RefusedAsync(deployment, "AMB5006");
    }

    [Fact]
    public async Task A_stamp_after_which_an_upgrade_would_drop_a_table_is_refused_at_its_line()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        var file = deployment.AddRevision("aaaa11112222", "5a9d6371e18c", "op.add_column('users', sa.Column('a', sa.Text()))\nop.drop_table('users')");

        var finding = await RefusedAsync(deployment, "AMB5006");

        Assert.Equal((file, 10), (finding.File, finding.Line));
    }

    [Fact]
    public async Task Pending_revisions_after_the_stamp_are_listed()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c", "op.add_column('users', sa.Column('phone', sa.Text()))");

        var result = await StampAsync(deployment);

        Assert.Empty(result.Findings);
        Assert.Contains("aaaa11112222", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_not_create_is_refused_and_the_database_is_as_it_was()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        var role = $"reader_{deployment.Production.Name}";
        await deployment.Production.ExecuteAsync($"create role {role} login password 'geheim'");
        deployment.SetUrls(null, deployment.Production.UrlFor(role, "geheim"));

        var finding = await RefusedAsync(deployment, "AMB5009");

        Assert.DoesNotContain("geheim", finding.Message, StringComparison.Ordinal);
        await deployment.Production.ExecuteAsync($"drop role {role}");
    }

    [Fact]
    public async Task The_table_is_made_where_the_role_s_own_search_path_says()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.Production.ExecuteAsync($"create schema app; alter database \"{deployment.Production.Name}\" set search_path = app, public");

        Assert.Empty((await StampAsync(deployment)).Findings);
        Assert.Equal(["5a9d6371e18c"], await deployment.Production.QueryAsync("select version_num from app.alembic_version"));
    }

    [Fact]
    public async Task Twenty_concurrent_stamps_leave_one_row()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => StampAsync(deployment))));

        Assert.All(results, result => Assert.Empty(result.Findings));
        Assert.Equal(19, results.Count(result => result.Text.Contains("Already", StringComparison.Ordinal)));
        Assert.Equal(["5a9d6371e18c"], await deployment.Production.QueryAsync(Rows));
    }

    internal static Task<StampResult> StampAsync(Deployment deployment, string? baseline = null, bool dryRun = false) =>
        BaselineStamp.RunAsync(new(deployment.Request, baseline?.Split(';') ?? [], dryRun), CancellationToken.None);

    private static async Task RefusedAsync(PostgresFixture postgres, Action<Deployment> change, string? baseline, string code)
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        change(deployment);

        Assert.Equal(code, Assert.Single((await StampAsync(deployment, baseline)).Findings).Code);
        Assert.Equal(["False"], await deployment.Production.QueryAsync(Exists));
    }

    private static async Task<Finding> RefusedAsync(Deployment deployment, string code)
    {
        var before = await deployment.Production.QueryAsync(Exists);
        var finding = Assert.Single((await StampAsync(deployment)).Findings);
        Assert.Equal((code, Severity.Error), (finding.Code, finding.Severity));
        Assert.Equal(before, await deployment.Production.QueryAsync(Exists));
        return finding;
    }
}
