using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace AutonomOS.Migrations.Testing;

/// <summary>
/// A temporary PostgreSQL cluster from local server binaries: a Unix socket and a loopback port, without fsync, run as an
/// unprivileged user when the tests run as root. Clusters of dead test runs are swept when the next one starts.
/// </summary>
public sealed class LocalCluster : ITestServer
{
    /// <summary>The superuser's name and password.</summary>
    public const string Superuser = "postgres";

    private const long EnoughMemory = 4L << 30;

    private static readonly string[] Places = ["/dev/shm", "/tmp"];

    private const string FolderPrefix = "autonomos-pg-";

    private LocalCluster(string binaries, string folder, int port)
    {
        this.Binaries = binaries;
        this.Folder = folder;
        this.Port = port;
    }

    /// <summary>The folder of <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</summary>
    public string Binaries { get; }

    /// <summary>The folder that holds everything of this cluster; also the folder of its Unix socket.</summary>
    public string Folder { get; }

    /// <summary>The loopback port, also the port of the Unix socket's name.</summary>
    public int Port { get; }

    /// <summary>The server's log.</summary>
    public string LogFile => Path.Combine(this.Folder, "server.log");

    /// <summary>The data directory.</summary>
    public string DataDirectory => Path.Combine(this.Folder, "data");

