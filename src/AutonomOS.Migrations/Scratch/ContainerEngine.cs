using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Scratch;

/// <summary>Docker, Podman, or what takes the same commands: a client whose engine answers.</summary>
internal sealed class ContainerEngine
{
    /// <summary>The word that switches containers off.</summary>
    public const string None = "none";

    /// <summary>The label that every container of ours has; its value is its owner.</summary>
    public const string Label = "autonomos.migrations.scratch";

    // Both engines know it of a container, and only Docker as {{.Label}} of a list.
    private const string OwnerFormat = $$$"""{{index .Config.Labels "{{{Label}}}"}}""";

    private static readonly string[] Usual = ["docker", "podman"];
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, string?> Plain = [];

    private readonly string file;

    private ContainerEngine(string file) => this.file = file;

    /// <summary>Its program's name, such as <c>docker</c>.</summary>
    public string Name => Path.GetFileNameWithoutExtension(this.file);

    /// <summary>Finds one that answers: a client alone, without its engine, is none.</summary>
    /// <param name="given">The only one to look for, a name or a full path, or <see cref="None"/>; null for <c>docker</c>, then <c>podman</c>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null when there is none.</returns>
    public static Task<ContainerEngine?> FindAsync(string? given, CancellationToken cancellationToken) =>
        FindAsync(given, Environment.GetEnvironmentVariable("PATH") ?? "", cancellationToken);

    /// <summary>The same on another path than this process's.</summary>
    /// <param name="given">What to look for.</param>
    /// <param name="path">The folders that a name is looked for in, separated as the system does.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal static async Task<ContainerEngine?> FindAsync(string? given, string path, CancellationToken cancellationToken)
    {
        foreach (var name in given is null ? Usual : IsNone(given) ? [] : [given])
        {
            if (Locate(name, path) is { } file && new ContainerEngine(file) is var engine && await engine.AnswersAsync(cancellationToken))
            {
                return engine;
            }
        }

        return null;
    }

    /// <summary>Whether a setting switches containers off.</summary>
    /// <param name="given">The setting.</param>
    public static bool IsNone(string? given) => string.Equals(given, None, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it has an image, so that nothing has to be pulled.</summary>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<bool> HasImageAsync(string image, CancellationToken cancellationToken) =>
        (await this.RunAsync(["image", "inspect", image], cancellationToken)).Code == 0;

    /// <summary>Removes the containers of runs that are over: of this machine, whose process is gone.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var (_, ours, _) = await this.ListAsync(cancellationToken);
        foreach (var container in ours.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (code, label, _) = await this.RunAsync(["container", "inspect", "--format", OwnerFormat, container], cancellationToken);
            if (code == 0 && ScratchOwner.IsLeft(label.Trim()))
            {
                await this.RemoveAsync(container);
            }
        }
    }

    /// <summary>Removes a container and its volumes, if it is there. Never throws: what is left, the next run sweeps.</summary>
    /// <param name="container">Its name or identifier.</param>
    public async Task RemoveAsync(string container)
    {
        using var limit = new CancellationTokenSource(LongestEnd);
        try
        {
            await this.RunAsync(["rm", "--force", "--volumes", container], limit.Token);
        }
        catch (Exception e) when (e is FindingException or OperationCanceledException)
        {
            // The client or its engine is gone.
        }
    }

    /// <summary>Runs a command of it.</summary>
    /// <param name="arguments">The command; no secret.</param>
    /// <param name="cancellationToken">Kills the client.</param>
    /// <param name="environment">Variables of the client's process; null for none besides our own.</param>
    /// <returns>Its exit code and what it wrote.</returns>
    /// <exception cref="FindingException">AMB6059: the client cannot be started.</exception>
    public Task<(int Code, string Output, string Errors)> RunAsync(
        IReadOnlyList<string> arguments, CancellationToken cancellationToken, IReadOnlyDictionary<string, string?>? environment = null) =>
        ServerProgram.RunAsync(this.file, arguments, environment ?? Plain, cancellationToken);

    // 'version' does not tell: Podman's prints the client's and ends well where its machine is off.
    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestAnswer);
        try
        {
            return (await this.ListAsync(limit.Token)).Code == 0;
        }
        catch (Exception e) when (e is FindingException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private Task<(int Code, string Output, string Errors)> ListAsync(CancellationToken cancellationToken) =>
        this.RunAsync(["ps", "--all", "--quiet", "--no-trunc", "--filter", $"label={Label}"], cancellationToken);

    // On the path alone: a program of that name in the folder of a build is no engine.
    private static string? Locate(string name, string path)
    {
        if (Path.IsPathFullyQualified(name))
        {
            return File.Exists(name) ? name : null;
        }

        var program = OperatingSystem.IsWindows() && !Path.HasExtension(name) ? name + ".exe" : name;
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
    }
}
