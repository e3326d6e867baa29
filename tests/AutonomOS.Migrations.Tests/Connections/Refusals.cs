using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Connections;

public sealed class Refusals(PostgresFixture postgres)
{
    [Fact]
    public async Task A_wrong_password_is_AMB0011_and_not_shown()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var finding = await Sessions.OpenRefusalAsync(database.UrlFor("postgres", "s3cr3t"));
        Assert.Equal("AMB0011", finding.Code);
        Assert.Contains("PROD", finding.Message, StringComparison.Ordinal);
        Assert.Contains(new Uri(database.Url).Authority.Split('@')[^1], finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_is_also_the_users_name_is_taken_out_of_the_servers_text()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var finding = await Sessions.OpenRefusalAsync(database.UrlFor("postgres", "authentication"));
        Assert.DoesNotContain("authentication", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_password_is_AMB0011_and_says_where_it_was_looked_for()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var finding = await Sessions.OpenRefusalAsync(new UriBuilder(database.Url) { Password = "" }.Uri.AbsoluteUri);
        Assert.Equal("AMB0011", finding.Code);
        Assert.Contains("PGPASSWORD", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_database_is_AMB0011_and_named()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var finding = await Sessions.OpenRefusalAsync(database.Url + "_nope");
        Assert.Equal("AMB0011", finding.Code);
        Assert.Contains(database.Name + "_nope", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_not_connect_is_AMB0011()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var role = "role_" + database.Name;
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'p'; REVOKE CONNECT ON DATABASE {database.Name} FROM PUBLIC");
        Assert.Equal("AMB0011", (await Sessions.OpenRefusalAsync(database.UrlFor(role, "p"))).Code);
        await database.ExecuteAsync($"DROP ROLE {role}");
    }

    [Fact]
    public async Task A_role_without_connections_left_is_AMB0010()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var role = "role_" + database.Name;
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'p' CONNECTION LIMIT 0");
        var finding = await Sessions.OpenRefusalAsync(database.UrlFor(role, "p"));
        Assert.Equal("AMB0010", finding.Code);
        Assert.Contains("no connection left", finding.Message, StringComparison.Ordinal);
        await database.ExecuteAsync($"DROP ROLE {role}");
    }

    [Fact]
    public async Task A_way_to_log_in_that_require_auth_forbids_is_AMB0011()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var finding = await Sessions.OpenRefusalAsync(database.Url + "?require_auth=md5");
        Assert.Equal("AMB0011", finding.Code);
        Assert.Contains("require_auth", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_AMB0010()
    {
        var finding = await Sessions.OpenRefusalAsync($"postgresql://u:s3cr3t@127.0.0.1:{ClosedPort()}/db");
        Assert.Equal("AMB0010", finding.Code);
        Assert.Contains("refused the connection", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_AMB0010()
    {
        var finding = await Sessions.OpenRefusalAsync("postgresql://u:s3cr3t@db.invalid/db");
        Assert.Equal("AMB0010", finding.Code);
        Assert.Contains("db.invalid:5432", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_socket_is_AMB0010() =>
        Assert.Equal("AMB0010", (await Sessions.OpenRefusalAsync("postgresql://u@/db?host=/tmp/no-such-folder")).Code);

    [Theory]
    [InlineData("disable")]
    [InlineData("require")]
    public async Task A_server_that_accepts_and_says_nothing_is_AMB0013_in_time(string sslmode)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var watch = Stopwatch.StartNew();
        var finding = await Sessions.OpenRefusalAsync(
            $"postgresql://u:s3cr3t@{silent.LocalEndpoint}/db?sslmode={sslmode}",
            Sessions.Brief with { Connect = TimeSpan.FromMilliseconds(300) });
        Assert.Equal("AMB0013", finding.Code);
        Assert.Contains("DbConnectTimeout", finding.Message, StringComparison.Ordinal);
        Assert.InRange(watch.ElapsedMilliseconds, 250, 3000);
    }

    [Fact]
    public async Task A_server_that_hangs_up_is_AMB0010()
    {
        using var rude = new TcpListener(IPAddress.Loopback, 0);
        rude.Start();
        var answering = Task.Run(async () =>
        {
            using var client = await rude.AcceptTcpClientAsync();
        });
        Assert.Equal("AMB0010", (await Sessions.OpenRefusalAsync($"postgresql://u:s3cr3t@{rude.LocalEndpoint}/db?sslmode=disable")).Code);
        await answering;
    }

    [Fact]
    public async Task What_is_no_PostgreSQL_is_a_finding_too()
    {
        using var web = new TcpListener(IPAddress.Loopback, 0);
        web.Start();
        var answering = Task.Run(async () =>
        {
            using var client = await web.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
            var buffer = new byte[1000];
            _ = await client.GetStream().ReadAsync(buffer);
        });
        Assert.Equal("AMB0010", (await Sessions.OpenRefusalAsync($"postgresql://u:s3cr3t@{web.LocalEndpoint}/db?sslmode=disable")).Code);
        await answering;
    }

    [Theory]
    [InlineData(120022, true)]
    [InlineData(90600, true)]
    [InlineData(130000, false)]
    [InlineData(190001, false)]
    public void A_server_before_13_is_AMB0017(int number, bool refused)
    {
        var target = ConnectionTarget.Parse("production", "PROD", "postgresql://u@h/db", UrlReading.Machine());
        var refusal = Record.Exception(() => SessionOpening.RefuseIfTooOld(number, "12.22", target));
        Assert.Equal(refused ? "AMB0017" : null, (refusal as FindingException)?.Finding.Code);
    }

    internal static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
