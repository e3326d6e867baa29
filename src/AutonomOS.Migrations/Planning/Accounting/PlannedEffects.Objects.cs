using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>Effects on columns' properties, tables' properties, and all that is no table, column, constraint or index.</summary>
internal sealed partial class PlannedEffects
{
    private void Alter(ObjectPath column, AlterColumn alter)
    {
        string[] properties = alter.Change switch
        {
            ColumnChange.Type => ["type", "collation", "storage", "compression", "identity options"],
            ColumnChange.SetNotNull or ColumnChange.DropNotNull => ["nullable", "not null state"],
            ColumnChange.SetDefault or ColumnChange.DropDefault => ["default"],
            ColumnChange.AddIdentity or ColumnChange.SetIdentity or ColumnChange.DropIdentity =>
                ["identity", "identity options", "identity sequence", "identity persistence"],
            ColumnChange.SetExpression or ColumnChange.DropExpression => ["generated"],
            _ => ["storage", "compression", "statistics target", "options"],
        };
        foreach (var property in properties)
        {
            this.Add(EffectChange.Changed, "column", column, property, (alter.Change, property) switch
            {
                (ColumnChange.Type, "type") => alter.Value,
                (ColumnChange.SetNotNull, "nullable") => "false",
                (ColumnChange.DropNotNull, "nullable") => "true",
                (ColumnChange.SetDefault, "default") => alter.Value,
                _ => null,
            });
        }

        // Defaults of a view's columns are told with the view.
        if (alter.Change is ColumnChange.SetDefault or ColumnChange.DropDefault)
        {
            this.Add(EffectChange.Changed, "view", column.Whole, "column defaults");
        }

        if (alter.Change == ColumnChange.Setting)
        {
            foreach (var property in (string[])["column storage", "column compression", "statistics targets", "column options"])
            {
                this.Add(EffectChange.Changed, "materialized view", column.Whole, property);
            }

            this.Add(EffectChange.Changed, "index", column.Whole, "statistics targets");
        }
    }

    private void Alter(AlterTable alter)
    {
        var name = this.Relation(alter.Table);
        var table = ObjectPath.Of(name);
        switch (alter.Change)
        {
            case TableChange.EnableRowSecurity or TableChange.DisableRowSecurity:
                this.Add(EffectChange.Changed, "table", table, "row security", alter.Change == TableChange.EnableRowSecurity ? "enabled" : "disabled");
                break;
            case TableChange.ForceRowSecurity or TableChange.NoForceRowSecurity:
                this.Add(EffectChange.Changed, "table", table, "row security forced", alter.Change == TableChange.ForceRowSecurity ? "true" : "false");
                break;
            case TableChange.AttachPartition or TableChange.DetachPartition when alter.Value is { Length: > 0 } written:
                // What was the table's own becomes a part of its parent's, or the other way round.
                var whose = this.planned.Find(Written(written));
                var partition = ObjectPath.Of(whose?.Name ?? this.Relation(Written(written)));
                this.Add(EffectChange.Changed, "table", partition, isOfParts: true);
                foreach (var kind in (string[])["constraint", "trigger", "column"])
                {
                    this.Add(EffectChange.Changed, kind, partition, isOfParts: true);
                    this.Add(kind == "column" ? EffectChange.Changed : alter.Change == TableChange.AttachPartition ? EffectChange.Dropped : EffectChange.Created, kind, partition, isOfParts: true);
                }

                // Which of its indexes become parts of its parent's is not known; those that it has when it leaves are its own from then on.
                if (alter.Change == TableChange.DetachPartition && whose is { IsPartlyKnown: false } && this.planned.Find(name)?.Indexes.Any(index => index.IsNew) == false)
                {
                    foreach (var index in whose.Indexes)
                    {
                        this.Add(EffectChange.Created, "index", ObjectPath.Of(whose.Name.Schema, index.Name));
                    }
                }
                else
                {
                    this.Add(EffectChange.Possible, "index", default);
                }

                break;
            case TableChange.Inheritance:
                this.Add(EffectChange.Changed, "table", table, "inherits");
                this.Add(EffectChange.Changed, "column", table, "inherited only", isOfParts: true);
                break;
            case TableChange.Persistence:
                this.Add(EffectChange.Changed, "table", table, "persistence");
                break;
            case TableChange.AccessMethod:
                this.Add(EffectChange.Changed, "table", table, "access method");
                break;
            case TableChange.Options:
                this.Add(EffectChange.Changed, "table", table, "options");
                this.Add(EffectChange.Changed, "table", table, "toast options");
                if (alter.Value?.StartsWith("OPTIONS", StringComparison.OrdinalIgnoreCase) != false && this.planned.Find(alter.Table) is { Kind: "foreign table" })
                {
                    this.Add(EffectChange.Possible, "foreign option", table, value: alter.Value);
                }

                break;
            case TableChange.ReplicaIdentity:
                this.Add(EffectChange.Changed, "table", table, "replica identity");
                break;
            case TableChange.EnableTrigger or TableChange.DisableTrigger:
                var one = alter.Value is { Length: > 0 } value && value is not ("ALL" or "USER") ? table.With(Written(value).Name) : table;
                this.Add(EffectChange.Changed, "trigger", one, "enabled", isOfParts: one == table);
                this.Add(EffectChange.Changed, "rule", one, "enabled");
                if (alter.Value == "ALL")
                {
                    this.Add(EffectChange.Changed, "constraint", table, "triggers", isOfParts: true);
                }

                break;
            case TableChange.ClusterOn:
                foreach (var index in this.planned.Find(name)?.Indexes ?? [])
                {
                    this.Add(EffectChange.Changed, "index", ObjectPath.Of(name.Schema, index.Name), "clustered");
                    this.Add(EffectChange.Changed, "constraint", table.With(index.Name), "clustered");
                }

                break;
            case TableChange.Owner:
                this.Add(EffectChange.Possible, "owner", table);
                break;
            case TableChange.OfType:
                this.Add(EffectChange.Changed, "table", table, "of type");
                break;
            default:
                break;
        }
    }

