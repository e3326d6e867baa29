using System.Globalization;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Connections;

public sealed class OptionsOfAUrl(PostgresFixture postgres)
{
    [Theory]
    [InlineData("-c statement_timeout=0", "statement_timeout")]
    [InlineData("-clock_timeout=0", "lock_timeout")]
    [InlineData("--statement-timeout=0", "statement_timeout")]
    [InlineData("-c STATEMENT_TIMEOUT=0", "STATEMENT_TIMEOUT")]
    [InlineData("-c geqo=off -c default_transaction_read_only=off", "default_transaction_read_only")]
    [InlineData("-c transaction_isolation=serializable", "transaction_isolation")]
    [InlineData("-c idle_in_transaction_session_timeout=0", "idle_in_transaction_session_timeout")]
    [InlineData("-c role=postgres", "role")]
    [InlineData("-c session_authorization=postgres", "session_authorization")]
    [InlineData("-c log_statement=none", "log_statement")]
    [InlineData("-c row_security=on", "row_security")]
    [InlineData(@"-c state\ment_timeout=0", "statement_timeout")]
    [InlineData("-c my.setting=1", "my.setting")]
    public void A_setting_that_could_loosen_our_limits_is_AMB0006_and_named(string options, string setting)
    {
        var finding = UrlReading.Refusal("postgresql://u@h/db?options=" + Uri.EscapeDataString(options));
        Assert.Equal("AMB0006", finding.Code);
        Assert.Contains($"'{setting}'", finding.Message, StringComparison.Ordinal);
        Assert.Equal("AMB0006", UrlReading.Refusal("postgresql://u@h/db", ("PGOPTIONS", options)).Code);
    }

    [Theory]
    [InlineData("-c")]
    [InlineData("--")]
    [InlineData("-B 16")]
    [InlineData("-S100")]
    [InlineData("-c s3cr3t")]
    [InlineData("-c+s3cr3t=1")]
    [InlineData("s3cr3t")]
    [InlineData(@"-c\ statement_timeout=0")]
    public void What_is_no_setting_is_AMB0006_and_not_shown(string options)
    {
        var finding = UrlReading.Refusal("postgresql://u@h/db?options=" + Uri.EscapeDataString(options));
        Assert.Equal("AMB0006", finding.Code);
        Assert.DoesNotContain("s3cr3t", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_path_in_options_is_the_roles_own_before_it_is_pinned()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync("CREATE SCHEMA app; CREATE SCHEMA \"a b\"");
        var options = Uri.EscapeDataString(@"-csearch_path=app,\""a\ b\"" -c work_mem=8MB --geqo=off");
        await using var session = await ReadOnlySession.OpenAsync(
            ConnectionTarget.Parse("production", "PROD", database.Url + "?options=" + options),
            SessionLimits.Default,
            CancellationToken.None);
        Assert.Equal(["app", "a b"], session.Server.SearchPathSchemas);
        Assert.Equal("app,\"a b\"", session.Server.SearchPath);
        await using var reader = await session.ExecuteAsync(
            [new("SELECT current_setting('search_path') || ' ' || current_setting('work_mem')")], CancellationToken.None);
        Assert.True(await reader.ReadAsync(CancellationToken.None));
        Assert.Equal("pg_catalog 8MB", reader.Text(0));
    }

    [Fact]
    public async Task Our_application_name_wins()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await ReadOnlySession.OpenAsync(
            ConnectionTarget.Parse("production", "PROD", database.Url + "?application_name=theirs&options=-capplication_name%3Dtheirs"),
            SessionLimits.Default,
            CancellationToken.None);
        await using var reader = await session.ExecuteAsync([new("SELECT current_setting('application_name')")], CancellationToken.None);
        Assert.True(await reader.ReadAsync(CancellationToken.None));
        Assert.Equal("AutonomOS.Migrations.Build", reader.Text(0));
    }

    [Fact]
    public async Task Our_timeouts_win_over_the_roles()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync(
            $"ALTER DATABASE {database.Name} SET statement_timeout = 0; ALTER DATABASE {database.Name} SET lock_timeout = 0");
        var limits = new SessionLimits(TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(7500));
        await using var session = await ReadOnlySession.OpenAsync(
            ConnectionTarget.Parse("production", "PROD", database.Url), limits, CancellationToken.None);
        await using var reader = await session.ExecuteAsync(
            [new("SELECT name || '=' || setting FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout') ORDER BY 1")],
            CancellationToken.None);
        var found = new List<string?>();
        while (await reader.ReadAsync(CancellationToken.None))
        {
            found.Add(reader.Text(0));
        }

        Assert.Equal([string.Create(CultureInfo.InvariantCulture, $"lock_timeout={3000}"), "statement_timeout=7500"], found);
    }
}
