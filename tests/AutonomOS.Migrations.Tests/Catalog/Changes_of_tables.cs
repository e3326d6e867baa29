namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Each row: kind, object, property (null: the object itself), DDL of both sides, DDL of one side, value without and with it.
/// </summary>
public sealed class Changes_of_tables(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        { "table", "s.t", null, "", "create table t (id integer primary key, name text unique check (name <> ''))", null, null },
        { "table", "s.t", null, "", "create table t (id serial primary key); create index on t (id)", null, null },
        {
            "table", "s.t", null,
            "",
            "create table t (id integer) partition by list (id); create table a partition of t for values in (1); "
            + "create table z partition of t for values in (2)",
            null,
            null
        },
        {
            "table", "s.a", null,
            "create table t (id integer primary key) partition by list (id)",
            "create table a partition of t default",
            null,
            null
        },
        {
            "table", "s.t", null,
            "create function f() returns trigger language plpgsql as 'begin return new; end'",
            "create table t (id integer); create trigger g before insert on t for each row execute function f(); create policy p on t",
            null,
            null
        },
        { "table", "s.t", "persistence", "create table t (id integer);", "alter table t set unlogged", "permanent", "unlogged" },
        {
            "table", "s.p", "partition bound",
            "create table t (id integer) partition by range (id); create table p partition of t for values from (1) to (2)",
            "alter table t detach partition p; alter table t attach partition p for values from (1) to (3)",
            "FOR VALUES FROM (1) TO (2)",
            "FOR VALUES FROM (1) TO (3)"
        },
        { "table", "s.t", "inherits", "create table b (id integer);create table t (id integer);", "alter table t inherit b", null, "s.b" },
        { "table", "s.t", "of type", "create type y as (id integer);create table t (id integer);", "alter table t of y", null, "s.y" },
        {
            "table", "s.t", "row security",
            "create table t (id integer);",
            "alter table t enable row level security",
            "disabled",
            "enabled"
        },
        {
            "table", "s.t", "row security forced",
            "create table t (id integer);",
            "alter table t force row level security",
            "false",
            "true"
        },
        { "table", "s.t", "replica identity", "create table t (id integer);", "alter table t replica identity full", "default", "full" },
        {
            "table", "s.t", "replica identity",
            "create table t (id integer);",
            "alter table t replica identity nothing",
            "default",
            "nothing"
        },
        {
            "table", "s.t", "replica identity",
            "create table t (id integer not null); create unique index u on t (id)",
            "alter table t replica identity using index u",
            "default",
            "index u"
        },
        {
            "table", "s.t", "options",
            "create table t (id integer);",
            "alter table t set (fillfactor = 70, autovacuum_enabled = off)",
            null,
            "autovacuum_enabled=false, fillfactor=70"
        },
        {
            "table", "s.t", "toast options",
            "create table t (id text)",
            "alter table t set (toast.autovacuum_enabled = off)",
            null,
            "autovacuum_enabled=false"
        },
        {
            "table", "s.t", "access method",
            "create access method other type table handler heap_tableam_handler; create table t ()",
            "drop table t; create table t () using other",
            "heap",
            "other"
        },
        {
            "table", "s.t", "partition key",
            "create table t (id integer) partition by list (id)",
            "drop table t; create table t (id integer) partition by range (id)",
            "LIST (id)",
            "RANGE (id)"
        },
        {
            "table", "s.t", "note:column order",
            "create table t (a integer, b integer)",
            "drop table t; create table t (b integer, a integer)",
            "a, b",
            "b, a"
        },
        {
            "table", "s.t", "inherits",
            "create table a (x integer); create table b (x integer); create table t () inherits (a, b)",
            "drop table t; create table t () inherits (b, a)",
            "s.a, s.b",
            "s.b, s.a"
        },
        { "table", "s.t", "of type", "create type y as (a integer); create table t of y", "alter table t not of", "s.y", null },
        {
            "table", "s.t", "partition key",
            "create table t (a text, b text) partition by list (a)",
            "drop table t; create table t (a text, b text) partition by list (b)",
            "LIST (a)",
            "LIST (b)"
        },
        {
            "table", "s.t", "partition key",
            "create table t (a text) partition by range (a)",
            "drop table t; create table t (a text) partition by range (lower(a) collate \"C\")",
            "RANGE (a)",
            "RANGE (lower(a) COLLATE \"C\")"
        },
        {
            "table", "s.t", "partition key",
            "create table t (a text) partition by range (a)",
            "drop table t; create table t (a text) partition by range (a text_pattern_ops)",
            "RANGE (a)",
            "RANGE (a text_pattern_ops)"
        },
        {
            "table", "s.p", "partition bound",
            "create table t (a integer) partition by list (a); create table p partition of t default",
            "alter table t detach partition p; alter table t attach partition p for values in (1, null)",
            "DEFAULT",
            "FOR VALUES IN (1, NULL)"
        },
        {
            "table", "s.p", "partition bound",
            "create table t (a integer) partition by hash (a); create table p partition of t for values with (modulus 2, remainder 0)",
            "alter table t detach partition p; alter table t attach partition p for values with (modulus 2, remainder 1)",
            "FOR VALUES WITH (modulus 2, remainder 0)",
            "FOR VALUES WITH (modulus 2, remainder 1)"
        },
        {
            "table", "s.p", "detach pending",
            "create table t (a integer) partition by list (a); create table p partition of t default",
            "update pg_inherits set inhdetachpending = true where inhrelid = 'p'::regclass",
            null,
            "true"
        },
        { "table", "s.t", "persistence", "create unlogged table t (id integer)", "alter table t set logged", "unlogged", "permanent" },
        {
            "table", "s.t", "persistence",
            "create table t (id serial, k integer generated always as identity)",
            "alter table t set unlogged",
            "permanent",
            "unlogged"
        },
        {
            "table", "s.t", "options",
            "create table t (id integer) with (fillfactor = 70)",
            "alter table t set (fillfactor = 80)",
            "fillfactor=70",
            "fillfactor=80"
        },
        {
            "table", "s.t", "options",
            "create table t (id integer) with (autovacuum_vacuum_scale_factor = 0.1)",
            "alter table t reset (autovacuum_vacuum_scale_factor)",
            "autovacuum_vacuum_scale_factor=0.1",
            null
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAsync(kind, name, property, setup, change, before, after);
}
