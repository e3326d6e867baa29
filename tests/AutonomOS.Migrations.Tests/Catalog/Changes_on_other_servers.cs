namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// What a server newer or older than 15 has or lacks. Each row: the server's major version, kind, object, property (null: the object
/// itself), DDL of both sides, DDL of one side, value without and with it.
/// </summary>
public sealed class Changes_on_other_servers(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    private const string Functions = """
        create type b;
        create function b_in(cstring) returns b language internal immutable strict as 'int4in';
        create function b_in_2(cstring) returns b language internal immutable strict as 'int4in';
        create function b_out(b) returns cstring language internal immutable strict as 'int4out';
        create function b_out_2(b) returns cstring language internal immutable strict as 'int4out';
        create function b_receive(internal) returns b language internal immutable strict as 'int4recv';
        create function b_send(b) returns bytea language internal immutable strict as 'int4send';
        """;

    private const string Partitioned = """
        create table r (id integer primary key);
        create table t (a integer, b integer references r) partition by list (a);
        create table t1 partition of t for values in (1) partition by list (b);
        create table t11 partition of t1 for values in (1);
        create function f() returns trigger language plpgsql as 'begin return new; end';
        create trigger g after insert on t for each row execute function f();
        """;

    public static TheoryData<int, string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        { 13, "column", "s.t.c", "storage", "create table t (c text)", "alter table t alter c set storage external", null, "external" },
        { 13, "column", "s.t.c", "statistics target", "create table t (c text)", "alter table t alter c set statistics 0", null, "0" },
        {
            13, "column", "s.t.b", "generated",
            "create table t (a integer, b integer generated always as (a + 1) stored)",
            "alter table t alter b drop expression",
            "(a + 1) stored",
            null
        },
        { 13, "trigger", "s.t11.g", null, Partitioned, "alter table t11 disable trigger g", null, null },
        { 14, "trigger", "s.t11.g", null, Partitioned, "alter table t11 enable always trigger g", null, null },
        { 14, "trigger", "s.t1.g", null, Partitioned, "alter trigger g on t1 depends on extension plpgsql", null, null },
        { 16, "trigger", "s.t11.g", null, Partitioned, "alter table t11 enable replica trigger g", null, null },
        { 16, "trigger", "s.t1.g", null, Partitioned, "alter trigger g on t1 depends on extension plpgsql", null, null },
        {
            13, "table", "s.t", "options",
            "create table t ()",
            "alter table t set (autovacuum_vacuum_insert_threshold = 9)",
            null,
            "autovacuum_vacuum_insert_threshold=9"
        },
        {
            13, "table", "s.t", "persistence",
            "create table t (id serial, k integer generated always as identity)",
            "alter table t set unlogged",
            "permanent",
            "unlogged"
        },
        {
            13, "index", "s.i", "statistics targets",
            "create table t (a integer); create index i on t ((a + 1))",
            "alter index i alter column 1 set statistics 5",
            null,
            "1: 5"
        },
        {
            13, "index", "s.i", "definition",
            "create table t (a integer); create index i on t (a)",
            "alter index i set (deduplicate_items = off)",
            "CREATE INDEX i ON s.t USING btree (a)",
            "CREATE INDEX i ON s.t USING btree (a) WITH (deduplicate_items=off)"
        },
        {
            13, "range type", "s.r", "subtype",
            "create type r as range (subtype = integer)",
            "drop type r; create type r as range (subtype = bigint)",
            "integer",
            "bigint"
        },
        {
            13, "base type", "s.b", "storage",
            Functions + "create type b (input = b_in, output = b_out)",
            "alter type b set (storage = extended)",
            "plain",
            "extended"
        },
        {
            13, "base type", "s.b", "receive function",
            Functions + "create type b (input = b_in, output = b_out)",
            "alter type b set (receive = b_receive)",
            null,
            "s.b_receive"
        },
        { 13, "domain", "s.d", "nullable", "create domain d as integer", "alter domain d set not null", "true", "false" },
        {
            13, "materialized view", "s.m", "column storage",
            "create materialized view m as select 'x'::text as a",
            "alter materialized view m alter a set storage plain",
            null,
            "a plain"
        },
        {
            13, "function", "s.f()", "body",
            "create function f() returns integer language sql as 'select 1'",
            "create or replace function f() returns integer language sql as 'select 2'",
            "select 1",
            "select 2"
        },
        { 13, "sequence", "s.q", "cache", "create sequence q", "alter sequence q cache 9", "1", "9" },
        { 14, "column", "s.t.c", "compression", "create table t (c text)", "alter table t alter c set compression pglz", null, "pglz" },
        {
            14, "materialized view", "s.m", "column compression",
            "create materialized view m as select 'x'::text as a",
            "alter materialized view m alter a set compression pglz",
            null,
            "a pglz"
        },
        {
            14, "table", "s.p", "detach pending",
            "create table t (a integer) partition by list (a); create table p partition of t default; "
            + "create table q partition of t for values in (1)",
            "update pg_inherits set inhdetachpending = true where inhrelid = 'p'::regclass",
            null,
            "true"
        },
        {
            14, "range type", "s.r", "multirange type",
            "create type r as range (subtype = integer)",
            "drop type r; create type r as range (subtype = integer, multirange_type_name = many)",
            null,
            "s.many"
        },
        {
            14, "base type", "s.b", "subscript function",
            Functions + "create type b (input = b_in, output = b_out)",
            "alter type b set (subscript = jsonb_subscript_handler)",
            null,
            "pg_catalog.jsonb_subscript_handler"
        },
        {
            14, "function", "s.f()", "SQL-standard body",
            "create function f() returns integer language sql return 1",
            "create or replace function f() returns integer language sql return 2",
            "RETURN 1",
            "RETURN 2"
        },
        {
            14, "procedure", "s.p()", "SQL-standard body",
            // In strings, because Npgsql takes statements apart at their semicolons.
            "do $$ begin execute 'create procedure p() language sql begin atomic select 1; end'; end $$",
            "do $$ begin execute 'create or replace procedure p() language sql begin atomic select 2; end'; end $$",
            "BEGIN ATOMIC\n SELECT 1;\nEND",
            "BEGIN ATOMIC\n SELECT 2;\nEND"
        },
        {
            14, "procedure", "s.p(integer)", "arguments",
            "create procedure p(inout a integer) language plpgsql as 'begin end'",
            "drop procedure p; create procedure p(a integer, out b integer) language plpgsql as 'begin end'",
            "INOUT a integer",
            "IN a integer, OUT b integer"
        },
        {
            14, "column", "s.t.c", "type",
            "create table t (c int4range)",
            "alter table t alter c type int4multirange using null",
            "int4range",
            "int4multirange"
        },
        {
            16, "column", "s.t.c", "storage",
            "create table t (c text storage external)",
            "alter table t alter c set storage default",
            "external",
            null
        },
        {
            16, "index", "s.i", "definition",
            "create table t (a integer); create unique index i on t (a)",
            "drop index i; create unique index i on t (a) nulls not distinct",
            "CREATE UNIQUE INDEX i ON s.t USING btree (a)",
            "CREATE UNIQUE INDEX i ON s.t USING btree (a) NULLS NOT DISTINCT"
        },
        {
            16, "view", "s.v", "options",
            "create view v as select 1 as a",
            "alter view v set (security_invoker)",
            null,
            "security_invoker=true"
        },
        {
            16, "table", "s.t", "options",
            "create table t ()",
            "alter table t set (vacuum_index_cleanup = auto)",
            null,
            "vacuum_index_cleanup=auto"
        },
        { 17, "column", "s.t.c", "statistics target", "create table t (c text)", "alter table t alter c set statistics 0", null, "0" },
        {
            17, "column", "s.t.c", "statistics target",
            "create table t (c text); alter table t alter c set statistics 9",
            "alter table t alter c set statistics default",
            "9",
            null
        },
        {
            17, "index", "s.i", "statistics targets",
            "create table t (a integer); create index i on t ((a + 1))",
            "alter index i alter column 1 set statistics 5",
            null,
            "1: 5"
        },
        {
            17, "materialized view", "s.m", "statistics targets",
            "create materialized view m as select 'x'::text as a",
            "alter materialized view m alter a set statistics 5",
            null,
            "a 5"
        },
        {
            17, "column", "s.t.b", "generated",
            "create table t (a integer, b integer generated always as (a + 1) stored)",
            "alter table t alter b set expression as (a + 2)",
            "(a + 1) stored",
            "(a + 2) stored"
        },
        {
            17, "column", "s.t.id", "identity",
            "create table t (id integer generated by default as identity) partition by list (id)",
            "alter table t alter id set generated always",
            "by default",
            "always"
        },
        {
            17, "table", "s.t", "access method",
            "create access method other type table handler heap_tableam_handler;create table t (a integer) partition by list (a)",
            "alter table t set access method other",
            null,
            "other"
        },
        {
            17, "constraint", "s.t.k", null,
            "create table t (a integer, b integer) partition by list (a)",
            "alter table t add constraint k exclude using btree (a with =)",
            null,
            null
        },
        { 17, "domain", "s.d", "nullable", "create domain d as integer", "alter domain d add constraint mine not null", "true", "false" },
        {
            18, "column", "s.t.b", "generated",
            "create table t (a integer, b integer generated always as (a + 1) virtual)",
            "alter table t drop b, add b integer generated always as (a + 1) stored",
            "(a + 1) virtual",
            "(a + 1) stored"
        },
        {
            18, "column", "s.t.b", "generated",
            "create table t (a integer, b integer generated always as (a + 1) virtual)",
            "alter table t alter b set expression as (a + 2)",
            "(a + 1) virtual",
            "(a + 2) virtual"
        },
        {
            18, "column", "s.t.a", "nullable",
            "create table t (a integer)",
            "alter table t add constraint mine not null a",
            "true",
            "false"
        },
        {
            18, "column", "s.t.a", "not null state",
            "create table t (a integer not null)",
            "alter table t drop constraint t_a_not_null, add constraint k not null a not valid",
            null,
            "not valid"
        },
        {
            18, "column", "s.t.a", "not null state",
            "create table t (a integer not null no inherit)",
            "alter table t alter constraint t_a_not_null inherit",
            "no inherit",
            null
        },
        {
            18, "column", "s.t.a", "not null state",
            "create table t (a integer); alter table t add constraint k not null a no inherit not valid",
            "alter table t alter constraint k inherit",
            "no inherit, not valid",
            "not valid"
        },
        {
            18, "column", "s.t.a", "not null state",
            "create table t (a integer); alter table t add constraint k not null a not valid",
            "alter table t validate constraint k",
            "not valid",
            null
        },
        { 18, "column", "s.t.c", "statistics target", "create table t (c text)", "alter table t alter c set statistics 7", null, "7" },
        { 18, "column", "s.t.c", "compression", "create table t (c text)", "alter table t alter c set compression pglz", null, "pglz" },
        {
            18, "constraint", "s.t.k", "definition",
            "create table t (a integer constraint k check (a > 0))",
            "alter table t drop constraint k, add constraint k check (a > 0) not enforced",
            "CHECK ((a > 0))",
            "CHECK ((a > 0)) NOT ENFORCED"
        },
        {
            18, "constraint", "s.t.k", "definition",
            "create table p (id integer primary key); create table t (a integer constraint k references p)",
            "alter table t alter constraint k not enforced",
            "FOREIGN KEY (a) REFERENCES s.p(id)",
            "FOREIGN KEY (a) REFERENCES s.p(id) NOT ENFORCED"
        },
        {
            18, "constraint", "s.t.k", "definition",
            "create table t (a int4range, b int4range, constraint k exclude using gist (a with =))",
            "alter table t drop constraint k, add constraint k unique (a, b without overlaps)",
            "EXCLUDE USING gist (a WITH =)",
            "UNIQUE (a, b WITHOUT OVERLAPS)"
        },
        {
            18, "constraint", "s.t.k", "definition",
            "create table p (a int4range, b int4range, unique (a, b)); create table q (a int4range, b int4range, "
            + "unique (a, b without overlaps)); "
            + "create table t (a int4range, b int4range, constraint k foreign key (a, b) references p (a, b))",
            "alter table t drop constraint k, add constraint k foreign key (a, period b) references q (a, period b)",
            "FOREIGN KEY (a, b) REFERENCES s.p(a, b)",
            "FOREIGN KEY (a, PERIOD b) REFERENCES s.q(a, PERIOD b)"
        },
        {
            18, "constraint", "s.t.k", null,
            "create table t (a int4range, b int4range)",
            "alter table t add constraint k unique (a, b without overlaps)",
            null,
            null
        },
        { 18, "table", "s.t", null, "", "create table t (id integer primary key, a text constraint mine not null)", null, null },
        { 18, "domain", "s.d", "nullable", "create domain d as integer", "alter domain d set not null", "true", "false" },
        {
            18, "range type", "s.r", "multirange type",
            "create type r as range (subtype = integer)",
            "drop type r; create type r as range (subtype = integer, multirange_type_name = many)",
            null,
            "s.many"
        },
        {
            16, "collation", "s.c", "rules",
            "create collation c (provider = icu, locale = 'und')",
            "drop collation c; create collation c (provider = icu, locale = 'und', rules = '&a < b')",
            null,
            "&a < b"
        },
        {
            17, "collation", "s.c", "locale",
            "create collation c (provider = builtin, locale = 'C')",
            "drop collation c; create collation c (provider = builtin, locale = 'C.UTF-8')",
            "C",
            "C.UTF-8"
        },
        {
            17, "statistics", "s.x", "target",
            "create table t (a integer, b integer); create statistics x on a, b from t; alter statistics x set statistics 7",
            "alter statistics x set statistics default",
            "7",
            null
        },
        {
            13, "statistics", "s.x", "columns",
            "create table t (a integer, b integer, c integer); create statistics x on a, b from t",
            "drop statistics x; create statistics x on a, c from t",
            "a, b",
            "a, c"
        },
        {
            13, "publication table", "p s.t", null,
            "create table t (a integer); create publication p",
            "alter publication p add table t",
            null,
            null
        },
        {
            18, "publication", "p", "publish generated columns",
            "create publication p",
            "alter publication p set (publish_generated_columns = stored)",
            null,
            "stored"
        },
        {
            18, "foreign column", "s.t.a", "not null state",
            "create foreign data wrapper w; create server v foreign data wrapper w; create foreign table t (a integer not null) server v",
            "alter foreign table t alter a drop not null; alter foreign table t add constraint n not null a no inherit",
            null,
            "no inherit"
        },
        {
            18, "foreign column", "s.t.a", "not null state",
            "create foreign data wrapper w; create server v foreign data wrapper w; create foreign table t (a integer) server v; "
            + "alter foreign table t add constraint n not null a no inherit",
            "alter foreign table t drop constraint n; alter foreign table t add constraint n not null a no inherit not valid",
            "no inherit",
            "no inherit, not valid"
        },
        {
            18, "constraint", "s.t1.k", null,
            "create table r (id integer primary key); create table t (a integer, b integer) partition by list (a); "
            + "create table t1 partition of t for values in (1); create table t2 partition of t for values in (2); "
            + "alter table t add constraint k foreign key (b) references r not valid",
            "alter table t1 validate constraint k",
            null,
            null
        },
        {
            18, "constraint", "s.t.k", "definition",
            "create table r (id integer primary key) partition by range (id); create table r1 partition of r for values from (1) to (9); "
            + "create table t (a integer, b integer) partition by list (a); create table t1 partition of t for values in (1); "
            + "alter table t add constraint k foreign key (b) references r not valid",
            "alter table t validate constraint k",
            "FOREIGN KEY (b) REFERENCES s.r(id) NOT VALID",
            "FOREIGN KEY (b) REFERENCES s.r(id)"
        },
        {
            17, "column", "s.t.id", "identity",
            "create table t (a integer, id integer generated always as identity) partition by list (a); "
            + "create table t1 partition of t for values in (1)",
            "alter table t alter id set generated by default",
            "always",
            "by default"
        },
        {
            16, "column", "s.t1.id", "identity",
            "create table t (a integer, id integer generated always as identity) partition by list (a); "
            + "create table t1 partition of t for values in (1); alter table t1 alter id add generated always as identity",
            "alter table t1 alter id set generated by default",
            "always",
            "by default"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        int major, string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAsync(major, kind, name, property, setup, change, before, after);
}
