using AutonomOS.Migrations.Schema;
using static AutonomOS.Migrations.Tests.Schema.Listed;

namespace AutonomOS.Migrations.Tests.Schema;

public sealed class Folding_of_differences
{
    private static readonly ObjectKind Table = Kind("table");
    private static readonly ObjectKind Column = Kind("column", "type");
    private static readonly ComparisonScope All = new(new HashSet<string>(), "table");

    [Fact]
    public async Task A_missing_table_is_one_difference_with_all_that_goes_with_it()
    {
        var development = new Listed(
            (Table, [Object("t")]), (Column, [Object("t.a", "table t", "text")]), (Kind("sequence"), [Object("t_a_seq", "column t.a")]));
        var production = new Listed((Table, []), (Column, []), (Kind("sequence"), []));
        Assert.Equal([OneSided("table", "t", Change.Missing)], await DifferencesAsync(development, production));
    }

    [Fact]
    public async Task A_missing_column_of_a_table_on_both_sides_is_told()
    {
        var development = new Listed((Table, [Object("t")]), (Column, [Object("t.a", "table t", "text")]));
        var production = new Listed((Table, [Object("t")]), (Column, []));
        Assert.Equal([OneSided("column", "t.a", Change.Missing)], await DifferencesAsync(development, production));
    }

    [Fact]
    public async Task A_child_is_not_hidden_by_a_parent_that_is_on_the_other_side_only()
    {
        var development = new Listed((Table, [Object("t")]), (Column, []));
        var production = new Listed((Table, []), (Column, [Object("t.a", "table t", "text")]));
        Assert.Equal(
            [OneSided("table", "t", Change.Missing), OneSided("column", "t.a", Change.Extra)],
            await DifferencesAsync(development, production));
    }

    [Fact]
    public async Task A_child_is_not_hidden_by_an_object_of_another_kind_with_its_parents_name()
    {
        var development = new Listed((Kind("extension"), [Object("x")]), (Table, [Object("x.t", "schema x")]));
        var production = new Listed((Kind("extension"), []), (Table, []));
        Assert.Equal(
            [OneSided("extension", "x", Change.Missing), OneSided("table", "x.t", Change.Missing)],
            await DifferencesAsync(development, production));
    }

    [Fact]
    public async Task A_partition_that_sorts_before_its_table_goes_with_it()
    {
        var development = new Listed((Table, [Object("a", "table m"), Object("m"), Object("z", "table m")]));
        Assert.Equal([OneSided("table", "m", Change.Missing)], await DifferencesAsync(development, new Listed((Table, []))));
    }

    [Fact]
    public async Task A_changed_object_is_one_difference_a_property_and_notes_are_marked()
    {
        var kind = Kind("column", "type", "nullable", "note:position");
        var development = new Listed((kind, [Object("t.a", "table t", "text", "true", "1")]));
        var production = new Listed((kind, [Object("t.a", "table u", "text", null, "2")]));
        Assert.Equal(
            [
                new("column", "t.a", Change.Changed, "nullable", "true", null, false),
                new("column", "t.a", Change.Changed, "note:position", "1", "2", true),
            ],
            await DifferencesAsync(development, production));
    }

    [Fact]
    public async Task A_property_that_one_server_does_not_have_is_null_there()
    {
        var development = new Listed((Kind("column", "new", "type"), [Object("a", null, null, "text"), Object("b", null, "x", "text")]));
        var production = new Listed((Kind("column", "type", "old"), [Object("a", null, "text", null), Object("b", null, "text", "y")]));
        Assert.Equal(
            [new("column", "b", Change.Changed, "new", "x", null, false), new("column", "b", Change.Changed, "old", null, "y", false)],
            await DifferencesAsync(development, production));
    }

    [Fact]
    public async Task Differences_come_in_the_order_of_kinds_and_names()
    {
        var development = new Listed((Table, [Object("b"), Object("c")]), (Column, [Object("a", null, "text"), Object("d", null, "text")]));
        var production = new Listed((Table, [Object("a"), Object("c")]), (Column, [Object("a", null, "xml"), Object("c", null, "text")]));
        Assert.Equal(["a", "b", "a", "c", "d"], (await DifferencesAsync(development, production)).Select(d => d.ObjectName));
    }

    private static Difference OneSided(string kind, string name, Change change) => new(kind, name, change, null, null, null, false);

    private static async Task<IReadOnlyList<Difference>> DifferencesAsync(Listed development, Listed production) =>
        (await SchemaComparison.CompareAsync(development, production, All, CancellationToken.None)).Differences;
}
