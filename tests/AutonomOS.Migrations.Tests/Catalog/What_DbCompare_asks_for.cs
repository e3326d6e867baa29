using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>What is compared only where somebody asks for it.</summary>
public sealed class What_DbCompare_asks_for(PostgresFixture postgres, PostgresMajors majors)
{
    // One of each, {0} for the database's name and {1} for a role.
    private const string OneOfEach = """
        create table t (a integer, b integer); create function f() returns integer language sql as 'select 1';
        grant select on t to {1}; revoke execute on function f from public; revoke insert on t from current_user;
        grant execute on function pg_ls_dir(text) to {1};
        alter default privileges for role {1} grant select on tables to public;
        alter table t owner to {1};
        comment on table t is 'x'; comment on column t.a is 'y'; comment on database {0} is 'z';
        alter database {0} set work_mem = '9MB';
        set allow_system_table_mods = on; insert into pg_seclabel values ('t'::regclass, 'pg_class'::regclass, 1, 'p', 'l');
        """;

    private static readonly string Longest = string.Concat(Enumerable.Repeat("\U0001F600", 15)) + "ab";

    [Fact]
    public async Task Is_neither_told_nor_counted_nor_asked_of_the_server_where_nobody_asks()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await development.ExecuteAsync("create table t (a integer, b integer); create function f() returns integer language sql as 'select 1'");
        await production.ExecuteAsync(Script(production, "pg_monitor"));
        var result = await Reading.CompareAsync(development, production);
        Assert.Empty(result.Differences);
        Assert.Equal(result.Development.Fingerprint, result.Production.Fingerprint);
        Assert.Empty(result.Production.ObjectCounts.Keys.Intersect(CatalogQuery.KindsOf(Reading.AllOptional).Except(CatalogQuery.KindsOf(OptionalKinds.None))));
        await using var session = await Reading.OpenAsync(production.Url);
        var everything = await Reading.InventoryAsync(session, everything: true);
        var asked = CatalogReader.Statements(170000, null, everything).Concat(CatalogInventory.Statements(170000, null));
        Assert.All(
            new[] { "pg_description", "pg_seclabel", "pg_default_acl", "pg_db_role_setting", "aclexplode", "pg_init_privs" },
            catalog => Assert.DoesNotContain(asked, statement => statement.Text.Contains(catalog, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(OptionalKinds.Privileges, "privilege")]
    [InlineData(OptionalKinds.DefaultPrivileges, "default privilege")]
    [InlineData(OptionalKinds.Ownership, "owner")]
    [InlineData(OptionalKinds.Comments, "comment")]
    [InlineData(OptionalKinds.SecurityLabels, "security label")]
    [InlineData(OptionalKinds.DatabaseSettings, "database setting")]
    public async Task Is_told_word_by_word(OptionalKinds word, string kind)
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await development.ExecuteAsync("create table t (a integer, b integer); create function f() returns integer language sql as 'select 1'");
        await production.ExecuteAsync(Script(production, "pg_monitor"));
        var result = await Reading.CompareAsync(development, production, word);
        Assert.Equal([kind], result.Differences.Select(difference => difference.Kind).Distinct());
        Assert.True(result.Production.ObjectCounts[kind] > 0);
        Assert.NotEqual(result.Development.Fingerprint, result.Production.Fingerprint);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    public async Task Is_silent_between_equal_databases_of_every_version_and_with_privileges_of_15(int major)
    {
        await using var first = await postgres.CreateDatabaseAsync();
        await using var other = await majors.CreateDatabaseAsync(major, postgres);
        await using var same = await majors.CreateDatabaseAsync(major, postgres);
        foreach (var database in new[] { first, other, same })
        {
            await database.ExecuteAsync(Script(database, "pg_monitor") + """
                grant all on t to pg_read_all_stats; grant all on t to pg_signal_backend with grant option;
                grant all on t to pg_read_all_settings; grant select, insert on t to pg_read_all_settings with grant option;
                comment on function f is 'f'; alter schema public owner to pg_monitor; revoke all on schema public from public
                """);
        }

        Assert.Empty((await Reading.CompareAsync(other, same, Reading.AllOptional)).Differences);
        Assert.DoesNotContain((await Reading.CompareAsync(first, other, Reading.AllOptional)).Differences, difference => !difference.IsNote);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(18)]
    public async Task Tells_MAINTAIN_where_a_server_has_it(int major)
    {
        await using var development = await majors.CreateDatabaseAsync(major, postgres);
        await using var production = await majors.CreateDatabaseAsync(major, postgres);
        await using var older = await postgres.CreateDatabaseAsync();
        foreach (var database in new[] { development, production, older })
        {
            await database.ExecuteAsync("create table t (); create table u (); grant select on t to pg_monitor; grant all on u to pg_monitor");
        }

        Assert.Empty((await Reading.CompareAsync(older, development, OptionalKinds.Privileges)).Differences);
        await production.ExecuteAsync("grant maintain on t to pg_monitor; revoke maintain on u from pg_monitor");
        Assert.Equal(
            [
                ("table public.t for pg_monitor", "SELECT", "MAINTAIN, SELECT"),
                ("table public.u for pg_monitor", "ALL", "DELETE, INSERT, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE"),
            ],
            (await Reading.CompareAsync(development, production, OptionalKinds.Privileges)).Differences
                .Select(difference => (difference.ObjectName, difference.Development, difference.Production)));
    }

    [Theory]
    [InlineData(17, "create domain d as text constraint k not null; comment on constraint k on domain d is 'x'", "not null public.d")]
    [InlineData(18, "create table t (a integer constraint k not null); comment on constraint k on t is 'x'", "not null public.t.a")]
    public async Task Names_what_has_a_name_of_the_server_s_making_by_what_it_is_for(int major, string ddl, string name)
    {
        await using var development = await majors.CreateDatabaseAsync(major, postgres);
        await using var production = await majors.CreateDatabaseAsync(major, postgres);
        await development.ExecuteAsync(ddl.Replace("constraint k not null", "constraint k2 not null", StringComparison.Ordinal).Split(';')[0]);
        await production.ExecuteAsync(ddl);
        Assert.Equal(
            [name], (await Reading.CompareAsync(development, production, OptionalKinds.Comments)).Differences.Select(difference => difference.ObjectName));
    }

    [Fact]
    public async Task Goes_with_what_it_is_of_where_that_is_missing()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await development.ExecuteAsync("create schema x");
        await production.ExecuteAsync("""
            create schema x;
            create table x.t (a serial primary key, b integer generated always as identity, c integer not null check (c > 0));
            create table x.parts (a integer, check (a > 0)) partition by list (a); create table x.part partition of x.parts for values in (1);
            create index i on x.parts (a); create view x.v as select 1 as a; create type x.r as range (subtype = integer);
            create domain x.d as text check (value <> '');
            grant select on x.t, x.parts, x.part, x.v to pg_monitor; grant select (c) on x.t to pg_monitor; grant select (a) on x.v to pg_monitor;
            grant usage on all sequences in schema x to pg_monitor; grant usage on type x.d to pg_monitor;
            revoke execute on function x.r(integer, integer) from public; revoke usage on type x.t from public;
            comment on table x.t is 'x'; comment on column x.t.c is 'x'; comment on constraint t_pkey on x.t is 'x';
            comment on index x.t_pkey is 'x'; comment on constraint t_c_check on x.t is 'x'; comment on sequence x.t_a_seq is 'x';
            comment on sequence x.t_b_seq is 'x'; comment on column x.v.a is 'x'; comment on index x.part_a_idx is 'x';
            comment on constraint parts_a_check on x.part is 'x'; comment on type x.r is 'x'; comment on function x.r(integer, integer) is 'x';
            comment on constraint d_check on domain x.d is 'x';
            set allow_system_table_mods = on; insert into pg_seclabel values ('x.t'::regclass, 'pg_class'::regclass, 3, 'p', 'l');
            comment on type x.r_multirange is 'x'; comment on type x.t is 'x'; comment on rule "_RETURN" on x.v is 'x';
            alter default privileges for role pg_monitor in schema x grant select on tables to public;
            """);
        Assert.Equal(
            [
                "domain x.d", "range type x.r", "table x.parts", "table x.t", "view x.v",
                "default privilege of pg_monitor in x on tables for PUBLIC",
            ],
            (await Reading.CompareAsync(development, production, Reading.AllOptional)).Differences
                .Select(difference => $"{difference.Kind} {difference.ObjectName}"));
        await development.ExecuteAsync("drop schema x");
        Assert.Equal(
            ["schema x"],
            (await Reading.CompareAsync(development, production, Reading.AllOptional)).Differences
                .Select(difference => $"{difference.Kind} {difference.ObjectName}"));
    }

    [Fact]
    public async Task Goes_with_a_partition_that_one_side_alone_has()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        static string Ddl(int year) => $"""
            create table t (a integer primary key) partition by list (a); comment on table t is 'x';
            create table t_{year} partition of t for values in ({year}); create table t_9 partition of t for values in (9);
            grant select on t_{year} to pg_monitor; comment on column t_{year}.a is 'x'; alter table t_{year} owner to pg_monitor;
            comment on index t_{year}_pkey is 'x'; comment on constraint t_{year}_pkey on t_{year} is 'x';
            """;
        await development.ExecuteAsync(Ddl(1));
        await production.ExecuteAsync(Ddl(2));
        Assert.DoesNotContain(
            (await Reading.CompareAsync(development, production, Reading.AllOptional)).Differences, difference => !difference.IsNote);
        await production.ExecuteAsync("grant select on t_9 to pg_monitor");
        Assert.Equal(
            ["table public.t_9 for pg_monitor"],
            (await Reading.CompareAsync(development, production, Reading.AllOptional)).Differences
                .Where(difference => !difference.IsNote).Select(difference => difference.ObjectName));
    }

