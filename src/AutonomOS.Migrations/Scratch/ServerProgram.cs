using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Scratch;

/// <summary>Runs a program that comes with PostgreSQL, or a container engine's. What may hold a password goes through its environment or standard input.</summary>
internal static class ServerProgram
{
    private const int MostKept = 4000;

    /// <summary>Runs it to its end.</summary>
    /// <param name="file">Full path, or a name that the system looks for.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables besides this process's own; null removes one.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <param name="input">What it reads; null for nothing.</param>
    /// <returns>Its exit code and what it wrote, of that the last part.</returns>
    /// <exception cref="FindingException">AMB6059: it cannot be started.</exception>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        string file,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string?> environment,
        CancellationToken cancellationToken,
        string? input = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            if (input is not null)
            {
                await WriteAsync(process, input, cancellationToken);
            }

            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, Last(await errors));
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task WriteAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            await process.StandardInput.FlushAsync(cancellationToken);
        }
        catch (IOException)
        {
            // It has ended before it read all: its exit code says why.
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new FindingException(DiagnosticCodes.ScratchServerFailed.At(
                $"{OneLine.Quote(start.FileName)} cannot be started ({e.NativeErrorCode}), so there is no scratch server. Mend the installation, or set {ScratchRequest.ShadowVariable}."));
        }
    }

    private static string Last(string text) => text.Length <= MostKept ? text : text[^MostKept..];
}
