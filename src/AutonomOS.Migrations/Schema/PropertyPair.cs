namespace AutonomOS.Migrations.Schema;

/// <summary>Where a property stands on each side.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Development">Its place among development's values; -1 when development's server does not have it.</param>
/// <param name="Production">Its place among production's values; -1 when production's server does not have it.</param>
internal sealed record PropertyPair(string Name, int Development, int Production)
{
    /// <summary>True when the property's inequality is told but is no drift.</summary>
    public bool IsNote { get; } = Name.StartsWith(ObjectKind.NotePrefix, StringComparison.Ordinal);

    /// <summary>Matches properties by name: development's in their order, then what production alone has.</summary>
    /// <param name="development">Development's properties.</param>
    /// <param name="production">Production's properties.</param>
    public static IReadOnlyList<PropertyPair> Match(IReadOnlyList<string> development, IReadOnlyList<string> production)
    {
        var places = new Dictionary<string, int>(production.Count, StringComparer.Ordinal);
        for (var place = 0; place < production.Count; place++)
        {
            places.Add(production[place], place);
        }

        var pairs = new List<PropertyPair>(development.Count);
        for (var place = 0; place < development.Count; place++)
        {
            pairs.Add(new(development[place], place, places.Remove(development[place], out var other) ? other : -1));
        }

        for (var place = 0; place < production.Count; place++)
        {
            if (places.ContainsKey(production[place]))
            {
                pairs.Add(new(production[place], -1, place));
            }
        }

        return pairs;
    }
}
