using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>
/// What pending operations do to objects, each under the name that the object has when the operation runs, with what follows from it:
/// columns and constraints of a new table, constraints and indexes that go with a column, what CASCADE takes along.
/// </summary>
internal sealed partial class PlannedEffects
{
    private readonly List<Effect> effects = [];
    private readonly PlannedProduction planned;
    private int at;

    /// <summary>Reads all operations.</summary>
    /// <param name="operations">The operations, in order.</param>
    /// <param name="production">What production has of the names that they mention.</param>
    public PlannedEffects(IReadOnlyList<SchemaOperation> operations, ProductionFacts production)
    {
        this.planned = new(production, operations);
        for (this.at = 0; this.at < operations.Count; this.at++)
        {
            this.Read(operations[this.at]);
            this.planned.Apply(operations[this.at]);
        }

        this.All = [.. this.effects.Select(effect => effect with
        {
            Origin = this.Moves.Origin(effect.Path, effect.At),
            Outcome = this.Moves.Outcome(effect.Path, effect.At, out _),
        })];
    }

    /// <summary>The effects, in the operations' order.</summary>
    public IReadOnlyList<Effect> All { get; }

    /// <summary>The relation that a name means when all has run, with its schema where that can be told.</summary>
    /// <param name="name">The name as written.</param>
    public QualifiedName Resolved(QualifiedName name) => this.planned.Resolve(name);

    /// <summary>What is renamed.</summary>
    public Moves Moves { get; } = new();

    /// <summary>Production as it will be when all operations have run.</summary>
    public PlannedProduction Outcome => this.planned;

    private void Read(SchemaOperation operation)
    {
        switch (operation)
        {
            case CreateTable { IsTemporary: false } create:
                this.Create(create);
                break;
            case AddColumn add:
                var table = this.Relation(add.Table);
                foreach (var each in this.WithDescendants(table))
                {
                    this.Add(EffectChange.Created, "column", ObjectPath.Of(each, add.Column.Name));
                }

                this.PartsOf(table, add.Column);
                break;
            case DropColumn drop:
                this.Drop(drop);
                break;
            case AlterColumn alter:
                foreach (var each in this.WithDescendants(this.Relation(alter.Table)))
                {
                    this.Alter(ObjectPath.Of(each, alter.Column), alter);
                }

                break;
            case RenameColumn rename:
                foreach (var each in this.WithDescendants(this.Relation(rename.Table)))
                {
                    this.Move(ObjectPath.Of(each, rename.Column), ObjectPath.Of(each, rename.NewName));
                }

                // The names of a view's columns are in its definition, those of a composite type's attributes in its list.
                this.Add(EffectChange.Changed, "view", ObjectPath.Of(this.Relation(rename.Table)));
                this.Add(EffectChange.Changed, "materialized view", ObjectPath.Of(this.Relation(rename.Table)));
                this.Add(EffectChange.Changed, "composite type", ObjectPath.Of(this.Relation(rename.Table)));
                break;
            case AddConstraint { IsOnDomain: true } add:
                this.AddNamed("domain constraint", this.ObjectNamed("domain", add.Table), add.Constraint);
                this.Add(EffectChange.Changed, "domain", this.ObjectNamed("domain", add.Table), "nullable");
                break;
            case AddConstraint add:
                this.Constraint(this.Relation(add.Table), add.Constraint);
                break;
            case DropConstraint { IsOnDomain: true } drop:
                this.Add(EffectChange.Dropped, "domain constraint", this.ObjectNamed("domain", drop.Table).With(drop.Constraint ?? ""));
                break;
            case DropConstraint { Constraint: { Length: > 0 } constraint } drop:
                this.Add(EffectChange.Dropped, "constraint", ObjectPath.Of(this.Relation(drop.Table), constraint));
                break;
            case DropConstraint:
                this.Add(EffectChange.Possible, "constraint", default);
                break;
            case ValidateConstraint validate:
                var validated = validate.IsOnDomain ? this.ObjectNamed("domain", validate.Table) : ObjectPath.Of(this.Relation(validate.Table));
                this.Add(EffectChange.Changed, validate.Kind, validated.With(validate.Constraint), "definition");
                break;
            case CreateIndex { Index.Table: { } on } create:
                this.Index(this.Relation(on), create.Index);
                break;
            case CreateIndex:
                this.Add(EffectChange.Possible, "index", default);
                break;
            case AlterTable alter:
                this.Alter(alter);
                break;
            case RecreateTable recreate:
                foreach (var kind in (string[])["trigger", "policy", "rule", "statistics"])
                {
                    this.Add(EffectChange.Dropped, kind, ObjectPath.Of(this.Relation(recreate.Table)), isOfParts: true);
                }

                break;
            default:
                this.ReadObject(operation);
                break;
        }

        if (operation.IsCascading)
        {
            foreach (var dependent in this.planned.DependentsOf(operation, withParts: true))
            {
                this.DropDependent(dependent);
            }
        }
    }

