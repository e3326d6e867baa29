using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning;

/// <content>What operations do to it.</content>
internal sealed partial class PlannedProduction
{
    // The name that a column had when production was read, by its relation and the name that it has now.
    private readonly Dictionary<(QualifiedName Relation, string Column), string> renamedColumns = [];

    /// <summary>Takes in what an operation does.</summary>
    /// <param name="operation">The operation.</param>
    public void Apply(SchemaOperation operation)
    {
        // An autocommit_block commits what was before it.
        if (operation.IsOutsideTransaction)
        {
            this.BeginAnew();
        }

        this.NoteRows(operation);
        if (operation.IsConditional && operation.Subject is { } subject)
        {
            this.perhaps.Add((this.Resolve(subject), operation.Part));
            this.perhaps.Add((subject, operation.Part));
        }

        switch (operation)
        {
            case OpaqueOperation:
                this.isUncertain = true;
                this.ForgetNulls(_ => true);
                break;
            case ControlTransaction { Command: var command }:
                this.EndTransaction(command);
                break;
            case ChangeSetting { IsConditional: false } set:
                this.Set(set);
                break;
            case DropObject or DropColumn or DropConstraint when operation.IsConditional:
                break;
            case DropObject or DropColumn or DropConstraint:
                this.Drop(operation);
                break;
            case RenameObject or RenameColumn:
                this.Rename(operation);
                break;
            default:
                this.Make(operation);
                break;
        }
    }

    // As told by pg_identify_object, but for quotes and the blanks between argument types, in which it differs from what is made here.
    private static string Key(string fullName) =>
        fullName.Replace("\"", "", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal);

    private static string KeyOf(ObjectFacts found) => found.Kind switch
    {
        "trigger" or "policy" or "rule" => Key($"{found.Kind} {found.Part} on {found.Name.Schema}.{found.Name.Name}"),
        "enum" or "domain" or "range type" or "base type" => Key($"type {found.Name.Schema}.{found.Name.Name}"),
        "function" or "procedure" or "aggregate" => Key($"{found.Kind} {found.Name.Schema}.{found.Name.Name}({found.Part})"),
        _ => Key($"{found.Kind} {(found.Name.Schema is { } schema ? schema + "." : "")}{found.Name.Name}"),
    };

    private static string KeyOf(RelationFacts relation) => Key($"{relation.Kind} {relation.Name.Schema}.{relation.Name.Name}");

    private void Make(SchemaOperation operation)
    {
        switch (operation)
        {
            case CreateTable create:
                this.Create(create);
                break;
            case CreateObject { Target: { } target } made when PlannedObjects.IsRelation(made.ObjectKind):
                this.Add(new RelationFacts(made.IsTemporary ? new(Temporary, target.Name) : this.NewName(target), made.ObjectKind)
                {
                    IsEmpty = made.ObjectKind != "materialized view",
                    IsPartlyKnown = true,
                });
                break;
            case CreateObject { Target: { } target } made:
                this.Create(made, target);
                break;
            case CreateIndex { Index: { Table: { } table } index }:
                this.CreateIndexOn(table, index);
                break;
            case AddColumn add:
                foreach (var table in this.WithPartitions(add.Table))
                {
                    this.Change(table, relation => relation.With(table == add.Table ? add.Column : this.InPartition(add.Column)));
                }

                this.AddWhatComesWith(add.Table, [add.Column], []);
                break;
            case AlterColumn alter:
                this.Alter(alter);
                break;
            case AddConstraint { IsOnDomain: false } add:
                this.Change(add.Table, relation => relation.With(add.Constraint));
                this.AddWhatComesWith(add.Table, [], [add.Constraint]);
                break;
            case ValidateConstraint { IsOnDomain: false, IsConditional: false } validate:
                this.Change(validate.Table, relation => relation.WithValid(IdentifierNames.Cut(validate.Constraint)));
                break;
            case ChangeRows { Change: RowChange.Insert or RowChange.Update, Table: var table } rows:
                var changed = table is { } known ? this.Find(known)?.Name : null;
                this.ForgetNulls(relation => changed is null || relation.Name == changed);
                if (rows.Change == RowChange.Insert && table is { } filled)
                {
                    this.Change(filled, relation => relation with { IsEmpty = false });
                }

                break;
            case ChangeRows { Change: RowChange.Truncate, IsConditional: false, Table: { } table } truncate:
                foreach (var emptied in truncate.IsCascading ? [.. this.Find(table)?.ReferencedBy ?? [], table] : (QualifiedName[])[table])
                {
                    // With ONLY, partitions and heirs keep their rows.
                    this.Change(emptied, relation => relation.Descendants.Count > 0 ? relation : relation with { IsEmpty = true });
                }

                break;
            case AddEnumValue { Value: { } label } value:
                this.AddLabel(value, label);
                break;
            case AlterTable { Change: TableChange.AttachPartition or TableChange.DetachPartition, Value: { Length: > 0 } written, IsConditional: false } alter
                when IdentifierNames.Read(written) is { } name && this.Find(name) is { } partition:
                var isAttached = alter.Change == TableChange.AttachPartition;
                this.Change(alter.Table, relation => relation with
                {
                    Descendants =
                    [
                        .. relation.Descendants.Where(one => one != partition.Name && !partition.Descendants.Contains(one)),
                        .. isAttached ? partition.Descendants.Prepend(partition.Name) : [],
                    ],
                });
                this.Change(partition.Name, relation => relation with { IsPartition = isAttached });
                break;
            default:
                break;
        }
    }

