using System.Diagnostics;
using System.Globalization;
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

    // The name of its pipe.
    private static string CompilerServer { get; } = string.Create(CultureInfo.InvariantCulture, $"autonomos-tests-{Environment.ProcessId}");

    /// <summary>Ends what the commands left running.</summary>
    public static void StopCompilerServer()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(process, "cmdline")).Contains($"-pipename:{CompilerServer}", StringComparison.Ordinal))
                {
                    using var server = Process.GetProcessById(int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture));
                    server.Kill();
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
            {
                // It has ended meanwhile, or is somebody else's.
            }
        }
    }

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

    // No node stays alive, nobody is asked for updates, the log is plain text, and a folder with .git is no repository. A server of the
    // compiler's does, this run's own: a publish takes half of the processor with it.
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
        ["UseSharedCompilation"] = "true",
        ["SharedCompilationId"] = CompilerServer,
        ["NuGetAudit"] = "false",
        ["EnableSourceControlManagerQueries"] = "false",
    };
}
