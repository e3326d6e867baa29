using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Locks;

/// <summary>
/// The locks that an operation takes on relations that production has, and whether it reads or writes all of one meanwhile. From
/// <c>AlterTableGetLockLevel</c> and its neighbours in PostgreSQL's <c>src/backend/commands/tablecmds.c</c>, and held against
/// <c>pg_locks</c>, the counters of scans and the file nodes of real servers in the tests. Partitions and inheritance children, indexes,
/// TOAST tables and sequences of columns are taken to be parts of their table.
/// </summary>
internal static class LockForecasts
{
    /// <summary>Forecasts.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="production">Production as the operation will find it.</param>
    /// <returns>One a relation, the strongest first; ROW EXCLUSIVE and weaker are left out but for changes of rows and LOCK TABLE.</returns>
    public static IReadOnlyList<LockForecast> Of(SchemaOperation operation, PlannedProduction production) =>
        [.. Taken(operation, production).Concat(LockSpread.Of(operation, production))
            .Where(taken => production.Find(taken.Relation) is not null)
            .Concat(LockSpread.BeyondFacts(operation, production))
            .Where(taken => !production.IsNew(taken.Relation))
            .Select(taken => taken with { Relation = production.Resolve(taken.Relation) })
            .GroupBy(taken => taken.Relation)
            .Select(same => new LockForecast(same.Key, same.Max(taken => taken.Mode))
            {
                Scans = same.Any(taken => taken.Scans || taken.Rewrites),
                Rewrites = same.Any(taken => taken.Rewrites),
            })
            .OrderByDescending(taken => taken.Mode)];

    private static IEnumerable<LockForecast> Taken(SchemaOperation operation, PlannedProduction production) => operation switch
    {
        AddColumn add => [ColumnLocks.Of(add, production)],
        AlterColumn alter => [ColumnLocks.Of(alter, production)],
        DropColumn drop => [new(drop.Table, LockMode.AccessExclusive)],
        RenameColumn rename => [new(rename.Table, LockMode.AccessExclusive)],
        AlterTable alter => [OfTable(alter, production)],
        AddConstraint { IsOnDomain: false } add => [OfConstraint(add, production)],
        ValidateConstraint { IsOnDomain: false } validate => [new(validate.Table, LockMode.ShareUpdateExclusive)
        {
            Scans = production.Find(validate.Table)?.Constraints
                .Any(constraint => constraint.Name == validate.Constraint && constraint.IsValid) != true,
        }],
        DropConstraint { IsOnDomain: false } drop => [new(drop.Table, LockMode.AccessExclusive)],
        CreateIndex { Index.Table: { } table } create => [OfIndex(create, table, production)],
        DropObject { Target: { } target } drop => OfDrop(drop, target, production),
        RenameObject rename => OfRename(rename),
        AlterObject { Target: { } target } alter => OfObject(alter, target),
        RecreateTable recreate => [new(recreate.Table, LockMode.AccessExclusive) { Rewrites = true }],
        CreateObject { Target: { } target } create => OfCreate(create, target),
        ChangeRows { Table: { } table, Change: RowChange.Truncate } => [new(table, LockMode.AccessExclusive) { Rewrites = true }],
        ChangeRows { Table: { } table } => [new(table, LockMode.RowExclusive)],
        Maintain { Target: { } target } maintain => OfMaintenance(maintain, target, production),
        Annotate { Command: "comment", Target: { } target, ObjectKind: not "constraint" } => [new(target, LockMode.ShareUpdateExclusive)],
        _ => [],
    };

    private static LockForecast OfTable(AlterTable alter, PlannedProduction production) => alter.Change switch
    {
        TableChange.AttachPartition => new(alter.Table, LockMode.ShareUpdateExclusive),
        TableChange.DetachPartition when alter.IsConcurrent => new(alter.Table, LockMode.ShareUpdateExclusive),
        TableChange.Persistence or TableChange.Tablespace or TableChange.AccessMethod =>
            new(alter.Table, LockMode.AccessExclusive) { Rewrites = true },
        TableChange.EnableTrigger or TableChange.DisableTrigger =>
            new(alter.Table, production.Find("rule", alter.Table, alter.Value) is null ? LockMode.ShareRowExclusive : LockMode.AccessExclusive),
        TableChange.Options when production.Find(alter.Table) is { Kind: "table" or "materialized view" }
            && alter.Value?.Contains("user_catalog_table", StringComparison.OrdinalIgnoreCase) == false =>
            new(alter.Table, LockMode.ShareUpdateExclusive),
        TableChange.ClusterOn => new(alter.Table, LockMode.ShareUpdateExclusive),
        _ => new(alter.Table, LockMode.AccessExclusive),
    };

