namespace AutonomOS.Migrations.Schema;

/// <summary>Where a property stands on each side.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Development">Its place among development's values; -1 when development's server does not have it.</param>
/// <param name="Production">Its place among production's values; -1 when production's server does not have it.</param>
internal readonly record struct PropertyPair(string Name, int Development, int Production)
{
    /// <summary>True when the property's inequality is told but is no drift.</summary>
    public bool IsNote { get; } = Name.StartsWith(ObjectKind.NotePrefix, StringComparison.Ordinal);

    /// <summary>Matches properties by name: development's in their order, then what production alone has.</summary>
    /// <param name="development">Development's properties.</param>
    /// <param name="production">Production's properties.</param>
    public static IReadOnlyList<PropertyPair> Match(IReadOnlyList<string> development, IReadOnlyList<string> production)
    {
        var places = production.Index().ToDictionary(property => property.Item, property => property.Index, StringComparer.Ordinal);
        var pairs = new List<PropertyPair>(development.Count);
        foreach (var (place, name) in development.Index())
        {
            pairs.Add(new(name, place, places.Remove(name, out var other) ? other : -1));
        }

        pairs.AddRange(places.OrderBy(rest => rest.Value).Select(rest => new PropertyPair(rest.Key, -1, rest.Value)));
        return pairs;
    }
}
