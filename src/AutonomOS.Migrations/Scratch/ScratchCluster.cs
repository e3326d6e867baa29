using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Scratch;

/// <summary>
/// A temporary cluster in a folder of its own, on a loopback port, with a password that nobody else knows and nothing kept safe. It is gone
/// when it is disposed; what a run that was killed left behind, the next one sweeps.
/// </summary>
internal sealed class ScratchCluster : IScratchHost
{
    private const string FolderPrefix = "amb-scratch-";
    private const string Superuser = "amb_scratch";
    private const int MostPorts = 5;

    private static readonly Dictionary<string, string?> Plain = new(StringComparer.Ordinal) { ["LC_ALL"] = "C", ["PGDATA"] = null, ["PGPORT"] = null, ["PGHOST"] = null };

    private readonly string binaries;
    private readonly string folder;
    private readonly string? user;

    private ScratchCluster(string binaries, string folder, string? user)
    {
        this.binaries = binaries;
        this.folder = folder;
        this.user = user;
    }

    /// <inheritdoc />
    public string Url { get; private set; } = "";

    private string Data => Path.Combine(this.folder, "data");

    /// <summary>Makes one and starts it.</summary>
    /// <param name="binaries">Full path of the folder with the server programs.</param>
    /// <param name="cancellationToken">Cancels; nothing is left.</param>
    /// <exception cref="FindingException">AMB6059: it could not be made or started.</exception>
    public static async Task<ScratchCluster> StartAsync(string binaries, CancellationToken cancellationToken)
    {
        await SweepAsync(binaries);
        var folder = Directory.CreateTempSubdirectory(FolderPrefix).FullName;
        var cluster = new ScratchCluster(binaries, folder, await UnprivilegedAsync(cancellationToken));
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "owner"), ScratchOwner.OfThisProcess, cancellationToken);
            await cluster.StartAsync(cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await EndAsync(this.binaries, this.folder, this.user);

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        if (this.user is not null)
        {
            await this.MustAsync("chown", [this.user, this.folder], null, cancellationToken, asServer: false);
        }

        await this.MustAsync(
            PostgresBinaries.PathOf(this.binaries, "initdb"),
            ["-D", this.Data, "-U", Superuser, "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            null,
            cancellationToken);

        // The password is in no file and on no command line.
        await this.MustAsync(
            PostgresBinaries.PathOf(this.binaries, "postgres"),
            ["--single", "-D", this.Data, "-c", "log_min_messages=error", "postgres"],
            $"ALTER ROLE {Superuser} PASSWORD '{password}'\n",
            cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(this.Data, "pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n", cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var (code, _, _) = await this.RunAsync(
                PostgresBinaries.PathOf(this.binaries, "pg_ctl"),
                ["-D", this.Data, "-l", Path.Combine(this.folder, "data", "server.log"), "-w", "-t", "60", "-o", Options(port), "start"],
                null,
                cancellationToken);
            if (code == 0)
            {
                this.Url = string.Create(CultureInfo.InvariantCulture, $"postgresql://{Superuser}:{password}@127.0.0.1:{port}/postgres");
                return;
            }

            if (attempt == MostPorts)
            {
                throw Failed($"pg_ctl start ended with exit code {code}, {MostPorts} times on different ports");
            }
        }
    }

    private static string Options(int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off -c wal_level=minimal -c max_wal_senders=0 -c max_connections=30 -c shared_buffers=32MB");

    private async Task MustAsync(string file, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken, bool asServer = true)
    {
        var (code, output, errors) = asServer
            ? await this.RunAsync(file, arguments, input, cancellationToken)
            : await ServerProgram.RunAsync(file, arguments, Plain, cancellationToken, input);
        if (code != 0)
        {
            var said = (errors.Length > 0 ? errors : output).Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "nothing";
            throw Failed($"{Path.GetFileName(file)} ended with exit code {code} and said {OneLine.Quote(OneLine.Shorten(said))}");
        }
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(
        string file, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken) =>
        RunAsAsync(this.user, file, arguments, input, cancellationToken);

    // PostgreSQL refuses to run as root.
    private static Task<(int Code, string Output, string Errors)> RunAsAsync(
        string? user, string file, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken) => user is null
        ? ServerProgram.RunAsync(file, arguments, Plain, cancellationToken, input)
        : ServerProgram.RunAsync("runuser", ["-u", user, "--", file, .. arguments], Plain, cancellationToken, input);

    private static async Task<string?> UnprivilegedAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || Environment.UserName != "root")
        {
            return null;
        }

        foreach (var user in (string[])["postgres", "nobody"])
        {
            if ((await ServerProgram.RunAsync("id", ["-u", user], Plain, cancellationToken)).Code == 0)
            {
                return user;
            }
        }

        throw Failed("this is root, and there is neither a user postgres nor a user nobody to run a server as");
    }

    private static FindingException Failed(string why) => new(DiagnosticCodes.ScratchServerFailed.At(
        $"A temporary PostgreSQL cluster could not be started: {why}. Mend the installation, or set {ScratchRequest.ShadowVariable} to a server that scratch databases may be made on."));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task SweepAsync(string binaries)
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            try
            {
                var owner = await File.ReadAllTextAsync(Path.Combine(folder, "owner"));
                if (!ScratchOwner.IsAlive(owner))
                {
                    await EndAsync(binaries, folder, await UnprivilegedAsync(CancellationToken.None));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FindingException)
            {
                // Somebody else's, one that is just being made, or one that another run sweeps: the next run has another look.
            }
        }
    }

    private static async Task EndAsync(string binaries, string folder, string? user)
    {
        var data = Path.Combine(folder, "data");
        if (File.Exists(Path.Combine(data, "postmaster.pid")))
        {
            await RunAsAsync(user, PostgresBinaries.PathOf(binaries, "pg_ctl"), ["-D", data, "-m", "immediate", "-w", "-t", "30", "stop"], null, CancellationToken.None);
        }

        Directory.Delete(folder, recursive: true);
    }
}
