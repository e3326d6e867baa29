using System.Net;
using System.Net.Sockets;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Connections;

public sealed class SeveralHosts(PostgresFixture postgres)
{
    [Fact]
    public async Task The_first_host_that_answers_is_taken()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var session = await Sessions.OpenAsync(
            With(database, $"127.0.0.1:{Refusals.ClosedPort()},{silent.LocalEndpoint},"),
            Sessions.Brief with { Connect = TimeSpan.FromSeconds(1) });
        Assert.Equal(new Uri(database.Url).Port, session.Server.Port);
    }

    [Fact]
    public async Task When_none_answers_all_are_named()
    {
        var (a, b) = (Refusals.ClosedPort(), Refusals.ClosedPort());
        var finding = await Sessions.OpenRefusalAsync($"postgresql://u:s3cr3t@127.0.0.1:{a},db.invalid,127.0.0.1:{b}/db");
        Assert.Equal("AMB0010", finding.Code);
        Assert.Contains($"127.0.0.1:{a} refused", finding.Message, StringComparison.Ordinal);
        Assert.Contains("db.invalid:5432", finding.Message, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{b} refused", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_refused_login_no_other_host_is_asked()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var url = new UriBuilder(database.Url) { Password = "wrong" }.Uri.AbsoluteUri.Replace(
            "/" + database.Name, $",127.0.0.1:{Refusals.ClosedPort()}/db", StringComparison.Ordinal);
        var finding = await Sessions.OpenRefusalAsync(url);
        Assert.Equal("AMB0011", finding.Code);
        Assert.DoesNotContain("refused the connection", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("any", null)]
    [InlineData("read-write", null)]
    [InlineData("primary", null)]
    [InlineData("prefer-standby", null)]
    [InlineData("standby", "AMB0018")]
    [InlineData("read-only", "AMB0018")]
    public async Task A_primary_fits_what_target_session_attrs_asks_for_or_not(string attributes, string? code)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var url = $"{database.Url}?target_session_attrs={attributes}";
        if (code is null)
        {
            await using var session = await Sessions.OpenAsync(url);
            Assert.Equal(database.Name, session.Server.Database);
            return;
        }

        var finding = await Sessions.OpenRefusalAsync(url);
        Assert.Equal(code, finding.Code);
        Assert.Contains($"target_session_attrs={attributes}", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read-only", null)]
    [InlineData("read-write", "AMB0018")]
    [InlineData("primary", null)]
    public async Task A_database_that_is_read_only_by_default_counts_as_such(string attributes, string? code)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} SET default_transaction_read_only = on");
        var url = $"{database.Url}?target_session_attrs={attributes}";
        if (code is null)
        {
            await (await Sessions.OpenAsync(url)).DisposeAsync();
            return;
        }

        Assert.Equal(code, (await Sessions.OpenRefusalAsync(url)).Code);
    }

    [Fact]
    public async Task The_preferred_host_is_looked_for_on_all_before_any_is_taken()
    {
        // Written for Npgsql, which has prefer-primary; the same database twice.
        await using var database = await postgres.CreateDatabaseAsync();
        var uri = new Uri(database.Url);
        await using var session = await Sessions.OpenAsync(
            $"Host=127.0.0.1:{Refusals.ClosedPort()},{uri.Host}:{uri.Port};Username=postgres;Password=postgres;Database={database.Name};"
            + "Target Session Attributes=PreferPrimary");
        Assert.Equal(uri.Port, session.Server.Port);
    }

    [Theory]
    [InlineData("any", true, true, true, true)]
    [InlineData("read-write", true, false, false, false)]
    [InlineData("read-only", false, true, true, true)]
    [InlineData("primary", true, true, false, false)]
    [InlineData("standby", false, false, true, true)]
    public void Each_word_of_target_session_attrs_fits_as_in_libpq(
        string word, bool primary, bool readOnlyPrimary, bool standby, bool readOnlyStandby)
    {
        var wanted = UrlReading.Read($"postgresql://h/db?target_session_attrs={word}").Attributes;
        Assert.Equal(word, wanted.Keyword());
        Assert.Equal(
            (primary, readOnlyPrimary, standby, readOnlyStandby),
            (wanted.Fits(false, false), wanted.Fits(false, true), wanted.Fits(true, false), wanted.Fits(true, true)));
    }

    private static string With(TestDatabase database, string hosts) =>
        database.Url.Replace("@", "@" + hosts, StringComparison.Ordinal) + "?sslmode=disable";
}
