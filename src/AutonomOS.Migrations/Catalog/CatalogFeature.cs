namespace AutonomOS.Migrations.Catalog;

/// <summary>
/// What many databases have nothing of. The server plans what finds nothing as long as what finds something, so that lines of queries are
/// left out where there is nothing for them to find (<see cref="CatalogQuery"/> says how). Each is a line <c>--? name: condition</c> of the
/// embedded file <c>features.sql</c>; the condition is SQL that holds wherever one of its lines could make a difference.
/// </summary>
/// <param name="Name">The name, one word.</param>
/// <param name="Condition">The condition, cheap.</param>
internal sealed record CatalogFeature(string Name, string Condition)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<CatalogFeature> All { get; } = [.. CatalogQuery.ReadFile("features.sql").Split('\n')
        .Where(line => line.StartsWith(CatalogQuery.InUseMarker, StringComparison.Ordinal))
        .Select(line => line[CatalogQuery.InUseMarker.Length..].Split(':', 2, StringSplitOptions.TrimEntries))
        .Select(parts => new CatalogFeature(parts[0], parts[1]))];

    /// <summary>How a line says that it is for databases that have it.</summary>
    public string With { get; } = $"with {Name}";

    /// <summary>How a line says that it is for databases that do not.</summary>
    public string Without { get; } = $"without {Name}";
}
