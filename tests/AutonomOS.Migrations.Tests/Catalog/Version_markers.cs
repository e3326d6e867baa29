using AutonomOS.Migrations.Catalog;

namespace AutonomOS.Migrations.Tests.Catalog;

public sealed class Version_markers
{
    [Theory]
    [InlineData(14, "select\n  old,\n  both\n")]
    [InlineData(15, "select\n  new,\n  both\n")]
    [InlineData(18, "select\n  new,\n  both\n")]
    public void Choose_the_lines_for_a_server(int major, string expected) =>
        Assert.Equal(expected, CatalogQuery.TextFor(major, "select\r\n  old, --@ < 15\n  new, --@ >= 15\n  both").ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("x --@ > 15")]
    [InlineData("x --@ >= ")]
    [InlineData("x --@ 15")]
    [InlineData("x --@>=15")]
    public void That_say_nothing_known_are_refused(string file) =>
        Assert.Throws<FormatException>(() => CatalogQuery.TextFor(15, file));

    [Fact]
    public void Every_kind_has_a_query_for_every_server()
    {
        foreach (var major in Enumerable.Range(13, 6))
        {
            var queries = CatalogQuery.ForMajor(major);
            Assert.Equal(CatalogReader.Kinds, queries.Select(query => query.Kind));
            Assert.All(queries, query => Assert.DoesNotContain("--@", query.Text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_kind_is_named_by_its_file()
    {
        Assert.Contains("materialized view", CatalogReader.Kinds);
        Assert.Equal("schema", CatalogReader.Kinds[0]);
        Assert.True(CatalogReader.Kinds.Index().First(kind => kind.Item == "table").Index
            < CatalogReader.Kinds.Index().First(kind => kind.Item == "column").Index);
    }
}
