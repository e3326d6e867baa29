using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Planning.Locks;
using AutonomOS.Migrations.Planning.Rules;

namespace AutonomOS.Migrations.Planning;

/// <summary>Judges operations one after the other, each against production as those before it leave it. Pure.</summary>
internal static class Planner
{
    /// <summary>Judges.</summary>
    /// <param name="operations">The operations in the order in which they will run, each with its revision (null in a SQL file).</param>
    /// <param name="facts">What production has of the names that they mention.</param>
    /// <param name="policy">What the team has decided; null for the defaults.</param>
    public static MigrationPlan Judge(
        IReadOnlyList<(string? Revision, SchemaOperation Operation)> operations, ProductionFacts facts, PlanPolicy? policy = null) =>
        operations.Count == 0 ? new([]) : Run(operations, facts, policy ?? new()).Plan;

    /// <summary>What the rows of production would have to be asked for the plan to be sure.</summary>
    /// <param name="operations">The operations in the order in which they will run.</param>
    /// <param name="facts">What production has of the names that they mention.</param>
    public static IReadOnlyCollection<DataQuestion> Questions(
        IReadOnlyList<(string? Revision, SchemaOperation Operation)> operations, ProductionFacts facts) =>
        Run(operations, facts, new()).Production.Questions;

    private static (MigrationPlan Plan, PlannedProduction Production) Run(
        IReadOnlyList<(string? Revision, SchemaOperation Operation)> operations, ProductionFacts facts, PlanPolicy policy)
    {
        var production = new PlannedProduction(facts, [.. operations.Select(pair => pair.Operation)]);
        var rules = PlanRules.For(policy);
        var planned = new List<PlannedOperation>(operations.Count);
        foreach (var (revision, operation) in operations)
        {
            var locks = LockForecasts.Of(operation, production);
            var relation = SizedRelation(operation, locks, production);
            var findings = rules.SelectMany(rule => rule.Judge(operation, production)).ToList();
            planned.Add(new(revision, operation)
            {
                FullName = production.FullNameOf(operation),
                IsDestructive = findings.Exists(finding => PlanRules.IsDestructive(finding.Descriptor)),
                Locks = locks,
                EstimatedRows = relation?.EstimatedRows,
                EstimatedBytes = relation?.Bytes,
                Findings = findings,
            });
            production.Apply(operation);
        }

        return (new(planned), production);
    }

    // An operation on an index, which has no rows of its own, acts on the table.
    private static RelationFacts? SizedRelation(SchemaOperation operation, IReadOnlyList<LockForecast> locks, PlannedProduction production)
    {
        var relation = operation.Subject is { } subject && !production.IsNew(subject) ? production.Find(subject) : null;
        return relation is null or { Kind: "index" } && locks.Count > 0 ? production.Find(locks[0].Relation) : relation;
    }
}
