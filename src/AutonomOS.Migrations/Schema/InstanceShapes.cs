using AutonomOS.Migrations.Schema.Deparsed;

namespace AutonomOS.Migrations.Schema;

/// <summary>
/// The objects of one kind that come and go with the data (partitions), by their parents. One that is on one side only is no drift where
/// it is as its parent makes it, or as another of the parent's on the other side is: those are told in one note for each parent. What
/// nobody over there has is drift.
/// </summary>
internal sealed class InstanceShapes
{
    private const int MostNames = 10;

    private readonly string kind;
    private readonly string word;
    private readonly (int Development, int Production) majors;
    private readonly int development;
    private readonly int production;
    private readonly HashSet<(Change Side, string Parent, string Shape)> shapes = [];
    private readonly SortedDictionary<string, (List<string> Missing, List<string> Extra)> oneSided = new(Utf8Order.Instance);

    private InstanceShapes(string kind, string word, (int Development, int Production) majors, int development, int production)
    {
        this.majors = majors;
        this.kind = kind;
        this.word = word;
        this.development = development;
        this.production = production;
    }

    /// <summary>For a kind; null where it has no such objects.</summary>
    /// <param name="development">The kind as development tells it.</param>
    /// <param name="production">The kind as production tells it.</param>
    /// <param name="majors">The servers' major versions: shapes hold deparsed text.</param>
    public static InstanceShapes? Of(ObjectKind development, ObjectKind production, (int Development, int Production) majors)
    {
        var (left, right) = (PlaceOf(development), PlaceOf(production));
        var name = left >= 0 ? development.Properties[left] : right >= 0 ? production.Properties[right] : null;
        return name is null ? null : new(development.Name, name[ObjectKind.InstancePrefix.Length..], majors, left, right);
    }

    /// <summary>Takes an object in.</summary>
    /// <param name="schemaObject">The object.</param>
    /// <param name="side"><see cref="Change.Missing"/> for one of development, <see cref="Change.Extra"/> for one of production.</param>
    /// <returns>Its shape; null where it is none of many.</returns>
    public string? Add(SchemaObject schemaObject, Change side)
    {
        var place = side == Change.Missing ? this.development : this.production;
        var shape = place < 0 ? null : schemaObject.Values[place];
        if (shape is null || schemaObject.Parent is not { } parent)
        {
            return null;
        }

        this.shapes.Add((side, parent, shape));
        return shape;
    }

    /// <summary>What to tell of an object that is on one side only, whose parent is on both.</summary>
    /// <param name="difference">The object.</param>
    /// <param name="parent">Its parent.</param>
    /// <param name="shape">What <see cref="Add"/> gave.</param>
    /// <returns>Null where it goes into its parent's note.</returns>
    public Difference? Judge(Difference difference, string parent, string shape)
    {
        var isMissing = difference.Change == Change.Missing;
        if (shape.Length > 0 && !this.IsOver(isMissing ? Change.Extra : Change.Missing, parent, shape))
        {
            return difference with
            {
                Change = Change.Changed,
                Property = "what its parent does not give",
                Development = isMissing ? shape : null,
                Production = isMissing ? null : shape,
            };
        }

        if (!this.oneSided.TryGetValue(parent, out var names))
        {
            this.oneSided.Add(parent, names = ([], []));
        }

        (isMissing ? names.Missing : names.Extra).Add(difference.ObjectName);
        return null;
    }

    /// <summary>One note for each parent.</summary>
    public IEnumerable<Difference> Notes() => this.oneSided.Select(entry => new Difference(
        this.kind,
        entry.Key[(this.kind.Length + 1)..],
        Change.Changed,
        $"{ObjectKind.NotePrefix}{this.word}s only here",
        Told(entry.Value.Missing),
        Told(entry.Value.Extra),
        IsNote: true));

    private bool IsOver(Change side, string parent, string shape) =>
        this.shapes.Contains((side, parent, shape))
        || (this.majors.Development != this.majors.Production && this.shapes.Any(other =>
            other.Side == side && other.Parent == parent && DeparsedLikeness.Equal == (side == Change.Extra
                ? DeparsedComparison.Compare(shape, this.majors.Development, other.Shape, this.majors.Production)
                : DeparsedComparison.Compare(other.Shape, this.majors.Development, shape, this.majors.Production))));

    private static string? Told(List<string> names) => names.Count == 0
        ? null
        : $"{names.Count} ({string.Join(", ", names.Take(MostNames))}{(names.Count > MostNames ? ", ..." : "")})";

    private static int PlaceOf(ObjectKind kind) =>
        kind.Properties.ToList().FindIndex(property => property.StartsWith(ObjectKind.InstancePrefix, StringComparison.Ordinal));
}
