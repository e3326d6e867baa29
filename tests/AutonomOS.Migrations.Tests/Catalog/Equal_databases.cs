using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

public sealed class Equal_databases(PostgresFixture postgres)
{
    private const string Functions = """
        create function app.touch() returns trigger language plpgsql as 'begin return new; end';
        create procedure app.purge(days integer) language sql as 'delete from app.users where id < days';
        """;

    private const string Users = """
        create table app.users (
          id bigint generated always as identity primary key, name text collate "C" not null unique check (name <> ''),
          mood app.mood default 'ok', born date, shout text generated always as (upper(name)) stored);
        create index on app.users (born desc) where born is not null;
        alter table app.users enable row level security;
        """;

    private const string Orders = """
        create table app.orders (id serial primary key, at timestamptz default now(), total numeric(12,2)) with (fillfactor = 80);
        create sequence app.numbers increment 10 cycle;
        """;

    private const string Events = """
        create table app.events (id integer, day date not null, primary key (id, day)) partition by range (day);
        create index on app.events (day);
        """;

    private const string Partitions = """
        create table app.events_1 partition of app.events for values from ('2025-01-01') to ('2026-01-01');
        create table app.events_2 partition of app.events for values from ('2026-01-01') to ('2027-01-01');
        """;

    private const string PartitionsTheOtherWayRound = """
        create table app.events_2 partition of app.events for values from ('2026-01-01') to ('2027-01-01');
        create table app.events_1 partition of app.events for values from ('2025-01-01') to ('2026-01-01');
        """;

    private const string Links = """
        alter table app.orders add user_id bigint constraint of_user references app.users on delete cascade deferrable;
        alter table app.orders add event integer, add day date;
        alter table app.orders add constraint of_event foreign key (event, day) references app.events;
        create view app.rich with (security_barrier) as
          select u.name from app.users u join app.orders o on o.user_id = u.id where total > 9;
        create materialized view app.totals as select user_id, sum(total) from app.orders group by user_id;
        create unique index on app.totals (user_id);
        create trigger touch before update on app.users for each row execute function app.touch();
        create trigger touch after insert on app.events for each row execute function app.touch();
        create policy own on app.users for select to pg_monitor using (name = current_user);
        """;

    private const string Mood = "create type app.mood as enum ('sad', 'ok', 'happy');";

    private const string Types = """
        create domain app.positive as integer not null constraint more_than_nothing check (value > 0);
        create type app.place as (street text collate "C", number app.positive);
        create type app.prices as range (subtype = numeric);
        create type app.raw;
        create function app.raw_in(cstring) returns app.raw language internal immutable strict as 'textin';
        create function app.raw_out(app.raw) returns cstring language internal immutable strict as 'textout';
        create type app.raw (input = app.raw_in, output = app.raw_out);
        """;

    private const string Rare = """
        create function app.rank(app.mood) returns integer language sql immutable as 'select 1';
        create function app.same(app.mood, text) returns boolean language sql immutable as 'select true';
        create function app.watch() returns event_trigger language plpgsql as 'begin end';
        create access method heap2 type table handler heap_tableam_handler;
        create language plpgsql2 handler plpgsql_call_handler;
        create foreign data wrapper remote options (debug 'true');
        create server remote foreign data wrapper remote options (host 'a');
        create user mapping for public server remote options (password 'b');
        create foreign table app.far (id integer options (name 'ID') check (id > 0)) server remote options (name 'FAR');
        create collation app.plain (locale = 'C');
        create aggregate app.total(integer) (sfunc = int4pl, stype = integer);
        create operator app.=== (leftarg = app.mood, rightarg = text, function = app.same);
        create operator class app.reversed for type integer using btree as operator 1 >, function 1 btint4cmp(integer, integer);
        create cast (app.mood as integer) with function app.rank(app.mood);
        create transform for integer language plpgsql2 (to sql with function int4recv(internal));
        create conversion app.latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
        create text search parser app.words (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
        create text search template app.like_simple (lexize = dsimple_lexize);
        create text search dictionary app.plain (template = simple);
        create text search configuration app.plain (copy = simple);
        create table app.logged (a integer, b integer);
        create rule quiet as on delete to app.logged do instead nothing;
        create statistics app.pairs on a, b from app.logged;
        create event trigger watch on ddl_command_end execute function app.watch();
        create publication everything;
        alter publication everything add table app.logged;
        create subscription other connection 'host=nowhere.invalid' publication p with (connect = false, slot_name = none, enabled = false);
        """;

    // A database that has a subscription cannot be dropped.
    private const string NoSubscription = "drop subscription other";

    [Fact]
    public async Task Made_in_a_different_order_show_nothing()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await development.ExecuteAsync(
            "create schema app;" + Types + Mood + Users + Functions + Orders + Events + Partitions + Links
            + Rare);
        await production.ExecuteAsync(
            "create schema app; create table app.waste (id serial);" + Events + PartitionsTheOtherWayRound + Orders + Mood
            + "drop table app.waste;" + Types + Users + Functions + Links + Rare);
        var result = await Reading.CompareAsync(development, production);
        await development.ExecuteAsync(NoSubscription);
        await production.ExecuteAsync(NoSubscription);
        Assert.Empty(result.Differences);
        Assert.Empty(result.Unknown);
        Assert.Equal(result.Development.Fingerprint, result.Production.Fingerprint);
        Assert.Equal(result.Development.ObjectCounts, result.Production.ObjectCounts);
        Assert.All(result.Development.ObjectCounts, count => Assert.True(count.Value > 0, count.Key));
        Assert.Equal(["app.events", "app.events_1", "app.events_2", "app.logged", "app.orders", "app.users"], result.Production.Names);
    }

    [Fact]
    public async Task With_nothing_in_them_show_nothing()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        var result = await Reading.CompareAsync(development, production);
        Assert.Empty(result.Differences);
        Assert.Empty(result.Production.Names);
        Assert.Equal(1, result.Production.ObjectCounts["schema"]);
        Assert.Equal(0, result.Production.ObjectCounts["table"]);
    }

    [Fact]
    public async Task With_different_data_show_nothing()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        const string ddl = "create table t (id serial, key integer generated always as identity);";
        await development.ExecuteAsync(ddl);
        await production.ExecuteAsync(ddl + "insert into t select from generate_series(1, 100); analyze t;");
        Assert.Empty((await Reading.CompareAsync(development, production)).Differences);
    }

    [Fact]
    public async Task Where_one_lost_a_column_before_show_nothing()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await development.ExecuteAsync("create table t (a integer, b integer)");
        await production.ExecuteAsync("create table t (a integer, x text default 'x' not null, b integer); alter table t drop x");
        Assert.Empty((await Reading.CompareAsync(development, production)).Differences);
    }
}
