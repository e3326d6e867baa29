using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Tests.Schema.Deparsed;

public sealed class Deparsed_properties
{
    private const string Older = "date_part('year'::text, d)";
    private const string Newer = "EXTRACT(year FROM d)";

    [Fact]
    public async Task Of_one_major_are_compared_byte_by_byte()
    {
        var result = await CompareAsync("deparsed:check", "(a  > 1)", 17, "(a > 1)", 17);

        Assert.Equal([new Difference("k", "o", Change.Changed, "check", "(a  > 1)", "(a > 1)", IsNote: false)], result.Differences);
        Assert.Empty(result.NotComparable);
    }

    [Fact]
    public async Task Of_two_majors_are_compared_in_canonical_form()
    {
        var result = await CompareAsync("deparsed:check", Newer, 17, Older, 13);

        Assert.Empty(result.Differences);
        Assert.Empty(result.NotComparable);
    }

    [Fact]
    public async Task That_cannot_be_compared_are_neither_equal_nor_different()
    {
        var result = await CompareAsync("deparsed:check", Newer, 17, Older, 16);

        Assert.Empty(result.Differences);
        Assert.Equal([new Difference("k", "o", Change.Changed, "check", Newer, Older, IsNote: false)], result.NotComparable);
    }

    [Theory]
    [InlineData(null, "(a > 1)")]
    [InlineData("(a > 1)", null)]
    [InlineData("(a > 1)", "(a > 2)")]
    public async Task That_certainly_differ_are_different(string? development, string? production)
    {
        var result = await CompareAsync("deparsed:check", development, 17, production, 13);

        Assert.Equal([new Difference("k", "o", Change.Changed, "check", development, production, IsNote: false)], result.Differences);
        Assert.Empty(result.NotComparable);
    }

    [Fact]
    public async Task Are_the_only_ones_that_are_compared_so()
    {
        var result = await CompareAsync("type", Newer, 17, Older, 13);

        Assert.Single(result.Differences);
        Assert.Empty(result.NotComparable);
    }

    private static Task<ComparisonResult> CompareAsync(string property, string? development, int ours, string? production, int theirs)
    {
        ObjectKind kind = new("k", [property]);
        return SchemaComparison.CompareAsync(
            new Listed((kind, [new("o", null, [development])])),
            new Listed((kind, [new("o", null, [production])])),
            new ComparisonScope(new HashSet<string>(), null) { Majors = (ours, theirs) },
            CancellationToken.None);
    }
}
