using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Catalog;

public sealed class What_is_left_out(PostgresFixture postgres)
{
    private static readonly string[] OnMembers =
        [
            "domain constraint x.d.k", "sequence x.t_a_seq", "constraint x.t.t_pkey", "index x.i", "index x.j", "trigger x.t.g",
            "policy x.t.r",
        ];

    [Fact]
    public async Task Members_of_an_extension_but_not_what_hangs_on_them()
    {
        await using var without = await postgres.CreateDatabaseAsync();
        await using var with = await postgres.CreateDatabaseAsync();
        await MakeOneOfEachAsync(with);
        await with.ExecuteAsync("""
            alter extension plpgsql add schema x;
            alter extension plpgsql add table x.t; alter extension plpgsql add type x.e;
            alter extension plpgsql add domain x.d; alter extension plpgsql add type x.y; alter extension plpgsql add type x.r;
            alter extension plpgsql add type x.b; alter extension plpgsql add function x.f();
            alter extension plpgsql add procedure x.p(); alter extension plpgsql add sequence x.q;
            alter extension plpgsql add view x.v; alter extension plpgsql add materialized view x.m;
            """);
        Assert.Equal(OnMembers, await NamesAsync(with));
        Assert.Equal(
            OnMembers,
            (await Reading.CompareAsync(without, with)).Differences.Select(d => SchemaObject.Reference(d.Kind, d.ObjectName)));
        await with.ExecuteAsync("alter extension plpgsql drop table x.t; alter extension plpgsql drop materialized view x.m");
        Assert.Equal(
            [
                "domain constraint x.d.k", "table x.t", "column x.t.a", "sequence x.t_a_seq", "constraint x.t.t_pkey",
                "materialized view x.m", "index x.i",
                "index x.j", "trigger x.t.g", "policy x.t.r",
            ],
            await NamesAsync(with));
    }

    [Fact]
    public async Task What_hangs_on_members_goes_with_the_extension_where_that_is_missing()
    {
        await using var without = await postgres.CreateDatabaseAsync();
        await using var with = await postgres.CreateDatabaseAsync();
        await with.ExecuteAsync("""
            create schema x; create table x.t (a serial primary key); create index i on x.t (a); create policy r on x.t;
            alter extension plpgsql add schema x; alter extension plpgsql add table x.t
            """);
        await without.ExecuteAsync("drop extension plpgsql");
        var difference = Assert.Single((await Reading.CompareAsync(without, with)).Differences);
        Assert.Equal("extension plpgsql", SchemaObject.Reference(difference.Kind, difference.ObjectName));
    }

