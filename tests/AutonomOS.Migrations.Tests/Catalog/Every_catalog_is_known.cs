using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>No table of pg_catalog is overlooked: each is read by a query, or stands in a list with the reason why it is not.</summary>
public sealed class Every_catalog_is_known(PostgresFixture postgres, PostgresMajors majors)
{
    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    public async Task On_a_server(int major)
    {
        await using var database = await majors.CreateDatabaseAsync(major, postgres);
        var catalogs = await database.QueryAsync(
            "select relname::text from pg_class where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r' order by 1");
        Assert.Contains("pg_class", catalogs);
        Assert.Empty(catalogs.Except(SystemCatalogs.Known));
        Assert.Empty(SystemCatalogs.ComparedOn(major).Except(catalogs));
    }

    [Fact]
    public void What_is_said_to_be_compared_is_read_by_a_query()
    {
        var texts = string.Join('\n', CatalogQuery.ForMajor(18, Reading.AllOptional).Select(query => query.Text));
        string[] compared = [.. SystemCatalogs.Compared, .. SystemCatalogs.ComparedOnRequest];
        Assert.All(compared, catalog => Assert.Matches($@"(from|join) {catalog}\b", texts));
        Assert.Empty(compared.Intersect(SystemCatalogs.Uncompared.Keys));
        Assert.Empty(SystemCatalogs.Compared.Intersect(SystemCatalogs.ComparedOnRequest));
        Assert.All(SystemCatalogs.Uncompared, catalog => Assert.NotEmpty(catalog.Value));
    }
}
