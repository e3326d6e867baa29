using System.Diagnostics;
using System.Text;

namespace AutonomOS.Migrations.Package.Tests.Infrastructure;

/// <summary>What a command said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Both its streams.</param>
public sealed record Outcome(int ExitCode, string Output)
{
    /// <summary>How many lines have a text.</summary>
    /// <param name="text">The text.</param>
    public int Lines(string text) => this.Output.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));
}

/// <summary>Runs the real <c>dotnet</c>, without whatever this machine or this test run put into the environment.</summary>
public static class Sdk
{
    private static readonly string[] ToxicPrefixes =
    [
        "MSBUILD", "DOTNET_", "NUGET_PACKAGES", "CI", "GITHUB_", "TF_BUILD", "BUILD_", "DATABASE_", "PG", "Db", "Alembic", "Stamp",
        "TESTINGPLATFORM", "VSTEST", "COMPLUS_", "CORECLR_", "COR_", "XUNIT", "Configuration", "Platform", "SOURCE_DATE_EPOCH",
    ];

    /// <summary>Runs <c>dotnet</c>.</summary>
    /// <param name="folder">The current folder.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set.</param>
    public static Task<Outcome> DotnetAsync(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null) =>
        RunAsync("dotnet", folder, arguments, environment);

    /// <summary>Runs any program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="folder">The current folder.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set.</param>
    public static async Task<Outcome> RunAsync(
        string program, string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => ToxicPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Quiet.Concat(environment ?? new Dictionary<string, string?>(StringComparer.Ordinal)))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took more than 4 minutes:\n{output}");
        }

        lock (output)
        {
            return new(process.ExitCode, output.ToString());
        }

        void Append(string? line)
        {
            lock (output)
            {
                output.Append(line).Append('\n');
            }
        }
    }

    // No server and no node stays alive, nobody is asked for updates, the log is plain text, and a folder with .git is no repository.
    private static Dictionary<string, string?> Quiet { get; } = new(StringComparer.Ordinal)
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["MSBUILDTERMINALLOGGER"] = "off",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "true",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["UseSharedCompilation"] = "false",
        ["NuGetAudit"] = "false",
        ["EnableSourceControlManagerQueries"] = "false",
    };
}
