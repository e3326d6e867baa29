using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning;

/// <summary>
/// Production as an operation will find it: what is there now, with all that the operations before it created, dropped, renamed and
/// changed. What may or may not happen counts as what loses more: a drop under a condition leaves the object there, a rename leaves both.
/// </summary>
internal sealed partial class PlannedProduction
{
    private const string Temporary = "pg_temp";

    private readonly ProductionFacts facts;
    private readonly Dictionary<QualifiedName, RelationFacts?> relations = [];
    private readonly HashSet<QualifiedName> created = [];
    private readonly PlannedObjects objects;
    private readonly ReplacedObjects replaced;
    private readonly IReadOnlyList<SchemaOperation> operations;

    // What conditional operations may have made or dropped, by name and part.
    private readonly HashSet<(QualifiedName Name, string? Part)> perhaps = [];

    // Dependents that were dropped already, as they are told.
    private readonly HashSet<string> gone = new(StringComparer.Ordinal);
    private IReadOnlyList<string> searchPath;
    private bool isUncertain;

    /// <summary>Begins with production as it is.</summary>
    /// <param name="facts">What is there.</param>
    /// <param name="operations">All operations in the order in which they will run; each is to be given to <see cref="Apply"/> in turn.</param>
    public PlannedProduction(ProductionFacts facts, IReadOnlyList<SchemaOperation> operations)
    {
        this.facts = facts;
        this.objects = new(facts);
        this.replaced = new(operations);
        this.operations = operations;
        this.searchPath = facts.SearchPath;
    }

    /// <summary>The server's version as a number, such as 170002.</summary>
    public int ServerVersionNumber => this.facts.ServerVersionNumber;

    /// <summary>Settings that the operations before have set, by name; null for what was reset.</summary>
    public Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Labels that were added to enums since the transaction began, with the enum's full name: using one before the commit fails.
    /// </summary>
    public HashSet<(QualifiedName Type, string Label)> FreshLabels { get; } = [];

    /// <summary>The operations behind one, that one included.</summary>
    /// <param name="operation">One of the operations.</param>
    public IEnumerable<SchemaOperation> From(SchemaOperation operation) => this.operations.SkipWhile(other => !ReferenceEquals(other, operation));

    /// <summary>A relation as messages name it.</summary>
    /// <param name="name">Its name, with its schema.</param>
    public static string FullName(QualifiedName name) => Shown(name);

    /// <summary>A name with the schema in which it is found, or in which it would be created.</summary>
    /// <param name="name">A name as written.</param>
    public QualifiedName Resolve(QualifiedName name) => this.Find(name)?.Name ?? this.NewName(name);

    /// <summary>A name with the schema in which it would be created, cut as the server cuts it.</summary>
    /// <param name="name">A name as written.</param>
    public QualifiedName NewName(QualifiedName name)
    {
        var cut = IdentifierNames.Cut(name);
        return cut.Schema is null && this.searchPath.Count > 0 ? cut with { Schema = this.searchPath[0] } : cut;
    }

    /// <summary>A relation that is there when the operation runs.</summary>
    /// <param name="name">A name; without schema, the first on the search path counts.</param>
    /// <returns>Null when there is none.</returns>
    public RelationFacts? Find(QualifiedName name) =>
        this.Candidates(name).Select(this.At).FirstOrDefault(relation => relation is not null);

    /// <summary>A relation of exactly a name.</summary>
    /// <param name="name">A name with its schema.</param>
    public RelationFacts? At(QualifiedName name) =>
        this.relations.TryGetValue(name, out var relation) ? relation : this.facts.Relations.FirstOrDefault(known => known.Name == name);

    /// <summary>A column that is there when the operation runs.</summary>
    /// <param name="table">A name as written.</param>
    /// <param name="column">The column's name.</param>
    public ColumnFacts? FindColumn(QualifiedName table, string column) =>
        this.Find(table)?.Columns.FirstOrDefault(existing => existing.Name == IdentifierNames.Cut(column));

    /// <summary>An object that is no relation and is there when the operation runs.</summary>
    /// <param name="kind">Its kind, as the catalog's queries call it.</param>
    /// <param name="name">Its name; of a trigger, policy or rule that of its table.</param>
    /// <param name="part">The name of a trigger, policy or rule, a routine's argument types; null for any.</param>
    public ObjectFacts? Find(string kind, QualifiedName name, string? part) => this.Find(kind, name, part, out _);

