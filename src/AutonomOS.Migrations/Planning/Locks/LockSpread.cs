using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning.Locks;

/// <summary>The locks that an operation takes on relations other than its own: the other sides of foreign keys, partitions, what CASCADE takes.</summary>
internal static class LockSpread
{
    /// <summary>Forecasts for relations that <see cref="PlannedProduction"/> knows.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="production">Production as the operation will find it.</param>
    public static IEnumerable<LockForecast> Of(SchemaOperation operation, PlannedProduction production) => operation switch
    {
        CreateTable create when !(create.IsTolerant && production.Find(create.Table) is not null) =>
        [
            .. References([.. create.Constraints, .. create.Columns.SelectMany(column => column.Constraints)]),
            .. create.PartitionOf is { } parent ? OfNewPartition(parent, LockMode.AccessExclusive, production) : [],
        ],
        AddColumn add => References(add.Column.Constraints),
        AddConstraint { IsOnDomain: false } add => References([add.Constraint]),
        AlterColumn { Change: ColumnChange.Type } alter => OfKeys(alter.Table, link => link.Columns.Contains(alter.Column), production),
        DropColumn drop => OfKeys(drop.Table, link => link.Columns.Contains(drop.Column), production),
        DropConstraint { IsOnDomain: false } drop => OfKeys(
            drop.Table,
            link => drop.Constraint is null || (link.Kind == LinkKind.References ? link.Constraint : link.Key) == drop.Constraint,
            production),
        DropObject { ObjectKind: "table", Target: { } table } => OfLinks(table, _ => true, LockMode.AccessExclusive, production),
        RecreateTable recreate => OfLinks(recreate.Table, _ => true, LockMode.AccessExclusive, production),
        AlterTable alter => OfTable(alter, production),
        _ => [],
    };

    /// <summary>Forecasts for relations of which no more than the name is known: what CASCADE reaches, and the columns of a domain.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="production">Production as the operation will find it.</param>
    public static IEnumerable<LockForecast> BeyondFacts(SchemaOperation operation, PlannedProduction production) => operation switch
    {
        ChangeRows { Change: RowChange.Truncate, IsCascading: true, Table: { } table } =>
            Referring(table, production).Select(other => new LockForecast(other, LockMode.AccessExclusive) { Rewrites = true }),
        AddConstraint { IsOnDomain: true, Constraint.IsNotValid: false } add => OfDomain(add.Table, production),
        ValidateConstraint { IsOnDomain: true } validate => OfDomain(validate.Table, production),
        AlterObject { ObjectKind: "domain", Target: { } domain } alter when alter.Change.StartsWith("SET NOT NULL", StringComparison.OrdinalIgnoreCase) =>
            OfDomain(domain, production),
        { IsCascading: true } => production.DependentsOf(operation)
            .Select(DependentNames.RelationOf)
            .OfType<QualifiedName>()
            .Select(name => new LockForecast(name, LockMode.AccessExclusive)),
        _ => [],
    };

    private static IEnumerable<LockForecast> References(IReadOnlyList<ConstraintDefinition> constraints) => constraints
        .Where(constraint => constraint.References is not null)
        .Select(constraint => new LockForecast(constraint.References!.Value, LockMode.ShareRowExclusive));

    private static IEnumerable<LockForecast> OfTable(AlterTable alter, PlannedProduction production)
    {
        var other = alter.Value is { } value ? IdentifierNames.Read(value) : null;
        switch (alter.Change)
        {
            case TableChange.AttachPartition:
                IEnumerable<LockForecast> partition = other is { } attached ? [new(attached, LockMode.AccessExclusive) { Scans = true }] : [];
                return [.. partition, .. OfNewPartition(alter.Table, LockMode.ShareUpdateExclusive, production)];
            case TableChange.DetachPartition:
                // The partition's foreign keys become its own; of keys that refer to the partitioned table its rows are verified to be none's.
                var isReferred = production.Find(alter.Table)?.Links.Any(link => link.Kind == LinkKind.ReferencedBy) == true;
                var isOld = production.ServerVersionNumber < 140000;
                var mode = isOld && !isReferred && !alter.IsConcurrent ? LockMode.ShareUpdateExclusive : LockMode.AccessExclusive;
                IEnumerable<LockForecast> detached = other is { } name ? [new(name, mode) { Scans = isReferred && !isOld }] : [];
                return
                [
                    .. detached,
                    .. OfLinks(alter.Table, link => link.Kind == LinkKind.DefaultPartition, LockMode.AccessExclusive, production),
                    .. OfLinks(alter.Table, link => link.Kind == LinkKind.References, LockMode.ShareRowExclusive, production),
                    .. OfLinks(alter.Table, link => link.Kind == LinkKind.ReferencedBy, LockMode.AccessExclusive, production),
                ];
            case TableChange.Inheritance:
                return other is { } ancestor ? [new(ancestor, LockMode.ShareUpdateExclusive)] : [];
            default:
                return [];
        }
    }

    // A new partition gets the foreign keys of the partitioned table, and the rows of the default partition must not be its.
    private static IEnumerable<LockForecast> OfNewPartition(QualifiedName parent, LockMode mode, PlannedProduction production) =>
    [
        new(parent, mode),
        .. OfLinks(parent, link => link.Kind == LinkKind.DefaultPartition, LockMode.AccessExclusive, production).Select(taken => taken with { Scans = true }),
        .. OfLinks(parent, link => link.Kind == LinkKind.References || (link.Kind == LinkKind.ReferencedBy && production.ServerVersionNumber >= 150000), LockMode.ShareRowExclusive, production),
    ];

    private static IEnumerable<LockForecast> OfKeys(QualifiedName table, Func<LinkFacts, bool> isOne, PlannedProduction production) =>
        OfLinks(table, link => link.Kind is LinkKind.References or LinkKind.ReferencedBy && isOne(link), LockMode.AccessExclusive, production);

    private static IEnumerable<LockForecast> OfLinks(QualifiedName table, Func<LinkFacts, bool> isOne, LockMode mode, PlannedProduction production) =>
        (production.Find(table)?.Links ?? []).Where(isOne).Select(link => new LockForecast(link.Other, mode));

    private static IEnumerable<LockForecast> OfDomain(QualifiedName domain, PlannedProduction production) =>
        (production.Find("domain", domain, null)?.Dependents ?? [])
            .Where(dependent => dependent.FullName.StartsWith("table column ", StringComparison.Ordinal))
            .Select(dependent => DependentNames.RelationOf(dependent.FullName))
            .OfType<QualifiedName>()
            .Select(table => new LockForecast(table, LockMode.Share) { Scans = true });

    private static HashSet<QualifiedName> Referring(QualifiedName table, PlannedProduction production)
    {
        var reached = new HashSet<QualifiedName>();
        var waiting = new Queue<QualifiedName>([table]);
        while (waiting.TryDequeue(out var next))
        {
            foreach (var link in (production.Find(next)?.Links ?? []).Where(link => link.Kind == LinkKind.ReferencedBy && reached.Add(link.Other)))
            {
                waiting.Enqueue(link.Other);
            }
        }

        return reached;
    }
}
