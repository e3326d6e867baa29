using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>
/// Finds, among what development has and production has not, the constraints and indexes to which PostgreSQL or a naming convention gave
/// their names. Each operation accounts for one.
/// </summary>
internal static class UnnamedEffects
{
    /// <summary>Matches.</summary>
    /// <param name="planned">What is pending.</param>
    /// <param name="production">What production has.</param>
    /// <param name="development">What development has.</param>
    public static Dictionary<(string Kind, ObjectPath Path), Effect> Match(PlannedEffects planned, ProductionFacts production, ProductionFacts development)
    {
        var found = new Dictionary<(string, ObjectPath), Effect>();
        var taken = planned.All
            .Where(effect => effect is { Change: EffectChange.Created, UnnamedConstraint: null, UnnamedIndex: null })
            .Select(effect => (effect.Kind, effect.Outcome))
            .ToHashSet();
        var there = new FactsIndex(production);
        var tables = development.Relations.ToLookup(relation => ObjectPath.Of(relation.Name));
        foreach (var effect in planned.All.Where(effect => effect.UnnamedConstraint is not null || effect.UnnamedIndex is not null))
        {
            var table = tables[effect.Outcome].FirstOrDefault();
            var names = effect.UnnamedConstraint is { } constraint
                ? (table?.Constraints ?? []).Where(made => IsLike(made, constraint, table!.Name.Name))
                    .OrderByDescending(made => IsSameText(made, constraint))
                    .Select(made => effect.Outcome.With(made.Name))
                : (table?.Indexes ?? []).Where(made => IsLike(made, effect.UnnamedIndex!)).Select(made => ObjectPath.Of(table!.Name.Schema, made.Name));
            foreach (var name in names)
            {
                var origin = planned.Moves.Origin(name, int.MaxValue);
                if (!there.Has(effect.Kind, origin) && taken.Add((effect.Kind, name)))
                {
                    found[(effect.Kind, name)] = effect;
                    break;
                }
            }
        }

        return found;
    }

    private static bool IsLike(ConstraintFacts made, ConstraintDefinition planned, string table) => made.Type == planned.Type && (
        planned.Type == ConstraintType.Check
            ? IsSameText(made, planned) || made.Name.StartsWith(table, StringComparison.Ordinal) || made.Columns.Any(column => made.Name.Contains(column, StringComparison.Ordinal))
            : planned.Columns.Count == 0 || made.Columns.SequenceEqual(planned.Columns));

    private static bool IsSameText(ConstraintFacts made, ConstraintDefinition planned) =>
        planned.Expression is { Length: > 0 } expression
        && FollowingText.IsOfOtherTypes($"CHECK ({expression})", made.Definition, new HashSet<(string, string)>());

    private static bool IsLike(IndexFacts made, IndexDefinition planned) =>
        made.Constraint is null && made.IsUnique == planned.IsUnique && made.IsPartial == (planned.Where is not null)
        && made.Keys.Count == planned.Keys.Count
        && made.Keys.Zip(planned.Keys).All(pair => pair.First.Length == 0 || pair.Second == pair.First || pair.Second.StartsWith(pair.First, StringComparison.Ordinal)
            || pair.Second.StartsWith($"\"{pair.First}\"", StringComparison.Ordinal));
}
