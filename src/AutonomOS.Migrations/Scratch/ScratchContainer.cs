using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Scratch;

/// <summary>
/// A server in a container, on a loopback port, with a password that nobody else knows and nothing kept safe. It is gone when it is disposed;
/// what a run that was killed left behind, the next one sweeps.
/// </summary>
internal sealed partial class ScratchContainer : IScratchHost
{
    private const string Superuser = "amb_scratch";
    private const string PasswordVariable = "POSTGRES_PASSWORD";

    // Logins that fail although the server takes them: it listens on another machine than this one.
    private const int MostRefused = 3;

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestLogin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private static readonly string[] Server =
        ["postgres", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "autovacuum=off"];

    private readonly ContainerEngine engine;
    private readonly string image;
    private readonly string name = $"amb-scratch-{Random(8)}";
    private readonly string password = Random(16);

    private ScratchContainer(ContainerEngine engine, string image)
    {
        this.engine = engine;
        this.image = image;
    }

    /// <inheritdoc />
    public string Url { get; private set; } = "";

    /// <summary>Starts one, and waits until a login works.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="image">Its image.</param>
    /// <param name="mayPull">Whether the image is pulled where it is not there.</param>
    /// <param name="major">The major version that the server has to have.</param>
    /// <param name="limits">How long to wait for one login; 5 seconds at most.</param>
    /// <param name="cancellationToken">Cancels; nothing is left.</param>
    /// <exception cref="FindingException">AMB6059: it could not be started or reached, or has another version.</exception>
    public static async Task<ScratchContainer> StartAsync(
        ContainerEngine engine, string image, bool mayPull, int major, SessionLimits limits, CancellationToken cancellationToken)
    {
        await engine.SweepAsync(cancellationToken);
        var container = new ScratchContainer(engine, image);
        try
        {
            await container.RunAsync(mayPull, cancellationToken);
            await container.ReachAsync(
                major, limits with { Connect = limits.Connect < LongestLogin ? limits.Connect : LongestLogin }, cancellationToken);
            return container;
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await this.engine.RemoveAsync(this.name);

    // Without --rm: a container that ends at once would take its last words with it.
    private async Task RunAsync(bool mayPull, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "run", "--detach", "--name", this.name, "--label", $"{ContainerEngine.Label}={ScratchOwner.Label}", "--publish", "127.0.0.1::5432",
            "--env", PasswordVariable, "--env", $"POSTGRES_USER={Superuser}", .. mayPull ? [] : (string[])["--pull", "never"], this.image, .. Server,
        ];

        // The password is in no file of ours and on no command line.
        var (code, output, errors) = await this.engine.RunAsync(
            arguments, cancellationToken, new Dictionary<string, string?>(StringComparer.Ordinal) { [PasswordVariable] = this.password });
        if (code != 0)
        {
            throw this.Failed(string.Create(
                CultureInfo.InvariantCulture, $"{this.engine.Name} run ended with exit code {code} and said {this.LastOf(errors, output)}"));
        }
    }

    // The engine takes connections before the server does, and the official image starts a first server that listens on a socket only.
    private async Task ReachAsync(int major, SessionLimits limits, CancellationToken cancellationToken)
    {
        var (clock, refused, why) = (Stopwatch.StartNew(), 0, "its port is not published");
        while (true)
        {
            if (this.Url.Length > 0 || await this.FindPortAsync(cancellationToken))
            {
                try
                {
                    await using var session = await WritableSession.OpenAsync(
                        ConnectionTarget.Parse("scratch", "its container", this.Url), limits, cancellationToken);
                    this.MustBe(major, session.Server);
                    return;
                }
                catch (FindingException e) when (e.Finding.Descriptor != DiagnosticCodes.ScratchServerFailed)
                {
                    why = e.Finding.Message.TrimEnd('.');
                }
            }

            await this.MustRunAsync(cancellationToken);
            refused += await this.ListensAsync(cancellationToken) ? 1 : 0;
            if (refused > MostRefused)
            {
                throw this.Failed($"its server takes logins, but not from here ({why}); is the engine on another machine?");
            }

            if (clock.Elapsed > LongestStart)
            {
                throw this.Failed(string.Create(CultureInfo.InvariantCulture, $"no login worked within {LongestStart.TotalSeconds} seconds ({why})"));
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }

    // 127.0.0.1:49153, and where the engine publishes it there, too, [::1]:49153.
    private async Task<bool> FindPortAsync(CancellationToken cancellationToken)
    {
        var (_, output, _) = await this.engine.RunAsync(["port", this.name, "5432/tcp"], cancellationToken);
        if (Port().Match(output) is not { Success: true } port)
        {
            return false;
        }

        this.Url = $"postgresql://{Superuser}:{this.password}@127.0.0.1:{port.Value}/postgres";
        return true;
    }

    private async Task MustRunAsync(CancellationToken cancellationToken)
    {
        var (code, running, _) = await this.engine.RunAsync(["container", "inspect", "--format", "{{.State.Running}}", this.name], cancellationToken);
        if (code != 0 || running.Trim() != "true")
        {
            var (_, output, errors) = await this.engine.RunAsync(["logs", "--tail", "5", this.name], cancellationToken);
            throw this.Failed($"it ended before a login worked, and said {this.LastOf(errors, output)}");
        }
    }

    // An image without pg_isready is waited for to the end.
    private async Task<bool> ListensAsync(CancellationToken cancellationToken) =>
        (await this.engine.RunAsync(["exec", this.name, "pg_isready", "--host", "127.0.0.1"], cancellationToken)).Code == 0;

    private void MustBe(int major, ServerInfo server)
    {
        if (server.MajorVersion != major)
        {
            throw this.Failed(string.Create(
                CultureInfo.InvariantCulture, $"its server is PostgreSQL {server.MajorVersion}, and production's is PostgreSQL {major}"));
        }
    }

    // Docker's last line says where its help is.
    private string LastOf(string errors, string output) => OneLine.Quote(SessionFailure.Clean(
        (errors.Trim().Length > 0 ? errors : output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(line => !line.Contains("run --help", StringComparison.Ordinal)) ?? "nothing",
        this.password));

    private FindingException Failed(string why) => new(DiagnosticCodes.ScratchServerFailed.At(
        $"A container with a scratch server could not be used ({this.engine.Name}, {OneLine.Shorten(this.image)}): {why}. Mend that, name another image with DbScratchImage, or set {ScratchRequest.ShadowVariable} to a server that scratch databases may be made on."));

    private static string Random(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));

    [GeneratedRegex(@"(?<=^(?:\d+\.){3}\d+:)\d+", RegexOptions.Multiline)]
    private static partial Regex Port();
}
