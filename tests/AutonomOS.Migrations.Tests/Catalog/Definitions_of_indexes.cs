// Plain indexes are written out by the query, because pg_get_indexdef opens each table: the text has to be the same to the letter.
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

public sealed class Definitions_of_indexes(PostgresFixture postgres, PostgresMajors majors)
{
    private const string Script = """
        create schema "select";
        create domain short as varchar(9);
        create collation "select".german (locale = 'C');
        create table "select"."Table" (
            id integer, "user" text, "a ""b" varchar(9), d short, n numeric(9, 2), t timestamptz, u uuid, j jsonb, l integer[], b boolean,
            c char(3), i inet, name name, o text collate "select".german, e "char");
        create index on "select"."Table" (id);
        create index "Quoted" on "select"."Table" ("user");
        create index "a.b" on "select"."Table" ("a ""b");
        create index on "select"."Table" (d);
        create index on "select"."Table" (n);
        create index on "select"."Table" (t);
        create index on "select"."Table" (u);
        create index on "select"."Table" (l);
        create index on "select"."Table" (b);
        create index on "select"."Table" (c);
        create index on "select"."Table" (i);
        create index on "select"."Table" (name);
        create index on "select"."Table" (o);
        create index on "select"."Table" (e);
        create index on "select"."Table" (id, n);
        create index on "select"."Table" (id) include (n);
        create index on "select"."Table" (id desc);
        create index on "select"."Table" (id nulls first);
        create index on "select"."Table" (id desc nulls last);
        create index on "select"."Table" (id) where n > 0;
        create index on "select"."Table" (id) with (fillfactor = 70);
        create index on "select"."Table" ((id + 1));
        create index on "select"."Table" ("user" collate "select".german);
        create index on "select"."Table" (o collate "default");
        create index on "select"."Table" ("user" text_pattern_ops);
        create index on "select"."Table" ("a ""b" varchar_pattern_ops);
        create index on "select"."Table" using hash (id);
        create index on "select"."Table" using brin (t);
        create index on "select"."Table" using gin (j);
        create unique index on "select"."Table" (id);
        create materialized view seen as select 1 as one;
        create index on seen (one);
        create table parted (id integer, key integer) partition by list (key);
        create table part partition of parted for values in (1);
        create index on parted (id);
        create index on part (key)
        """;

    // From here on text_ops is not what a varchar gets by itself.
    private const string AnotherDefault = """
        create operator class own default for type varchar using btree as
            operator 1 <(text, text), operator 2 <=(text, text), operator 3 =(text, text), operator 4 >=(text, text), operator 5 >(text, text),
            function 1 (varchar, varchar) bttextcmp(text, text);
        create index of_own on "select"."Table" ("a ""b")
        """;

    [Fact]
    public async Task Are_the_servers_own()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await VerifyAsync(database);
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
        await VerifyAsync(database);
    }

    private static async Task VerifyAsync(TestDatabase database)
    {
        await database.ExecuteAsync(Script);
        var definitions = await DefinitionsAsync(database);
        Assert.Equal(33, definitions.Count);
        Assert.Contains("""CREATE INDEX "a.b" ON "select"."Table" USING btree ("a ""b")""", definitions);
        await database.ExecuteAsync(AnotherDefault);
        Assert.Contains(
            """CREATE INDEX "a.b" ON "select"."Table" USING btree ("a ""b" text_ops)""", await DefinitionsAsync(database));
    }

    private static async Task<IReadOnlyList<string>> DefinitionsAsync(TestDatabase database)
    {
        var told = (await Reading.ObjectsAsync(database.Url, "index")).Values
            .Select(index => index["deparsed:definition"]!).Order(StringComparer.Ordinal).ToList();
        var own = await database.QueryAsync("""
            select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class x on x.oid = i.indexrelid
            where i.indexrelid >= 16384 and not x.relispartition and x.relnamespace <> 'pg_toast'::regnamespace
            """);
        Assert.Equal(own.Order(StringComparer.Ordinal), told);
        return told;
    }
}
