using System.Diagnostics;
using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Graph;

/// <summary>Bounds that quadratic time would miss by far, and a busy machine keeps.</summary>
public sealed class Large_histories_cost_linear_time
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public void G18_a_chain_of_200000_revisions_also_when_it_is_a_ring()
    {
        var watch = Stopwatch.StartNew();
        var chain = Enumerable.Range(0, 200_000)
            .Select(number => Revision(number, number == 0 ? [] : [number - 1], number % 1000 == 0)).ToArray();
        var graph = Link(chain, out var findings);
        Assert.Empty(findings);
        Assert.Equal(chain.Select(file => file.Revision), graph.Revisions.Select(file => file.Revision));
        Assert.Equal(200_000, graph.Pending([]).Count);
        Assert.Equal(["r199999"], graph.Pending(["r199998"]));
        Assert.Equal(200, graph.LabelsOf("r000000").Count);
        Assert.Equal(["r000001"], graph.Identifiers.ResolveUpgrade("r199999-199998", []).Revisions);
        Assert.Equal(["r199999"], graph.Identifiers.ResolveUpgrade("l000@+199999", ["r000000"]).Revisions);
        Assert.Equal(ResolutionStatus.Ambiguous, graph.Identifiers.Resolve("r").Status);

        chain[0] = Revision(0, [199_999], true);
        _ = Link(chain, out findings);
        Assert.Equal("AMB3024", Assert.Single(findings).Code);
        Assert.True(watch.Elapsed < Bound, $"took {watch.Elapsed}");
    }

    [Fact]
    public void G18_ten_thousand_heads_and_the_merge_of_them()
    {
        // A chain of 20,000, a head beside every other revision of it, and labels on the heads.
        var watch = Stopwatch.StartNew();
        var files = Enumerable.Range(0, 20_000).Select(number => Revision(number, number == 0 ? [] : [number - 1]))
            .Concat(Enumerable.Range(0, 10_000).Select(number => Revision(20_000 + number, [2 * number], number % 10 == 0))).ToList();
        var graph = Link(files, out var findings);
        Assert.Empty(findings);
        Assert.Equal(10_001, graph.Heads.Count);
        Assert.Contains(" and 9937 more", graph.DescribeHeads(), StringComparison.Ordinal);
        Assert.Equal(10_001, graph.Identifiers.Resolve("r000000@heads").Revisions.Count);
        Assert.Equal(10_001, graph.Identifiers.Resolve("-1").Revisions.Count + 1);
        Assert.Equal(ResolutionStatus.SeveralHeads, graph.Identifiers.Resolve("head").Status);
        Assert.Equal(10_001, graph.Rows(graph.Heads).Count);

        files.Add(Revision(30_000, [19_999, .. Enumerable.Range(20_000, 10_000)]));
        graph = Link(files, out findings);
        Assert.Empty(findings);
        Assert.Equal(["r030000"], graph.Heads);
        Assert.Equal(30_001, graph.Pending([]).Count);
        Assert.Equal(1000, graph.LabelsOf("r030000").Count);
        Assert.True(watch.Elapsed < Bound, $"took {watch.Elapsed}");
    }

    private static RevisionFile Revision(int number, int[] parents, bool labelled = false) => new(
        $"/{number}.py",
        $"r{number:d6}",
        1,
        [.. parents.Select(parent => new RevisionReference($"r{parent:d6}", 2))],
        [],
        labelled ? [new RevisionReference($"l{number / 10:d3}", 3)] : [],
        null,
        null,
        null,
        null);

    private static RevisionGraph Link(IEnumerable<RevisionFile> files, out List<Finding> findings)
    {
        findings = [];
        return RevisionGraph.Link(files, findings);
    }
}