    private static LockForecast OfConstraint(AddConstraint add, PlannedProduction production) => add.Constraint switch
    {
        { Type: ConstraintType.ForeignKey } key => new(add.Table, LockMode.ShareRowExclusive) { Scans = !key.IsNotValid && !key.IsNotEnforced },
        { UsingIndex: { } index } constraint => new(add.Table, LockMode.AccessExclusive)
        {
            // The key's columns become NOT NULL.
            Scans = constraint.Type == ConstraintType.PrimaryKey && !Proofs.IsIndexNeverNull(production.Find(add.Table), index),
        },
        { Type: ConstraintType.NotNull } constraint => new(add.Table, LockMode.AccessExclusive)
        {
            Scans = !constraint.IsNotValid && !(production.Find(add.Table) is { } table && constraint.Columns.All(column => Proofs.IsNeverNull(table, column))),
        },
        { } constraint => new(add.Table, LockMode.AccessExclusive) { Scans = !constraint.IsNotValid && !constraint.IsNotEnforced },
    };

    private static LockForecast OfIndex(CreateIndex create, QualifiedName table, PlannedProduction production)
    {
        var isThere = create.IsTolerant && production.Find(table)?.Indexes.Any(index => index.Name == create.Index.Name) == true;
        return new(table, create.Index.IsConcurrent ? LockMode.ShareUpdateExclusive : LockMode.Share) { Scans = !create.Index.IsOnly && !isThere };
    }

    private static IEnumerable<LockForecast> OfCreate(CreateObject create, QualifiedName target) => create.ObjectKind switch
    {
        "trigger" => [new(target, LockMode.ShareRowExclusive)],
        "policy" or "rule" => [new(target, LockMode.AccessExclusive)],
        "view" when create.IsReplacing => [new(target, LockMode.AccessExclusive)],
        _ => [],
    };

    private static IEnumerable<LockForecast> OfDrop(DropObject drop, QualifiedName target, PlannedProduction production) => drop.ObjectKind switch
    {
        "index" => production.Find(target)?.Table is { } table
            ? [new(table, drop.IsConcurrent ? LockMode.ShareUpdateExclusive : LockMode.AccessExclusive)]
            : [],
        "table" or "foreign table" or "view" or "materialized view" or "sequence" or "trigger" or "policy" or "rule" =>
            [new(target, LockMode.AccessExclusive)],
        _ => [],
    };

    private static IEnumerable<LockForecast> OfRename(RenameObject rename) => rename.ObjectKind switch
    {
        "table" or "foreign table" or "view" or "materialized view" or "sequence" or "constraint" or "trigger" or "policy" or "rule" =>
            [new(rename.Target, LockMode.AccessExclusive)],
        _ => [],
    };

    private static IEnumerable<LockForecast> OfObject(AlterObject alter, QualifiedName target) => alter.ObjectKind switch
    {
        "sequence" => [new(target, alter.Change.StartsWith("OWNER TO", StringComparison.OrdinalIgnoreCase)
            ? LockMode.AccessExclusive : LockMode.ShareRowExclusive)],
        "table" or "foreign table" or "view" or "materialized view" or "constraint" or "trigger" or "policy" or "rule" =>
            [new(target, LockMode.AccessExclusive)],
        _ => [],
    };

    private static IEnumerable<LockForecast> OfMaintenance(Maintain maintain, QualifiedName target, PlannedProduction production) =>
        maintain.Command switch
        {
            "lock table" => [new(target, ModeOf(maintain.LockMode))],
            "cluster" or "vacuum full" => [new(target, LockMode.AccessExclusive) { Rewrites = true }],
            "refresh materialized view" when maintain.IsConcurrent => [new(target, LockMode.Exclusive) { Scans = true }],
            "refresh materialized view" => [new(target, LockMode.AccessExclusive) { Rewrites = true }],
            "reindex" when (maintain.ObjectKind == "table" ? target : production.Find(target)?.Table) is { } table =>
                [new(table, maintain.IsConcurrent ? LockMode.ShareUpdateExclusive : LockMode.Share) { Scans = true }],
            "vacuum" or "analyze" => [new(target, LockMode.ShareUpdateExclusive)],
            _ => [],
        };

    private static LockMode ModeOf(string? mode) =>
        Enum.TryParse<LockMode>(mode?.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out var known) ? known : LockMode.AccessExclusive;
}
