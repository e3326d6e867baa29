namespace AutonomOS.Migrations.Schema;

/// <summary>Where a property stands on each side.</summary>
/// <param name="Name">The property's name, without <see cref="ObjectKind.HiddenPrefix"/> and <see cref="ObjectKind.DeparsedPrefix"/>.</param>
/// <param name="Development">Its place among development's values; -1 when development has it of no object.</param>
/// <param name="Production">Its place among production's values; -1 when production has it of no object.</param>
internal sealed record PropertyPair(string Name, int Development, int Production)
{
    private const string NotShown = "(not shown)";

    /// <summary>True when the property's inequality is told but is no drift.</summary>
    public bool IsNote { get; } = Name.StartsWith(ObjectKind.NotePrefix, StringComparison.Ordinal);

    /// <summary>True when the values may not be shown.</summary>
    public bool IsHidden { get; private init; }

    /// <summary>True when servers print the values from a parsed form.</summary>
    public bool IsDeparsed { get; private init; }

    /// <summary>True when nothing but the order of the parts is compared.</summary>
    public bool IsOrder { get; private init; }

    /// <summary>The property that says where this one could not be read; null when everybody can.</summary>
    public PropertyPair? Unknown { get; private init; }

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

        pairs.RemoveAll(pair => Starts(pair, ObjectKind.InstancePrefix));
        return pairs.Exists(IsMarked) ? Resolved(pairs) : pairs;
    }

    /// <summary>The values of both sides; null where a side has the property of no object.</summary>
    /// <param name="development">The object in development.</param>
    /// <param name="production">The object in production.</param>
    public (string? Development, string? Production) Of(SchemaObject development, SchemaObject production) => (
        this.Development < 0 ? null : development.Values[this.Development],
        this.Production < 0 ? null : production.Values[this.Production]);

    /// <summary>Whether two values are no difference.</summary>
    /// <param name="development">Development's value.</param>
    /// <param name="production">Production's value.</param>
    public bool AreEqual(string? development, string? production) => string.Equals(development, production, StringComparison.Ordinal)
        || (this.IsOrder && Common(development, production).SequenceEqual(Common(production, development), StringComparer.Ordinal));

    /// <summary>The difference that unequal values make.</summary>
    /// <param name="kind">The object's kind.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="development">Development's value.</param>
    /// <param name="production">Production's value.</param>
    public Difference Differing(string kind, string name, string? development, string? production) => new(
        kind, name, Change.Changed, this.Name, this.Shown(development), this.Shown(production), this.IsNote);

    private string? Shown(string? value) => this.IsHidden && value is not null ? NotShown : value;

    // Takes what is unknown to the property that it is about, and hides what is to be hidden.
    private static List<PropertyPair> Resolved(List<PropertyPair> pairs)
    {
        var unknown = pairs
            .Where(pair => Starts(pair, ObjectKind.UnknownPrefix))
            .ToDictionary(pair => pair.Name[ObjectKind.UnknownPrefix.Length..], StringComparer.Ordinal);
        return [.. pairs.Where(pair => !Starts(pair, ObjectKind.UnknownPrefix)).Select(pair => pair with
        {
            Name = Starts(pair, ObjectKind.HiddenPrefix) ? pair.Name[ObjectKind.HiddenPrefix.Length..]
                : Starts(pair, ObjectKind.DeparsedPrefix) ? pair.Name[ObjectKind.DeparsedPrefix.Length..]
                : Starts(pair, ObjectKind.OrderPrefix) ? pair.Name[ObjectKind.OrderPrefix.Length..]
                : pair.Name,
            IsHidden = Starts(pair, ObjectKind.HiddenPrefix),
            IsDeparsed = Starts(pair, ObjectKind.DeparsedPrefix),
            IsOrder = Starts(pair, ObjectKind.OrderPrefix),
            Unknown = unknown.GetValueOrDefault(pair.Name),
        })];
    }

    // What is on one side only is told by itself.
    private static IEnumerable<string> Common(string? list, string? other)
    {
        var there = Parts(other).ToHashSet(StringComparer.Ordinal);
        return Parts(list).Where(there.Contains);
    }

    // Names, of which one in quotes may have a comma in it.
    private static IEnumerable<string> Parts(string? list)
    {
        var (begin, isQuoted) = (0, false);
        for (var at = 0; at < list?.Length; at++)
        {
            isQuoted ^= list[at] == '"';
            if (!isQuoted && list[at] == ',')
            {
                yield return list[begin..at];
                begin = at + 2;
            }
        }

        yield return (list ?? "")[begin..];
    }

    private static bool IsMarked(PropertyPair pair) =>
        Starts(pair, ObjectKind.HiddenPrefix) || Starts(pair, ObjectKind.UnknownPrefix)
        || Starts(pair, ObjectKind.DeparsedPrefix) || Starts(pair, ObjectKind.OrderPrefix);

    private static bool Starts(PropertyPair pair, string prefix) => pair.Name.StartsWith(prefix, StringComparison.Ordinal);
}