    [Theory]
    [InlineData("pg_class", "'x.i'::regclass", "index x.i")]
    [InlineData("pg_trigger", "(select oid from pg_trigger where tgname = 'g')", "trigger x.t.g")]
    [InlineData("pg_policy", "(select oid from pg_policy where polname = 'r')", "policy x.t.r")]
    [InlineData("pg_constraint", "(select oid from pg_constraint where conname = 't_pkey')", "constraint x.t.t_pkey")]
    public async Task A_part_that_is_itself_a_member(string catalog, string id, string left)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await MakeOneOfEachAsync(database);
        var before = await NamesAsync(database);
        await database.ExecuteAsync($"""
            insert into pg_depend values (
              '{catalog}'::regclass, {id}, 0, 'pg_extension'::regclass, (select oid from pg_extension limit 1), 0, 'e')
            """);
        Assert.Equal(before.Where(name => name != left), await NamesAsync(database));
    }

    [Fact]
    public async Task Not_what_users_put_beside_an_extension()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await MakeOneOfEachAsync(database);
        Assert.Equal(
            [
                "schema x", "enum x.e", "domain x.d", "domain constraint x.d.k", "composite type x.y", "range type x.r", "base type x.b",
                "function x.f()", "procedure x.p()", "table x.t", "column x.t.a", "sequence x.q",
                "sequence x.t_a_seq", "constraint x.t.t_pkey", "view x.v", "materialized view x.m", "index x.i", "index x.j",
                "trigger x.t.g", "policy x.t.r",
            ],
            await NamesAsync(database));
    }

    [Fact]
    public async Task An_object_whose_id_is_that_of_a_member_of_another_class_is_not_left_out()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync("create table t (a integer)");
        await database.ExecuteAsync("""
            insert into pg_depend values (
              'pg_proc'::regclass, 't'::regclass, 0, 'pg_extension'::regclass, (select oid from pg_extension limit 1), 0, 'e')
            """);
        Assert.Equal(["table public.t", "column public.t.a"], await NamesAsync(database));
    }

    [Fact]
    public async Task Whatever_can_be_a_member()
    {
        await using var without = await postgres.CreateDatabaseAsync();
        await using var with = await postgres.CreateDatabaseAsync();
        await with.ExecuteAsync(OneOfEach.Members);
        var result = await Reading.CompareAsync(without, with);
        Assert.Empty(result.Differences);
        Assert.Equal(result.Development.ObjectCounts, result.Production.ObjectCounts);
    }

    [Fact]
    public async Task Temporary_objects_of_whoever_is_connected()
    {
        await using var without = await postgres.CreateDatabaseAsync();
        await using var with = await postgres.CreateDatabaseAsync();
        await using var other = await with.OpenAsync();
        await using var command = new NpgsqlCommand(OneOfEach.Temporary, other);
        await command.ExecuteNonQueryAsync();
        var result = await Reading.CompareAsync(without, with);
        Assert.Empty(result.Differences);
        Assert.Equal(result.Development.ObjectCounts, result.Production.ObjectCounts);
    }

    [Fact]
    public async Task What_is_in_a_schema_that_stays_and_of_a_table_that_does_not()
    {
        await using var without = await postgres.CreateDatabaseAsync();
        await using var with = await postgres.CreateDatabaseAsync();
        const string cast = "create type e as enum ('a'); create cast (e as text) with inout";
        await without.ExecuteAsync(cast);
        await with.ExecuteAsync(cast);
        await using var other = await with.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            create temp table tt (a integer, b integer);
            create function public.tf(tt) returns integer language sql as 'select 1';
            create cast (tt as integer) with function public.tf(tt);
            create statistics public.y on a, b from tt;
            """,
            other);
        await command.ExecuteNonQueryAsync();
        var result = await Reading.CompareAsync(without, with, Reading.AllOptional);
        Assert.All(result.Differences, one => Assert.Contains("tf(", one.ObjectName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_in_schemas_that_were_not_asked_for()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await development.ExecuteAsync(OneOfEach.Ddl("a") + "create schema s; create table s.t (id integer)");
        await production.ExecuteAsync(OneOfEach.Ddl("a") + OneOfEach.Ddl("b") + "create schema s; create table s.t (id integer)");
        var result = await Reading.CompareAsync(development, production, null, "s");
        Assert.Equal(
            ["access method mb", "language lb", "foreign data wrapper wb", "event trigger eb", "publication pb"],
            result.Differences.Select(one => SchemaObject.Reference(one.Kind, one.ObjectName)));
    }

    [Fact]
    public async Task No_partition_whose_parent_was_not_asked_for()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        const string schemas = "create schema s; create schema o;";
        await development.ExecuteAsync(schemas);
        await production.ExecuteAsync(
            schemas + "create table o.p (a integer) partition by range (a); create table s.q partition of o.p for values from (0) to (1);");
        Assert.Equal(
            [new("table", "s.q", Change.Extra, null, null, null, IsNote: false)],
            (await Reading.CompareAsync(development, production, null, "s")).Differences);
    }

    [Fact]
    public async Task Nothing_of_all_schemas()
    {
        await using var without = await postgres.CreateDatabaseAsync();
        await using var with = await postgres.CreateDatabaseAsync();
        await without.ExecuteAsync(OneOfEach.OnAMember + OneOfEach.Ddl("a"));
        await with.ExecuteAsync(OneOfEach.OnAMember + OneOfEach.Ddl("a") + OneOfEach.Ddl("b"));
        var result = await Reading.CompareAsync(without, with);
        Assert.Equal(
            [
                "schema xb", "access method mb", "language lb", "foreign data wrapper wb", "cast xb.mood as integer", "event trigger eb",
                "publication pb",
            ],
            result.Differences.Select(one => SchemaObject.Reference(one.Kind, one.ObjectName)));
        // A subscription's publisher is the server's, and a database that has one cannot be dropped.
        Assert.All(result.Production.ObjectCounts, kind => Assert.True(kind.Value > 1 || kind.Key is "extension" or "subscription", kind.Key));
    }

    [Fact]
    public async Task Schemas_that_were_not_asked_for()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync("""create schema "b,""B"; create table "b,""B".t (); create schema c; create table c.t ()""");
        Assert.Equal(["\"b,\"\"B\".t"], (await Reading.ReadAsync(database.Url, null, "b,\"B")).Names);
        Assert.Equal(["c.t"], (await Reading.ReadAsync(database.Url, null, "c", "nowhere")).Names);
        Assert.Equal(["\"b,\"\"B\".t", "c.t"], (await Reading.ReadAsync(database.Url)).Names);
    }

    [Fact]
    public async Task The_version_table_with_its_column_and_key_and_nothing_else()
    {
        await using var tracked = await postgres.CreateDatabaseAsync();
        await using var untracked = await postgres.CreateDatabaseAsync();
        const string ddl = "create table alembic_version_2 (id integer primary key);";
        await untracked.ExecuteAsync(ddl);
        await tracked.ExecuteAsync(ddl + """
            create table alembic_version (version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num))
            """);
        var scope = new ComparisonScope(new HashSet<string> { "table public.alembic_version" }, "table");
        var result = await Reading.CompareAsync(tracked, untracked, scope);
        Assert.Empty(result.Differences);
        Assert.Equal(result.Production.Fingerprint, result.Development.Fingerprint);
        Assert.Equal(["public.alembic_version_2"], result.Development.Names);
    }

    private static Task MakeOneOfEachAsync(TestDatabase database) => database.ExecuteAsync("""
        create schema x;
        create table x.t (a serial primary key);
        create type x.e as enum ('a');
        create domain x.d as integer constraint k check (value > 0);
        create type x.y as (a integer);
        create type x.r as range (subtype = integer);
        create type x.b;
        create function x.f() returns trigger language plpgsql as 'begin return new; end';
        create procedure x.p() language plpgsql as 'begin end';
        create sequence x.q;
        create view x.v as select 1 as a;
        create materialized view x.m as select 1 as a;
        create index i on x.t (a);
        create index j on x.m (a);
        create trigger g before insert on x.t for each row execute function x.f();
        create policy r on x.t;
        """);

    private static async Task<IReadOnlyList<string>> NamesAsync(TestDatabase database) =>
    [
        .. (await Reading.ListAsync(database.Url))
            .SelectMany(kind => kind.Objects.Select(found => SchemaObject.Reference(kind.Kind.Name, found.Name)))
            .Where(name => name is not ("schema public" or "extension plpgsql")),
    ];
}
