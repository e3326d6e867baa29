using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Startup;

namespace AutonomOS.Migrations.Catalog;

/// <summary>
/// What there is in a database, asked before the objects themselves and in the same transaction: the census, to which the reading is held
/// at its end, and by it which kinds need not be asked for. Most databases have no object of most kinds, and the server takes a
/// millisecond to plan a query that finds nothing; kinds whose catalogs are empty files are not even counted.
/// </summary>
public sealed class CatalogInventory
{
    private CatalogInventory(
        IReadOnlySet<string> leftOut, IReadOnlySet<string> features, IReadOnlyList<CatalogQuery> toCount, IReadOnlyList<CensusRow> counted)
    {
        this.LeftOut = leftOut;
        this.Features = features;
        this.ToCount = toCount;
        this.Counted = counted;
    }

    /// <summary>Of which kinds there is nothing: their queries are not run.</summary>
    internal IReadOnlySet<string> LeftOut { get; }

    /// <summary>The names of those of <see cref="CatalogFeature.All"/> that the database has.</summary>
    internal IReadOnlySet<string> Features { get; }

    /// <summary>The kinds that the census has still to count: those of which most databases have nothing, and this one may.</summary>
    internal IReadOnlyList<CatalogQuery> ToCount { get; }

    /// <summary>The census, but for <see cref="ToCount"/>.</summary>
    internal IReadOnlyList<CensusRow> Counted { get; }

    /// <summary>
    /// The statements that ask; to be run in one batch of a session whose <c>search_path</c> is <c>pg_catalog</c>.
    /// </summary>
    /// <param name="serverVersionNumber">The server's version as a number, such as 170002.</param>
    /// <param name="schemas">The schemas to read, by their unquoted names; null for every one but the system's.</param>
    /// <param name="asked">What is read besides what always is.</param>
    public static IReadOnlyList<SqlStatement> Statements(
        int serverVersionNumber, IReadOnlyList<string>? schemas, OptionalKinds asked = OptionalKinds.None) =>
    [
        new("select k.kind as used from (values "
            + string.Join(", ", CatalogQuery.ForMajor(serverVersionNumber / 10000, asked)
                .Where(query => query.InUse is not null)
                .Select(query => $"('{query.Kind}', {query.InUse})")
                .Concat(CatalogFeature.All.Select(feature => $"('{feature.With}', {feature.Condition})")))
            + ") k (kind, used) where k.used"),
        Census.Statement(serverVersionNumber / 10000, schemas, SystemCatalogs.Known, asked),
    ];

    /// <summary>Reads the results of <see cref="Statements"/>.</summary>
    /// <param name="results">Stands before the first row of the first of them, and is left at the end of the last.</param>
    /// <param name="serverVersionNumber">The server's version as a number, such as 170002.</param>
    /// <param name="asked">What <see cref="Statements"/> was given.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    public static async Task<CatalogInventory> ReadAsync(
        SessionReader results, int serverVersionNumber, OptionalKinds asked, CancellationToken cancellationToken)
    {
        var inUse = (await results.ReadTextsAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return Of(serverVersionNumber, asked, inUse, await Census.ReadNextAsync(results, cancellationToken));
    }

    /// <summary>What follows from the answers.</summary>
    /// <param name="serverVersionNumber">The server's version as a number, such as 170002.</param>
    /// <param name="asked">What is read besides what always is.</param>
    /// <param name="inUse">
    /// For which kinds <see cref="CatalogQuery.InUse"/> holds, and <see cref="CatalogFeature.With"/> of the features there are.
    /// </param>
    /// <param name="counted">The census.</param>
    internal static CatalogInventory Of(
        int serverVersionNumber, OptionalKinds asked, IReadOnlySet<string> inUse, IReadOnlyList<CensusRow> counted)
    {
        var found = counted.Where(row => !row.IsCatalog && row.Most is not 0).Select(row => row.What).ToHashSet(StringComparer.Ordinal);
        var queries = CatalogQuery.ForMajor(serverVersionNumber / 10000, asked);
        return new(
            queries
                .Where(query => query.IsCounted
                    ? !found.Contains(query.Kind)
                    : query.InUse is not null && !inUse.Contains(query.Kind))
                .Select(query => query.Kind)
                .ToHashSet(StringComparer.Ordinal),
            CatalogFeature.All.Where(feature => inUse.Contains(feature.With)).Select(feature => feature.Name).ToHashSet(StringComparer.Ordinal),
            [.. queries.Where(query => query.Census is not null && inUse.Contains(query.Kind))],
            counted);
    }
}