    private void ReadObject(SchemaOperation operation)
    {
        switch (operation)
        {
            case CreateObject { IsTemporary: true }:
                break;
            case CreateObject { Target: { } target } create:
                var made = this.NameOf(create.ObjectKind, target, create.PartName, create.Arguments);
                if (IsNamedOtherwise(create.ObjectKind) || made is null)
                {
                    this.Add(EffectChange.Possible, create.ObjectKind, default);
                    break;
                }

                this.Add(EffectChange.Created, create.ObjectKind, made.Value, isOfParts: HasPartsOfItsOwn(create.ObjectKind));
                if (create.IsReplacing)
                {
                    this.Add(EffectChange.Changed, create.ObjectKind, made.Value);
                }

                break;
            case DropObject { ObjectKind: "attribute", Target: { } composite }:
                this.Add(EffectChange.Changed, "composite type", ObjectPath.Of(this.Relation(composite)), "attributes");
                break;
            case DropObject { Target: { } target } drop:
                var gone = this.NameOf(drop.ObjectKind, target, drop.PartName, drop.Arguments);
                foreach (var index in drop.ObjectKind is "table" or "materialized view" && this.planned.Find(target) is { } relation ? relation.Indexes : [])
                {
                    this.Add(EffectChange.Dropped, "index", ObjectPath.Of(this.Relation(target).Schema, index.Name));
                }

                this.Add(
                    IsNamedOtherwise(drop.ObjectKind) || gone is null ? EffectChange.Possible : EffectChange.Dropped,
                    drop.ObjectKind,
                    IsNamedOtherwise(drop.ObjectKind) ? default : gone ?? default,
                    isOfParts: true);
                break;
            case RenameObject rename:
                this.Rename(rename);
                break;
            case AlterObject { Target: { } target } alter:
                this.Change(alter, target);
                break;
            case AddEnumValue add:
                this.Add(EffectChange.Changed, "enum", this.ObjectNamed("enum", add.Type), "labels", add.Value);
                break;
            case Annotate annotate:
                this.Add(
                    EffectChange.Possible,
                    annotate.Command switch
                    {
                        "comment" => "comment",
                        "security label" => "security label",
                        "alter default privileges" => "default privilege",
                        _ => "privilege",
                    },
                    annotate.Target is { } on
                        ? PlannedObjects.IsRelation(annotate.ObjectKind) || annotate.ObjectKind == "column" ? ObjectPath.Of(this.Relation(on), annotate.PartName) : ObjectPath.Of(null, on.Name, annotate.PartName)
                        : default);
                break;
            case Maintain { Target: { } kept, Command: "cluster" }:
                this.Alter(new AlterTable(kept, TableChange.ClusterOn, null) { Place = operation.Place });
                break;
            case ChangeOwned or OpaqueOperation:
                this.Add(EffectChange.Possible, "", default);
                break;
            case CreateObject or DropObject or AlterObject:
                this.Add(EffectChange.Possible, operation.Kind, default);
                break;
            default:
                break;
        }
    }

