namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Each row: kind, object, property (null: the object itself), DDL of both sides, DDL of one side, value without and with it.
/// </summary>
public sealed class Changes_of_partitions(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    private const string PartitionedTable =
        "create table t (a integer, b text) partition by list (a); "
        + "create table p partition of t for values in (1); create table z partition of t default;";

    private const string TriggerFunction =
        "create function f() returns trigger language plpgsql as 'begin return new; end';";

    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        {
            "constraint", "s.t.k", null,
            PartitionedTable,
            "alter table t add constraint k unique (a)",
            null,
            null
        },
        {
            "constraint", "s.t.k", null,
            PartitionedTable,
            "alter table t add constraint k check (a > 0)",
            null,
            null
        },
        {
            "constraint", "s.t.k", null,
            PartitionedTable + "create table r (a integer primary key)",
            "alter table t add constraint k foreign key (a) references r",
            null,
            null
        },
        {
            "constraint", "s.r.k", null,
            PartitionedTable + "alter table t add unique (a); create table r (a integer)",
            "alter table r add constraint k foreign key (a) references t (a)",
            null,
            null
        },
        {
            "constraint", "s.p.k", null,
            PartitionedTable,
            "alter table p add constraint k check (b <> '')",
            null,
            null
        },
        {
            "index", "s.i", null,
            PartitionedTable,
            "create index i on t (b)",
            null,
            null
        },
        {
            "index", "s.i", null,
            PartitionedTable,
            "create index i on p (b)",
            null,
            null
        },
        {
            "index", "s.p_b_idx", null,
            PartitionedTable + "create index i on t (b)",
            "update pg_index set indisvalid = false where indexrelid = 'p_b_idx'::regclass",
            null,
            null
        },
        {
            "index", "s.p_b_idx", null,
            PartitionedTable + "create index i on t (b)",
            "alter index p_b_idx set (fillfactor = 50)",
            null,
            null
        },
        {
            "index", "s.p_expr_idx", null,
            PartitionedTable + "create index i on t ((a + 1))",
            "alter index p_expr_idx alter column 1 set statistics 5",
            null,
            null
        },
        {
            "index", "s.p_b_idx", null,
            PartitionedTable + "create index i on t (b)",
            "alter index p_b_idx depends on extension plpgsql",
            null,
            null
        },
        {
            "index", "s.p_b_idx", null,
            PartitionedTable + "create index i on t (b)",
            "alter table p cluster on p_b_idx",
            null,
            null
        },
        {
            "index", "s.i", null,
            PartitionedTable,
            "create index i on t (b) with (fillfactor = 50)",
            null,
            null
        },
        {
            "constraint", "s.p.p_a_key", null,
            PartitionedTable + "alter table t add unique (a)",
            "alter index p_a_key set (fillfactor = 50)",
            null,
            null
        },
        {
            "trigger", "s.t.g", null,
            PartitionedTable + TriggerFunction,
            "create trigger g before insert on t for each row execute function f();",
            null,
            null
        },
        {
            "trigger", "s.p.g", null,
            PartitionedTable + TriggerFunction + "create trigger g before insert on t for each row execute function f();",
            "alter table p disable trigger g",
            null,
            null
        },
        {
            "column", "s.p.b", "default",
            PartitionedTable,
            "alter table p alter b set default ''",
            null,
            "''::text"
        },
        {
            "constraint", "s.b.k", null,
            "create table b (a integer); create table c () inherits (b)",
            "alter table b add constraint k check (a > 0)",
            null,
            null
        },
        {
            "table", "s.t", null,
            TriggerFunction,
            PartitionedTable + "create trigger g before insert on t for each row execute function f();"
            + "create index on t (b); alter table t add unique (a)",
            null,
            null
        },
        {
            "table", "s.z", null,
            "create table t (a integer) partition by list (a)",
            "create table z partition of t default",
            null,
            null
        },
        {
            "table", "s.h1", null,
            "create table h (a integer) partition by hash (a); create table h0 partition of h for values with (modulus 2, remainder 0)",
            "create table h1 partition of h for values with (modulus 2, remainder 1)",
            null,
            null
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAsync(kind, name, property, setup, change, before, after);
}
