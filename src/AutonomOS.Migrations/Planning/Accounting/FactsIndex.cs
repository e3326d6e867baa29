using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>What a database has of the names that pending operations mention, by kind and path.</summary>
internal sealed class FactsIndex
{
    private static readonly HashSet<string> Told = new(StringComparer.Ordinal)
    {
        "table", "foreign table", "view", "materialized view", "sequence", "column", "foreign column", "constraint", "index", "schema", "extension",
        "enum", "domain", "range type", "base type", "composite type", "function", "procedure", "aggregate", "trigger", "policy", "rule",
        "domain constraint", "statistics", "event trigger", "publication",
    };

    private readonly HashSet<(string Kind, ObjectPath Path)> all = [];
    private readonly HashSet<ObjectPath> partitions = [];
    private readonly ILookup<ObjectPath, ObjectPath> ancestors;

    /// <summary>Indexes.</summary>
    /// <param name="facts">What the database has.</param>
    public FactsIndex(ProductionFacts facts)
    {
        this.ancestors = facts.Relations
            .SelectMany(relation => relation.Descendants.Select(descendant => (Descendant: ObjectPath.Of(descendant), Ancestor: ObjectPath.Of(relation.Name))))
            .ToLookup(pair => pair.Descendant, pair => pair.Ancestor);
        foreach (var relation in facts.Relations)
        {
            var path = ObjectPath.Of(relation.Name);
            this.all.Add((relation.Kind, path));
            if (relation.IsPartition)
            {
                this.partitions.Add(path);
            }

            this.all.UnionWith(relation.Columns.Select(column => (relation.Kind == "foreign table" ? "foreign column" : "column", path.With(column.Name))));
            this.all.UnionWith(relation.Constraints.Select(constraint => ("constraint", path.With(constraint.Name))));
            this.all.UnionWith(relation.Indexes.Select(index => ("index", ObjectPath.Of(relation.Name.Schema, index.Name))));
        }

        foreach (var found in facts.Objects)
        {
            this.all.Add((found.Kind, found.Kind is "function" or "procedure" or "aggregate"
                ? ObjectPath.Of(found.Name.Schema, $"{found.Name.Name}({ObjectPath.Arguments(found.Part ?? "")})")
                : ObjectPath.Of(found.Name, found.Part)));
        }
    }

    /// <summary>Whether facts of a kind are read at all.</summary>
    /// <param name="kind">The kind.</param>
    public static bool Tells(string kind) => Told.Contains(kind);

    /// <summary>Whether a table is there and is a partition.</summary>
    /// <param name="table">Its name.</param>
    public bool IsPartition(ObjectPath table) => this.partitions.Contains(table);

    /// <summary>The tables of which a table is a partition or an heir, at any depth, as far as pending operations mention them.</summary>
    /// <param name="table">Its name.</param>
    public IEnumerable<ObjectPath> AncestorsOf(ObjectPath table) => this.ancestors[table];

    /// <summary>Whether it is there.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="path">The name.</param>
    public bool Has(string kind, ObjectPath path) => this.all.Contains((kind, path));
}
