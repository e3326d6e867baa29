using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Testing;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// A database that has nothing of a feature is asked by shorter queries than one that has (features.sql): what one side alone has of it
/// is told all the same, and nothing else. Databases are new, so that the catalogs of the one are empty files.
/// </summary>
public sealed class What_one_side_alone_has(PostgresFixture postgres, PostgresMajors majors)
{
    private const string Plain = """
        create table p (id integer, k integer);
        create table t (id integer primary key, k integer unique);
        create index ix on t (k);
        create index on t ((k + 1));
        """;

    public static TheoryData<int, string, string, string?> Rows { get; } = [];

    static What_one_side_alone_has()
    {
        foreach (var major in (int[])[13, 15, 18])
        {
            Rows.Add(major, "alter table t inherit p", "table public.t", "inherits");
            Rows.Add(major, "create table a (k integer) partition by list (k); create table b partition of a for values in (1)", "table public.a", null);
            Rows.Add(major, "alter extension plpgsql add table p", "table public.p", null);
            Rows.Add(major, "alter index ix depends on extension plpgsql", "index public.ix", "depends on extension");
            Rows.Add(major, "alter index t_k_key depends on extension plpgsql", "constraint public.t.t_k_key", "index depends on extension");
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Is_told(int major, string change, string reference, string? property)
    {
        await using var changed = await majors.CreateDatabaseAsync(major, postgres);
        await using var plain = await majors.CreateDatabaseAsync(major, postgres);
        await changed.ExecuteAsync(Plain + change);
        await plain.ExecuteAsync(Plain);

        var told = Assert.Single((await Reading.CompareAsync(changed, plain)).Differences);
        Assert.Equal((reference, property), ($"{told.Kind} {told.ObjectName}", told.Property));
        var back = Assert.Single((await Reading.CompareAsync(plain, changed)).Differences);
        Assert.Equal((reference, property), ($"{back.Kind} {back.ObjectName}", back.Property));
        Assert.Equal((told.Development, told.Production), (back.Production, back.Development));
    }

    [Fact]
    public void Makes_a_query_another()
    {
        var names = CatalogFeature.All.Select(feature => feature.Name).ToHashSet();
        Assert.Equal(4, names.Count);
        foreach (var major in (int[])[13, 18])
        {
            var all = CatalogQuery.ForMajor(major, OptionalKinds.None, names).Select(query => query.Text).ToList();
            Assert.Equal(all, CatalogQuery.ForMajor(major).Select(query => query.Text));
            Assert.All(names, name => Assert.NotEqual(
                all, CatalogQuery.ForMajor(major, OptionalKinds.None, names.Except([name]).ToHashSet()).Select(query => query.Text)));
        }
    }

    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    public async Task Makes_a_query_that_the_server_understands(int major)
    {
        await using var database = await majors.CreateDatabaseAsync(major, postgres);
        await using var connection = await database.OpenAsync();
        var names = CatalogFeature.All.Select(feature => feature.Name).ToList();
        var texts = new HashSet<string>();
        for (var set = 0; set < 1 << names.Count; set++)
        {
            texts.UnionWith(CatalogQuery.ForMajor(major, OptionalKinds.None, names.Where((_, place) => (set & (1 << place)) != 0).ToHashSet())
                .Where(query => query.Kind is "table" or "column" or "constraint" or "index")
                .Select(query => query.Text));
        }

        Assert.InRange(texts.Count, 20, 64);
        await using var path = new NpgsqlCommand("set search_path = pg_catalog", connection);
        await path.ExecuteNonQueryAsync();
        foreach (var text in texts)
        {
            await using var explained = new NpgsqlCommand($"explain {text.Replace("$1", "null", StringComparison.Ordinal)}", connection);
            await explained.ExecuteNonQueryAsync();
        }
    }
}