    private void Change(AlterObject alter, QualifiedName target)
    {
        var kind = alter.ObjectKind;
        if (kind == "constraint")
        {
            this.Add(EffectChange.Changed, kind, ObjectPath.Of(this.Relation(target), alter.PartName), "definition");
        }
        else if (kind == "composite type")
        {
            this.Add(EffectChange.Changed, kind, ObjectPath.Of(this.Relation(target)), "attributes");
        }
        else if (kind == "sequence" && alter.Change == "setval")
        {
            // The current value is data and is not compared.
        }
        else if (alter.Change.StartsWith("OWNER", StringComparison.OrdinalIgnoreCase))
        {
            this.Add(EffectChange.Possible, "owner", default);
        }
        else if (IsNamedOtherwise(kind) || this.NameOf(kind, target, alter.PartName, alter.Arguments) is not { } path)
        {
            this.Add(EffectChange.Possible, kind, default);
        }
        else
        {
            this.Add(EffectChange.Changed, kind, path, isOfParts: HasPartsOfItsOwn(kind));
            if (kind is "server" or "foreign data wrapper" && alter.Change.Contains("OPTIONS", StringComparison.OrdinalIgnoreCase))
            {
                this.Add(EffectChange.Possible, "foreign option", path, value: alter.Change);
            }
        }
    }

    private void Rename(RenameObject rename)
    {
        if (rename.NewName is not { } renamed)
        {
            this.Add(EffectChange.Possible, rename.ObjectKind, default);
        }
        else if (rename.ObjectKind == "enum value")
        {
            this.Add(EffectChange.Changed, "enum", this.ObjectNamed("enum", rename.Target), "labels", renamed.Name);
        }
        else if (rename.ObjectKind == "domain constraint")
        {
            var domain = this.ObjectNamed("domain", rename.Target);
            this.Move(domain.With(rename.PartName ?? ""), domain.With(renamed.Name));
        }
        else if (rename.PartName is { } part)
        {
            var table = ObjectPath.Of(this.Relation(rename.Target));
            this.Move(table.With(part), table.With(renamed.Name));
        }
        else if (PlannedObjects.IsRelation(rename.ObjectKind))
        {
            this.RenameRelation(this.Relation(rename.Target), renamed);
        }
        else if (this.NameOf(rename.ObjectKind, rename.Target, null, rename.Arguments) is { } path)
        {
            string[] parts = path.Parts;
            var suffix = parts[^1].IndexOf('(', StringComparison.Ordinal) is var open and >= 0 && rename.ObjectKind is "function" or "procedure" or "aggregate" or "routine"
                ? parts[^1][open..]
                : "";
            var outcome = ObjectPath.Of(parts.Length > 1 ? renamed.Schema ?? parts[0] : null, renamed.Name + suffix);
            this.Move(path, outcome);
            if (rename.ObjectKind == "type")
            {
                // The multirange type keeps its name and schema, which are told where they are not those that the range type's would give.
                this.Add(EffectChange.Changed, "range type", outcome, "multirange type");
            }
        }
        else
        {
            this.Add(EffectChange.Possible, rename.ObjectKind, default);
        }
    }

    // Indexes and owned sequences go to the other schema with their table.
    private void RenameRelation(QualifiedName name, QualifiedName renamed)
    {
        var schema = renamed.Schema ?? name.Schema;
        this.Move(ObjectPath.Of(name), ObjectPath.Of(schema, renamed.Name));
        if (schema != name.Schema && this.planned.Find(name) is { } relation)
        {
            foreach (var index in relation.Indexes)
            {
                this.Move(ObjectPath.Of(name.Schema, index.Name), ObjectPath.Of(schema, index.Name));
            }

            foreach (var column in relation.Columns.Where(column => column.HasDefault))
            {
                var sequence = $"{name.Name}_{column.Name}_seq";
                this.Move(ObjectPath.Of(name.Schema, sequence), ObjectPath.Of(schema, sequence));
            }
        }
    }

    // Null where a routine's argument types are not told and several have the name.
    private ObjectPath? NameOf(string kind, QualifiedName target, string? part, string? arguments)
    {
        if (!PlannedObjects.HasSchema(kind))
        {
            return ObjectPath.Of(null, target.Name);
        }

        if (PlannedObjects.IsRelation(kind) || part is not null)
        {
            return ObjectPath.Of(this.Relation(target), part);
        }

        var found = this.planned.Find(kind == "routine" ? "function" : kind, target, arguments);
        var name = found?.Name ?? this.New(target);
        return kind is not ("function" or "procedure" or "aggregate" or "routine") ? ObjectPath.Of(name)
            : (found?.Part ?? arguments) is { } types ? ObjectPath.Of(name with { Name = $"{name.Name}({ObjectPath.Arguments(types)})" })
            : null;
    }

    // What their queries call them is more than a name.
    private static bool IsNamedOtherwise(string kind) => kind is "cast" or "transform" or "user mapping" or "operator" or "operator class"
        or "operator family" or "large object" or "role" or "database" or "tablespace" or "system" or "index attached" or "subscription";

    // What they have is said in the statement that makes them, which is not read.
    private static bool HasPartsOfItsOwn(string kind) => kind is "domain" or "publication" or "server" or "text search configuration" or "extension"
        or "foreign data wrapper" or "base type" or "range type";

    private static QualifiedName Written(string name) => ObjectPath.Parse(name).Parts is [var schema, var table] ? new(schema, table) : new(null, ObjectPath.Parse(name).Parts[^1]);
}
