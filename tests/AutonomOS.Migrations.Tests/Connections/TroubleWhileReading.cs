using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Testing;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Connections;

public sealed class TroubleWhileReading(PostgresFixture postgres)
{
    [Fact]
    public async Task A_table_the_role_may_not_read_is_AMB0012()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var role = "role_" + database.Name;
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'p'; CREATE TABLE public.hidden (a text)");
        await using (var session = await Sessions.OpenAsync(database.UrlFor(role, "p")))
        {
            var finding = await Sessions.RefusalAsync(() => session.ReadAsync("SELECT a FROM public.hidden"));
            Assert.Equal("AMB0012", finding.Code);
            Assert.Contains("hidden", finding.Message, StringComparison.Ordinal);
        }

        await database.ExecuteAsync($"DROP ROLE {role}");
    }

    [Fact]
    public async Task Rows_that_a_policy_would_hide_are_AMB0012_and_not_silence()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var role = "role_" + database.Name;
        await database.ExecuteAsync(
            $"""
            CREATE ROLE {role} LOGIN PASSWORD 'p';
            CREATE TABLE public.rows (a text);
            INSERT INTO public.rows VALUES ('x');
            ALTER TABLE public.rows ENABLE ROW LEVEL SECURITY;
            GRANT SELECT ON public.rows TO {role};
            """);
        await using (var session = await Sessions.OpenAsync(database.UrlFor(role, "p")))
        {
            Assert.Equal("AMB0012", (await Sessions.RefusalAsync(() => session.ReadAsync("SELECT a FROM public.rows"))).Code);
        }

        await database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_AMB0013_and_names_the_limit()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url, Sessions.Brief);
        var finding = await Sessions.RefusalAsync(() => session.ReadAsync("SELECT pg_sleep(30)::text"));
        Assert.Equal("AMB0013", finding.Code);
        Assert.Contains("DbStatementTimeout", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_that_fails_after_its_first_rows_is_told_while_reading()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        var finding = await Sessions.RefusalAsync(
            () => session.ReadAsync("SELECT repeat('x', 1000) || (1 / (5000 - i)) FROM generate_series(1, 10000) i"));
        Assert.Equal("AMB9004", finding.Code);
        Assert.Contains("22012", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_statement_that_fails_is_told_when_its_result_is_asked_for()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        await using var reader = await session.ExecuteAsync([new("SELECT 'x'"), new("SELECT a FROM public.gone")], CancellationToken.None);
        Assert.True(await reader.ReadAsync(CancellationToken.None));
        var finding = await Sessions.RefusalAsync(async () => await reader.NextResultAsync(CancellationToken.None));
        Assert.Equal("AMB9003", finding.Code);
        Assert.Contains("42P01", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_of_somebody_else_is_AMB0014_and_names_the_limit()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE public.t (a text)");
        await using var holder = await database.OpenAsync();
        await using var locking = new NpgsqlCommand("BEGIN; LOCK TABLE public.t IN ACCESS EXCLUSIVE MODE", holder);
        await locking.ExecuteNonQueryAsync();
        await using var session = await Sessions.OpenAsync(database.Url, Sessions.Brief);
        var finding = await Sessions.RefusalAsync(() => session.ReadAsync("SELECT a FROM public.t"));
        Assert.Equal("AMB0014", finding.Code);
        Assert.Contains("DbLockTimeout", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT public.gone()")]
    [InlineData("SELECT 'x'::public.gone::text")]
    [InlineData("SELECT gone FROM pg_class")]
    public async Task What_vanished_is_AMB9003(string sql)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        Assert.Equal("AMB9003", (await Sessions.RefusalAsync(() => session.ReadAsync(sql))).Code);
    }

    [Fact]
    public async Task A_session_that_is_ended_by_somebody_is_AMB0015_and_stays_so()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        await database.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            + "WHERE application_name = 'AutonomOS.Migrations.Build' AND datname = current_database()");
        Assert.Equal("AMB0015", (await Sessions.RefusalAsync(() => session.ReadAsync("SELECT 'x'"))).Code);
        Assert.Equal("AMB0015", (await Sessions.RefusalAsync(() => session.ReadAsync("SELECT 'x'"))).Code);
    }

    [Fact]
    public async Task A_server_that_crashes_in_the_middle_of_a_result_is_AMB0015_and_the_session_closes()
    {
        await using var cluster = await LocalCluster.StartAsync();
        var session = await Sessions.OpenAsync($"postgresql://postgres:postgres@127.0.0.1:{cluster.Port}/postgres");
        var reader = await session.ExecuteAsync([new("SELECT repeat('x', 1000) FROM generate_series(1, 1000000)")], CancellationToken.None);
        Assert.True(await reader.ReadAsync(CancellationToken.None));
        await cluster.StopServerAsync("immediate");
        var finding = await Sessions.RefusalAsync(async () =>
        {
            while (await reader.ReadAsync(CancellationToken.None))
            {
            }
        });
        Assert.Equal("AMB0015", finding.Code);
        await reader.DisposeAsync();
        await session.DisposeAsync();
    }

    [Fact]
    public async Task The_servers_text_never_brings_a_secret_along()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        var finding = await Sessions.RefusalAsync(
            () => session.ReadAsync("SELECT ('postgresql://u:s3cr3t@h/db password=s3cr3t ' "
                + "|| E'\\n' || current_user || repeat('y', 500))::int::text"));
        Assert.Equal("AMB9004", finding.Code);
        Assert.DoesNotContain("s3cr3t", finding.Message, StringComparison.Ordinal);
        Assert.True(finding.Message.Length < 500, finding.Message);
    }

    [Fact]
    public void A_fault_of_ours_is_not_taken_for_the_servers() => Assert.False(SessionFailure.IsOne(new NotSupportedException()));
}
