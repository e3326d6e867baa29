// The engine's work between the login and the verdict about the schemas, as Guarding does it.
using System.Diagnostics;
using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Bench;

/// <summary>Reads and compares two databases that have to be equal.</summary>
internal static class Comparing
{
    /// <summary>Connects, reads and compares.</summary>
    /// <param name="development">The variable that holds development's URL.</param>
    /// <param name="production">The variable that holds production's URL.</param>
    public static async Task<(TimeSpan Connected, TimeSpan Compared)> RunAsync(string development, string production)
    {
        var clock = Stopwatch.StartNew();
        var opened = await Task.WhenAll(OpenAsync(development), OpenAsync(production));
        await using var left = opened[0];
        await using var right = opened[1];
        var connected = clock.Elapsed;
        var catalogs = await Task.WhenAll(ExecuteAsync(left), ExecuteAsync(right));
        await using var leftReader = catalogs[0].Results;
        await using var rightReader = catalogs[1].Results;
        var (leftCatalog, rightCatalog) = (catalogs[0].Catalog, catalogs[1].Catalog);
        var result = await SchemaComparison.CompareAsync(
            leftCatalog, rightCatalog, new(new HashSet<string>(), "table"), CancellationToken.None);
        return result is { Differences.Count: 0, Unknown.Count: 0 } && leftCatalog.Discrepancies!.Count + rightCatalog.Discrepancies!.Count == 0
            ? (connected, clock.Elapsed - connected)
            : throw new InvalidOperationException("The databases are not equal, or were not read in full.");
    }

    /// <summary>Connects and begins the transaction.</summary>
    /// <param name="variable">The variable that holds the URL.</param>
    public static Task<ReadOnlySession> OpenAsync(string variable) => ReadOnlySession.OpenAsync(
        ConnectionTarget.Parse("development", variable, Environment.GetEnvironmentVariable(variable) ?? ""), SessionLimits.Default, CancellationToken.None);

    private static async Task<(SessionReader Results, CatalogReader Catalog)> ExecuteAsync(ReadOnlySession session)
    {
        var version = session.Server.VersionNumber;
        CatalogInventory inventory;
        await using (var there = await session.ExecuteAsync(CatalogInventory.Statements(version, schemas: null), CancellationToken.None))
        {
            inventory = await CatalogInventory.ReadAsync(there, version, OptionalKinds.None, CancellationToken.None);
        }

        var results = await session.ExecuteAsync(CatalogReader.Statements(version, schemas: null, inventory), CancellationToken.None);
        return (results, new(results, inventory));
    }
}