    private void Create(CreateTable create)
    {
        var name = this.planned.Resolve(create.Table) is var found && this.planned.Find(create.Table) is not null ? found : this.New(create.Table);
        var path = ObjectPath.Of(name);
        this.Add(EffectChange.Created, create.Kind, path, isOfParts: create.IsPartlyKnown);
        foreach (var column in create.Columns)
        {
            this.Add(EffectChange.Created, create.IsForeign ? "foreign column" : "column", path.With(column.Name), isOfParts: column.IsPartlyKnown);
            this.PartsOf(name, column);
        }

        foreach (var constraint in create.Constraints)
        {
            this.Constraint(name, constraint);
        }

        this.MarkTwins(path);
    }

    // Of PRIMARY KEY and UNIQUE on the same columns CREATE TABLE makes one constraint (transformIndexConstraints): with the name of either.
    private void MarkTwins(ObjectPath table)
    {
        for (var index = 0; index < this.effects.Count; index++)
        {
            if (this.effects[index] is { KeyColumns: { } columns } effect && effect.At == this.at
                && this.effects.Count(other => other.At == this.at && other.KeyColumns?.SequenceEqual(columns) == true) > 1)
            {
                this.effects[index] = effect with { TwinOn = table };
            }
        }
    }

    private void PartsOf(QualifiedName table, ColumnDefinition column)
    {
        foreach (var constraint in column.Constraints)
        {
            this.Constraint(table, constraint.Columns.Count == 0 ? constraint with { Columns = [column.Name] } : constraint);
        }

        foreach (var index in column.Indexes)
        {
            this.Index(table, index.Keys.Count == 0 ? index with { Keys = [column.Name] } : index);
        }

        if (column.IsSerial)
        {
            this.Add(EffectChange.Created, "sequence", ObjectPath.Of(table.Schema, $"{table.Name}_{column.Name}_seq"));
        }
    }

    private void Constraint(QualifiedName table, ConstraintDefinition constraint)
    {
        var path = ObjectPath.Of(table);
        if (constraint.Type is ConstraintType.PrimaryKey or ConstraintType.NotNull)
        {
            foreach (var column in constraint.Columns)
            {
                this.Add(EffectChange.Changed, "column", path.With(column), "nullable", "false");
            }
        }

        if (constraint.Type == ConstraintType.NotNull)
        {
            return;
        }

        if (constraint.UsingIndex is { } index)
        {
            this.Add(EffectChange.Dropped, "index", ObjectPath.Of(table.Schema, index));
            constraint = constraint with { Name = constraint.Name ?? index };
        }

        foreach (var each in constraint.Type == ConstraintType.Check ? this.WithDescendants(table) : [table])
        {
            this.AddNamed("constraint", ObjectPath.Of(each), constraint);
        }
    }

    private void AddNamed(string kind, ObjectPath table, ConstraintDefinition constraint) => this.effects.Add(
        constraint.Name is { Length: > 0 } name
            ? new Effect(EffectChange.Created, kind, table.With(name)) { At = this.at, KeyColumns = KeyOf(constraint) }
            : new Effect(EffectChange.Created, kind, table) { At = this.at, UnnamedConstraint = constraint, KeyColumns = KeyOf(constraint) });

    private static IReadOnlyList<string>? KeyOf(ConstraintDefinition constraint) =>
        constraint is { Type: ConstraintType.PrimaryKey or ConstraintType.Unique, Columns: { Count: > 0 } columns } ? columns : null;

    private void Index(QualifiedName table, IndexDefinition index)
    {
        this.effects.Add(
            index.Name is { Length: > 0 } name
                ? new Effect(EffectChange.Created, "index", ObjectPath.Of(table.Schema, name)) { At = this.at }
                : new Effect(EffectChange.Created, "index", ObjectPath.Of(table)) { At = this.at, UnnamedIndex = index });

        // An index of a partition that is as the new one becomes a part of it (CompareIndexInfo), and is no longer told by itself.
        foreach (var partition in index.IsOnly ? [] : this.WithDescendants(table).Skip(1).Select(this.planned.Find).OfType<RelationFacts>())
        {
            foreach (var same in partition.Indexes.Where(same => same.IsUnique == index.IsUnique && same.IsPartial == (index.Where is not null)
                && same.Keys.SequenceEqual(index.Keys.Select(key => IdentifierNames.ColumnOf(key) ?? ""))))
            {
                this.effects.Add(new(EffectChange.Dropped, "index", ObjectPath.Of(partition.Name.Schema, same.Name)) { At = this.at, IsKept = true });
            }
        }
    }