    /// <inheritdoc />
    public string SuperuserConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = this.Port,
        Username = Superuser,
        Password = Superuser,
        Database = "postgres",
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>Finds server binaries: <c>PGBIN</c>, or the newest of <c>/usr/lib/postgresql/*/bin</c>.</summary>
    /// <returns>The folder, or null when there is no server.</returns>
    public static string? FindBinaries()
    {
        if (Environment.GetEnvironmentVariable("PGBIN") is { Length: > 0 } given)
        {
            return given;
        }

        const string debian = "/usr/lib/postgresql";
        return !Directory.Exists(debian)
            ? null
            : Directory.GetDirectories(debian)
                .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")))
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var major) ? major : 0)
                .Select(folder => Path.Combine(folder, "bin"))
                .FirstOrDefault();
    }

    /// <summary>Makes and starts a cluster of its own.</summary>
    /// <param name="settings">Lines for <c>postgresql.conf</c>, such as <c>log_statement = 'all'</c>.</param>
    /// <param name="binaries">Server binaries; those of <see cref="FindBinaries"/> when null.</param>
    /// <exception cref="InvalidOperationException">There are no server binaries, or the server does not start; the text says what to do.</exception>
    public static async Task<LocalCluster> StartAsync(IEnumerable<string>? settings = null, string? binaries = null)
    {
        binaries ??= FindBinaries() ?? throw new InvalidOperationException(
            "No PostgreSQL to test with. Install one: apt-get install -y postgresql");
        Sweep();
        for (var attempt = 1; ; attempt++)
        {
            var folder = Path.Combine(Place(), FolderPrefix + Path.GetRandomFileName()[..8]);
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(
                Path.Combine(folder, "owner"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            await File.WriteAllTextAsync(Path.Combine(folder, "password"), Superuser);
            if (Environment.IsPrivilegedProcess)
            {
                await RunAsync("chown", ["-R", ServerUser(), folder]);
            }

            var cluster = new LocalCluster(binaries, folder, FreePort());
            await cluster.RunAsServerUserAsync(
                "initdb", ["-D", cluster.DataDirectory, "-U", Superuser, "--pwfile", Path.Combine(folder, "password"), "--auth-local=trust", "--auth-host=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
            await File.AppendAllLinesAsync(
                Path.Combine(cluster.DataDirectory, "postgresql.conf"),
                [
                    "listen_addresses = '127.0.0.1'",
                    $"unix_socket_directories = '{folder}'",
                    "fsync = off",
                    "full_page_writes = off",
                    "synchronous_commit = off",
                    "autovacuum = off",
                    "max_connections = 200",
                    "shared_buffers = 64MB",
                    .. settings ?? [],
                ]);
            try
            {
                await cluster.StartServerAsync();
                return cluster;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Somebody else took the port between the look and the start: try another.
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>Starts the server, or starts it again after <see cref="StopServerAsync"/>.</summary>
    public Task StartServerAsync() => this.RunAsServerUserAsync(
        "pg_ctl", ["-D", this.DataDirectory, "-l", this.LogFile, "-o", $"-p {this.Port}", "-w", "-t", "30", "start"]);

    /// <summary>A standby of this server: a copy of its files that starts in recovery. This server is stopped and started for it.</summary>
    public async Task<LocalCluster> StartStandbyAsync()
    {
        await this.StopServerAsync();
        var folder = Path.Combine(Place(), FolderPrefix + Path.GetRandomFileName()[..8]);
        await RunAsync("cp", ["-a", this.Folder, folder]);
        var standby = new LocalCluster(this.Binaries, folder, FreePort());
        await File.AppendAllTextAsync(Path.Combine(standby.DataDirectory, "postgresql.conf"), $"unix_socket_directories = '{folder}'\n");
        await File.WriteAllTextAsync(Path.Combine(standby.DataDirectory, "standby.signal"), "");
        await this.StartServerAsync();
        await standby.StartServerAsync();
        return standby;
    }

    /// <summary>Stops the server.</summary>
    /// <param name="mode"><c>fast</c>, or <c>immediate</c> for what a crash looks like.</param>
    public Task StopServerAsync(string mode = "fast") =>
        this.RunAsServerUserAsync("pg_ctl", ["-D", this.DataDirectory, "-m", mode, "-w", "-t", "30", "stop"]);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(this.DataDirectory, "postmaster.pid")))
        {
            await this.StopServerAsync("immediate");
        }

        Directory.Delete(this.Folder, recursive: true);
    }

    // Files in memory cost a sixth less of the processor; where there is too little of it, they are on disk.
    private static string Place() =>
        Directory.Exists(Places[0]) && new DriveInfo(Places[0]).AvailableFreeSpace > EnoughMemory ? Places[0] : Places[1];

    private static void Sweep()
    {
        foreach (var folder in Places.Where(Directory.Exists).SelectMany(place => Directory.GetDirectories(place, FolderPrefix + "*")))
        {
            var owner = Path.Combine(folder, "owner");
            if (!File.Exists(owner)
                || !int.TryParse(File.ReadAllText(owner), CultureInfo.InvariantCulture, out var process)
                || Directory.Exists($"/proc/{process}"))
            {
                continue;
            }

            var pidFile = Path.Combine(folder, "data", "postmaster.pid");
            try
            {
                if (File.Exists(pidFile) && int.TryParse(File.ReadLines(pidFile).First(), CultureInfo.InvariantCulture, out var server))
                {
                    using var postmaster = Process.GetProcessById(server);
                    postmaster.Kill(entireProcessTree: true);
                    postmaster.WaitForExit();
                }

                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException or InvalidOperationException)
            {
                // Another test run sweeps at the same time, or the server died meanwhile: the next run has another look.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string ServerUser() =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private Task RunAsServerUserAsync(string program, IReadOnlyList<string> arguments)
    {
        var path = Path.Combine(this.Binaries, program);
        return Environment.IsPrivilegedProcess
            ? RunAsync("runuser", ["-u", ServerUser(), "--", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments)
    {
        // Output goes to a file: a started server inherits the streams, and a pipe would stay open as long as it lives.
        var output = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/tmp", UseShellExecute = false };
            foreach (var argument in (string[])["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", output, program, .. arguments])
            {
                start.ArgumentList.Add(argument);
            }

            start.Environment["LC_ALL"] = "C.UTF-8";
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"{program} {string.Join(' ', arguments)} failed with {process.ExitCode}: {await File.ReadAllTextAsync(output)}");
            }
        }
        finally
        {
            File.Delete(output);
        }
    }
}
