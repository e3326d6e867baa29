using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AutonomOS.Migrations.Tests.Alembic.Oracle;

/// <summary>
/// The real Alembic in one long-lived Python process (oracle.py), Debian's unless PYTHONPATH leads to another one.
/// </summary>
internal sealed class RealAlembic : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process process;
    private readonly Task<string> errors;

    public RealAlembic()
    {
        var utf8 = new UTF8Encoding(false);
        this.process = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", ["-u", Path.Combine(AppContext.BaseDirectory, "Alembic", "Oracle", "oracle.py")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = utf8,
                StandardOutputEncoding = utf8,
                Environment = { ["PYTHONIOENCODING"] = "utf-8", ["PYTHONDONTWRITEBYTECODE"] = "1" },
            })!;
        this.errors = this.process.StandardError.ReadToEndAsync();
        this.Version = Version.Parse(this.Read<Dictionary<string, string>>()["version"]);
    }

    /// <summary>Alembic's version.</summary>
    public Version Version { get; }

    public AlembicAnswer Ask(AlembicRequest request)
    {
        this.process.StandardInput.WriteLine(JsonSerializer.Serialize(request, JsonSerializerOptions.Web));
        this.process.StandardInput.Flush();
        return this.Read<AlembicAnswer>();
    }

    public void Dispose()
    {
        this.process.StandardInput.Close();
        if (!this.process.WaitForExit(Patience))
        {
            this.process.Kill();
        }

        this.process.Dispose();
    }

    private T Read<T>()
    {
        var line = this.process.StandardOutput.ReadLineAsync().WaitAsync(Patience).GetAwaiter().GetResult()
            ?? throw new InvalidOperationException($"The real Alembic ended: {this.errors.WaitAsync(Patience).GetAwaiter().GetResult()}");
        return JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!;
    }
}

/// <summary>A history and questions about it.</summary>
/// <param name="Folder">A script location to read; null to take the sources.</param>
/// <param name="Files">File names and sources.</param>
/// <param name="States">Rows, and targets to get to.</param>
/// <param name="Identifiers">An identifier, and the rows that it is relative to.</param>
internal sealed record AlembicRequest(
    string? Folder, IReadOnlyList<string[]> Files, IReadOnlyList<string[][]> States, IReadOnlyList<object[]> Identifiers);

/// <summary>What Alembic makes of it.</summary>
public sealed record AlembicAnswer(
    string? Refused,
    bool Duplicates,
    IReadOnlyList<string> Heads,
    IReadOnlyList<string> RealHeads,
    IReadOnlyList<string> Bases,
    IReadOnlyList<string> BranchPoints,
    IReadOnlyList<string> MergePoints,
    Dictionary<string, IReadOnlyList<string>> Labels,
    AlembicOutcome History,
    IReadOnlyList<AlembicOutcome> Pending,
    IReadOnlyList<AlembicOutcome> Show,
    IReadOnlyList<AlembicOutcome> Upgrade,
    IReadOnlyList<AlembicOutcome> Downgrade);

/// <summary>Revisions, or the kind of the failure.</summary>
public sealed record AlembicOutcome(IReadOnlyList<string>? Found, [property: JsonPropertyName("kind")] string? Failure);
