using AutonomOS.Migrations.Alembic.VersionTables;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

public sealed class Hostile_names(PostgresFixture postgres)
{
    // 15 emoji of four bytes and "ab", with a letter before it where names must differ: 63 bytes, the longest name there is.
    private static readonly string Longest = string.Concat(Enumerable.Repeat("\U0001F600", 15)) + "ab";

    public static TheoryData<string> Names { get; } =
    [
        "\"", "'", "x.", "a.b", "a\".\"b", "line\nbreak", "\r\n", " ", "$1", "{}", "--", "SELECT", "\uff21", "\U0001F600", "e\u0301",
        "\u00e9", Longest,
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Are_read_compared_and_told_apart(string name)
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        var sql = Script(Quoted(name));
        await development.ExecuteAsync(sql);
        await production.ExecuteAsync(sql);
        Assert.Empty((await Reading.CompareAsync(development, production)).Differences);
        await production.ExecuteAsync($"alter table {Quoted(name)}.{Quoted(name)} drop column {Quoted(name)} cascade");
        var difference = (await Reading.CompareAsync(development, production)).Differences.First(d => !d.IsNote);
        Assert.Equal("column", difference.Kind);
        Assert.Equal(string.Join('.', Enumerable.Repeat(Quoted(name), 3)), difference.ObjectName);
    }

    // The server cuts the name that it makes up for a multirange type within a character, and then holds text that is no UTF-8.
    [Fact]
    public async Task Are_those_that_the_server_makes_up()
    {
        await using var left = await postgres.CreateDatabaseAsync();
        await using var right = await postgres.CreateDatabaseAsync();
        var ddl = $"create type \"{string.Concat(Enumerable.Repeat('日', 20))}\" as range (subtype = integer);";
        await left.ExecuteAsync(ddl);
        await right.ExecuteAsync(ddl);
        Assert.Empty((await Reading.CompareAsync(left, right)).Differences);
        await right.ExecuteAsync("drop type \"日日日日日日日日日日日日日日日日日日日日\"");
        Assert.Equal(["range type"], (await Reading.CompareAsync(left, right)).Differences.Select(one => one.Kind));
    }

    [Fact]
    public async Task Are_sorted_alike_by_the_server_and_by_us()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync(string.Concat(Names.Select(row => $"create table {Quoted(row.Data)} ();")));
        Assert.Equal(Names.Count, (await Reading.ReadAsync(database.Url)).Names.Count);
    }

    [Theory]
    [InlineData("json", "json")] // a keyword from version 16 or 17 on, as the next two
    [InlineData("json_object", "json_object")]
    [InlineData("system_user", "system_user")]
    [InlineData("select", "select")] // a keyword in every version
    [InlineData("_a$1", "_a$1")]
    [InlineData("a\n", "\"a\n\"")]
    [InlineData("1a", "\"1a\"")]
    [InlineData("A", "\"A\"")]
    [InlineData("a-b", "\"a-b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("\u00e9", "\"\u00e9\"")]
    public async Task Are_quoted_alike_by_every_version_and_for_the_version_table(string name, string expected)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync($"""
            create schema {Quoted(name)};
            create table {Quoted(name)}.{Quoted(name)} (version_num varchar(32) not null, {Quoted(name)} integer)
            """);
        var full = $"{expected}.{expected}";
        Assert.Equal([full], (await Reading.ReadAsync(database.Url)).Names);
        Assert.Contains($"{full}.{expected}", (await Reading.ObjectsAsync(database.Url, "column")).Keys);
        await using var session = await Reading.OpenAsync(database.Url);
        await using var reader = await session.ExecuteAsync([AlembicVersionTable.LocateStatement(name, name)], CancellationToken.None);
        var relation = Assert.Single(await AlembicVersionTable.ReadRelationsAsync(reader, CancellationToken.None));
        Assert.Equal(full, relation.FullName);
    }

    [Theory]
    [InlineData("ENCODING 'SQL_ASCII' LOCALE 'C'")]
    [InlineData("ENCODING 'LATIN1' LOCALE 'C'")]
    [InlineData("ENCODING 'WIN1252' LOCALE 'C'")]
    [InlineData("ENCODING 'EUC_JP' LOCALE 'C'")]
    public async Task Are_sorted_alike_whatever_the_encoding(string encoding)
    {
        await using var development = await postgres.CreateDatabaseAsync("ENCODING 'UTF8' LOCALE 'C'");
        await using var production = await postgres.CreateDatabaseAsync(encoding);

        // The euro sign is byte 0x80 in WIN1252 and behind every Latin letter in UTF-8; EUC_JP puts half-width kana before kanji.
        var names = encoding.Contains("WIN", StringComparison.Ordinal) ? new[] { "\u20ac", "\u00e9", "z" }
            : encoding.Contains("EUC", StringComparison.Ordinal) ? ["\uff71", "\u4e9c", "z"]
            : ["\u00e9", "\u00ff", "z"];
        foreach (var database in new[] { development, production })
        {
            await database.ExecuteAsync(string.Concat(names.Select(name => $"create table {Quoted(name)} (a integer);")));

            // Within a value, too.
            var columns = string.Join(", ", names.Select(Quoted));
            await database.ExecuteAsync(
                $"""
                create table t ({string.Join(", ", names.Select(name => $"{Quoted(name)} integer"))});
                create statistics many on {columns} from t;
                create publication parts_of_it for table t ({columns});
                create table parts ({string.Join(", ", names.Select(name => $"{Quoted(name)} integer"))}) partition by list (z);
                """);
        }

        var result = await Reading.CompareAsync(development, production);
        Assert.Empty(result.Differences);
        Assert.Equal(5, result.Production.Names.Count);
        Assert.Equal(result.Development.Fingerprint, result.Production.Fingerprint);

        string Partition(string name, int value) => $"create table {name} partition of parts for values in ({value});"
            + string.Concat(names.Select(column => $"alter table {name} alter column {Quoted(column)} set statistics 5;"));
        await development.ExecuteAsync(Partition("one", 1));
        await production.ExecuteAsync(Partition("two", 2));
        result = await Reading.CompareAsync(development, production);
        Assert.True(result.Differences.Single().IsNote);
    }

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string Script(string n) => $"""
        create schema {n};
        create table {n}.{n} ({n} text constraint {n} check ({n} <> ''));
        create index {"\"i" + n[1..]} on {n}.{n} ({n});
        create function {n}.{n}({n} {n}.{n}, out {n} integer) language sql as 'select 1';
        create function {n}.{n}() returns trigger language plpgsql as 'begin return new; end';
        create procedure {n}.{"\"p" + n[1..]}() language plpgsql as 'begin end';
        create trigger {n} before insert on {n}.{n} for each row execute function {n}.{n}();
        create policy {n} on {n}.{n};
        create sequence {n}.{"\"s" + n[1..]} owned by {n}.{n}.{n};
        create view {n}.{"\"v" + n[1..]} as select {n} from {n}.{n};
        create materialized view {n}.{"\"m" + n[1..]} as select {n} from {n}.{n};
        create type {n}.{"\"e" + n[1..]} as enum ('x');
        """;
}
