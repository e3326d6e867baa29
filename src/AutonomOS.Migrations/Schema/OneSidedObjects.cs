namespace AutonomOS.Migrations.Schema;

/// <summary>
/// What is on one side only, with its values: an object that was renamed is on both sides under two names, and may differ in more than its
/// name.
/// </summary>
internal sealed class OneSidedObjects
{
    private readonly Dictionary<(Change Change, string Kind, string Name), SchemaObject> all = [];
    private readonly Dictionary<string, IReadOnlyList<PropertyPair>> properties = new(StringComparer.Ordinal);
    private readonly (int Development, int Production) majors;

    /// <summary>Begins with none.</summary>
    /// <param name="majors">The servers' major versions.</param>
    public OneSidedObjects((int Development, int Production) majors) => this.majors = majors;

    /// <summary>Adds one.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <param name="pairs">Where the kind's properties stand on each side.</param>
    /// <param name="schemaObject">The object.</param>
    /// <param name="change">Which side: <see cref="Change.Missing"/> or <see cref="Change.Extra"/>.</param>
    public void Add(string kind, IReadOnlyList<PropertyPair> pairs, SchemaObject schemaObject, Change change)
    {
        this.properties[kind] = pairs;
        this.all[(change, kind, schemaObject.Name)] = schemaObject;
    }

    /// <summary>In what two objects differ besides their names, notes left out.</summary>
    /// <param name="kind">Their kind.</param>
    /// <param name="development">The name of one that only development has.</param>
    /// <param name="production">The name of one that only production has.</param>
    /// <returns>One difference for each unequal property, under development's name; none where there are no such objects.</returns>
    public IEnumerable<Difference> Between(string kind, string development, string production)
    {
        if (!this.all.TryGetValue((Change.Missing, kind, development), out var left)
            || !this.all.TryGetValue((Change.Extra, kind, production), out var right))
        {
            return [];
        }

        var list = new DifferenceList(this.majors);
        list.AddUnequal(kind, this.properties[kind], left, right);
        list.EndKind();
        return [.. list.Kept.Concat(list.NotComparable).Where(difference => !difference.IsNote)];
    }
}
