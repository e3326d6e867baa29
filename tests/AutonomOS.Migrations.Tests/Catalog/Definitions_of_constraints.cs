// Keys of one column are written out by the query, because pg_get_constraintdef looks up an index and a column for each: the text has to be
// the same to the letter.
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

public sealed class Definitions_of_constraints(PostgresFixture postgres, PostgresMajors majors)
{
    private const string Script = """
        create schema "select";
        create table "select"."Table" (
            id integer primary key, "user" text unique, "a ""b" varchar(9) unique, "Große" integer unique, n integer, m integer,
            check (n > 0), exclude (n with =));
        create table plain (id integer, n integer, p integer references "select"."Table");
        alter table plain add primary key (id, n);
        alter table plain add unique (id) include (n);
        alter table plain add unique (n) deferrable;
        alter table plain add unique (p) deferrable initially deferred;
        alter table plain add constraint filled unique (p) with (fillfactor = 70);
        create table later (id integer, dropped integer, "order" integer);
        alter table later drop column dropped;
        alter table later add primary key ("order");
        create unique index of_index on later (id);
        alter table later add constraint of_index unique using index of_index;
        create table parted (id integer primary key, n integer) partition by range (id);
        create table part partition of parted for values from (0) to (9);
        alter table part add unique (n)
        """;

    private const string NullsNotDistinct = "create table distinct_nulls (a integer unique nulls not distinct, b integer unique nulls distinct)";

    private const string WithoutOverlaps = "create table over (a int4range, b int4range, unique (a, b without overlaps))";

    [Fact]
    public async Task Are_the_servers_own()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await VerifyAsync(database, 15);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    public async Task Are_the_servers_own_in_other_majors(int major)
    {
        await using var database = await majors.CreateDatabaseAsync(major);
        await VerifyAsync(database, major);
    }

    private static async Task VerifyAsync(TestDatabase database, int major)
    {
        await database.ExecuteAsync(Script + (major >= 15 ? $";{NullsNotDistinct}" : "") + (major >= 18 ? $";{WithoutOverlaps}" : ""));
        var told = (await Reading.ObjectsAsync(database.Url, "constraint")).Values
            .Select(constraint => constraint["deparsed:definition"]!).Order(StringComparer.Ordinal).ToList();
        var own = await database.QueryAsync("""
            select pg_get_constraintdef(oid) from pg_constraint
            where conrelid >= 16384 and conparentid = 0 and contype in ('c', 'p', 'u', 'x', 'f')
            """);
        Assert.Equal(own.Order(StringComparer.Ordinal), told);
        Assert.Contains("""UNIQUE ("a ""b")""", told);
        Assert.Contains("""PRIMARY KEY ("order")""", told);
        Assert.Equal(16 + (major >= 15 ? 2 : 0) + (major >= 18 ? 1 : 0), told.Count);
    }
}
