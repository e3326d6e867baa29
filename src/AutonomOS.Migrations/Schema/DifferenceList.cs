using AutonomOS.Migrations.Schema.Deparsed;

namespace AutonomOS.Migrations.Schema;

/// <summary>
/// The differences of a comparison, folded: what is on one side only together with its parent goes with the parent. Within a kind the
/// parent may come after the child (a partition before its partitioned table), so that folding waits for the kind's end.
/// </summary>
/// <param name="majors">The servers' major versions.</param>
internal sealed class DifferenceList((int Development, int Production) majors)
{
    private readonly List<Difference> kept = [];
    private readonly List<FoldedDifference> folded = [];
    private readonly List<(Difference Difference, string? Parent, string? Shape)> current = [];
    private readonly HashSet<Difference> notesOnInstances = new(ReferenceEqualityComparer.Instance);
    private readonly List<UnknownProperty> unknown = [];
    private readonly List<Difference> notComparable = [];
    private readonly HashSet<string> missing = new(StringComparer.Ordinal);
    private readonly HashSet<string> extra = new(StringComparer.Ordinal);
    private readonly HashSet<string> uneven = new(StringComparer.Ordinal);

    /// <summary>
    /// The differences of the kinds that have ended, but for notes on an object that has gained or lost a part: they follow from that (a
    /// column more is another order of the columns).
    /// </summary>
    public IReadOnlyList<Difference> Kept => [.. this.kept.Where(difference =>
        !difference.IsNote || this.notesOnInstances.Contains(difference) || !this.uneven.Contains(SchemaObject.Reference(difference.Kind, difference.ObjectName)))];

    /// <summary>What is on one side only together with its parent.</summary>
    public IReadOnlyList<FoldedDifference> Folded => this.folded;

    /// <summary>What was not compared because a side may not read it.</summary>
    public IReadOnlyList<UnknownProperty> Unknown => this.unknown;

    /// <summary>What cannot be compared across the servers' versions.</summary>
    public IReadOnlyList<Difference> NotComparable => this.notComparable;

    /// <summary>Adds an object that is on one side only.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <param name="schemaObject">The object.</param>
    /// <param name="change">Which side: <see cref="Change.Missing"/> or <see cref="Change.Extra"/>.</param>
    /// <param name="shape">What tells it from others of its parent's; null where it is not one of many.</param>
    public void AddOneSided(string kind, SchemaObject schemaObject, Change change, string? shape = null)
    {
        this.OneSided(change).Add(SchemaObject.Reference(kind, schemaObject.Name));
        this.current.Add((new(kind, schemaObject.Name, change, null, null, null, IsNote: false), schemaObject.Parent, shape));
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
            var (left, right) = property.Of(development, production);
            if (property.Unknown?.Of(development, production) is { } unknown && unknown != (null, null))
            {
                this.unknown.Add(new(kind, development.Name, property.Name, unknown.Development, unknown.Production));
            }
            else if (!property.AreEqual(left, right))
            {
                var likeness = this.Likeness(property, left, right);
                if (likeness == DeparsedLikeness.Different)
                {
                    this.current.Add((property.Differing(kind, development.Name, left, right), null, null));
                }
                else if (likeness == DeparsedLikeness.NotComparable)
                {
                    this.notComparable.Add(property.Differing(kind, development.Name, left, right));
                }
            }
        }
    }

    /// <summary>Keeps the kind's differences but for those that go with a parent.</summary>
    /// <param name="instances">Judges the objects of the kind that were given with a shape.</param>
    public void EndKind(InstanceShapes? instances = null)
    {
        var first = this.kept.Count;
        foreach (var (difference, parent, shape) in this.current)
        {
            if (parent is not null && this.OneSided(difference.Change).Contains(parent))
            {
                this.folded.Add(new(difference, parent));
                continue;
            }

            if (shape is not null)
            {
                if (instances!.Judge(difference, parent!, shape) is { } judged)
                {
                    this.kept.Add(judged);
                }
            }
            else
            {
                this.kept.Add(difference);
                if (parent is not null)
                {
                    this.uneven.Add(parent);
                }
            }
        }

        this.current.Clear();
        if (instances?.Notes().ToList() is { Count: > 0 } notes)
        {
            this.notesOnInstances.UnionWith(notes);
            var ordered = this.kept.Skip(first).Concat(notes).OrderBy(difference => difference.ObjectName, Utf8Order.Instance).ToList();
            this.kept.RemoveRange(first, this.kept.Count - first);
            this.kept.AddRange(ordered);
        }
    }

    private DeparsedLikeness Likeness(PropertyPair property, string? development, string? production) =>
        property.IsDeparsed && majors.Development != majors.Production && development is not null && production is not null
            ? DeparsedComparison.Compare(development, majors.Development, production, majors.Production)
            : DeparsedLikeness.Different;

    private HashSet<string> OneSided(Change change) => change == Change.Missing ? this.missing : this.extra;
}
