namespace AutonomOS.Migrations.Schema;

/// <summary>
/// The differences of a comparison, folded: what is on one side only together with its parent goes with the parent. Within a kind the
/// parent may come after the child (a partition before its partitioned table), so that folding waits for the kind's end.
/// </summary>
internal sealed class DifferenceList
{
    private readonly List<Difference> kept = [];
    private readonly List<(Difference Difference, string? Parent)> current = [];
    private readonly HashSet<string> missing = new(StringComparer.Ordinal);
    private readonly HashSet<string> extra = new(StringComparer.Ordinal);

    /// <summary>The differences of the kinds that have ended.</summary>
    public IReadOnlyList<Difference> Kept => this.kept;

    /// <summary>Adds an object that is on one side only.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <param name="schemaObject">The object.</param>
    /// <param name="change">Which side: <see cref="Change.Missing"/> or <see cref="Change.Extra"/>.</param>
    public void AddOneSided(string kind, SchemaObject schemaObject, Change change)
    {
        this.OneSided(change).Add(SchemaObject.Reference(kind, schemaObject.Name));
        this.current.Add((new(kind, schemaObject.Name, change, null, null, null, IsNote: false), schemaObject.Parent));
    }

    /// <summary>Adds one difference for each unequal property of an object that is on both sides.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <param name="properties">Where the properties stand on each side.</param>
    /// <param name="development">The object in development.</param>
    /// <param name="production">The object in production.</param>
    public void AddUnequal(string kind, IReadOnlyList<PropertyPair> properties, SchemaObject development, SchemaObject production)
    {
        for (var i = 0; i < properties.Count; i++)
        {
            var property = properties[i];
            var left = property.Development < 0 ? null : development.Values[property.Development];
            var right = property.Production < 0 ? null : production.Values[property.Production];
            if (!string.Equals(left, right, StringComparison.Ordinal))
            {
                this.current.Add((new(kind, development.Name, Change.Changed, property.Name, left, right, property.IsNote), null));
            }
        }
    }

    /// <summary>Keeps the kind's differences but for those that go with a parent.</summary>
    public void EndKind()
    {
        foreach (var (difference, parent) in this.current)
        {
            if (parent is null || !this.OneSided(difference.Change).Contains(parent))
            {
                this.kept.Add(difference);
            }
        }

        this.current.Clear();
    }

    private HashSet<string> OneSided(Change change) => change == Change.Missing ? this.missing : this.extra;
}
