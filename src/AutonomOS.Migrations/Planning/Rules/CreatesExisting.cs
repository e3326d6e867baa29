using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>CREATE, ADD and RENAME to a name that is taken: PostgreSQL refuses it. What only may be taken is left alone.</summary>
internal sealed class CreatesExisting : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.CreatesExisting;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        // IF EXISTS of a rename is about the old name.
        if (operation.IsConditional || (operation.IsTolerant && operation is not (RenameObject or RenameColumn)) || operation is CreateObject { IsReplacing: true })
        {
            yield break;
        }

        if (Taken(operation, production) is { } taken)
        {
            yield return this.Code.At(
                operation.Place,
                $"{operation.Name} {production.FullNameOf(operation)}: there is {taken} already, in production or by an operation before, and PostgreSQL refuses it. If it was made by hand, compare it with what the revision makes; else take the operation out.");
        }
    }

    private static string? Taken(SchemaOperation operation, PlannedProduction production) => operation switch
    {
        CreateTable { IsTemporary: false } create => Relation(production.NewName(create.Table), production),
        CreateObject { IsTemporary: false, Target: { Name.Length: > 0 } target } create => Object(create, target, production),
        CreateIndex { Index: { Name: { Length: > 0 } name, Table: { } table } } when production.Find(table) is { } owner =>
            Relation(owner.Name with { Name = IdentifierNames.Cut(name) }, production),
        AddColumn add when production.FindColumn(add.Table, add.Column.Name) is not null && !production.IsPerhaps(add.Table, add.Column.Name) =>
            $"a column {add.Column.Name}",
        AddConstraint { IsOnDomain: false, Constraint.Name: { Length: > 0 } name } add when production.Find(add.Table) is { } table => Constraint(add, table, IdentifierNames.Cut(name), production),
        AddEnumValue { Value: { } label } value when production.Find("enum", value.Type, null) is { } type && type.Labels.Contains(label)
            && !production.IsPerhaps(value.Type, null) => $"a value '{label}'",
        RenameColumn rename when production.FindColumn(rename.Table, rename.NewName) is not null && !production.IsPerhaps(rename.Table, rename.NewName) =>
            $"a column {rename.NewName}",
        RenameObject { PartName: null, NewName: { } name } rename when PlannedObjects.IsRelation(rename.ObjectKind) && production.Find(rename.Target) is { } renamed =>
            Relation(IdentifierNames.Cut(name.Schema is null ? name with { Schema = renamed.Name.Schema } : name), production),
        _ => null,
    };

    private static string? Relation(QualifiedName name, PlannedProduction production) =>
        production.At(name) is { } relation && !production.IsPerhaps(name, null) ? $"a {relation.Kind} of this name" : null;

    private static string? Object(CreateObject create, QualifiedName target, PlannedProduction production)
    {
        var kind = create.ObjectKind;
        if (PlannedObjects.IsRelation(kind))
        {
            return Relation(production.NewName(target), production);
        }

        if (create.PartName is { } part)
        {
            return production.PresenceOf(kind, target, IdentifierNames.Cut(part)) is Presence.Present or Presence.New && !production.IsPerhaps(target, part)
                ? $"a {kind} of this name"
                : null;
        }

        // Argument types tell routines of one name apart.
        if (kind is "function" or "procedure" or "aggregate" && create.Arguments is null)
        {
            return null;
        }

        var name = PlannedObjects.HasSchema(kind) ? production.NewName(target) : target;
        return production.PresenceOf(kind, name, create.Arguments) is Presence.Present or Presence.New && !production.IsPerhaps(name, null) ? $"a {kind} of this name"

            // A relation's row type has its name.
            : kind is "enum" or "domain" or "range type" or "base type" or "type" && production.At(name) is { Kind: not ("index" or "sequence") } relation && !production.IsPerhaps(name, null)
                ? $"a {relation.Kind} of this name"
            : null;
    }

    private static string? Constraint(AddConstraint add, RelationFacts table, string name, PlannedProduction production) =>
        table.Constraints.Any(constraint => constraint.Name == name) && !production.IsPerhaps(add.Table, name) ? "a constraint of this name"
        : add.Constraint is { UsingIndex: null, Type: ConstraintType.Unique or ConstraintType.PrimaryKey or ConstraintType.Exclude }
            ? Relation(table.Name with { Name = name }, production)
        : null;
}
