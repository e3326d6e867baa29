using System.Diagnostics;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Connections;

/// <summary>PgBouncer with one server connection to a database, which every client gets in turn.</summary>
internal sealed class Pooler : IAsyncDisposable
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
            * = host=127.0.0.1 port={cluster.Port} user=postgres password=postgres
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
