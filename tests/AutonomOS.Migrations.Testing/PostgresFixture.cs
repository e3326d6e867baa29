using System.Globalization;
using Npgsql;

namespace AutonomOS.Migrations.Testing;

/// <summary>
/// One server for all tests of an assembly, started by the first test that needs it: the one named in
/// <c>AUTONOMOS_TEST_POSTGRES</c>, else a container, else local binaries. Tests fail, and are never skipped, when there is none.
/// </summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<ITestServer>> server = new(StartAsync);
    private int databases;

    /// <summary>The server.</summary>
    public Task<ITestServer> Server => this.server.Value;

    /// <summary>Makes an empty database for one test.</summary>
    /// <param name="definition">What follows the name in <c>CREATE DATABASE</c>, such as <c>ENCODING 'SQL_ASCII' LOCALE 'C'</c>.</param>
    public async Task<TestDatabase> CreateDatabaseAsync(string definition = "") =>
        await TestDatabase.CreateAsync(await this.Server, this.NextName(), definition);

    /// <summary>Makes a database that is a copy, its objects' oids included.</summary>
    /// <param name="original">The original. Nobody may be connected to it.</param>
    public async Task<TestDatabase> CopyDatabaseAsync(TestDatabase original) =>
        await TestDatabase.CreateAsync(await this.Server, this.NextName(), template: original.Name);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (this.server.IsValueCreated && this.server.Value.IsCompletedSuccessfully)
        {
            NpgsqlConnection.ClearAllPools();
            await (await this.Server).DisposeAsync();
        }
    }

    private string NextName() => string.Create(
        CultureInfo.InvariantCulture, $"test_{Environment.ProcessId}_{Interlocked.Increment(ref this.databases)}");

    private static async Task<ITestServer> StartAsync() =>
        Environment.GetEnvironmentVariable("AUTONOMOS_TEST_POSTGRES") is { Length: > 0 } url ? new GivenServer(new Uri(url))
        : ContainerServer.EngineAnswers() ? await ContainerServer.StartAsync()
        : await LocalCluster.StartAsync();
}