    [Fact]
    public async Task Is_part_of_the_shape_of_a_partition_on_one_side_where_it_is_not_its_parents_in_other_words()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        static string Ddl(string owner) => $"""
            create table t (a integer, b integer) partition by list (a); create table u (a integer) partition by list (a);
            alter table t owner to {owner};
            grant select on t to pg_monitor; grant insert on t to pg_read_all_stats; grant update (b) on t to pg_monitor;
            """;
        await development.ExecuteAsync(Ddl("pg_signal_backend") + """
            create table t1 partition of t for values in (1); alter table t1 owner to pg_signal_backend;
            grant insert on t1 to pg_read_all_stats; grant select on t1 to pg_monitor; grant update (b) on t1 to pg_monitor;
            comment on table t1 is 'January';
            create table u1 partition of u for values in (1); grant select on u1 to pg_monitor; revoke select on u1 from pg_monitor;
            """);
        const string others = """
            create table t2 (x integer, a integer, b integer); alter table t2 drop x; alter table t attach partition t2 for values in (2);
            alter table t2 owner to pg_read_all_settings; comment on table t2 is 'February'; comment on column t2.b is 'y';
            create table u2 partition of u for values in (2);
            """;
        await production.ExecuteAsync(Ddl("pg_read_all_settings") + others);
        static IEnumerable<string?> Shapes(ComparisonResult result) => result.Differences
            .Where(difference => difference.Property == "what its parent does not give").Select(difference => difference.Production);
        const OptionalKinds asked = OptionalKinds.Privileges | OptionalKinds.Comments | OptionalKinds.SecurityLabels;
        Assert.Empty(Shapes(await Reading.CompareAsync(development, production, asked)));
        await production.ExecuteAsync("grant all on t2 to pg_monitor with grant option; grant select (b), update (b) on t2 to pg_read_all_stats");
        Assert.Equal(
            ["privileges for its owner: ALL; for pg_monitor: ALL with grant option; privileges on b for pg_read_all_stats: SELECT, UPDATE"],
            Shapes(await Reading.CompareAsync(development, production, asked)));
    }

    [Theory]
    [InlineData(13)]
    [InlineData(18)]
    public async Task Is_counted_where_an_owner_may_grant_by_default_what_it_always_may(int major)
    {
        await using var development = await majors.CreateDatabaseAsync(major, postgres);
        await using var production = await majors.CreateDatabaseAsync(major, postgres);
        const string ddl = "alter default privileges for role pg_monitor grant select on tables to pg_monitor with grant option;";
        await development.ExecuteAsync(ddl);
        await production.ExecuteAsync(ddl);
        Assert.Empty((await Reading.CompareAsync(development, production, OptionalKinds.DefaultPrivileges)).Differences);
    }

    [Theory]
    [InlineData("(a integer, b integer, c integer)", "(b integer, a integer)", "a, b, c", "b, a")]
    [InlineData("(\"a, b\" integer, b integer)", "(b integer, \"a, b\" integer, x integer)", "\"a, b\", b", "b, \"a, b\", x")]
    [InlineData("(a integer, b integer, c integer)", "(a integer, c integer)", null, null)]
    public async Task Is_the_order_of_those_columns_that_both_sides_have(string left, string right, string? before, string? after)
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await development.ExecuteAsync($"create table t {left}");
        await production.ExecuteAsync($"create table t {right}");
        Assert.Equal(
            before is null ? [] : [new("table", "public.t", Change.Changed, "column order", before, after, IsNote: false)],
            (await Reading.CompareAsync(development, production, OptionalKinds.ColumnOrder)).Differences.Where(one => one.Kind == "table"));
    }

    [Fact]
    public async Task Is_ignored_with_what_it_is_of_and_by_itself()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        const string ddl = "create table t (a integer); create table u (a integer);";
        await development.ExecuteAsync(ddl);
        await production.ExecuteAsync(ddl + """
            grant select on t, u to pg_monitor; grant select (a) on t to pg_monitor; comment on column u.a is 'x'; comment on table u is 'y'
            """);
        var rules = new[] { "table:public.t", "privilege:table public.u for *", "comment:*" }
            .Select(entry => IgnoreRule.Parse(entry, "a test", out _)!);
        var result = await Reading.CompareAsync(
            development, production, OptionalKinds.Privileges | OptionalKinds.Comments, Reading.Everything with { Ignored = [.. rules] });
        Assert.Empty(result.Differences);
        Assert.Equal([1, 1, 4], result.Production.Ignored);
    }

    [Fact]
    public async Task Calls_the_owner_so_and_not_by_a_name()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        static string Ddl(string owner) => $"""
            create table t (a integer); create function f() returns integer language sql as 'select 1'; create schema x; create type e as enum ();
            alter table t owner to {owner}; alter function f() owner to {owner}; alter schema x owner to {owner}; alter type e owner to {owner};
            """;
        await development.ExecuteAsync(Ddl("pg_monitor") + "grant select on t to pg_signal_backend; grant execute on function f to public");
        await production.ExecuteAsync(Ddl("pg_read_all_stats") + "grant select on t to pg_signal_backend; grant all on t to pg_read_all_stats");
        Assert.Empty((await Reading.CompareAsync(development, production, OptionalKinds.Privileges)).Differences);
        Assert.Equal(
            [("enum public.e", "pg_monitor", "pg_read_all_stats"), ("function public.f()", "pg_monitor", "pg_read_all_stats"),
                ("schema x", "pg_monitor", "pg_read_all_stats"), ("table public.t", "pg_monitor", "pg_read_all_stats")],
            (await Reading.CompareAsync(development, production, OptionalKinds.Ownership)).Differences
                .Select(difference => (difference.ObjectName, difference.Development, difference.Production)));
        await production.ExecuteAsync("revoke update on t from pg_read_all_stats");
        Assert.Equal(
            ["table public.t kept from its owner"],
            (await Reading.CompareAsync(development, production, OptionalKinds.Privileges)).Differences.Select(difference => difference.ObjectName));
    }

    [Fact]
    public async Task Adds_only_what_the_schema_s_entry_adds_to_that_for_all_schemas()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        const string global = """
            alter default privileges for role pg_monitor grant select on tables to public;
            alter default privileges for role pg_monitor revoke execute on functions from public;
            """;
        await development.ExecuteAsync(global);
        await production.ExecuteAsync(global + """
            alter default privileges for role pg_monitor in schema public grant select on tables to public;
            alter default privileges for role pg_monitor in schema public grant all on tables to pg_monitor;
            alter default privileges for role pg_monitor in schema public grant usage on types to public;
            """);
        Assert.Empty((await Reading.CompareAsync(development, production, OptionalKinds.DefaultPrivileges)).Differences);
        await production.ExecuteAsync("alter default privileges for role pg_monitor in schema public grant execute on functions to public");
        Assert.Equal(
            ["of pg_monitor in public on functions for PUBLIC"],
            (await Reading.CompareAsync(development, production, OptionalKinds.DefaultPrivileges)).Differences
                .Select(difference => difference.ObjectName));
    }

    [Theory]
    [InlineData("create table t (b integer, a integer)", "a, b", "b, a", "t")]
    [InlineData("create table t (a integer, c integer, b integer)", null, null, "t.c")]
    [InlineData("create foreign data wrapper w; create server v foreign data wrapper w; create table t (a integer, b integer); create foreign table f (y integer, x integer) server v", "x, y", "y, x", "f")]
    public async Task Tells_the_order_of_columns_as_drift(string ddl, string? before, string? after, string name)
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await development.ExecuteAsync(name == "f" ? ddl.Replace("y integer, x integer", "x integer, y integer", StringComparison.Ordinal) : "create table t (a integer, b integer)");
        await production.ExecuteAsync(ddl);
        var difference = Assert.Single((await Reading.CompareAsync(development, production, OptionalKinds.ColumnOrder)).Differences);
        Assert.Equal(
            before is null ? ("public." + name, Change.Extra, null) : ("public." + name, Change.Changed, "column order"),
            (difference.ObjectName, difference.Change, difference.Property));
        Assert.Equal((before, after, false), (difference.Development, difference.Production, difference.IsNote));
    }

    [Fact]
    public async Task Names_roles_whatever_they_are_called()
    {
        string[] names = ["a\"b", "its owner", "PUBLIC", "x.y", " ", "a' or 'b", "new\nline", "É", Longest];
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        var own = names.Select(name => name == Longest ? name : $"{name} {development.Name}").ToList();
        try
        {
            await development.ExecuteAsync("create table t ()");
            await production.ExecuteAsync("create table t ()" + string.Concat(own.Select(name =>
                $";create role {Quoted(name)}; grant select on t to {Quoted(name)}; alter default privileges for role {Quoted(name)} grant select on tables to public")));
            var result = await Reading.CompareAsync(development, production, Reading.AllOptional);
            Assert.Equal(
                own.Select(name => $"table public.t for {Quoted(name)}").Order(StringComparer.Ordinal),
                result.Differences.Where(difference => difference.Kind == "privilege").Select(difference => difference.ObjectName).Order(StringComparer.Ordinal));
            Assert.Equal(
                own.Select(name => $"of {Quoted(name)} on tables for PUBLIC").Order(StringComparer.Ordinal),
                result.Differences.Where(difference => difference.Kind == "default privilege").Select(difference => difference.ObjectName).Order(StringComparer.Ordinal));
        }
        finally
        {
            await production.ExecuteAsync(string.Concat(own.Select(name => $"drop owned by {Quoted(name)}; drop role {Quoted(name)};")));
        }
    }

    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    public async Task Is_read_by_a_role_that_may_only_connect(int major)
    {
        await using var database = await majors.CreateDatabaseAsync(major, postgres);
        var role = "reader_of_" + database.Name;
        await database.ExecuteAsync(Script(database, "pg_monitor") + $"revoke all on schema public from public; create role {role} login password 'p'");
        await database.ExecuteAsync(
            "create subscription other connection '' publication p with (connect = false, slot_name = none); comment on subscription other is 'x'");
        try
        {
            await using var everything = await Reading.OpenAsync(database.Url);
            await using var nothing = await Reading.OpenAsync(database.UrlFor(role, "p"), "production");
            var result = await Reading.CompareAsync(everything, nothing, Reading.AllOptional);
            Assert.Empty(result.Differences);
            Assert.True(result.Production.ObjectCounts["comment"] >= 5);
        }
        finally
        {
            await database.ExecuteAsync($"drop subscription if exists other; drop role {role}");
        }
    }

    [Fact]
    public async Task Is_counted_apart_from_its_queries()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Script(database, "pg_monitor"));
        await using var session = await Reading.OpenAsync(database.Url);
        await using var results = await session.ExecuteAsync(
            [
                new("select"),
                Census.Statement(session.Server.VersionNumber / 10000, ["public"], SystemCatalogs.Known, Reading.AllOptional),
            ],
            CancellationToken.None);
        var discrepancies = Census.Judge(await Census.ReadNextAsync(results, CancellationToken.None), new Dictionary<string, int>());
        var kinds = CatalogQuery.KindsOf(Reading.AllOptional).Except(CatalogQuery.KindsOf(OptionalKinds.None)).ToList();
        Assert.Equal(6, kinds.Count);
        Assert.Empty(kinds.Except(discrepancies.Where(discrepancy => discrepancy.IsModelled).Select(discrepancy => discrepancy.What)));
    }

    [Fact]
    public void Is_named_among_what_is_not_compared_until_somebody_asks()
    {
        var nothing = Uncompared.By(OptionalKinds.None);
        var everything = Uncompared.By(Reading.AllOptional);
        string[] words = ["privileges", "default privileges", "ownership", "comments", "security labels", "database settings"];
        Assert.Empty(words.Except(nothing));
        Assert.Empty(words.Intersect(everything));
        Assert.Contains("roles and their memberships", everything);
        Assert.Equal(["privileges"], nothing.Except(Uncompared.By(OptionalKinds.Privileges)));
    }

    private static string Script(TestDatabase database, string role) => OneOfEach
        .Replace("{0}", SqlName.Quote(database.Name), StringComparison.Ordinal).Replace("{1}", role, StringComparison.Ordinal);

    private static string Quoted(string name) => SqlName.Quote(name);
}
