using System.Globalization;
using System.Text.Json;
using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Facts;

/// <summary>
/// Reads, in one round trip, what production has of the names that pending operations mention. Nothing is read where nothing is pending.
/// </summary>
public static class FactsReader
{
    private static readonly string[] Queries =
        ["relations", "columns", "constraints", "indexes", "objects", "dependents", "referencing", "links", "statistics"];

    // Of tables, what those have that inherit from them is needed too.
    private static readonly string[] WithDescendants = ["relations", "columns", "constraints", "indexes", "statistics", "dependents"];

    /// <summary>Reads.</summary>
    /// <param name="session">Production, in the snapshot of the comparison, with <c>search_path = pg_catalog</c>.</param>
    /// <param name="names">The names, without schemas and quotes, of all that the operations mention.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="Diagnostics.FindingException">The server refused, was too slow or is gone; the code says which.</exception>
    public static async Task<ProductionFacts> ReadAsync(
        DatabaseSession session, IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        string[] mentioned = [.. names.Order(StringComparer.Ordinal)];
        var statements = Queries
            .Select(query => new SqlStatement(TextOf(query), [mentioned]))
            .ToList();
        await using var results = await session.ExecuteAsync(statements, cancellationToken);
        var relations = await RowsAsync(results, 14, cancellationToken);
        var columns = await NextAsync(results, 8, cancellationToken);
        var constraints = await NextAsync(results, 7, cancellationToken);
        var indexes = await NextAsync(results, 9, cancellationToken);
        var objects = await NextAsync(results, 5, cancellationToken);
        var dependents = await NextAsync(results, 6, cancellationToken);
        var referencing = await NextAsync(results, 4, cancellationToken);
        var links = await NextAsync(results, 8, cancellationToken);
        var statistics = await NextAsync(results, 5, cancellationToken);
        return new()
        {
            ServerVersionNumber = session.Server.VersionNumber,
            SearchPath = session.Server.SearchPathSchemas,
            Relations = Linked(Relations(relations, columns, constraints, indexes, dependents, referencing), links, statistics),
            Objects = Objects(objects, dependents),
        };
    }

    private static string TextOf(string query)
    {
        var text = CatalogQuery.ReadFile($"facts-{query}.sql");
        return WithDescendants.Contains(query)
            ? text.Replace("$1::text[]", $"array(\n{CatalogQuery.ReadFile("facts-names.sql")})", StringComparison.Ordinal)
            : text;
    }

    private static List<RelationFacts> Linked(List<RelationFacts> relations, List<string?[]> links, List<string?[]> statistics)
    {
        var linksOf = links.ToLookup(
            NameOf, row => new LinkFacts(LinkFacts.KindOf(row[2]!), new(row[3], row[4]!), row[5], Texts(row[6]!), row[7]));
        var statisticsOf = statistics.ToLookup(NameOf, row => new StatisticsFacts(new(row[2], row[3]!), Texts(row[4]!)));
        return relations.ConvertAll(relation => relation with { Links = [.. linksOf[relation.Name]], Statistics = [.. statisticsOf[relation.Name]] });
    }

    private static List<RelationFacts> Relations(
        List<string?[]> relations,
        List<string?[]> columns,
        List<string?[]> constraints,
        List<string?[]> indexes,
        List<string?[]> dependents,
        List<string?[]> referencing)
    {
        var referencedBy = referencing.ToLookup(NameOf, row => new QualifiedName(row[2], row[3]!));
        var columnsOf = columns.ToLookup(NameOf, row => new ColumnFacts(row[2]!, row[3]!, row[4] == "true", row[5] == "true") { Default = row[6], IsIdentity = row[7] == "true" });
        var constraintsOf = constraints.ToLookup(
            NameOf, row => new ConstraintFacts(row[2]!, TypeOf(row[3]!), row[4] == "true", Texts(row[5]!), row[6]!));
        var indexesOf = indexes.ToLookup(
            NameOf, row => new IndexFacts(row[2]!, row[3] == "true", row[4] == "true", Texts(row[5]!), row[6] == "true", row[7]) { OtherColumns = Texts(row[8]!) });
        var dependentsOf = Dependents(dependents);
        return [.. relations.Select(row =>
        {
            var name = NameOf(row);
            return new RelationFacts(name, row[2]!)
            {
                EstimatedRows = row[3] is { } rows ? long.Parse(rows, CultureInfo.InvariantCulture) : null,
                Bytes = long.Parse(row[4]!, CultureInfo.InvariantCulture),
                IsEmpty = row[5] == "true",
                IsPartitioned = row[6] == "true",
                IsPartition = row[7] == "true",
                HasRowSecurity = row[8] == "true",
                ForcesRowSecurity = row[13] == "true",
                HasForeignDescendants = row[12] == "true",
                Descendants = [.. Texts(row[11]!).Chunk(2).Select(pair => new QualifiedName(pair[0], pair[1]))],
                Columns = [.. columnsOf[name]],
                Constraints = [.. constraintsOf[name]],
                Indexes = [.. indexesOf[name]],
                Dependents =
                [
                    .. dependentsOf[(row[2]!, name)],
                    .. dependentsOf[("constraint", name)],
                ],
                ReferencedBy = [.. referencedBy[name]],
                Table = row[9] is { } schema ? new(schema, row[10]!) : null,
            };
        })];
    }

    private static List<ObjectFacts> Objects(List<string?[]> objects, List<string?[]> dependents)
    {
        var dependentsOf = Dependents(dependents);
        return [.. objects.Select(row => new ObjectFacts(row[0]!, new(row[1], row[2]!), row[3])
        {
            Labels = Texts(row[4]!),
            Dependents = row[0] is "function" or "procedure" or "aggregate"
                ? [.. dependentsOf[(row[0]!, new(row[1], row[2]!))].Where(dependent => dependent.Part == row[3]).Select(dependent => dependent with { Part = null })]
                : [.. dependentsOf[(row[0]!, new(row[1], row[2]!))]],
        })];
    }

    private static ILookup<(string Kind, QualifiedName Name), DependentFacts> Dependents(List<string?[]> rows) =>
        rows.ToLookup(row => (row[0]!, new QualifiedName(row[1], row[2]!)), row => new DependentFacts(row[4]!, row[3]) { IsPart = row[5] == "false" });

    private static QualifiedName NameOf(string?[] row) => new(row[0], row[1]!);

    private static ConstraintType TypeOf(string letter) => letter switch
    {
        "p" => ConstraintType.PrimaryKey,
        "u" => ConstraintType.Unique,
        "f" => ConstraintType.ForeignKey,
        "x" => ConstraintType.Exclude,
        "n" => ConstraintType.NotNull,
        _ => ConstraintType.Check,
    };

    private static string[] Texts(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(text => text.GetString()!)];
    }

    private static async Task<List<string?[]>> NextAsync(SessionReader results, int columns, CancellationToken cancellationToken)
    {
        await results.NextResultAsync(cancellationToken);
        return await RowsAsync(results, columns, cancellationToken);
    }

    private static async Task<List<string?[]>> RowsAsync(SessionReader results, int columns, CancellationToken cancellationToken)
    {
        var rows = new List<string?[]>();
        while (await results.ReadAsync(cancellationToken))
        {
            var row = new string?[columns];
            for (var column = 0; column < columns; column++)
            {
                row[column] = results.Text(column);
            }

            rows.Add(row);
        }

        return rows;
    }
}
