using System.Globalization;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Package.Tests.Infrastructure;

/// <summary>A server of these tests' own, whose log tells who looked at which database.</summary>
public sealed class ObservedServer : IAsyncLifetime
{
    private LocalCluster? cluster;
    private int databases;

    /// <summary>The server.</summary>
    public LocalCluster Cluster => this.cluster!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => this.cluster = await LocalCluster.StartAsync(["log_connections = on"]);

    /// <summary>Makes an empty database.</summary>
    public Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.CreateAsync(
        this.Cluster, string.Create(CultureInfo.InvariantCulture, $"package_{Interlocked.Increment(ref this.databases)}_"));

    /// <summary>How often the guard, or anything else of the package, connected to a database.</summary>
    /// <param name="database">The database.</param>
    public int Looks(TestDatabase database)
    {
        using var log = new StreamReader(new FileStream(this.Cluster.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return log.ReadToEnd().Split('\n').Count(line =>
            line.Contains("connection authorized:", StringComparison.Ordinal)
            && line.Contains($" database={database.Name} ", StringComparison.Ordinal)
            && line.Contains($"application_name={PackedPackage.Id}", StringComparison.Ordinal));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => this.Cluster.DisposeAsync();
}
