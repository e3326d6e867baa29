using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning;

/// <content>What drops and renames do to it, with all that goes or moves along.</content>
internal sealed partial class PlannedProduction
{
    private IEnumerable<RelationFacts> Relations =>
        this.facts.Relations.Where(known => !this.relations.ContainsKey(known.Name)).Concat(this.relations.Values.OfType<RelationFacts>());

    private void Drop(SchemaOperation operation)
    {
        if (operation.IsCascading)
        {
            this.DropAlong([.. this.DependentsOf(operation).Select(Key)]);
        }

        switch (operation)
        {
            case DropObject { Target: { } target } drop when PlannedObjects.IsRelation(drop.ObjectKind) || (drop.ObjectKind == "type" && this.Find(target) is { Kind: "composite type" }):
                this.Remove(this.Find(target));
                break;
            case DropObject { ObjectKind: "attribute", Target: { } target, PartName: { } attribute }:
                this.Change(target, relation => relation.WithoutColumn(IdentifierNames.Cut(attribute)));
                break;
            case DropObject { ObjectKind: "schema", Target: { } schema }:
                foreach (var relation in this.Relations.Where(relation => relation.Name.Schema == schema.Name).ToList())
                {
                    this.Remove(relation);
                }

                this.Remove(found => found.Name.Schema == schema.Name || (found.Kind == "schema" && found.Name.Name == schema.Name));
                break;
            case DropObject { Target: { } target } drop:
                if (this.Find(drop.ObjectKind, target, drop.PartName is { } part ? IdentifierNames.Cut(part) : drop.Arguments, out var isCertain) is { } gone && isCertain)
                {
                    this.Remove(found => ReferenceEquals(found, gone));
                }

                break;
            case DropColumn drop:
                foreach (var table in this.WithPartitions(drop.Table))
                {
                    this.Change(table, relation => this.Reduced(relation, relation.WithoutColumn(IdentifierNames.Cut(drop.Column))));
                    this.DropLostIndexes(table);
                }

                break;
            case DropConstraint { IsOnDomain: false, Constraint: { } constraint } drop:
                this.Change(drop.Table, relation => this.Reduced(relation, relation.WithoutConstraint(IdentifierNames.Cut(constraint))));
                this.DropLostIndexes(drop.Table);
                break;
            default:
                break;
        }
    }

    private void DropAlong(HashSet<string> dependents)
    {
        this.gone.UnionWith(dependents);
        foreach (var relation in this.Relations.ToList())
        {
            var name = $"{relation.Name.Schema}.{relation.Name.Name}";
            if (dependents.Contains(KeyOf(relation)))
            {
                this.Remove(relation);
                continue;
            }

            var without = relation.Columns.Where(column => dependents.Contains(Key($"table column {name}.{column.Name}")))
                .Aggregate(relation, (left, column) => left.WithoutColumn(column.Name));
            without = without.Constraints.Where(constraint => dependents.Contains(Key($"table constraint {constraint.Name} on {name}")))
                .Aggregate(without, (left, constraint) => left.WithoutConstraint(constraint.Name));
            if (!ReferenceEquals(without, relation))
            {
                this.relations[relation.Name] = without;
            }
        }

        this.Remove(found => dependents.Contains(KeyOf(found)));
    }

    // Remembers which parts are gone, so that they are no longer told as dependents of something else.
    private RelationFacts Reduced(RelationFacts before, RelationFacts after)
    {
        var name = $"{before.Name.Schema}.{before.Name.Name}";
        this.Remove(found => found.Kind == "statistics" && before.Statistics.Any(lost => lost.Name == found.Name && after.Statistics.All(kept => kept.Name != lost.Name)));
        this.gone.UnionWith(before.Constraints.Except(after.Constraints).Select(constraint => Key($"table constraint {constraint.Name} on {name}")));
        foreach (var column in before.Columns.Except(after.Columns))
        {
            this.gone.Add(Key($"table column {name}.{column.Name}"));
            this.gone.Add(Key($"default value for {name}.{column.Name}"));
        }

        return after;
    }

    // An index of a dropped column or constraint goes with it.
    private void DropLostIndexes(QualifiedName name)
    {
        if (this.Find(name) is { } table)
        {
            foreach (var index in this.Relations.Where(relation => relation.Kind == "index" && relation.Table == table.Name
                && table.Indexes.All(kept => kept.Name != relation.Name.Name)).ToList())
            {
                this.Forget(index);
            }
        }
    }

    private void Remove(RelationFacts? relation)
    {
        if (relation is null)
        {
            return;
        }

        if (relation is { Kind: "index", Table: { } table })
        {
            this.Change(table, owner => owner with { Indexes = [.. owner.Indexes.Where(index => index.Name != relation.Name.Name)] });
        }

        this.Forget(relation);
        foreach (var own in this.Relations.Where(own => own.Table == relation.Name).ToList())
        {
            this.Forget(own);
        }

        foreach (var part in relation.Descendants.Select(this.At).OfType<RelationFacts>().Where(part => part.IsPartition))
        {
            this.Remove(part);
        }

        this.Remove(found => found.Kind is "trigger" or "policy" or "rule" && found.Name == relation.Name);
    }

    private void Forget(RelationFacts relation)
    {
        this.gone.Add(KeyOf(relation));
        _ = this.Reduced(relation, relation with { Columns = [], Constraints = [], Statistics = [] });
        this.created.Remove(relation.Name);
        this.relations[relation.Name] = null;
    }

