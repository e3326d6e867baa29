using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// No column of pg_catalog is overlooked: each is named by a query, or stands in a list with the reason why it is not. A server newer than
/// all that were looked at is asked for what it has besides.
/// </summary>
public sealed class Every_column_of_the_catalogs_is_known(PostgresFixture postgres, PostgresMajors majors)
{
    public static TheoryData<int> Majors => [13, 14, 15, 16, 17, CatalogColumns.NewestMajor];

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task On_a_server(int major)
    {
        await using var database = await majors.CreateDatabaseAsync(major, postgres);
        var columns = await ColumnsAsync(database);
        var known = CatalogColumns.Known(major);
        Assert.Contains("pg_class.relname", columns);
        Assert.All(columns, column => Assert.True(known.Contains(column) || known.Contains(column.Split('.')[1]), column));
    }

    [Fact]
    public async Task And_no_column_is_left_out_that_every_server_is_asked_for_or_that_none_has()
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        var named = CatalogColumns.Unread.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var major in Majors.Select(row => row.Data))
        {
            await using var database = await majors.CreateDatabaseAsync(major, postgres);
            there.UnionWith(await ColumnsAsync(database));
            var known = CatalogColumns.Known(major);
            named.RemoveWhere(column => !known.Contains(column.Split('.')[1]));
        }

        Assert.Empty(named);
        Assert.Empty(CatalogColumns.Unread.Keys.Except(there));
        Assert.All(CatalogColumns.Unread.Values, Assert.NotEmpty);
    }

    [Fact]
    public async Task A_newer_server_is_asked_for_columns_and_kinds_that_are_not()
    {
        await using var database = await majors.CreateDatabaseAsync(CatalogColumns.NewestMajor);
        Assert.Empty(await CountAsync(database, SystemCatalogs.Known));

        // As one that has something new has it. A table that is not compared may have what it likes.
        await database.ExecuteAsync(
            """
            set allow_system_table_mods = on;
            create table t (a integer);
            update pg_class set relkind = 'g' where relname = 't';
            alter table pg_conversion add connew integer;
            alter table pg_language add "lan""new" integer;
            alter table pg_statistic_ext_data add stxdnew integer;
            """);

        Assert.Equal(
            [
                new("pg_class.relkind 'g'", 1, null, IsCatalog: true),
                new("pg_conversion.connew", 1, null, IsCatalog: true),
                new("pg_language.lan\"new", 1, null, IsCatalog: true),
            ],
            await CountAsync(database, SystemCatalogs.Known));
        Assert.Equal(
            ["pg_class.relkind 'g'", "pg_language.lan\"new"],
            (await CountAsync(database, [.. SystemCatalogs.Known.Except(["pg_conversion"])]))
                .Select(row => row.What).Where(what => what.Contains('.', StringComparison.Ordinal)));
    }

    private static async Task<IReadOnlyList<string>> ColumnsAsync(TestDatabase database) =>
    [
        .. (await database.QueryAsync(
            $"""
            select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = 'pg_catalog'::regnamespace and a.attnum > 0 and not a.attisdropped
              and c.relname in ({string.Join(", ", SystemCatalogs.Compared.Concat(SystemCatalogs.ComparedOnRequest).Select(catalog => $"'{catalog}'"))})
            """)).OfType<string>(),
    ];

    // What is counted in the catalogs themselves.
    private static async Task<IReadOnlyList<CensusRow>> CountAsync(TestDatabase database, IReadOnlyList<string> known)
    {
        await using var session = await Reading.OpenAsync(database.Url);
        await using var results = await session.ExecuteAsync(
            [new("select"), Census.Statement(CatalogColumns.NewestMajor + 1, null, known)], CancellationToken.None);
        return [.. (await Census.ReadNextAsync(results, CancellationToken.None)).Where(row => row.IsCatalog && row.Least is not 0)];
    }
}
