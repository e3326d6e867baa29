using System.Globalization;
using AutonomOS.Migrations.Connections;

namespace AutonomOS.Migrations.Catalog;

/// <summary>
/// The proof that a reading is complete: the objects of the catalogs, counted apart from the kinds' queries, and the catalogs that no query
/// reads. A query that loses an object in a join would make two different databases look equal.
/// </summary>
internal static class Census
{
    // These have no schema: which of them belong to some schemas, only what they join can tell.
    private static readonly string[] CountedInAllSchemasOnly = ["cast", "transform"];

    /// <summary>The statement that counts.</summary>
    /// <param name="major">The server's major version.</param>
    /// <param name="schemas">The schemas that are read; null for every one but the system's.</param>
    /// <param name="known">
    /// The tables of <c>pg_catalog</c> that are read, or left out for a reason: <see cref="SystemCatalogs.Known"/>.
    /// </param>
    /// <param name="asked">What is read besides what always is; each has a file of its own, which is put behind the first.</param>
    public static SqlStatement Statement(
        int major, IReadOnlyList<string>? schemas, IReadOnlyList<string> known, OptionalKinds asked = OptionalKinds.None) => new(
            string.Join("union all\n", Files(asked).Select(file => CatalogQuery.TextFor(major, file, asked))),
            [schemas?.ToArray(), known.ToArray()]);

    /// <summary>Reads the counts alone.</summary>
    /// <param name="results">Stands before the first row of the statement's result.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>A line a row, in ascending order.</returns>
    public static async Task<IReadOnlyList<string>> ReadCountsAsync(SessionReader results, CancellationToken cancellationToken)
    {
        var counts = new List<string>();
        while (await results.ReadAsync(cancellationToken))
        {
            counts.Add(Line(results));
        }

        counts.Sort(StringComparer.Ordinal);
        return counts;
    }

    /// <summary>Reads the counts and holds them to what was read.</summary>
    /// <param name="results">Stands before the first row of the statement's result.</param>
    /// <param name="read">How many objects of each kind were read; kinds without objects may be left out.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>What does not agree, and what <see cref="ReadCountsAsync"/> gives.</returns>
    public static async Task<(IReadOnlyList<Discrepancy> Discrepancies, IReadOnlyList<string> Counts)> ReadAsync(
        SessionReader results, IReadOnlyDictionary<string, int> read, CancellationToken cancellationToken)
    {
        var counts = new List<string>();
        var discrepancies = new List<Discrepancy>();
        var uncounted = new HashSet<string>(read.Keys, StringComparer.Ordinal);
        while (await results.ReadAsync(cancellationToken))
        {
            counts.Add(Line(results));
            var what = results.Text(0)!;
            var counted = Number(results.Text(1));
            if (results.Text(3) is not null)
            {
                if (counted is not 0)
                {
                    discrepancies.Add(new(what, IsCatalog: true, counted, 0, IsModelled: false));
                }

                continue;
            }

            uncounted.Remove(what);
            var found = read.GetValueOrDefault(what);
            if (found < counted || found > Number(results.Text(2)))
            {
                discrepancies.Add(new(what, IsCatalog: false, counted, found, CatalogQuery.Kinds.Contains(what)));
            }
        }

        discrepancies.AddRange(uncounted
            .Where(kind => !CountedInAllSchemasOnly.Contains(kind))
            .Select(kind => new Discrepancy(kind, IsCatalog: false, 0, read[kind], IsModelled: true)));
        counts.Sort(StringComparer.Ordinal);
        return (discrepancies, counts);
    }

    private static IEnumerable<string> Files(OptionalKinds asked)
    {
        yield return CatalogQuery.ReadFile("census.sql");
        if (asked == OptionalKinds.None)
        {
            yield break;
        }

        foreach (var file in typeof(Census).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("census-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(CatalogQuery.ReadFile)
            .Where(text => CatalogQuery.IsAsked(CatalogQuery.WordOf(text), asked)))
        {
            yield return file;
        }
    }

    private static string Line(SessionReader results) => $"{results.Text(0)} {results.Text(1)} {results.Text(2)}";

    private static long? Number(string? text) => text is null ? null : long.Parse(text, CultureInfo.InvariantCulture);
}
