using AutonomOS.Migrations.Schema;
using static AutonomOS.Migrations.Tests.Schema.Listed;

namespace AutonomOS.Migrations.Tests.Schema;

public sealed class Summary_of_a_side
{
    private static readonly ObjectKind Table = Kind("table", "options");
    private static readonly ObjectKind Column = Kind("column", "type", "note:position");

    [Fact]
    public async Task Counts_by_kind_and_names_what_was_asked_for()
    {
        var summary = await ReadAsync((Table, [Object("a", null, "x"), Object("b", null, "x")]), (Column, []));
        Assert.Equal([new("table", 2), new("column", 0)], summary.ObjectCounts);
        Assert.Equal(["a", "b"], summary.Names);
        Assert.Matches("^sha256:[0-9a-f]{64}$", summary.Fingerprint);
    }

    [Fact]
    public async Task Is_the_same_alone_and_compared()
    {
        (ObjectKind, SchemaObject[])[] kinds = [(Table, [Object("a", null, "x")]), (Column, [Object("a.b", "table a", "text", "1")])];
        var compared = await SchemaComparison.CompareAsync(
            new Listed(kinds), new Listed(kinds), new(new HashSet<string>(), "table"), CancellationToken.None);
        var alone = await ReadAsync(kinds);
        Assert.Empty(compared.Differences);
        Assert.Equal(alone.Fingerprint, compared.Development.Fingerprint);
        Assert.Equal(alone.Fingerprint, compared.Production.Fingerprint);
        Assert.Equal(alone.ObjectCounts, compared.Production.ObjectCounts);
        Assert.Equal(alone.Names, compared.Production.Names);
    }

    [Fact]
    public async Task Excluded_objects_and_what_is_below_them_leave_no_trace()
    {
        var without = await ReadAsync((Table, [Object("b", null, "x")]), (Column, []), (Kind("sequence"), []));
        var with = await SchemaComparison.ReadAsync(
            new Listed(
                (Table, [Object("a", null, "x"), Object("b", null, "x"), Object("b_part", "table a", "x")]),
                (Column, [Object("a.c", "table a", "text", "1")]),
                (Kind("sequence"), [Object("s", "column a.c")])),
            new(new HashSet<string> { "table a" }, "table"),
            CancellationToken.None);
        Assert.Equal(without.Fingerprint, with.Fingerprint);
        Assert.Equal(without.ObjectCounts, with.ObjectCounts);
        Assert.Equal(without.Names, with.Names);
    }

    [Fact]
    public async Task An_exclusion_hides_its_own_kind_only()
    {
        var summary = await SchemaComparison.ReadAsync(
            new Listed((Table, [Object("a", null, "x")]), (Column, [Object("a", "table b", "text", "1")])),
            new(new HashSet<string> { "column a" }, null),
            CancellationToken.None);
        Assert.Equal([new("table", 1), new("column", 0)], summary.ObjectCounts);
        Assert.Empty(summary.Names);
    }

    [Fact]
    public async Task The_fingerprint_is_blind_for_notes_and_nulls_of_later_versions_and_nothing_else()
    {
        var plain = await ReadAsync((Column, [Object("a", null, "text", "1")]));
        Assert.Equal(plain.Fingerprint, (await ReadAsync((Column, [Object("a", null, "text", "2")]))).Fingerprint);
        Assert.Equal(plain.Fingerprint, (await ReadAsync((Kind("column", "new", "type"), [Object("a", null, null, "text")]))).Fingerprint);
        (ObjectKind, SchemaObject[])[][] others =
        [
            [],
            [(Column, [Object("b", null, "text", "1")])],
            [(Column, [Object("a", null, "xml", "1")])],
            [(Column, [Object("a", null, "", "1")])],
            [(Column, [Object("a", null, null, "1")])],
            [(Column, [Object("atype", null, "text", "1")])],
            [(Kind("column", "typ"), [Object("a", null, "text")])],
            [(Kind("colum", "type"), [Object("a", null, "text")])],
            [(Column, [Object("a", null, "text", "1"), Object("b", null, "text", "1")])],
        ];
        var seen = new HashSet<string> { plain.Fingerprint };
        foreach (var other in others)
        {
            Assert.True(seen.Add((await ReadAsync(other)).Fingerprint));
        }
    }

    [Fact]
    public async Task A_large_schema_has_a_stable_fingerprint()
    {
        SchemaObject[] Columns(string last) => [.. Enumerable.Range(1000, 2000)
            .Select(i => Object($"c{i}", null, new string('x', i == 2999 ? 40_000 : 10), "1")), Object("d", null, last, "1")];

        var one = await ReadAsync((Column, Columns("text")));
        Assert.Equal(one.Fingerprint, (await ReadAsync((Column, Columns("text")))).Fingerprint);
        Assert.NotEqual(one.Fingerprint, (await ReadAsync((Column, Columns("xml")))).Fingerprint);
    }

    private static Task<SchemaSummary> ReadAsync(params (ObjectKind Kind, SchemaObject[] Objects)[] kinds) =>
        SchemaComparison.ReadAsync(new Listed(kinds), new(new HashSet<string>(), "table"), CancellationToken.None);
}