    /// <summary>Whether a relation was created by a pending operation, and so holds nothing that production has.</summary>
    /// <param name="name">A name as written.</param>
    public bool IsNew(QualifiedName name) => this.created.Contains(this.Resolve(name));

    /// <summary>Whether an object that is no relation was created by a pending operation.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name.</param>
    /// <param name="part">As in <see cref="Find(string, QualifiedName, string?)"/>.</param>
    public bool IsNew(string kind, QualifiedName name, string? part) =>
        this.Find(kind, name, part) is { } found && this.objects.IsNew(found);

    /// <summary>Whether a column was added by a pending operation.</summary>
    /// <param name="table">A name as written.</param>
    /// <param name="column">The column's name.</param>
    public bool IsNewColumn(QualifiedName table, string column) => this.FindColumn(table, column) is { IsNew: true };

    /// <summary>Whether a pending operation under a condition may have made or dropped it.</summary>
    /// <param name="name">A name as written.</param>
    /// <param name="part">Its part; null for itself.</param>
    public bool IsPerhaps(QualifiedName name, string? part) => this.perhaps.Contains((this.Resolve(name), part)) || this.perhaps.Contains((name, part));

    /// <summary>Whether what an operation acts on will be there.</summary>
    /// <param name="operation">The operation.</param>
    public Presence PresenceOf(SchemaOperation operation) => this.PresenceOf(
        operation.Kind,
        operation.Subject,
        operation.Part ?? ArgumentsOf(operation) ?? (operation is DropConstraint ? "" : null));

    /// <summary>Whether an object will be there.</summary>
    /// <param name="kind">Its kind, as the catalog's queries call it; <c>column</c>, <c>attribute</c> and <c>constraint</c> are parts of a relation.</param>
    /// <param name="name">Its name, of a part that of the whole; null where it is not known.</param>
    /// <param name="part">The part; a routine's argument types; null for any; empty where it is not known.</param>
    public Presence PresenceOf(string kind, QualifiedName? name, string? part)
    {
        if (name is not { Name.Length: > 0 } known || (part is "" && (kind is "column" or "attribute" or "constraint")))
        {
            return Presence.Unknown;
        }

        return kind switch
        {
            "column" or "attribute" or "constraint" => this.PresenceOfPart(kind, known, IdentifierNames.Cut(part ?? "")),
            "enum value" => this.Find("enum", known, null) is not { } type ? this.Absent
                : this.objects.IsNew(type) ? Presence.New : type.Labels.Contains(part) ? Presence.Present : this.Absent,
            _ when PlannedObjects.IsRelation(kind) => this.PresenceOfRelation(known),
            "type" when this.Find(known) is { Kind: "composite type" } => this.PresenceOfRelation(known),
            _ => this.PresenceOfObject(kind, known, part),
        };
    }

    /// <summary>The index that a drop is about; null where production has none of the name, or the name is not known.</summary>
    /// <param name="drop">The drop.</param>
    public IndexFacts? DroppedIndex(DropObject drop) =>
        drop.Target is { } target && this.Find(target) is { Table: { } table } found
            ? this.Find(table)?.Indexes.FirstOrDefault(index => index.Name == found.Name.Name)
            : null;

    /// <summary>What CASCADE would take along, kind and full name each.</summary>
    /// <param name="operation">An operation that drops or truncates.</param>
    /// <param name="withParts">True for what goes with that in any case too: indexes and constraints of a column.</param>
    public IReadOnlyList<string> DependentsOf(SchemaOperation operation, bool withParts = false)
    {
        if (operation.Subject is not { } subject)
        {
            return [];
        }

        var relation = this.Find(subject);
        if (operation is ChangeRows)
        {
            return [.. (relation?.ReferencedBy ?? []).Where(table => this.At(table) is not null || this.facts.Relations.All(known => known.Name != table))
                .Select(table => $"the rows of table {Shown(table)}")];
        }

        var dependents = operation.Kind is "column" ? this.WithPartitions(subject).Select(this.Find).OfType<RelationFacts>().SelectMany(table => this.DependentsOf(table, operation))
            : PlannedObjects.IsRelation(operation.Kind) || operation.Kind is "constraint" or "attribute" || (operation.Kind == "type" && relation is { Kind: "composite type" })
                ? relation is null ? [] : this.DependentsOf(relation, operation)
            : this.Find(operation.Kind, subject, operation.Part ?? (operation as DropObject)?.Arguments)?.Dependents ?? [];
        return [.. dependents.Where(dependent => withParts || !dependent.IsPart).Select(dependent => dependent.FullName).Distinct().Where(name => !this.gone.Contains(Key(name)))];
    }