    private void Remove(Func<ObjectFacts, bool> which)
    {
        foreach (var found in this.objects.Present.Where(which).ToList())
        {
            this.gone.Add(KeyOf(found));
            this.objects.Remove(found);
        }
    }

    private void Rename(SchemaOperation operation)
    {
        switch (operation)
        {
            case RenameColumn rename:
                foreach (var table in this.WithPartitions(rename.Table).Select(this.Find).OfType<RelationFacts>().ToList())
                {
                    this.MoveColumn(rename, table);
                }

                break;
            case RenameObject { NewName: { } renamed, PartName: null } rename when this.Find(rename.Target) is { } relation
                && (PlannedObjects.IsRelation(rename.ObjectKind) || (rename.ObjectKind == "type" && relation.Kind == "composite type")):
                this.Move(relation, IdentifierNames.Cut(renamed.Schema is null ? renamed with { Schema = relation.Name.Schema } : renamed), !rename.IsConditional);
                break;
            case RenameObject { ObjectKind: "constraint", NewName: { } renamed, PartName: { } constraint, IsConditional: false } rename:
                this.Change(rename.Target, relation => relation.WithRenamed(IdentifierNames.Cut(constraint), IdentifierNames.Cut(renamed.Name)));
                if (this.Find(rename.Target) is { } owner && this.At(owner.Name with { Name = IdentifierNames.Cut(constraint) }) is { Kind: "index" } index)
                {
                    this.Move(index, owner.Name with { Name = IdentifierNames.Cut(renamed.Name) }, isCertain: true);
                }

                break;
            case RenameObject { ObjectKind: "schema", NewName: { } renamed, IsConditional: false } rename:
                this.RenameSchema(IdentifierNames.Cut(rename.Target.Name), IdentifierNames.Cut(renamed.Name));
                break;
            case RenameObject { ObjectKind: "enum value", NewName: { } label, PartName: { } old, IsConditional: false } rename
                when this.Find("enum", rename.Target, null) is { } type:
                this.objects.Replace(type, type with { Labels = [.. type.Labels.Select(one => one == old ? label.Name : one)] });
                break;
            case RenameObject { NewName: { } renamed, IsConditional: false } rename when this.Find(rename.ObjectKind, rename.Target, rename.PartName ?? rename.Arguments) is { } moved:
                this.objects.Replace(moved, rename.PartName is not null
                    ? moved with { Part = IdentifierNames.Cut(renamed.Name) }
                    : moved with { Name = IdentifierNames.Cut(renamed.Schema is null ? renamed with { Schema = moved.Name.Schema } : renamed) });
                break;
            default:
                break;
        }
    }

    private void MoveColumn(RenameColumn rename, RelationFacts table)
    {
        var (old, renamed) = (IdentifierNames.Cut(rename.Column), IdentifierNames.Cut(rename.NewName));
        this.renamedColumns[(table.Name, renamed)] = this.renamedColumns.GetValueOrDefault((table.Name, old), old);
        var column = table.Columns.FirstOrDefault(existing => existing.Name == old);
        var after = table.WithRenamedColumn(old, renamed);
        this.relations[table.Name] = rename.IsConditional && column is not null ? after with { Columns = [.. after.Columns, column] } : after;
    }

    private void Move(RelationFacts relation, QualifiedName name, bool isCertain)
    {
        var isNew = this.created.Contains(relation.Name);
        if (isCertain)
        {
            this.created.Remove(relation.Name);
            this.relations[relation.Name] = null;
        }
        else
        {
            this.perhaps.Add((name, null));
        }

        this.relations[name] = relation with { Name = name };
        if (isNew)
        {
            this.created.Add(name);
        }

        if (!isCertain)
        {
            return;
        }

        if (relation is { Kind: "index", Table: { } owner })
        {
            this.Change(owner, table => table.WithRenamed(relation.Name.Name, name.Name));
        }

        foreach (var own in this.Relations.Where(own => own.Table == relation.Name).ToList())
        {
            // SET SCHEMA takes them along.
            this.relations[own.Name] = null;
            var place = own.Name with { Schema = name.Schema };
            this.relations[place] = own with { Name = place, Table = name };
            if (this.created.Remove(own.Name))
            {
                this.created.Add(place);
            }
        }

        foreach (var found in this.objects.Present.Where(found => found.Kind is "trigger" or "policy" or "rule" && found.Name == relation.Name).ToList())
        {
            this.objects.Replace(found, found with { Name = name });
        }

        foreach (var ((from, column), origin) in this.renamedColumns.Where(pair => pair.Key.Relation == relation.Name).ToList())
        {
            this.renamedColumns[(name, column)] = origin;
            this.renamedColumns.Remove((from, column));
        }
    }

    private void RenameSchema(string old, string renamed)
    {
        foreach (var relation in this.Relations.Where(relation => relation.Name.Schema == old).ToList())
        {
            this.Move(relation, relation.Name with { Schema = renamed }, isCertain: true);
        }

        foreach (var found in this.objects.Present.Where(found => found.Name.Schema == old).ToList())
        {
            this.objects.Replace(found, found with { Name = found.Name with { Schema = renamed } });
        }

        foreach (var found in this.objects.Present.Where(found => found.Kind == "schema" && found.Name.Name == old).ToList())
        {
            this.objects.Replace(found, found with { Name = new(null, renamed) });
        }
    }
}
