using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>Looks in development for what pending operations do: where it is missing, development or the migration was edited later.</summary>
/// <param name="operations">What is pending, in order.</param>
/// <param name="planned">What that does.</param>
/// <param name="before">What production has.</param>
/// <param name="after">What development has.</param>
/// <param name="development">The same in full.</param>
/// <param name="differences">What the comparison tells: it is not told again.</param>
/// <param name="names">The names of which facts were read: of others nothing is known.</param>
/// <param name="named">What unnamed constraints and indexes were found to be.</param>
internal sealed class ShownEffects(
    IReadOnlyList<SchemaOperation> operations,
    PlannedEffects planned,
    FactsIndex before,
    FactsIndex after,
    ProductionFacts development,
    IReadOnlyList<Difference> differences,
    IReadOnlySet<string> names,
    IReadOnlyDictionary<(string Kind, ObjectPath Path), Effect> named)
{
    private readonly HashSet<ObjectPath> movedTo = [.. planned.Moves.All.Select(move => planned.Moves.Outcome(move.To, move.At, out _))];
    private readonly HashSet<(string, ObjectPath, string?)> told = [.. differences
        .Where(difference => difference.Change == Change.Changed)
        .Select(difference => (difference.Kind, ObjectPath.Parse(difference.ObjectName), difference.Property))];

    /// <summary>What is not shown, with the place of its operation.</summary>
    public IEnumerable<(int At, string What)> NotShown()
    {
        var dropped = new Dictionary<ObjectPath, Effect>();
        var created = new HashSet<(string, ObjectPath)>();
        foreach (var effect in planned.All.Where(effect => effect is { Change: EffectChange.Dropped }))
        {
            dropped[effect.Outcome] = effect;
        }

        foreach (var effect in planned.All.Where(effect => effect.Change == EffectChange.Created))
        {
            created.Add((effect.Kind, effect.Outcome));
        }

        var found = new List<(int, string)>();
        foreach (var effect in planned.All)
        {
            if (effect.Change == EffectChange.Created && !IsDroppedLater(dropped, effect) && !this.HasTwin(effect))
            {
                if (effect.UnnamedConstraint is not null || effect.UnnamedIndex is not null)
                {
                    if (!named.Values.Contains(effect) && after.Has("table", effect.Outcome) && !this.HasLostColumn(dropped, effect))
                    {
                        found.Add((effect.At, $"the {effect.Kind} without a name on table {effect.Outcome} is not there"));
                    }
                }
                else if (FactsIndex.Tells(effect.Kind) && this.IsRead(effect.Outcome) && !this.Has(effect) && !(effect.IsOfParts && effect.Kind is "constraint" or "trigger")
                    && !this.MayBeTakenAlong(effect))
                {
                    found.Add((effect.At, $"{effect.Kind} {effect.Outcome} is not there"));
                }
            }
            else if (effect is { Change: EffectChange.Dropped, IsKept: false } && FactsIndex.Tells(effect.Kind)
                && before.Has(effect.Kind, effect.Origin) && after.Has(effect.Kind, effect.Outcome)
                && !created.Contains((effect.Kind, effect.Outcome)) && !named.ContainsKey((effect.Kind, effect.Outcome))
                && !this.movedTo.Contains(effect.Outcome) && !this.movedTo.Contains(effect.Outcome.Whole))
            {
                found.Add((effect.At, $"{effect.Kind} {effect.Outcome} is still there"));
            }
        }

        foreach (var (from, to, at) in planned.Moves.All)
        {
            var outcome = planned.Moves.Outcome(to, at, out _);
            var origin = planned.Moves.Origin(from, at);
            if (!dropped.ContainsKey(outcome) && this.IsRead(outcome) && Kinds(before, origin).FirstOrDefault() is { } kind && !after.Has(kind, outcome))
            {
                found.Add((at, $"{kind} {outcome} is not there"));
            }
        }

        found.AddRange(this.Columns().Where(column => column.By is not null).Select(column => (column.By!.At, column.What)));
        return found.Distinct().OrderBy(one => one.Item1);
    }

    /// <summary>What is otherwise in a renamed table's columns, though nothing pending changes it: no comparison saw it.</summary>
    public IEnumerable<Difference> Drifted() => this.Columns().Where(column => column.By is null).Select(column => column.Difference);

    private bool IsRead(ObjectPath path) => path.Text is { Length: > 0 } && path.Parts is var parts && names.Contains(parts[Math.Min(1, parts.Length - 1)].Split('(')[0]);

    // What CASCADE takes along is known of production, and not of what is new.
    private bool MayBeTakenAlong(Effect effect) => effect.Kind is "trigger" or "view" or "materialized view" or "constraint"
        && operations.Skip(effect.At + 1).Any(operation => operation is DropObject { IsCascading: true } or DropColumn { IsCascading: true } or DropConstraint { IsCascading: true });

    private bool HasTwin(Effect effect) =>
        effect is { TwinOn: { } table, KeyColumns: { } columns }
        && planned.Moves.Outcome(table, effect.At, out _) is var outcome
        && development.Relations.Any(relation => ObjectPath.Of(relation.Name) == outcome && relation.Constraints.Any(constraint =>
            constraint.Type is ConstraintType.PrimaryKey or ConstraintType.Unique && constraint.Columns.SequenceEqual(columns)));

    private bool Has(Effect effect) => effect.Kind == "column"
        ? after.Has("column", effect.Outcome) || after.Has("foreign column", effect.Outcome)
        : after.Has(effect.Kind, effect.Outcome);

    private static bool IsDroppedLater(Dictionary<ObjectPath, Effect> dropped, Effect effect)
    {
        for (var path = effect.Outcome; ; path = path.Whole)
        {
            if (dropped.TryGetValue(path, out var drop) && drop.At > effect.At && (path == effect.Outcome ? drop.IsOf(effect.Kind) : drop.IsOfParts))
            {
                return true;
            }

            if (path.Whole == path)
            {
                return false;
            }
        }
    }

    // What has no name goes with a column that is dropped later.
    private bool HasLostColumn(Dictionary<ObjectPath, Effect> dropped, Effect effect) =>
        (effect.UnnamedConstraint?.Columns ?? effect.UnnamedIndex?.Keys.Select(IdentifierNames.ColumnOf).OfType<string>() ?? [])
            .Any(column => dropped.TryGetValue(planned.Moves.Outcome(effect.Path.With(column), effect.At, out _), out var drop) && drop.At > effect.At);

    private static IEnumerable<string> Kinds(FactsIndex facts, ObjectPath path) =>
        ((string[])["table", "view", "materialized view", "sequence", "index", "foreign table", "column", "constraint", "enum", "domain", "trigger", "policy", "function"])
        .Where(kind => facts.Has(kind, path));

    private IEnumerable<(Effect? By, string What, Difference Difference)> Columns()
    {
        var effects = planned.All
            .Where(effect => effect.Change is EffectChange.Created or EffectChange.Changed && effect.Kind is "column" or "foreign column")
            .ToLookup(effect => effect.Outcome);
        foreach (var there in development.Relations.Where(relation => relation.Kind is "table" or "foreign table"))
        {
            if (planned.Outcome.Find(there.Name) is not { } predicted || predicted.Name != there.Name)
            {
                continue;
            }

            var table = ObjectPath.Of(there.Name);
            var isMoved = planned.Moves.Origin(table, int.MaxValue) != table;
            foreach (var column in there.Columns)
            {
                var path = table.With(column.Name);
                if (predicted.Columns.FirstOrDefault(one => one.Name == column.Name) is not { } expected)
                {
                    continue;
                }

                var own = effects[path].ToList();
                if (own.Exists(effect => effect is { Change: EffectChange.Created, IsOfParts: true }))
                {
                    continue;
                }

                var isRenamed = isMoved || planned.Moves.Origin(path, int.MaxValue) != path;
                foreach (var (property, value, found, agrees) in ((string, string, string, bool)[])
                    [
                        ("type", expected.Type, column.Type, expected.Type.Length == 0 || PlannedValue.IsType(expected.Type, column.Type)),
                        ("nullable", Word(expected.IsNullable), Word(column.IsNullable), expected.IsNullable == column.IsNullable),
                        IsOtherDefault(expected, column)
                            ? ("default", expected.Default!, column.Default!, false)
                            : ("default", Given(expected.HasDefault), Given(column.HasDefault), expected.HasDefault == column.HasDefault),
                    ])
                {
                    var by = own.FindLast(effect => effect.Change == EffectChange.Created || effect.Property == property || (property == "default" && effect.Property is "identity" or "generated"));
                    if (!agrees && (by is not null || isRenamed) && !this.told.Contains(("column", path, property)))
                    {
                        yield return (by, $"{property} of column {path} is {found} there, and not {value}",
                            new("column", path.ToString(), Change.Changed, property, found, value, IsNote: false));
                    }
                }
            }
        }
    }

    private static bool IsOtherDefault(ColumnFacts expected, ColumnFacts column) =>
        expected.Default is not null && column.Default is not null && !PlannedValue.Agrees("default", expected.Default, column.Default);

    private static string Word(bool value) => value ? "true" : "false";

    private static string Given(bool value) => value ? "given" : "none";
}
