using System.Text.RegularExpressions;
using AutonomOS.Migrations.Catalog;

namespace AutonomOS.Migrations.Tests.Catalog;

public sealed partial class Version_markers
{
    [Theory]
    [InlineData(14, "select\n  old,\n  both\n")]
    [InlineData(15, "select\n  new,\n  both\n")]
    [InlineData(18, "select\n  new,\n  both\n")]
    public void Choose_the_lines_for_a_server(int major, string expected) =>
        Assert.Equal(expected, CatalogQuery.TextFor(major, "select\r\n  old, --@ < 15\n  new, --@ >= 15\n  both").ReplaceLineEndings("\n"));

    [Theory]
    [InlineData(OptionalKinds.None, "select\n  a as \"note:a\"\n")]
    [InlineData(OptionalKinds.Comments, "select\n  a as \"note:a\"\n")]
    [InlineData(OptionalKinds.ColumnOrder | OptionalKinds.Comments, "select\n  a as a\n")]
    public void Choose_the_lines_for_what_is_asked(OptionalKinds asked, string expected) => Assert.Equal(
        expected,
        CatalogQuery.TextFor(15, "select\n  a as \"note:a\" --= not ColumnOrder\n  a as a --= ColumnOrder", asked).ReplaceLineEndings("\n"));

    [Theory]
    [InlineData(15, "", "select\n  plain,\n  both\n")]
    [InlineData(15, "inheritance", "select\n  inherited,\n  both\n")]
    [InlineData(13, "inheritance", "select\n  both\n")]
    public void Choose_the_lines_for_what_a_database_has(int major, string feature, string expected) => Assert.Equal(
        expected,
        CatalogQuery.TextFor(
            major, "select\n  plain, --@ without inheritance\n  inherited, --@ with inheritance, >= 15\n  both", features: new HashSet<string> { feature })
            .ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("x --@ > 15")]
    [InlineData("x --@ with")]
    [InlineData("x --@ with nothing")]
    [InlineData("x --@ without nothing")]
    [InlineData("x --@ >= 15 with inheritance")]
    [InlineData("x --@ >= ")]
    [InlineData("x --@ 15")]
    [InlineData("x --@>=15")]
    [InlineData("x --= Order")]
    [InlineData("x --= None")]
    [InlineData("x --= not")]
    [InlineData("x --= 1")]
    public void That_say_nothing_known_are_refused(string file) =>
        Assert.Throws<FormatException>(() => CatalogQuery.TextFor(15, file));

    [Fact]
    public void A_name_is_quoted_by_a_rule_and_not_by_the_keywords_of_the_server() => Assert.Equal(
        """
        select (case when quote_ident(y) = y or y ~ '^[a-z_][a-z0-9_$]*$' then y::text else '"' || replace(y::text, '"', '""') || '"' end)
          || (case when quote_ident(x) = x or x ~ '^[a-z_][a-z0-9_$]*$' then x::text else '"' || replace(x::text, '"', '""') || '"' end) as object

        """.ReplaceLineEndings("\n"),
        CatalogQuery.TextFor(15, "select {{name y}}\n  || {{name x}} as object"));

    [Theory]
    [InlineData("select {{name n.nspname as object")]
    [InlineData("select {{nmae n.nspname}} as object")]
    [InlineData("select {{name}} as object")]
    [InlineData("select where {{own pg_class}}")]
    public void Braces_that_stand_for_nothing_are_refused(string file) =>
        Assert.Throws<FormatException>(() => CatalogQuery.TextFor(15, file));

    [Fact]
    public void Every_kind_has_a_query_for_every_server()
    {
        foreach (var major in Enumerable.Range(13, 6))
        {
            Assert.Equal(CatalogReader.Kinds, CatalogQuery.ForMajor(major, Reading.AllOptional).Select(query => query.Kind));
            var queries = CatalogQuery.ForMajor(major, Reading.AllOptional)
                .Concat(CatalogQuery.ForMajor(major, Reading.AllOptional, new HashSet<string>()));
            Assert.All(queries, query => Assert.DoesNotContain("--@", query.Text, StringComparison.Ordinal));
            Assert.All(queries, query => Assert.DoesNotContain("{{", query.Text, StringComparison.Ordinal));
            Assert.All(queries, query => Assert.DoesNotContain("quote_ident", Rule().Replace(query.Text, ""), StringComparison.Ordinal));
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

    [GeneratedRegex(@"quote_ident\((.+?)\) = \1 or \1 ~ ")]
    private static partial Regex Rule();
}
