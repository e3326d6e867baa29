using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Command;

/// <summary>A run of the team's Alembic. The URL is in its environment, never on its command line.</summary>
/// <param name="Program">The command.</param>
/// <param name="Arguments">What it is given.</param>
/// <param name="WorkingDirectory">Full path of the folder it is run in.</param>
/// <param name="Environment">Its environment.</param>
/// <param name="Limit">How long it may run.</param>
public sealed record AlembicProcess(
    AlembicProgram Program, IReadOnlyList<string> Arguments, string WorkingDirectory, AlembicEnvironment Environment, TimeSpan Limit)
{
    /// <summary>How the names of all runs begin.</summary>
    public const string NamePrefix = "AutonomOS.Migrations Alembic ";

    // A process that forks while it is looked for is found in the next round.
    private const int MostRounds = 20;

    // What a process that has ended may leave in the pipes, or a child of it that keeps them open.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    /// <summary>Takes passwords out of a line before anybody sees it.</summary>
    public Func<string, string> Mask { get; init; } = SecretMask.Apply!;

    /// <summary>Is told each line when it comes, one at a time.</summary>
    public Action<string> Tell { get; init; } = _ => { };

    /// <summary>
    /// This run's own name. libpq gives it to the server as <c>application_name</c> (<c>PGAPPNAME</c>), and every process that the run starts
    /// has it in its environment: by it sessions and processes are found that outlive the one that was started.
    /// </summary>
    public string Name { get; } = NamePrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>Runs it to its end.</summary>
    /// <param name="cancellationToken">Stops it; no process of it is left.</param>
    /// <returns>How it ended; also when its time was over.</returns>
    /// <exception cref="FindingException">AMB6001: it cannot be started.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<AlembicOutcome> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = this.Start();
        var output = new AlembicOutput(this.Mask, this.Tell);
        var reading = Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, output));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(this.Limit);
        int? exitCode = null;
        try
        {
            await process.WaitForExitAsync(limit.Token);
            exitCode = process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            this.End(process);
        }

        await Task.WhenAny(reading, Task.Delay(Rest, CancellationToken.None));
        if (exitCode is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return output.Outcome(exitCode);
    }

    private static async Task ReadAsync(StreamReader stream, AlembicOutput output)
    {
        try
        {
            while (await stream.ReadLineAsync(CancellationToken.None) is { } line)
            {
                output.Take(line);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Nobody waits for the rest any more.
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(this.Program.File, [.. this.Program.Arguments, .. this.Arguments])
        {
            WorkingDirectory = this.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        this.Environment.With("PGAPPNAME", this.Name).Fill(start.Environment);
        try
        {
            var process = Process.Start(start)!;

            // A question gets no answer here; it must not wait for one.
            process.StandardInput.Close();
            return process;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new FindingException(DiagnosticCodes.AlembicNotFound.At(
                $"{OneLine.Quote(this.Program.ToString())} ({this.Program.Evidence}) cannot be started in {OneLine.Quote(this.WorkingDirectory)}: is it there, and may it be executed? "
                    + "Mend it, or name the team's own command with AlembicCommand."));
        }
    }

    // The tree first; then, where that can be looked for, whoever left the tree and has the run's name in its environment.
    private void End(Process process)
    {
        KillQuietly(() => process.Kill(entireProcessTree: true));
        var left = OperatingSystem.IsLinux();
        for (var round = 0; left && round < MostRounds; round++)
        {
            left = false;
            foreach (var folder in Directory.GetDirectories("/proc"))
            {
                if (int.TryParse(Path.GetFileName(folder), out var id) && this.IsOfThisRun(folder))
                {
                    left = true;
                    KillQuietly(() =>
                    {
                        using var other = Process.GetProcessById(id);
                        other.Kill();
                    });
                }
            }
        }

        KillQuietly(() => process.WaitForExit(Rest));
    }

    // A process that has been killed and that nobody has waited for has no environment any more.
    private bool IsOfThisRun(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "environ")).Contains($"PGAPPNAME={this.Name}", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void KillQuietly(Action kill)
    {
        try
        {
            kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or ArgumentException or AggregateException or NotSupportedException)
        {
            // It has ended by itself.
        }
    }
}
