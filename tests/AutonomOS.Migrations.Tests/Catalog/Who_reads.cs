using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

public sealed class Who_reads(PostgresFixture postgres)
{
    private const string Ddl = """
        create schema hidden;
        create type hidden.mood as enum ('a');
        create domain hidden.amount as integer default 1 constraint k check (value > 0);
        create type hidden.pair as (a integer, b hidden.mood);
        create type hidden.moods as range (subtype = hidden.mood, multirange_type_name = hidden.many_moods);
        create type hidden.announced;
        create function hidden.f(hidden.mood) returns integer language sql as 'select 1' set search_path = hidden;
        create function hidden.touch() returns trigger language plpgsql as 'begin return new; end';
        create procedure hidden.p() language sql as '';
        create table hidden.t (id serial primary key, k integer generated always as identity, m hidden.mood default 'a',
          at timestamptz default '2025-01-01 12:00:00+00', span interval default '1 day 2 hours', bytes bytea default '\xff',
          ratio float8 default 0.1, check (at > '2024-01-01 00:00:00+00'));
        create index on hidden.t ((id + 1)) where m = 'a';
        create view hidden.v as select id, m::text from hidden.t where m = 'a';
        create materialized view hidden.mv as select id from hidden.t;
        create trigger g before insert on hidden.t for each row execute function hidden.touch();
        create policy r on hidden.t using (m = 'a');
        revoke all on schema hidden, public from public;
        revoke all on all tables in schema hidden from public;
        revoke all on all functions in schema hidden from public;
        """;

    [Fact]
    public async Task Changes_nothing_even_for_a_role_that_may_only_connect()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var role = await RoleAsync(database, "");
        await database.ExecuteAsync(Ddl);
        await using var everything = await Reading.OpenAsync(database.Url);
        await using var nothing = await Reading.OpenAsync(role.Url, "production");
        var result = await Reading.CompareAsync(everything, nothing);
        Assert.Empty(result.Differences);
        Assert.Equal(result.Development.Fingerprint, result.Production.Fingerprint);
        Assert.Equal(2, result.Production.ObjectCounts["schema"]);
        Assert.Equal(7, result.Production.ObjectCounts["column"]);
    }

    [Fact]
    public async Task Changes_nothing_with_a_search_path_of_its_own()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var role = await RoleAsync(database, "alter role {0} set search_path = hidden, pg_temp, pg_catalog");
        await database.ExecuteAsync(Ddl + """
            create function hidden.same(hidden.mood, text) returns boolean language sql as 'select true';
            create operator hidden.= (leftarg = hidden.mood, rightarg = text, function = hidden.same);
            alter table hidden.t add constraint own check (m operator(hidden.=) 'x'::text);
            """);
        await using var plain = await Reading.OpenAsync(database.Url);
        await using var inside = await Reading.OpenAsync(role.Url, "production");
        Assert.Contains("hidden", inside.Server.SearchPath, StringComparison.Ordinal);
        Assert.Empty((await Reading.CompareAsync(plain, inside)).Differences);
    }

    [Theory]
    [InlineData("quote_all_identifiers", "on")]
    [InlineData("standard_conforming_strings", "off")]
    [InlineData("DateStyle", "German, DMY")]
    [InlineData("IntervalStyle", "sql_standard")]
    [InlineData("TimeZone", "Asia/Tokyo")]
    [InlineData("extra_float_digits", "-15")]
    [InlineData("bytea_output", "escape")]
    public async Task Changes_nothing_with_settings_of_its_own(string setting, string value)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var role = await RoleAsync(database, $"alter role {{0}} set {setting} = '{value}'");
        await database.ExecuteAsync(Ddl + @"alter table hidden.t add back text default 'a\b', add third float8 default 0.1234567890123456789::float8;");
        await using var plain = await Reading.OpenAsync(database.Url);
        await using var own = await Reading.OpenAsync(role.Url, "production");
        Assert.Empty((await Reading.CompareAsync(plain, own)).Differences);
    }

    private static async Task<Role> RoleAsync(TestDatabase database, string settings)
    {
        var role = new Role(database);
        await database.ExecuteAsync($"create role {role.Name} login password 'p'; {string.Format(null, settings, role.Name)}");
        return role;
    }

    private sealed class Role(TestDatabase database) : IAsyncDisposable
    {
        public string Name { get; } = "reader_of_" + database.Name;

        public string Url => database.UrlFor(this.Name, "p");

        public async ValueTask DisposeAsync() => await database.ExecuteAsync($"drop role {this.Name}");
    }
}
