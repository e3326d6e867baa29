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
        var readers = await Task.WhenAll(ExecuteAsync(left), ExecuteAsync(right));
        await using var leftReader = readers[0];
        await using var rightReader = readers[1];
        var (leftCatalog, rightCatalog) = (new CatalogReader(leftReader), new CatalogReader(rightReader));
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

    private static async Task<SessionReader> ExecuteAsync(ReadOnlySession session)
    {
        IReadOnlySet<string> inUse;
        await using (var use = await session.ExecuteAsync([CatalogReader.UseStatement(session.Server.VersionNumber)], CancellationToken.None))
        {
            inUse = await CatalogReader.ReadUseAsync(use, CancellationToken.None);
        }

        return await session.ExecuteAsync(
            CatalogReader.Statements(session.Server.VersionNumber, schemas: null, inUse), CancellationToken.None);
    }
}
