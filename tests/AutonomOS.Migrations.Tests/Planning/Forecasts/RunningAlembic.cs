using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Planning.Forecasts;

/// <summary>Why an upgrade failed.</summary>
/// <param name="State">The SQLSTATE; null when Alembic or SQLAlchemy refused before the server was asked.</param>
/// <param name="Message">What was said.</param>
internal sealed record Failure(string? State, string Message);

/// <summary>The real Alembic, one process for many upgrades.</summary>
internal sealed class RunningAlembic : IDisposable
{
    /// <summary>The environment's <c>env.py</c>, as <c>alembic init</c> writes it but for the engine.</summary>
    public const string Environment =
        """
        from alembic import context

        with context.config.attributes["engine"].connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process python;

    public RunningAlembic()
    {
        var script = Path.Combine(Repository.Root, "tests", "AutonomOS.Migrations.Tests", "Planning", "Forecasts", "forecast.py");
        this.python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-u", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
            Environment = { ["PYTHONIOENCODING"] = "utf-8", ["PYTHONDONTWRITEBYTECODE"] = "1" },
        })!;
        _ = this.python.StandardOutput.ReadLine();
    }

    /// <summary>Upgrades to the head.</summary>
    /// <param name="ini">The environment's configuration file.</param>
    /// <param name="database">The database.</param>
    /// <returns>Null when it could.</returns>
    public async Task<Failure?> UpgradeAsync(string ini, TestDatabase database)
    {
        await this.python.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { ini, url = database.Url }));
        await this.python.StandardInput.FlushAsync();
        var line = await this.python.StandardOutput.ReadLineAsync().WaitAsync(Patience)
            ?? throw new InvalidOperationException("The real Alembic ended.");
        var answer = JsonDocument.Parse(line).RootElement;
        return answer.TryGetProperty("sqlstate", out var state) ? new(state.GetString(), $"{answer.GetProperty("message")} [{answer.GetProperty("statement")}]")
            : answer.TryGetProperty("refused", out var refused) ? new(null, refused.GetString()!)
            : null;
    }

    public void Dispose()
    {
        this.python.StandardInput.Close();
        this.python.WaitForExit(Patience);
        this.python.Dispose();
    }
}