    /// <summary>Whether a later operation creates again what one drops, so that it is replaced and not gone.</summary>
    /// <param name="operation">The operation that drops, the next to be applied.</param>
    public bool IsReplaced(SchemaOperation operation) => this.replaced.IsReplaced(operation, this);

    /// <summary>The object of an operation as messages and approvals name it; null for none.</summary>
    /// <param name="operation">The operation.</param>
    public string? FullNameOf(SchemaOperation operation)
    {
        if (operation.Subject is not { } subject)
        {
            return null;
        }

        var name = !PlannedObjects.HasSchema(operation.Kind) ? subject
            : PlannedObjects.IsRelation(operation.Kind) || operation.Part is not null ? this.Resolve(subject)
            : this.Find(operation.Kind, subject, null)?.Name ?? this.Resolve(subject);
        return Shown(name, operation.Part);
    }

    private static string? ArgumentsOf(SchemaOperation operation) => operation switch
    {
        DropObject drop => drop.Arguments,
        CreateObject create => create.Arguments,
        RenameObject rename => rename.Arguments,
        AlterObject alter => alter.Arguments,
        _ => null,
    };

    private static string Shown(QualifiedName name, string? part = null) =>
        string.Join('.', new[] { name.Schema, name.Name, part }.OfType<string>().Select(Shown));

    private static string Shown(string name) =>
        name.Length > 0 && name[0] is (>= 'a' and <= 'z') or '_' && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '$')
            ? name
            : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // After what cannot be analysed, what production lacks may have been made.
    private Presence Absent => this.isUncertain ? Presence.Unknown : Presence.Missing;

    private IEnumerable<DependentFacts> DependentsOf(RelationFacts relation, SchemaOperation operation) =>
        relation.Dependents.Where(dependent => dependent.Part == this.OriginOf(relation, operation));

    // A dependent names the column by the name that it had when production was read.
    private string? OriginOf(RelationFacts relation, SchemaOperation operation) =>
        operation.Kind is "column" or "attribute" && operation.Part is { } part
            ? this.renamedColumns.GetValueOrDefault((relation.Name, IdentifierNames.Cut(part)), IdentifierNames.Cut(part))
            : operation.Part;

    private ObjectFacts? Find(string kind, QualifiedName name, string? part, out bool isCertain)
    {
        isCertain = true;
        foreach (var candidate in PlannedObjects.HasSchema(kind) ? this.Candidates(name) : [IdentifierNames.Cut(name) with { Schema = null }])
        {
            if (this.objects.Find(kind, candidate, part, out isCertain) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private Presence PresenceOfRelation(QualifiedName name) =>
        this.Find(name) is not { } relation ? this.Absent : this.created.Contains(relation.Name) ? Presence.New : Presence.Present;

    private Presence PresenceOfPart(string kind, QualifiedName name, string part)
    {
        if (this.Find(name) is not { } relation)
        {
            return this.Absent;
        }

        var isNew = kind == "constraint"
            ? relation.Constraints.FirstOrDefault(constraint => constraint.Name == part)?.IsNew
            : relation.Columns.FirstOrDefault(column => column.Name == part)?.IsNew;
        return this.created.Contains(relation.Name) ? (isNew is null && !relation.IsPartlyKnown ? this.Absent : Presence.New)
            : isNew == true ? Presence.New
            : isNew == false ? Presence.Present

            // The overlay does not name the NOT NULL constraints that version 18 makes, nor those that come with a column of whatever is unknown.
            : relation.IsPartlyKnown || (kind == "constraint" && this.ServerVersionNumber >= 180000 && part.EndsWith("_not_null", StringComparison.Ordinal))
                ? Presence.Unknown
            : this.Absent;
    }

    private Presence PresenceOfObject(string kind, QualifiedName name, string? part)
    {
        var found = this.Find(kind, name, part, out var isCertain);
        return found is not null && isCertain ? (this.objects.IsNew(found) ? Presence.New : Presence.Present)
            : found is not null || !PlannedObjects.IsAskedFor(kind) ? Presence.Unknown
            : this.Absent;
    }

    private IEnumerable<QualifiedName> Candidates(QualifiedName name)
    {
        var cut = IdentifierNames.Cut(name);
        return cut.Schema is not null ? [cut]
            : this.searchPath.Prepend("pg_catalog").Prepend(Temporary).Select(schema => cut with { Schema = schema });
    }
}
