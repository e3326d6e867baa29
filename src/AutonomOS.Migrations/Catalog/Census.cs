using System.Globalization;
using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Startup;

namespace AutonomOS.Migrations.Catalog;

/// <summary>
/// The proof that a reading is complete: the objects of the catalogs, counted apart from the kinds' queries, and the catalogs that no query
/// reads. A query that loses an object in a join would make two different databases look equal.
/// </summary>
internal static class Census
{
    // These have no schema: which of them belong to some schemas, only what they join can tell.
    private static readonly string[] CountedInAllSchemasOnly = ["cast", "transform"];

    /// <summary>The statement that counts what is counted in every database.</summary>
    /// <param name="major">The server's major version.</param>
    /// <param name="schemas">The schemas that are read; null for every one but the system's.</param>
    /// <param name="known">
    /// The tables of <c>pg_catalog</c> that are read, or left out for a reason: <see cref="SystemCatalogs.Known"/>. On a server newer than
    /// <see cref="CatalogColumns.NewestMajor"/> those that are read are looked through for columns that no query names.
    /// </param>
    /// <param name="asked">What is read besides what always is; each has a file of its own, which is put behind the first.</param>
    public static SqlStatement Statement(
        int major, IReadOnlyList<string>? schemas, IReadOnlyList<string> known, OptionalKinds asked = OptionalKinds.None)
    {
        var text = string.Join("union all\n", Files(asked).Select(file => CatalogQuery.TextFor(major, file, asked)));
        return major <= CatalogColumns.NewestMajor
            ? new(text, [schemas?.ToArray(), known.ToArray()])
            : new(
                $"{text}union all\n{CatalogQuery.ReadFile("newer.sql")}",
                [
                    schemas?.ToArray(),
                    known.ToArray(),
                    known.Except(SystemCatalogs.Uncompared.Keys).Except(asked == OptionalKinds.None ? SystemCatalogs.ComparedOnRequest : []).ToArray(),
                    CatalogColumns.Known(CatalogColumns.NewestMajor).ToArray(),
                ]);
    }

    /// <summary>
    /// The statement that counts some of the kinds of which most databases have nothing. Each costs the server the planning of a query,
    /// whatever there is.
    /// </summary>
    /// <param name="schemas">The schemas that are read; null for every one but the system's.</param>
    /// <param name="kinds">The queries of the kinds.</param>
    /// <returns>Null where none of them is counted here.</returns>
    public static SqlStatement? Statement(IReadOnlyList<string>? schemas, IEnumerable<CatalogQuery> kinds) =>
        kinds.Select(query => query.Census).OfType<string>().ToList() is { Count: > 0 } counts
            ? new(
                QueryTemplate.Expand(QueryTemplate.Include(
                    $$$"""
                    with {{counting}}
                    objects (kind, class, oid, namespace, number) as (
                    select null, 0::regclass, 0::oid, 0::oid, 0 where false
                    union all
                    {{{string.Join("union all\n", counts)}}}
                    )
                    {{counted}}
                    """)),
                [schemas?.ToArray()])
            : null;

    /// <summary>Reads the counts of the next result.</summary>
    /// <param name="results">Stands in the result before the statement's.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>A row for each kind and each catalog, in the order of <see cref="CensusRow.What"/>.</returns>
    /// <exception cref="FindingException">AMB9004: it is not a census.</exception>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    public static async Task<IReadOnlyList<CensusRow>> ReadNextAsync(SessionReader results, CancellationToken cancellationToken)
    {
        if (!await results.NextResultAsync(cancellationToken) || results.FieldCount == 0 || results.FieldName(0) != "counted")
        {
            throw CatalogReader.NotUnderstood("census", "gave no result");
        }

        var rows = new List<CensusRow>();
        while (await results.ReadAsync(cancellationToken))
        {
            rows.Add(new(results.Text(0)!, Number(results.Text(1)), Number(results.Text(2)), results.Text(3) is not null));
        }

        rows.Sort((left, right) => string.CompareOrdinal(left.What, right.What));
        return rows;
    }

    /// <summary>What two of the statements counted.</summary>
    /// <param name="some">Of one.</param>
    /// <param name="others">Of the other.</param>
    /// <returns>All rows, in the order of <see cref="CensusRow.What"/>.</returns>
    public static IReadOnlyList<CensusRow> Join(IReadOnlyList<CensusRow> some, IReadOnlyList<CensusRow> others)
    {
        List<CensusRow> rows = [.. some, .. others];
        rows.Sort((left, right) => string.CompareOrdinal(left.What, right.What));
        return rows;
    }

    /// <summary>Holds the counts to what was read.</summary>
    /// <param name="rows">What <see cref="ReadNextAsync"/> gave.</param>
    /// <param name="read">How many objects of each kind were read; kinds without objects may be left out.</param>
    /// <returns>What does not agree.</returns>
    public static IReadOnlyList<Discrepancy> Judge(IReadOnlyList<CensusRow> rows, IReadOnlyDictionary<string, int> read)
    {
        var discrepancies = new List<Discrepancy>();
        var uncounted = new HashSet<string>(read.Keys, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row.IsCatalog)
            {
                if (row.Least is not 0)
                {
                    discrepancies.Add(new(row.What, IsCatalog: true, row.Least, 0, IsModelled: false));
                }

                continue;
            }

            uncounted.Remove(row.What);
            var found = read.GetValueOrDefault(row.What);
            if (found < row.Least || found > row.Most)
            {
                discrepancies.Add(new(row.What, IsCatalog: false, row.Least, found, CatalogQuery.Kinds.Contains(row.What)));
            }
        }

        discrepancies.AddRange(uncounted
            .Where(kind => !CountedInAllSchemasOnly.Contains(kind))
            .Select(kind => new Discrepancy(kind, IsCatalog: false, 0, read[kind], IsModelled: true)));
        return discrepancies;
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

    private static long? Number(string? text) => text is null ? null : long.Parse(text, CultureInfo.InvariantCulture);
}