    private void Create(CreateTable create)
    {
        if (create.IsTemporary && create.IsConditional)
        {
            return;
        }

        var name = create.IsTemporary ? new(Temporary, IdentifierNames.Cut(create.Table.Name)) : this.NewName(create.Table);
        if (this.At(name) is not null)
        {
            return;
        }

        var relation = new RelationFacts(name, create.Kind) { IsEmpty = true, IsPartlyKnown = create.IsPartlyKnown, IsPartition = create.PartitionOf is not null };
        relation = create.Columns.Aggregate(relation, (made, column) => made.With(column));
        relation = create.Constraints.Aggregate(relation, (made, constraint) => made.With(constraint));
        this.Add(relation);
        this.AddWhatComesWith(name, create.Columns, create.Constraints);
        if (create is { PartitionOf: { } parent, IsConditional: false })
        {
            this.Change(parent, whole => whole with { Descendants = [.. whole.Descendants, name] });
        }
    }

    private void Create(CreateObject made, QualifiedName target)
    {
        var part = made.PartName is { } named ? IdentifierNames.Cut(named) : made.Arguments;
        var name = made.PartName is not null ? this.Resolve(target)
            : PlannedObjects.HasSchema(made.ObjectKind) ? this.NewName(target) : IdentifierNames.Cut(target);
        if (this.objects.Find(made.ObjectKind, name, part, out var isCertain) is null || !isCertain)
        {
            var created = new ObjectFacts(made.ObjectKind, name, part) { Labels = made.Labels };
            this.objects.Add(created);
            this.gone.Remove(KeyOf(created));
        }
    }

    private void CreateIndexOn(QualifiedName table, IndexDefinition index)
    {
        if (this.Find(table) is not { } owner)
        {
            return;
        }

        var columns = string.Join('_', index.Keys.Select(key => IdentifierNames.ColumnOf(key) ?? "expr"));
        var name = index.Name is { Length: > 0 } given ? IdentifierNames.Cut(given) : IdentifierNames.Make(owner.Name.Name, columns, "idx");
        if (this.At(new(owner.Name.Schema, name)) is null)
        {
            this.Change(table, relation => relation.With(index with { Name = name }));
            this.Add(new RelationFacts(new(owner.Name.Schema, name), "index") { IsEmpty = true, Table = owner.Name });
        }
    }