    private void Drop(DropColumn drop)
    {
        var table = this.Relation(drop.Table);
        if (drop.Column.Length == 0)
        {
            this.Add(EffectChange.Possible, "column", default);
            return;
        }

        foreach (var each in this.WithDescendants(table))
        {
            this.Add(EffectChange.Dropped, "column", ObjectPath.Of(each, drop.Column));
            if (this.planned.Find(each) is { } relation)
            {
                foreach (var constraint in relation.Constraints.Where(constraint => constraint.Columns.Contains(drop.Column)))
                {
                    this.Add(EffectChange.Dropped, "constraint", ObjectPath.Of(each, constraint.Name));
                }

                foreach (var index in relation.Indexes.Where(index => index.Keys.Contains(drop.Column) || index.OtherColumns.Contains(drop.Column)))
                {
                    this.Add(EffectChange.Dropped, "index", ObjectPath.Of(each.Schema, index.Name));
                }

                foreach (var statistics in relation.Statistics.Where(statistics => statistics.Columns.Contains(drop.Column)))
                {
                    this.Add(EffectChange.Dropped, "statistics", ObjectPath.Of(statistics.Name));
                }
            }
        }
    }

    // As pg_identify_object shows it: "view s.v", "table constraint k on s.t", "default value for s.t.c".
    private void DropDependent(string dependent)
    {
        const string Default = "default value for ";
        if (dependent.StartsWith(Default, StringComparison.Ordinal))
        {
            this.Add(EffectChange.Changed, "column", ObjectPath.Parse(dependent[Default.Length..]), "default");
            return;
        }

        var (kind, rest) = dependent switch
        {
            _ when Behind("table constraint ") is { } text => ("constraint", text),
            _ when Behind("domain constraint ") is { } text => ("domain constraint", text),
            _ when Behind("table column ") is { } text => ("column", text),
            _ when Behind("foreign table column ") is { } text => ("foreign column", text),
            _ when Behind("materialized view ") is { } text => ("materialized view", text),
            _ when Behind("foreign table ") is { } text => ("foreign table", text),
            _ when Behind("statistics object ") is { } text => ("statistics", text),
            _ when Behind("composite type ") is { } text => ("composite type", text),
            _ when Behind("event trigger ") is { } text => ("event trigger", text),
            _ when Behind("text search configuration ") is { } text => ("text search configuration", text),
            _ when Behind("text search dictionary ") is { } text => ("text search dictionary", text),
            _ => (dependent[..Math.Max(dependent.IndexOf(' ', StringComparison.Ordinal), 0)], dependent[(dependent.IndexOf(' ', StringComparison.Ordinal) + 1)..]),
        };
        var on = rest.LastIndexOf(" on ", StringComparison.Ordinal);
        this.Add(EffectChange.Dropped, kind, on < 0
            ? ObjectPath.Parse(rest)
            : new ObjectPath(ObjectPath.Parse(rest[(on + 4)..]).Text).With(ObjectPath.Parse(rest[..on]).Text));

        string? Behind(string word) => dependent.StartsWith(word, StringComparison.Ordinal) ? dependent[word.Length..] : null;
    }

    private void Add(
        EffectChange change, string kind, ObjectPath path, string? property = null, string? value = null, bool isOfParts = false) =>
        this.effects.Add(new(change, kind, path) { At = this.at, Property = property, Value = value, IsOfParts = isOfParts });

    private void Move(ObjectPath from, ObjectPath to) => this.Moves.Add(this.at, from, to);

    private QualifiedName Relation(QualifiedName name) => this.planned.Resolve(name);

    private QualifiedName New(QualifiedName name) => this.planned.NewName(name);

    private IEnumerable<QualifiedName> WithDescendants(QualifiedName table) =>
        this.planned.Find(table) is { Descendants: { Count: > 0 } descendants } ? descendants.Select(this.Now).Prepend(table) : [table];

    // What production calls so, as it is called by now.
    private QualifiedName Now(QualifiedName name) =>
        this.Moves.Outcome(ObjectPath.Of(name), -1, out _).Parts is [var schema, var table] ? new(schema, table) : name;

    private ObjectPath ObjectNamed(string kind, QualifiedName name) => ObjectPath.Of(this.planned.Find(kind, name, null)?.Name ?? this.New(name));
}
