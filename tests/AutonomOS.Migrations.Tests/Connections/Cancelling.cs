using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Connections;

public sealed class Cancelling(PostgresFixture postgres)
{
    // What the design promises, and what a busy machine may add to it.
    private const int Second = 1000;

    [Theory]
    [InlineData("disable")]
    [InlineData("require")]
    public async Task A_login_that_hangs_is_cancelled_within_a_second(string sslmode)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await CancelledInTimeAsync(
            token => Sessions.OpenAsync($"postgresql://u:p@{silent.LocalEndpoint}/db?sslmode={sslmode}", null, token));
    }

    [Fact]
    public async Task A_statement_that_takes_long_is_cancelled_within_a_second_also_on_the_server()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using (var session = await Sessions.OpenAsync(database.Url))
        {
            await CancelledInTimeAsync(token => session.ReadAsync("SELECT pg_sleep(50)::text", token));
        }

        await EndsOnTheServerAsync(database, "pg_sleep");
    }

    [Fact]
    public async Task A_server_that_stands_still_is_left_within_a_second()
    {
        await using var cluster = await LocalCluster.StartAsync();
        var session = await Sessions.OpenAsync($"postgresql://postgres:postgres@127.0.0.1:{cluster.Port}/postgres");
        var postmaster = (await File.ReadAllLinesAsync(Path.Combine(cluster.DataDirectory, "postmaster.pid")))[0];
        var backend = (await session.ReadAsync("SELECT pg_backend_pid()::text"))[0]!;
        await SignalAsync("STOP", postmaster, backend);
        try
        {
            await CancelledInTimeAsync(token => session.ReadAsync("SELECT 'x'", token));
            var watch = Stopwatch.StartNew();
            await session.DisposeAsync();
            Assert.InRange(watch.ElapsedMilliseconds, 0, Second);
            Assert.Equal("AMB0015", (await Sessions.RefusalAsync(() => session.ReadAsync("SELECT 'x'"))).Code);
        }
        finally
        {
            await SignalAsync("CONT", postmaster, backend);
        }
    }

    [Fact]
    public async Task A_session_to_a_server_that_stands_still_closes_within_a_second()
    {
        await using var cluster = await LocalCluster.StartAsync();
        var session = await Sessions.OpenAsync($"postgresql://postgres:postgres@127.0.0.1:{cluster.Port}/postgres");
        var backend = (await session.ReadAsync("SELECT pg_backend_pid()::text"))[0]!;
        await SignalAsync("STOP", backend);
        var watch = Stopwatch.StartNew();
        await session.DisposeAsync();
        Assert.InRange(watch.ElapsedMilliseconds, 0, Second);
        await SignalAsync("CONT", backend);
    }

    [Fact]
    public async Task A_result_is_let_go_within_a_second_after_a_cancellation_and_the_server_stops_sending()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var session = await Sessions.OpenAsync(database.Url);
        using var cancel = new CancellationTokenSource();
        var reader = await session.ExecuteAsync([new("SELECT repeat('x', 1000) || 50 FROM generate_series(1, 100000000)")], cancel.Token);
        Assert.True(await reader.ReadAsync(cancel.Token));
        await cancel.CancelAsync();
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.ReadAsync(cancel.Token));
        await reader.DisposeAsync();
        await session.DisposeAsync();
        Assert.InRange(watch.ElapsedMilliseconds, 0, Second);
        await EndsOnTheServerAsync(database, "repeat");
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_asks_no_server() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Sessions.OpenAsync("postgresql://u@db.invalid/db", null, new CancellationToken(canceled: true)));

    private static async Task EndsOnTheServerAsync(TestDatabase database, string part)
    {
        var deadline = Stopwatch.StartNew();
        while ((await database.QueryAsync(
            $"SELECT query FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%{part}%50%' "
            + "AND pid <> pg_backend_pid()")).Count > 0)
        {
            Assert.True(deadline.ElapsedMilliseconds < 10 * Second, "The server still runs the statement.");
        }
    }

    private static async Task CancelledInTimeAsync(Func<CancellationToken, Task> action)
    {
        using var cancel = new CancellationTokenSource();
        var running = action(cancel.Token);
        await Assert.ThrowsAsync<TimeoutException>(() => running.WaitAsync(TimeSpan.FromMilliseconds(300)));
        var watch = Stopwatch.StartNew();

        // Ctrl+C does not wait either.
        await cancel.CancelAsync().WaitAsync(TimeSpan.FromMilliseconds(Second));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.InRange(watch.ElapsedMilliseconds, 0, Second);
    }

    private static async Task SignalAsync(string signal, params string[] processes)
    {
        using var kill = Process.Start("/bin/kill", ["-" + signal, .. processes]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
