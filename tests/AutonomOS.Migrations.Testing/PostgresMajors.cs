using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace AutonomOS.Migrations.Testing;

/// <summary>
/// One cluster a major version for all tests of an assembly, each started by the first test that needs it. The binaries are in
/// <c>MAJOR/bin</c> under <c>AUTONOMOS_TEST_POSTGRES_BINARIES</c> or <c>/tmp/autonomos-postgres</c>, where <c>build/servers.sh</c> puts
/// them, or in Debian's <c>/usr/lib/postgresql</c>. Tests fail, and are never skipped, when they are in neither.
/// </summary>
public sealed class PostgresMajors : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, Lazy<Task<LocalCluster>>> clusters = new();
    private int databases;

    /// <summary>Makes an empty database on a server of a major version.</summary>
    /// <param name="major">The major version, such as 17.</param>
    /// <param name="definition">What follows the name in <c>CREATE DATABASE</c>.</param>
    /// <exception cref="InvalidOperationException">There are no binaries of that version; the text says what to do.</exception>
    public async Task<TestDatabase> CreateDatabaseAsync(int major, string definition = "")
    {
        var cluster = await this.clusters.GetOrAdd(major, version => new(() => StartAsync(version))).Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref this.databases)}");
        return await TestDatabase.CreateAsync(cluster, name, definition);
    }

    /// <summary>The same where 15 is the server of every other test, which needs no cluster of its own.</summary>
    /// <param name="major">The major version, such as 17.</param>
    /// <param name="usual">The server of every other test.</param>
    /// <exception cref="InvalidOperationException">There are no binaries of that version; the text says what to do.</exception>
    public Task<TestDatabase> CreateDatabaseAsync(int major, PostgresFixture usual) =>
        major == 15 ? usual.CreateDatabaseAsync() : this.CreateDatabaseAsync(major);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        foreach (var cluster in this.clusters.Values.Where(cluster => cluster.IsValueCreated && cluster.Value.IsCompletedSuccessfully))
        {
            await (await cluster.Value).DisposeAsync();
        }
    }

    /// <summary>Full path of the folder with the programs of a major version.</summary>
    /// <param name="major">The major version, such as 17.</param>
    /// <exception cref="InvalidOperationException">There are none; the text says what to do.</exception>
    public static string Binaries(int major)
    {
        var folder = Environment.GetEnvironmentVariable("AUTONOMOS_TEST_POSTGRES_BINARIES") is { Length: > 0 } given
            ? given
            : "/tmp/autonomos-postgres";
        var version = major.ToString(CultureInfo.InvariantCulture);
        return new[] { folder, "/usr/lib/postgresql" }
            .Select(place => Path.Combine(place, version, "bin"))
            .FirstOrDefault(place => File.Exists(Path.Combine(place, "initdb")))
            ?? throw new InvalidOperationException($"No PostgreSQL {version} to test with. Install it: ./build/servers.sh {version}");
    }

    private static Task<LocalCluster> StartAsync(int major) => LocalCluster.StartAsync(binaries: Binaries(major));
}
