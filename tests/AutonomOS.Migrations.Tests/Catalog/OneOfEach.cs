namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// A schema with an object of every kind, on every kind of relation that can have it, and with it what is in no schema. Made twice under
/// two names, a query that joins what does not belong together gives too much.
/// </summary>
internal static class OneOfEach
{
    private const string Types = """
        create schema x§;
        create type x§.mood as enum ('sad', 'ok');
        create domain x§.positive as integer constraint k check (value > 0);
        create type x§.place as (street text collate "C", number x§.positive);
        create type x§.prices as range (subtype = numeric);
        create type x§.raw;
        create function x§.raw_in(cstring) returns x§.raw language internal immutable strict as 'textin';
        create function x§.raw_out(x§.raw) returns cstring language internal immutable strict as 'textout';
        create type x§.raw (input = x§.raw_in, output = x§.raw_out);
        create collation x§.plain (locale = 'C');
        create sequence x§.numbers;
        """;

    private const string Routines = """
        create function x§.touch() returns trigger language plpgsql as 'begin return new; end';
        create function x§.watch() returns event_trigger language plpgsql as 'begin end';
        create function x§.rank(x§.mood) returns integer language sql immutable as 'select 1';
        create function x§.same(x§.mood, text) returns boolean language sql immutable as 'select true';
        create procedure x§.purge(days integer) language sql as '';
        create aggregate x§.total(integer) (sfunc = int4pl, stype = integer);
        create operator x§.=== (leftarg = x§.mood, rightarg = text, function = x§.same);
        create operator class x§.reversed for type integer using btree as operator 1 >, function 1 btint4cmp(integer, integer);
        create cast (x§.mood as integer) with function x§.rank(x§.mood);
        create conversion x§.latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
        create text search parser x§.words (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
        create text search template x§.like_simple (lexize = dsimple_lexize);
        create text search dictionary x§.plain (template = simple);
        create text search configuration x§.plain (copy = simple);
        """;

    private const string Relations = """
        create table x§.t (
          id serial, k integer generated always as identity, name text collate "C" default 'a', m x§.mood,
          constraint pk primary key (id), constraint positive check (id > 0), constraint once unique (name));
        create table x§.r (id integer constraint fk references x§.t);
        create index ix on x§.t (k);
        create statistics x§.st on id, k from x§.t;
        create policy own on x§.t to pg_monitor using (true);
        create trigger g before insert on x§.t for each row execute function x§.touch();
        create rule quiet as on delete to x§.t do instead nothing;
        create view x§.v as select id from x§.t;
        create trigger g instead of insert on x§.v for each row execute function x§.touch();
        create rule quiet as on delete to x§.v do instead nothing;
        create materialized view x§.mv as select id, k from x§.t;
        create index mx on x§.mv (id);
        create statistics x§.sm on id, k from x§.mv;
        create table x§.parts (id integer, day date) partition by list (id);
        create table x§.part partition of x§.parts for values in (1);
        create index px on x§.parts (day);
        create table x§.child () inherits (x§.t);
        """;

    private const string Elsewhere = """
        create access method m§ type table handler heap_tableam_handler;
        create language l§ handler plpgsql_call_handler;
        create transform for integer language l§ (to sql with function int4recv(internal));
        create foreign data wrapper w§ options (debug 'true');
        create server v§ foreign data wrapper w§ options (host 'a');
        create foreign table x§.far (id integer options (name 'ID') constraint far_k check (id > 0), b integer) server v§ options (name 'FAR');
        create trigger g before insert on x§.far for each row execute function x§.touch();
        create statistics x§.sf on id, b from x§.far;
        create event trigger e§ on ddl_command_end execute function x§.watch();
        create publication p§;
        alter publication p§ add table x§.t;
        """;

    // What belongs to no extension, whatever it is in.
    private const string Mapping = "create user mapping for public server v§ options (password 'b');";

    /// <summary>All of it under a name.</summary>
    /// <param name="name">What follows the schema's <c>x</c>; letters.</param>
    public static string Ddl(string name) => (Types + Routines + Relations + Elsewhere + Mapping).Replace("§", name, StringComparison.Ordinal);

    /// <summary>All that can be a member of an extension, and is made one of plpgsql.</summary>
    public static string Members => (Types + Routines + Relations + Elsewhere).Replace("§", "", StringComparison.Ordinal) + """
        do $$
        declare
          catalog text;
        begin
          for catalog in
            select c.relname from pg_class c
            where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' and not c.relisshared
              and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'oid')
              and c.relname not in ('pg_extension', 'pg_largeobject_metadata')
          loop
            execute format(
              'insert into pg_depend select %L::regclass, oid, 0, %L::regclass, (select oid from pg_extension), 0, %L from %I where oid >= 16384',
              catalog, 'pg_extension', 'e', catalog);
          end loop;
        end $$;
        """;

    /// <summary>A table that belongs to plpgsql, with what hangs on it and does not.</summary>
    public const string OnAMember = """
        create schema y;
        create table y.t (id serial constraint pk primary key, k integer);
        create index ix on y.t (k);
        create statistics y.st on id, k from y.t;
        create policy own on y.t using (true);
        create function y.touch() returns trigger language plpgsql as 'begin return new; end';
        create trigger g before insert on y.t for each row execute function y.touch();
        create rule quiet as on delete to y.t do instead nothing;
        alter extension plpgsql add table y.t;
        """;

    /// <summary>All that can be temporary.</summary>
    public const string Temporary = """
        create temp table t (
          id serial, k integer generated always as identity, name text collate "C" default 'a', constraint pk primary key (id),
          constraint positive check (id > 0), constraint once unique (name));
        create temp table r (id integer constraint fk references t);
        create index ix on t (k);
        create statistics pg_temp.st on id, k from t;
        create policy own on t to pg_monitor using (true);
        create function pg_temp.touch() returns trigger language plpgsql as 'begin return new; end';
        create trigger g before insert on t for each row execute function pg_temp.touch();
        create rule quiet as on delete to t do instead nothing;
        create temp view v as select id from t;
        create rule quiet as on delete to v do instead nothing;
        create temp sequence q;
        create temp table parts (id integer, day date) partition by list (id);
        create temp table part partition of parts for values in (1);
        create index px on parts (day);
        create type pg_temp.mood as enum ('sad');
        create domain pg_temp.positive as integer constraint k check (value > 0);
        create type pg_temp.pair as (a integer);
        create aggregate pg_temp.total(integer) (sfunc = int4pl, stype = integer);
        create procedure pg_temp.purge() language sql as '';
        """;
}
