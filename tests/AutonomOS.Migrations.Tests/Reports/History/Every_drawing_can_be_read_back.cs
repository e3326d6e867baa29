using System.Diagnostics;
using System.Globalization;
using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Reports;
using static AutonomOS.Migrations.Tests.Reports.History.Histories;

// CA5394 (insecure random numbers): a seed has to give the same graphs again.
#pragma warning disable CA5394

namespace AutonomOS.Migrations.Tests.Reports.History;

public sealed class Every_drawing_can_be_read_back
{
    [Theory]
    [InlineData(1, 12, false)]
    [InlineData(2, 40, false)]
    [InlineData(3, 12, true)]
    [InlineData(4, 40, true)]
    public void Each_revision_is_drawn_once_below_its_children_and_each_line_leads_from_child_to_parent(int seed, int most, bool broken)
    {
        var random = new Random(seed);
        for (var run = 0; run < 500; run++)
        {
            var files = Generate(random, random.Next(1, most), broken);
            var lines = HistoryTree.Lines(Link(files)).ToList();
            var drawing = new ReadBack(lines);

            Assert.Equal(
                files.Select(file => file.Revision).Order(StringComparer.Ordinal), drawing.Revisions.Order(StringComparer.Ordinal));
            Assert.Equal(Edges(files).Order(), drawing.Edges.Order());
            if (!broken)
            {
                var places = drawing.Revisions.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
                Assert.All(Edges(files).Concat(Dependencies(files)), edge => Assert.True(places[edge.Child] < places[edge.Parent]));
                Assert.DoesNotContain(lines, line => drawing.Width < 20 && line.Contains("no line", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void A_thousand_heads_of_one_base_need_two_columns()
    {
        var drawing = new ReadBack([.. HistoryTree.Lines(Link(
            Enumerable.Range(0, 1000).Select(number => Revision(Name("h", number), "base")).Prepend(Revision("base"))))]);

        Assert.Equal(2, drawing.Width);
        Assert.Equal(1000, drawing.Edges.Count);
    }

    [Fact]
    public void What_would_need_more_than_twenty_columns_is_told_in_words()
    {
        var parents = Enumerable.Range(0, 1000).Select(number => Name("p", number)).ToList();
        var files = parents
            .Select(parent => Revision(parent, "base")).Append(Revision("base")).Append(Revision("merge", string.Join(' ', parents)));
        var lines = HistoryTree.Lines(Link(files)).ToList();

        Assert.Equal($"* merge (head, mergepoint) (no line to {string.Join(", ", parents.Skip(20).Take(10))} and 970 more)", lines[0]);
        Assert.Equal($"├{string.Concat(Enumerable.Repeat("─┬", 18))}─╮", lines[1]);
        Assert.All(lines, line => Assert.InRange(line.LastIndexOfAny(['*', '│', '╯', '╮', '┤']), 0, 40));
        Assert.Equal(1002, lines.Count(IsRevision));
    }

    [Fact]
    public void Two_hundred_thousand_revisions_take_no_stack_and_no_quadratic_time()
    {
        const int count = 200_000;
        var clock = Stopwatch.StartNew();
        var chain = HistoryTree.Lines(Link(Enumerable.Range(0, count).Select(
            number => Revision(Name("r", number), number == 0 ? "" : Name("r", number - 1))))).ToList();
        Assert.Equal(count, chain.Count);
        Assert.StartsWith("* r199999 (head)", chain[0], StringComparison.Ordinal);

        var ladder = HistoryTree.Lines(Link(Enumerable.Range(0, count).Select(number => Revision(
            Name("r", number),
            number < 2 ? "" : $"{Name("r", number - 1)} {Name("r", number - 2)}")))).Count(IsRevision);
        Assert.Equal(count, ladder);

        var ring = HistoryTree.Lines(Link(Enumerable.Range(0, count).Select(
            number => Revision(Name("r", number), Name("r", (number + 1) % count))))).Count(IsRevision);
        Assert.Equal(count, ring);

        // A quadratic way through any of the three would take hours.
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 60);
    }

    [Fact]
    public void The_newest_lines_are_had_without_drawing_the_others()
    {
        var graph = Link(Enumerable.Range(0, 1000).Select(number => Revision(Name("r", number), number == 0 ? "" : Name("r", number - 1))));

        Assert.Equal(["* r0999 (head)", "* r0998"], HistoryTree.Lines(graph).Take(2));
    }

    private static bool IsRevision(string line) => line.Contains('*', StringComparison.Ordinal);

    private static string Name(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:0000}");

    private static List<RevisionFile> Generate(Random random, int count, bool broken)
    {
        var files = new List<RevisionFile>();
        for (var number = 0; number < count; number++)
        {
            var known = broken ? count : number;
            var down = Some(known, random.NextDouble() < 0.1 ? 0 : random.NextDouble() < 0.75 ? 1 : random.Next(2, 5), number);
            var depends = Some(known, random.NextDouble() < 0.8 ? 0 : random.Next(1, 3), number);
            files.Add(Revision(Name("r", number), down, depends, date: Name("2026-", random.Next(20))));
        }

        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(files));
        return files;

        // Near ones more often than far ones, as in life; no one twice, and none itself.
        string Some(int known, int wanted, int own) => known == 0 ? "" : string.Join(' ', Enumerable.Range(0, wanted)
            .Select(_ => random.Next(3) == 0 ? random.Next(known) : Math.Max(0, known - 1 - random.Next(6)))
            .Where(other => other != own)
            .Distinct()
            .Select(other => Name("r", other)));
    }

    private static IEnumerable<(string Child, string Parent)> Edges(IEnumerable<RevisionFile> files) =>
        files.SelectMany(file => file.DownRevisions.Select(parent => (file.Revision, parent.Name)));

    private static IEnumerable<(string Child, string Parent)> Dependencies(IEnumerable<RevisionFile> files) =>
        files.SelectMany(file => file.DependsOn.Select(parent => (file.Revision, parent.Name)));
}