    // The indexes of constraints and the sequences of columns.
    private void AddWhatComesWith(QualifiedName name, IReadOnlyList<ColumnDefinition> columns, IReadOnlyList<ConstraintDefinition> constraints)
    {
        if (this.Find(name) is not { } table)
        {
            return;
        }

        foreach (var index in table.Indexes.Where(index => index is { IsNew: true, Name.Length: > 0 } && this.At(table.Name with { Name = index.Name }) is null))
        {
            this.Add(new RelationFacts(table.Name with { Name = index.Name }, "index") { IsEmpty = true, Table = table.Name });
        }

        foreach (var used in constraints.Select(constraint => constraint.UsingIndex).OfType<string>())
        {
            if (this.At(table.Name with { Name = used }) is { } index && constraints[0].Name is { Length: > 0 } renamed && renamed != used)
            {
                this.Move(index, table.Name with { Name = IdentifierNames.Cut(renamed) }, isCertain: true);
            }
        }

        foreach (var column in columns.Where(column => column.IsSerial || column.Identity is not null))
        {
            var sequence = table.Name with { Name = IdentifierNames.Make(table.Name.Name, column.Name, "seq") };
            if (this.At(sequence) is null)
            {
                this.Add(new RelationFacts(sequence, "sequence") { Table = table.Name });
            }
        }
    }

    private void Alter(AlterColumn alter)
    {
        // Under a condition only what makes less sure counts.
        var counts = !alter.IsConditional || alter.Change is ColumnChange.DropNotNull or ColumnChange.DropDefault or ColumnChange.DropIdentity;
        alter = alter with { Column = IdentifierNames.Cut(alter.Column) };
        var isOfPartitions = this.HasInheritedIdentities || alter.Change is not (ColumnChange.AddIdentity or ColumnChange.SetIdentity or ColumnChange.DropIdentity);
        foreach (var table in isOfPartitions ? this.WithPartitions(alter.Table) : [alter.Table])
        {
            if (counts)
            {
                this.Change(table, relation => relation.With(alter));
            }
            else if (alter.Change == ColumnChange.Type)
            {
                this.Change(table, relation => relation.With(alter with { Value = null }));
            }
        }
    }

    // Before version 17 partitions have no identity of their parent's.
    private bool HasInheritedIdentities => this.ServerVersionNumber >= 170000;

    private ColumnDefinition InPartition(ColumnDefinition column) =>
        column with { Constraints = [], Indexes = [], Identity = this.HasInheritedIdentities ? column.Identity : null };

    // What is done to a partitioned table's columns is done to its partitions'.
    private IEnumerable<QualifiedName> WithPartitions(QualifiedName table) =>
        [table, .. (this.Find(table)?.Descendants ?? []).Where(name => this.At(name) is { IsPartition: true })];

    private void AddLabel(AddEnumValue value, string label)
    {
        if (this.Find("enum", value.Type, null) is not { } type || type.Labels.Contains(label))
        {
            return;
        }

        if (value is { IsOutsideTransaction: false, IsConditional: false } && !this.objects.IsNew(type))
        {
            this.FreshLabels.Add((type.Name, label));
        }

        this.objects.Replace(type, type with { Labels = [.. type.Labels, label] });
    }

    private void Add(RelationFacts relation)
    {
        if (this.At(relation.Name) is null)
        {
            this.created.Add(relation.Name);
            this.relations[relation.Name] = relation;
            this.gone.Remove(KeyOf(relation));
        }
    }

    private void Change(QualifiedName name, Func<RelationFacts, RelationFacts> change)
    {
        if (this.Find(name) is { } relation)
        {
            this.relations[relation.Name] = change(relation);
        }
    }

    private void ForgetNulls(Func<RelationFacts, bool> where)
    {
        foreach (var relation in this.relations.Values.OfType<RelationFacts>().Where(where).Where(relation => relation.Columns.Any(column => column.IsAllNull)).ToList())
        {
            this.relations[relation.Name] = relation with { Columns = [.. relation.Columns.Select(column => column with { IsAllNull = false })] };
        }
    }
}
