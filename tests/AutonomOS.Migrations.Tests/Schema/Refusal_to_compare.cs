using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;
using static AutonomOS.Migrations.Tests.Schema.Listed;

namespace AutonomOS.Migrations.Tests.Schema;

public sealed class Refusal_to_compare
{
    private static readonly ObjectKind Table = Kind("table");
    private static readonly ComparisonScope All = new(new HashSet<string>(), null);

    [Theory]
    [InlineData("b", "a")]
    [InlineData("a", "a")]
    [InlineData("\U0001F600", "\uff21")]
    [InlineData("\"x\ny\"", "\"x\nx\"")]
    public async Task Objects_out_of_order_are_no_verdict(string first, string second)
    {
        Listed Wrong() => new((Table, [Object(first), Object(second)]));
        await IsRefusedAsync(SchemaComparison.CompareAsync(Wrong(), new Listed((Table, [])), All, CancellationToken.None));
        await IsRefusedAsync(SchemaComparison.CompareAsync(new Listed((Table, [])), Wrong(), All, CancellationToken.None));
        await IsRefusedAsync(SchemaComparison.CompareAsync(Wrong(), Wrong(), All, CancellationToken.None));
        await IsRefusedAsync(SchemaComparison.ReadAsync(Wrong(), All, CancellationToken.None));
    }

    [Fact]
    public async Task Excluded_objects_out_of_order_are_no_verdict()
    {
        var scope = new ComparisonScope(new HashSet<string> { "table a", "table b" }, null);
        await IsRefusedAsync(SchemaComparison.ReadAsync(new Listed((Table, [Object("b"), Object("a")])), scope, CancellationToken.None));
    }

    [Fact]
    public async Task Different_kinds_are_no_verdict()
    {
        var column = Kind("column");
        await IsRefusedAsync(SchemaComparison.CompareAsync(
            new Listed((Table, [])), new Listed((column, [])), All, CancellationToken.None));
        await IsRefusedAsync(SchemaComparison.CompareAsync(
            new Listed((Table, []), (column, [])), new Listed((Table, [])), All, CancellationToken.None));
        await IsRefusedAsync(SchemaComparison.CompareAsync(
            new Listed((Table, [])), new Listed((Table, []), (column, [])), All, CancellationToken.None));
    }

    [Fact]
    public async Task A_kind_that_is_told_twice_is_no_verdict() =>
        await IsRefusedAsync(SchemaComparison.ReadAsync(new Listed((Table, []), (Table, [])), All, CancellationToken.None));

    private static async Task IsRefusedAsync(Task comparison)
    {
        var refusal = await Assert.ThrowsAsync<FindingException>(() => comparison);
        Assert.Equal("AMB9004", refusal.Finding.Code);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
