using System.Diagnostics;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Connections;

public sealed class APoolerInTransactionMode
{
    [Fact]
    public async Task Nothing_of_ours_leaks_to_its_other_clients()
    {
        await using var cluster = await LocalCluster.StartAsync();
        await using var pooler = await Pooler.StartAsync(cluster, "transaction");
        const string settings =
            "SELECT name || '=' || setting FROM pg_settings WHERE source NOT IN ('default', 'override') "
            + "AND name <> 'application_name' ORDER BY name";
        string backend;
        List<string?> before;
        await using (var other = await OpenAsync(pooler.Port, "other"))
        {
            before = await QueryAsync(other, settings);
            backend = (await QueryAsync(other, "SELECT pg_backend_pid()::text"))[0]!;
        }

        await using (var session = await Sessions.OpenAsync($"postgresql://postgres:postgres@127.0.0.1:{pooler.Port}/postgres"))
        {
            Assert.Equal(["pg_catalog"], await session.ReadAsync("SHOW search_path"));
            Assert.Equal([backend], await session.ReadAsync("SELECT pg_backend_pid()::text"));
            Assert.Equal("\"$user\", public", session.Server.SearchPath);
        }

        await using var next = await OpenAsync(pooler.Port, "next");
        Assert.Equal(backend, (await QueryAsync(next, "SELECT pg_backend_pid()::text"))[0]);
        Assert.Equal(before, await QueryAsync(next, settings));
        Assert.Empty(await QueryAsync(next, "SELECT locktype FROM pg_locks WHERE locktype = 'advisory'"));
    }

    [Fact]
    public async Task In_statement_mode_there_is_no_transaction_and_that_is_a_finding()
    {
        await using var cluster = await LocalCluster.StartAsync();
        await using var pooler = await Pooler.StartAsync(cluster, "statement");
        var finding = await Sessions.OpenRefusalAsync($"postgresql://postgres:s3cr3t@127.0.0.1:{pooler.Port}/postgres");
        Assert.Equal("AMB0011", finding.Code);
        finding = await Sessions.OpenRefusalAsync($"postgresql://postgres:postgres@127.0.0.1:{pooler.Port}/postgres");
        Assert.Equal("AMB0015", finding.Code);
    }

    private static async Task<Npgsql.NpgsqlConnection> OpenAsync(int port, string name)
    {
        var connection = new Npgsql.NpgsqlConnection(
            $"Host=127.0.0.1;Port={port};Username=postgres;Password=postgres;Database=postgres;Pooling=false;Application Name={name};"
            + "SSL Mode=Disable;GSS Encryption Mode=Disable;Server Compatibility Mode=NoTypeLoading");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<List<string?>> QueryAsync(Npgsql.NpgsqlConnection connection, string sql)
    {
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string?>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    /// <summary>PgBouncer with one server connection, which every client gets in turn.</summary>
    private sealed class Pooler : IAsyncDisposable
    {
        private readonly Process process;
        private readonly DirectoryInfo folder;

        private Pooler(Process process, DirectoryInfo folder, int port)
        {
            this.process = process;
            this.folder = folder;
            this.Port = port;
        }

        internal int Port { get; }

        public async ValueTask DisposeAsync()
        {
            this.process.Kill(entireProcessTree: true);
            await this.process.WaitForExitAsync();
            this.process.Dispose();
            this.folder.Delete(recursive: true);
        }

        internal static async Task<Pooler> StartAsync(LocalCluster cluster, string mode)
        {
            var folder = Directory.CreateTempSubdirectory();
            var port = Refusals.ClosedPort();
            var configuration = Path.Combine(folder.FullName, "pgbouncer.ini");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "users"), "\"postgres\" \"postgres\"\n");
            await File.WriteAllTextAsync(
                configuration,
                $"""
                [databases]
                postgres = host=127.0.0.1 port={cluster.Port} dbname=postgres user=postgres password=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = {port}
                unix_socket_dir =
                auth_type = plain
                auth_file = {folder.FullName}/users
                pool_mode = {mode}
                default_pool_size = 1
                max_client_conn = 20

                """);
            if (Environment.IsPrivilegedProcess)
            {
                using var chown = Process.Start("chown", ["-R", "postgres", folder.FullName]);
                await chown.WaitForExitAsync();
            }

            // It refuses to run as root.
            var start = Environment.IsPrivilegedProcess
                ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", "/usr/sbin/pgbouncer", configuration])
                : new ProcessStartInfo("/usr/sbin/pgbouncer", [configuration]);
            // Both streams are its own, so that it holds none of the test runner's open.
            start.RedirectStandardError = true;
            start.RedirectStandardOutput = true;
            var up = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            var process = new Process { StartInfo = start, EnableRaisingEvents = true };
            process.ErrorDataReceived += (_, line) =>
                _ = line.Data?.Contains("process up", StringComparison.Ordinal) == true && up.TrySetResult(true);
            process.Exited += (_, _) => up.TrySetResult(false);
            process.Start();
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            if (await up.Task)
            {
                return new Pooler(process, folder, port);
            }

            process.Dispose();
            throw new InvalidOperationException("pgbouncer did not start. Install it: apt-get install -y pgbouncer");
        }
    }
}
