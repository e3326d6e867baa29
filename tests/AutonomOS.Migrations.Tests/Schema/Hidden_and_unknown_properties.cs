using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Tests.Schema;

public sealed class Hidden_and_unknown_properties
{
    private static readonly ComparisonScope Everything = new(new HashSet<string>(), null);

    [Fact]
    public async Task A_hidden_one_differs_without_its_values()
    {
        var result = await CompareAsync("hidden:value", ["aaa"], ["bbb"]);

        Assert.Equal(
            [new Difference("option", "o", Change.Changed, "value", "(not shown)", "(not shown)", IsNote: false)], result.Differences);
        Assert.NotEqual(result.Development.Fingerprint, result.Production.Fingerprint);
        Assert.Empty((await CompareAsync("hidden:value", ["aaa"], ["aaa"])).Differences);
    }

    [Fact]
    public async Task Nothing_is_shown_as_nothing() => Assert.Equal(
        [new Difference("option", "o", Change.Changed, "value", null, "(not shown)", IsNote: false)],
        (await CompareAsync("hidden:value", [null], ["bbb"])).Differences);

    [Theory]
    [InlineData(null, "ask")]
    [InlineData("ask", null)]
    [InlineData("ask", "ask")]
    public async Task An_unknown_one_is_neither_equal_nor_different(string? development, string? production)
    {
        var result = await CompareAsync("unknown:value", [development, null], [production, "b"]);

        Assert.Empty(result.Differences);
        Assert.Equal([new UnknownProperty("option", "o", "value", development, production)], result.Unknown);
    }

    [Fact]
    public async Task One_that_both_may_read_is_compared()
    {
        var result = await CompareAsync("unknown:value", [null, "a"], [null, "b"]);

        Assert.Equal("a", Assert.Single(result.Differences).Development);
        Assert.Empty(result.Unknown);
    }

    [Fact]
    public async Task What_is_unknown_on_one_side_has_not_the_fingerprint_of_what_is_known()
    {
        var result = await CompareAsync("unknown:value", [null, null], ["ask", null]);

        Assert.NotEqual(result.Development.Fingerprint, result.Production.Fingerprint);
    }

    private static Task<ComparisonResult> CompareAsync(string property, string?[] development, string?[] production)
    {
        ObjectKind kind = new("option", development.Length == 1 ? [property] : [property, "value"]);
        return SchemaComparison.CompareAsync(
            new Listed((kind, [new("o", null, development)])),
            new Listed((kind, [new("o", null, production)])),
            Everything,
            CancellationToken.None);
    }
}
