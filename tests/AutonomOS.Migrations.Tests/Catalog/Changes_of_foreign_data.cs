namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Each row: kind, object, property (null: the object itself), DDL of both sides, DDL of one side, value without and with it.
/// </summary>
public sealed class Changes_of_foreign_data(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    private const string Server =
        "create foreign "
        + "data wrapper w; create foreign data wrapper w2; create server v foreign data wrapper w;";

    private const string Table = "create foreign table t (a integer, b text) server v;";

    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        {
            "foreign data wrapper", "w", null,
            "",
            "create foreign data wrapper w",
            null,
            null
        },
        {
            "foreign data wrapper", "w", "handler",
            Server,
            "update pg_foreign_data_wrapper set fdwhandler = 'now()'::regprocedure where fdwname = 'w'",
            null,
            "pg_catalog.now()"
        },
        {
            "foreign data wrapper", "w", "validator",
            Server,
            "alter foreign data wrapper w validator postgresql_fdw_validator",
            null,
            "pg_catalog.postgresql_fdw_validator(text[], oid)"
        },
        {
            "foreign option", "foreign data wrapper w.debug", null,
            Server,
            "alter foreign data wrapper w options (debug 'true')",
            null,
            null
        },
        {
            "foreign option", "foreign data wrapper w.debug", "value",
            Server + "alter foreign data wrapper w options (debug 'true')",
            "alter foreign data wrapper w options (set debug 'false')",
            "(not shown)",
            "(not shown)"
        },
        { "server", "v2", null, Server, "create server v2 foreign data wrapper w", null, null },
        {
            "server", "v", "foreign data wrapper",
            Server,
            "update pg_foreign_server set srvfdw = (select oid from pg_foreign_data_wrapper where fdwname = 'w2') where srvname = 'v'",
            "w",
            "w2"
        },
        { "server", "v", "type", Server, "update pg_foreign_server set srvtype = 'x' where srvname = 'v'", null, "x" },
        { "server", "v", "version", Server, "alter server v version '9'", null, "9" },
        { "server", "v", "version", Server + "alter server v version '9'", "alter server v version '10'", "9", "10" },
        { "foreign option", "server v.host", null, Server, "alter server v options (host 'x')", null, null },
        {
            "foreign option", "server v.host", "value",
            Server + "alter server v options (host 'x')",
            "alter server v options (set host 'y')",
            "(not shown)",
            "(not shown)"
        },
        {
            "foreign option", "server v.\"Host\"", null,
            Server + "alter server v options (host 'x=y')",
            "alter server v options (\"Host\" 'x')",
            null,
            null
        },
        { "user mapping", "public on v", null, Server, "create user mapping for public server v", null, null },
        { "user mapping", "pg_monitor on v", null, Server, "create user mapping for pg_monitor server v", null, null },
        {
            "user mapping", "public on v", "options",
            Server + "create user mapping for public server v",
            "alter user mapping for public server v options (user 'x')",
            null,
            "user"
        },
        {
            "user mapping", "pg_monitor on v", "options",
            Server + "create user mapping for pg_monitor server v options (user 'x')",
            "alter user mapping for pg_monitor server v options (password 'y')",
            "user",
            "password, user"
        },
        { "foreign column", "s.t.b", "storage", Server + Table, "alter foreign table t alter b set storage external", null, "external" },
        { "foreign column", "s.t.b", "storage", Server + Table, "alter foreign table t alter b set storage plain", null, "plain" },
        { "foreign column", "s.t.b", "storage", Server + Table, "alter foreign table t alter b set storage main", null, "main" },
        { "foreign column", "s.t.b", "statistics target", Server + Table, "alter foreign table t alter b set statistics 0", null, "0" },
        {
            "foreign column", "s.t.a", "inherited only",
            Server + "create table p (a integer); create foreign table t (a integer) inherits (p) server v",
            "drop foreign table t; create foreign table t () inherits (p) server v",
            null,
            "true"
        },
        { "foreign table", "s.t", null, Server, "create foreign table t (a integer) server v", null, null },
        {
            "foreign table", "s.t", "server",
            Server + Table + "create server v2 foreign data wrapper w",
            "update pg_foreign_table set ftserver = (select oid from pg_foreign_server where srvname = 'v2') where ftrelid "
            + "= 't'::regclass",
            "v",
            "v2"
        },
        {
            "foreign table", "s.t", "inherits",
            Server + Table + "create table q (a integer); create table p (b text); alter foreign table t inherit q",
            "alter foreign table t inherit p",
            "s.q",
            "s.q, s.p"
        },
        {
            "foreign table", "s.t", "inherits",
            Server + Table + "create table p (a integer)",
            "alter foreign table t inherit p",
            null,
            "s.p"
        },
        {
            "foreign table", "s.t", "partition bound",
            Server + "create table p (a integer) partition by list (a); create foreign table t partition of p for values in (1) server v",
            "alter table p detach partition t; alter table p attach partition t for values in (2)",
            "FOR VALUES IN (1)",
            "FOR VALUES IN (2)"
        },
        {
            "foreign table", "s.t", "note:column order",
            Server + Table,
            "drop foreign table t; create foreign table t (b text, a integer) server v",
            "a, b",
            "b, a"
        },
        {
            "foreign option", "foreign table s.t.schema_name", null,
            Server + Table,
            "alter foreign table t options (schema_name 'x')",
            null,
            null
        },
        {
            "foreign option", "foreign table s.t.schema_name", "value",
            Server + Table + "alter foreign table t options (schema_name 'x')",
            "alter foreign table t options (set schema_name 'y')",
            "(not shown)",
            "(not shown)"
        },
        { "foreign column", "s.t.c", null, Server + Table, "alter foreign table t add c integer", null, null },
        { "foreign column", "s.t.a", "type", Server + Table, "alter foreign table t alter a type bigint", "integer", "bigint" },
        {
            "foreign column", "s.t.b", "type",
            Server + Table,
            "alter foreign table t alter b type varchar(3)",
            "text",
            "character varying(3)"
        },
        {
            "foreign column", "s.t.b", "collation",
            Server + Table,
            "alter foreign table t alter b type text collate \"C\"",
            null,
            "pg_catalog.\"C\""
        },
        { "foreign column", "s.t.a", "nullable", Server + Table, "alter foreign table t alter a set not null", "true", "false" },
        { "foreign column", "s.t.a", "default", Server + Table, "alter foreign table t alter a set default 7", null, "7" },
        {
            "foreign column", "s.t.c", "generated",
            Server + "create foreign table t (a integer, c integer) server v",
            "alter foreign table t drop c; alter foreign table t add c integer generated always as (a + 1) stored",
            null,
            "(a + 1) stored"
        },
        {
            "foreign column", "s.t.a", "options",
            Server + Table,
            "alter foreign table t alter a set (n_distinct = 5)",
            null,
            "n_distinct=5"
        },
        {
            "foreign option", "foreign column s.t.a.column_name", null,
            Server + Table,
            "alter foreign table t alter a options (column_name 'x')",
            null,
            null
        },
        {
            "foreign option", "foreign column s.t.a.column_name", "value",
            Server + Table + "alter foreign table t alter a options (column_name 'x')",
            "alter foreign table t alter a options (set column_name 'y')",
            "(not shown)",
            "(not shown)"
        },
        { "constraint", "s.t.c", null, Server + Table, "alter foreign table t add constraint c check (a > 1)", null, null },
        {
            "constraint", "s.t.c", "definition",
            Server + Table + "alter foreign table t add constraint c check (a > 1)",
            "alter foreign table t drop constraint c; alter foreign table t add constraint c check (a > 2)",
            "CHECK ((a > 1))",
            "CHECK ((a > 2))"
        },
        {
            "trigger", "s.t.g", null,
            Server + Table + "create function f() returns trigger language plpgsql as 'begin end'",
            "create trigger g before insert on t execute function f()",
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
