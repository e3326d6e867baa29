using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning;

/// <summary>
/// What is dropped and made again further on: it is replaced, not gone. Only what is certainly made again counts, and only where it is as
/// much as before: a unique constraint on more columns is less.
/// </summary>
internal sealed class ReplacedObjects
{
    private readonly Dictionary<SchemaOperation, int> positions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, List<(int At, SchemaOperation Operation)>> made = new(StringComparer.Ordinal);

    /// <summary>Remembers what is made.</summary>
    /// <param name="operations">All operations in the order in which they will run.</param>
    public ReplacedObjects(IReadOnlyList<SchemaOperation> operations)
    {
        for (var at = 0; at < operations.Count; at++)
        {
            var operation = operations[at];
            this.positions[operation] = at;
            if (operation is CreateObject { IsTemporary: false, Target: not null } or CreateIndex or AddConstraint && !operation.IsConditional && NameOf(operation) is { } name)
            {
                (this.made.TryGetValue(name, out var same) ? same : this.made[name] = []).Add((at, operation));
            }
        }
    }

    /// <summary>Whether an operation's object is made again.</summary>
    /// <param name="drop">The operation that drops.</param>
    /// <param name="production">Production as the drop will find it.</param>
    public bool IsReplaced(SchemaOperation drop, PlannedProduction production) =>
        NameOf(drop) is { } name
        && this.positions.TryGetValue(drop, out var at)
        && this.made.TryGetValue(name, out var same)
        && same.Exists(made => made.At > at && IsSame(drop, made.Operation, production));

    private static string? NameOf(SchemaOperation operation) =>
        operation is DropObject or CreateObject or CreateIndex ? (operation.Subject is { } subject ? IdentifierNames.Cut(operation.Part ?? subject.Name) : null)
        : operation.Part is { Length: > 0 } part ? IdentifierNames.Cut(part)
        : null;

    private static bool IsSame(SchemaOperation drop, SchemaOperation made, PlannedProduction production)
    {
        if (!PlannedObjects.AreSame(made.Kind, drop.Kind) || drop.Subject is not { } dropped || made.Subject is not { } target)
        {
            return false;
        }

        // An index is in the schema of its table.
        var place = made is CreateIndex { Index.Table: { } table } ? production.Resolve(table) with { Name = target.Name }
            : made.Part is not null ? production.Resolve(target)
            : production.NewName(target);
        if (PlannedObjects.HasSchema(drop.Kind) && NameOf(drop, dropped, production) != IdentifierNames.Cut(place))
        {
            return false;
        }

        return (drop, made) switch
        {
            (DropObject { Arguments: { } before }, CreateObject { Arguments: var after }) => after is not null && RoutineArguments.AreSame(before, after) == true,
            (DropObject { ObjectKind: "index" } index, CreateIndex create) => HoldsAsMuch(production.DroppedIndex(index), create),
            (DropConstraint before, AddConstraint after) => HoldsAsMuch(before, after, production),
            _ => true,
        };
    }

    // A part's whole may be given with its schema once and without another time.
    private static QualifiedName NameOf(SchemaOperation drop, QualifiedName name, PlannedProduction production) =>
        PlannedObjects.IsRelation(drop.Kind) || drop.Part is not null ? production.Resolve(name)
        : production.Find(drop.Kind, name, (drop as DropObject)?.Arguments)?.Name ?? production.NewName(name);

    private static bool HoldsAsMuch(IndexFacts? before, CreateIndex after) =>
        before is { IsUnique: false }
        || (before is not null && after.Index.IsUnique && after.Index.Where is null && after.Index.Keys.Count > 0
            && after.Index.Keys.All(key => IdentifierNames.ColumnOf(key) is { } column && before.Keys.Contains(column)));

    private static bool HoldsAsMuch(DropConstraint before, AddConstraint after, PlannedProduction production)
    {
        var dropped = production.Find(before.Table)?.Constraints.FirstOrDefault(constraint => constraint.Name == before.Constraint);
        return dropped is null || (dropped.Type, after.Constraint.Type) switch
        {
            (ConstraintType.PrimaryKey or ConstraintType.Unique, ConstraintType.PrimaryKey or ConstraintType.Unique) =>
                after.Constraint.Columns.Count > 0 && after.Constraint.Columns.All(column => dropped.Columns.Contains(column)),
            var (one, other) => one == other,
        };
    }
}
