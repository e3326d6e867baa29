using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Facts;

/// <summary>What production has of the names that pending operations mention. Read in the snapshot of the comparison.</summary>
public sealed record ProductionFacts
{
    /// <summary>For a plan without operations: nothing was asked.</summary>
    public static ProductionFacts None { get; } = new() { ServerVersionNumber = 0, SearchPath = [] };

    /// <summary>The server's version as a number, such as 170002.</summary>
    public required int ServerVersionNumber { get; init; }

    /// <summary>The schemas where a name without schema is looked for, in order, the implicit ones left out.</summary>
    public required IReadOnlyList<string> SearchPath { get; init; }

    /// <summary>Relations of a mentioned name in whatever schema, with those that a mentioned index or partition belongs to.</summary>
    public IReadOnlyList<RelationFacts> Relations { get; init; } = [];

    /// <summary>Objects of other kinds (schema, extension, enum, domain, function, policy, trigger, ...) of a mentioned name.</summary>
    public IReadOnlyList<ObjectFacts> Objects { get; init; } = [];

    /// <summary>What its rows answered, where they were asked (<see cref="DataProbe"/>).</summary>
    public IReadOnlyDictionary<DataQuestion, DataAnswer> Answers { get; init; } = new Dictionary<DataQuestion, DataAnswer>();

    /// <summary>Finds a relation as a session would.</summary>
    /// <param name="name">A name; without schema, the first on the search path counts.</param>
    public RelationFacts? Find(QualifiedName name) => name.Schema is not null
        ? this.Relations.FirstOrDefault(relation => relation.Name == name)
        : this.SearchPath
            .Select(schema => this.Relations.FirstOrDefault(relation => relation.Name == name with { Schema = schema }))
            .FirstOrDefault(relation => relation is not null);
}

/// <summary>An object that is no relation.</summary>
/// <param name="Kind">Its kind, as the catalog's queries call it.</param>
/// <param name="Name">Its name; for a trigger, policy or rule that of its table. Without schema where it is in none.</param>
/// <param name="Part">The name of a trigger, policy or rule; a routine's argument types; null for the rest.</param>
public sealed record ObjectFacts(string Kind, QualifiedName Name, string? Part)
{
    /// <summary>An enum's labels in order; empty for the rest.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>What CASCADE would take with it; see <see cref="RelationFacts.Dependents"/>.</summary>
    public IReadOnlyList<DependentFacts> Dependents { get; init; } = [];
}
