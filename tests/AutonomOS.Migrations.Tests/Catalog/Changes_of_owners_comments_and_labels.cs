using AutonomOS.Migrations.Catalog;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// What DbCompare=Ownership, Comments and SecurityLabels tell. Each row: kind, object, property (null: the object itself), DDL of both
/// sides, DDL of one side, value without and with it. No server comes with a provider of labels: their rows are written as one writes them.
/// </summary>
public sealed class Changes_of_owners_comments_and_labels(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    // One object of each kind, with its name.
    private const string Everything = """
        create table t (a integer constraint k check (a > 0), b integer constraint u unique);
        create index i on t (a); create statistics x on a, b from t; create view v as select 1 as c; create materialized view m as select 1 as a;
        create sequence q; create type e as enum ('a'); create domain d as text constraint dk check (value <> '');
        create type c as (a text); create type r as range (subtype = integer);
        create function f() returns trigger language plpgsql as 'begin return new; end';
        create procedure p() language sql as ''; create aggregate g(integer) (sfunc = int4pl, stype = integer);
        create function same(integer, date) returns boolean language sql immutable as 'select true';
        create operator === (leftarg = integer, rightarg = date, function = same);
        create operator class o for type integer using btree as operator 1 >, function 1 btint4cmp(integer, integer);
        create collation l (locale = 'C'); create conversion n for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
        create text search parser tp (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
        create text search template tt (lexize = dsimple_lexize);
        create text search dictionary td (template = simple); create text search configuration tc (copy = simple);
        create trigger tg before insert on t for each row execute function f(); create rule ru as on delete to t do instead nothing;
        create policy po on t; create foreign data wrapper w; create server sv foreign data wrapper w;
        create foreign table ft (a integer) server sv; create publication p;
        create cast (bigint as date) with inout; create language l handler plpgsql_call_handler;
        create transform for integer language sql (to sql with function int4recv(internal));
        create access method m type table handler heap_tableam_handler;
        create function ev() returns event_trigger language plpgsql as 'begin end'; create event trigger e on sql_drop execute function ev();
        create table parts (a integer constraint pk check (a > 0)) partition by list (a); create table part partition of parts for values in (1);
        create index parts_i on parts (a);
        """;

    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = [.. Rows()];

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAskedAsync(
            kind switch { "owner" => OptionalKinds.Ownership, "comment" => OptionalKinds.Comments, _ => OptionalKinds.SecurityLabels },
            kind, name, property, setup, change, before, after);

    private static IEnumerable<TheoryDataRow<string, string, string?, string, string, string?, string?>> Rows()
    {
        foreach (var (name, ddl) in Owned)
        {
            yield return new(
                "owner", name, "owner",
                Everything + $"alter {ddl} owner to pg_read_all_stats",
                $"alter {ddl} owner to pg_monitor",
                "pg_read_all_stats",
                "pg_monitor");
        }

        foreach (var (name, ddl) in Commented)
        {
            yield return new("comment", name, null, Everything, $"comment on {ddl} is 'x'", null, null);
        }

        yield return new("comment", "table s.t", "comment", "create table t (); comment on table t is 'a'", "comment on table t is 'b'", "a", "b");
        yield return new(
            "security label", "table s.t by a", null, "create table t (a integer)", Label(0, "a", "x"), null, null);
        yield return new(
            "security label", "column s.t.a by \"B\"", null, "create table t (a integer)", Label(1, "B", "x"), null, null);
        yield return new(
            "security label", "table s.t by a", "label",
            "create table t (a integer);" + Label(0, "a", "x"),
            "update pg_seclabel set label = 'y'",
            "x",
            "y");
    }

    private static string Label(int column, string provider, string label) =>
        $"set allow_system_table_mods = on; insert into pg_seclabel values ('s.t'::regclass, 'pg_class'::regclass, {column}, '{provider}', '{label}')";

    private static (string Name, string Ddl)[] Owned =>
    [
        ("table s.t", "table t"), ("view s.v", "view v"), ("materialized view s.m", "materialized view m"), ("sequence s.q", "sequence q"),
        ("enum s.e", "type e"), ("domain s.d", "domain d"), ("composite type s.c", "type c"), ("range type s.r", "type r"),
        ("function s.f()", "function f()"), ("procedure s.p()", "procedure p()"), ("aggregate s.g(integer)", "aggregate g(integer)"),
        ("operator s.===(integer, date)", "operator === (integer, date)"), ("operator class s.o using btree", "operator class o using btree"),
        ("operator family s.o using btree", "operator family o using btree"), ("collation s.l", "collation l"),
        ("conversion s.n", "conversion n"), ("text search dictionary s.td", "text search dictionary td"),
        ("text search configuration s.tc", "text search configuration tc"), ("statistics s.x", "statistics x"), ("schema s", "schema s"),
        ("foreign table s.ft", "foreign table ft"), ("publication p", "publication p"), ("language l", "language l"),
    ];

    private static (string Name, string Ddl)[] Commented =>
    [
        .. Owned,
        ("column s.t.a", "column t.a"), ("column s.v.c", "column v.c"), ("column s.c.a", "column c.a"),
        ("foreign column s.ft.a", "column ft.a"), ("constraint s.t.k", "constraint k on t"), ("index s.i", "index i"), ("index s.u", "index u"),
        ("domain constraint s.d.dk", "constraint dk on domain d"), ("trigger s.t.tg", "trigger tg on t"), ("rule s.t.ru", "rule ru on t"),
        ("policy s.t.po", "policy po on t"), ("text search parser s.tp", "text search parser tp"),
        ("text search template s.tt", "text search template tt"), ("foreign data wrapper w", "foreign data wrapper w"),
        ("server sv", "server sv"), ("cast bigint as date", "cast (bigint as date)"), ("event trigger e", "event trigger e"),
        ("transform integer language sql", "transform for integer language sql"), ("access method m", "access method m"),
        ("constraint s.part.pk", "constraint pk on part"), ("index s.part_a_idx", "index part_a_idx"),
        ("function s.r(integer, integer)", "function r(integer, integer)"), ("type s._e", "type s._e"), ("type s.t", "type t"),
    ];
}
