using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>ALTER, DROP, RENAME and more of what will not be there: PostgreSQL refuses it. What only may be missing is left alone.</summary>
internal sealed class ActsOnMissing : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.ActsOnMissing;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (operation.IsConditional)
        {
            yield break;
        }

        var missing = Schemas(operation).Concat(Needed(operation))
            .Where(needed => needed.Name.Name.Length > 0 && needed.Name.Schema is not ("pg_catalog" or "information_schema" or "pg_temp")
                && production.PresenceOf(needed.Kind, needed.Name, needed.Part) == Presence.Missing
                && !production.IsPerhaps(needed.Name, null) && !production.IsPerhaps(needed.Name, needed.Part))
            .Select(needed => $"{needed.Kind} {Shown(needed, production)}")
            .FirstOrDefault();
        if (missing is not null)
        {
            yield return this.Code.At(
                operation.Place,
                $"{operation.Name} needs {missing}, which production does not have, and no operation before makes it: PostgreSQL refuses it. Production is not what this revision was written for; find out where it is missing, or say IF EXISTS.");
        }
    }

    // The schema in which something is made, or to which it is moved, where it is written.
    private static IEnumerable<(string Kind, QualifiedName Name, string? Part)> Schemas(SchemaOperation operation)
    {
        var made = operation switch
        {
            CreateTable { IsTemporary: false } create => create.Table,
            CreateObject { IsTemporary: false, PartName: null } create when PlannedObjects.HasSchema(create.ObjectKind) => create.Target,
            RenameObject { PartName: null, IsTolerant: false } rename => rename.NewName,
            _ => null,
        };
        return made is { Schema: { } schema } && !schema.StartsWith("pg_", StringComparison.Ordinal) && schema != "information_schema"
            ? [("schema", new QualifiedName(null, schema), null)]
            : [];
    }

    // What has to be there, the whole before its part.
    private static IEnumerable<(string Kind, QualifiedName Name, string? Part)> Needed(SchemaOperation operation)
    {
        IEnumerable<(string Kind, QualifiedName Name, string? Part)> needed = operation switch
        {
            DropObject { IsTolerant: false, Target: { } target } drop => Itself(drop.ObjectKind, target, drop.PartName, drop.Arguments),
            AlterObject { IsTolerant: false, Target: { } target } alter => Itself(alter.ObjectKind, target, alter.PartName, alter.Arguments),
            DropColumn { IsTolerant: false } or AlterColumn { IsTolerant: false } or RenameColumn { IsTolerant: false } =>
                [("table", operation.Subject!.Value, null), ("column", operation.Subject!.Value, operation.Part)],
            DropConstraint { IsTolerant: false, IsOnDomain: false, Constraint: { } constraint } drop => [("table", drop.Table, null), ("constraint", drop.Table, constraint)],
            ValidateConstraint { IsOnDomain: false } validate => [("table", validate.Table, null), ("constraint", validate.Table, validate.Constraint)],
            AlterTable { IsTolerant: false } alter => [("table", alter.Table, null)],
            AddColumn { IsTolerant: false } add => [("table", add.Table, null), .. References(add.Column.Constraints)],
            CreateTable create => References([.. create.Constraints, .. create.Columns.SelectMany(column => column.Constraints)], create.Table),
            AddConstraint { IsTolerant: false, IsOnDomain: false } add =>
            [
                ("table", add.Table, null),
                .. add.Constraint.Type == ConstraintType.Check ? [] : add.Constraint.Columns.Select(column => ("column", add.Table, (string?)column)),
                .. References([add.Constraint]),
            ],
            CreateIndex { IsTolerant: false, Index.Table: { } table } => [("table", table, null)],
            RecreateTable recreate => [("table", recreate.Table, null)],
            RenameObject { IsTolerant: false, ObjectKind: "enum value" } rename => [("enum", rename.Target, rename.Arguments)],
            RenameObject { IsTolerant: false } rename => Itself(rename.ObjectKind, rename.Target, rename.PartName, rename.Arguments),
            CreateObject { ObjectKind: "trigger" or "policy" or "rule", Target: { } table } => [("table", table, null)],
            AddEnumValue value => [("enum", value.Type, null)],
            ChangeRows { Table: { } table } => [("table", table, null)],
            _ => [],
        };
        return needed;
    }

    private static IEnumerable<(string Kind, QualifiedName Name, string? Part)> Itself(string kind, QualifiedName target, string? part, string? arguments) =>
        part is null ? [(kind, target, arguments)] : [.. Whole(kind, target), (kind, target, part)];

    private static IEnumerable<(string Kind, QualifiedName Name, string? Part)> Whole(string kind, QualifiedName name) =>
        kind is "domain constraint" ? [("domain", name, null)] : [(kind == "attribute" ? "type" : "table", name, null)];

    private static IEnumerable<(string Kind, QualifiedName Name, string? Part)> References(IReadOnlyList<ConstraintDefinition> constraints, QualifiedName? self = null) =>
        constraints.Where(constraint => constraint.References is { } table && table != self).SelectMany(constraint =>
            constraint.ReferencedColumns.Select(column => ("column", constraint.References!.Value, (string?)column)).Prepend(("table", constraint.References!.Value, null)));

    private static string Shown((string Kind, QualifiedName Name, string? Part) needed, PlannedProduction production)
    {
        var name = PlannedObjects.HasSchema(needed.Kind) ? production.Resolve(needed.Name) : needed.Name;
        return string.Join('.', new[] { name.Schema, name.Name, needed.Part }.OfType<string>());
    }
}
