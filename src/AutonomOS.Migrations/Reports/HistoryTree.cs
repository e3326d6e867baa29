using System.Globalization;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Reports;

/// <summary>
/// The history as a tree for people: newest first, a line for each revision, lines of columns for what follows what
/// (<see cref="HistoryLanes"/>), and the words of <c>alembic history</c> for heads and points. Every line is one line, whatever is in
/// the files.
/// </summary>
public static class HistoryTree
{
    /// <summary>So many lines of a tree the log shows.</summary>
    private const int MostLogged = 100;

    // Names of a list beyond this many are counted, not listed.
    private const int MostListed = 10;

    /// <summary>All of the tree.</summary>
    /// <param name="graph">The graph; a broken one is drawn as far as that can be done, and what has no line is told in words.</param>
    public static IEnumerable<string> Lines(RevisionGraph graph) => Draw(graph).Select(row => row.Line);

    /// <summary>What the log shows: a line of counts, the newest lines of the tree, and where the others are.</summary>
    /// <param name="history">The history.</param>
    /// <param name="target">What the team deploys with: with <see cref="UpgradeTarget.Heads"/> several heads are wanted.</param>
    /// <param name="standing">Who stands at which revision, to be marked; null for nobody.</param>
    public static IReadOnlyList<string> LogLines(AlembicHistory history, UpgradeTarget target, ILookup<string, string>? standing = null)
    {
        if (history.Graph is not { } graph)
        {
            return ["History:  nothing to show"];
        }

        List<string> lines = [$"History:  {Counts(graph)}, newest first"];
        var shown = 0;
        foreach (var (line, isRevision) in Draw(graph, standing).Take(MostLogged))
        {
            lines.Add(line);
            shown += isRevision ? 1 : 0;
        }

        if (shown < graph.Count)
        {
            var older = Count(graph.Count - shown, "older revision");
            lines.Add($"... and {older}: history.txt has the whole tree, history.json all revisions");
        }

        if (target == UpgradeTarget.Head && graph.RealHeads.Count is > 1 and <= MostListed)
        {
            lines.Add($"Heads:    {graph.DescribeHeads()}");
        }

        return lines;
    }

    /// <summary><c>history.txt</c>: what is wrong, and all of the tree.</summary>
    /// <param name="history">The history.</param>
    /// <returns>Lines.</returns>
    public static IEnumerable<string> FileLines(AlembicHistory history) =>
    [
        history.Graph is { } graph ? $"Alembic history: {Counts(graph)}, newest first" : "Alembic history: nothing to show",
        "",
        .. history.Findings.Select(finding => $"{finding.Code} {Place(finding)}{finding.Message}"),
        .. history.Findings.Count > 0 ? (string[])[""] : [],
        .. history.Graph is null ? [] : Lines(history.Graph),
    ];

    private static string Place(Finding finding) =>
        finding.File is { } file ? OneLine.Escape($"{file}{(finding.Line > 0 ? $"({finding.Line})" : "")}: ") : "";

    private static string Counts(RevisionGraph graph)
    {
        (int Number, string Noun)[] points =
        [
            (graph.RealHeads.Count, "head"),
            (graph.Heads.Count - graph.RealHeads.Count, "effective head"),
            (graph.Bases.Count, "base"),
            (graph.BranchPoints.Count, "branchpoint"),
            (graph.MergePoints.Count, "mergepoint"),
        ];
        return string.Join(
            ", ",
            [Count(graph.Count, "revision"), .. points.Where(point => point.Number > 0).Select(point => Count(point.Number, point.Noun))]);
    }

    private static IEnumerable<(string Line, bool IsRevision)> Draw(RevisionGraph graph, ILookup<string, string>? standing = null)
    {
        var order = new HistoryOrder(graph);
        var marks = new Marks(graph, standing);
        var lanes = new HistoryLanes();
        var drawn = new bool[order.Files.Length];
        foreach (var node in order.Newest)
        {
            drawn[node] = true;
            var notDrawn = new List<int>();
            var (above, own, below) = lanes.Draw(node, order.Down[node].Where(parent => !drawn[parent]), notDrawn);
            notDrawn.AddRange(order.Down[node].Where(parent => drawn[parent]));
            if (above is not null)
            {
                yield return (above, false);
            }

            yield return ($"{own} {marks.Describe(order.Files[node], notDrawn.ConvertAll(parent => order.Files[parent].Revision))}", true);
            if (below is not null)
            {
                yield return (below, false);
            }
        }
    }

    private static string Count(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    private sealed class Marks(RevisionGraph graph, ILookup<string, string>? standing)
    {
        private readonly HashSet<string> heads = graph.Heads.ToHashSet(StringComparer.Ordinal);
        private readonly HashSet<string> realHeads = graph.RealHeads.ToHashSet(StringComparer.Ordinal);
        private readonly HashSet<string> bases = graph.Bases.ToHashSet(StringComparer.Ordinal);
        private readonly HashSet<string> branchPoints = graph.BranchPoints.ToHashSet(StringComparer.Ordinal);
        private readonly HashSet<string> mergePoints = graph.MergePoints.ToHashSet(StringComparer.Ordinal);

        // Everything in parentheses comes before the message, so that no message can pretend to be a mark.
        public string Describe(RevisionFile file, List<string> notDrawn)
        {
            var missing = file.DownRevisions.Select(reference => reference.Name).Where(name => !graph.Contains(name)).ToList();
            var depends = file.DependsOn.Select(reference => reference.Name).ToList();
            var labels = file.BranchLabels.Select(label => label.Name).ToList();
            var followsItself = file.DownRevisions.Any(reference => reference.Name == file.Revision);
            string[] parts =
            [
                OneLine.Shorten(file.Revision),
                .. this.Of(file, missing.Count > 0 || followsItself) is { Count: > 0 } marks ? (string[])[$"({string.Join(", ", marks)})"] : [],
                .. labels.Count > 0 ? (string[])[$"[{Names(labels)}]"] : [],
                .. depends.Count > 0 ? (string[])[$"(depends on {Names(depends)})"] : [],
                .. notDrawn.Count > 0 ? (string[])[$"(no line to {Names(notDrawn)})"] : [],
                .. missing.Count > 0 ? (string[])[$"(follows {Names(missing)}, which no file has)"] : [],
                .. followsItself ? (string[])["(follows itself)"] : [],
                .. file.Dynamic.Count > 0 ? (string[])[$"(dynamic: {string.Join(", ", file.Dynamic)})"] : [],
            ];
            return string.Join(' ', parts)
                + (file.CreateDate is { Length: > 0 } date ? $"  {Minute(date)}" : "")
                + (file.Message is { Length: > 0 } message ? $"  {OneLine.Shorten(message)}" : "");
        }

        private List<string> Of(RevisionFile file, bool isBroken)
        {
            var marks = new List<string>();
            if (this.heads.Contains(file.Revision))
            {
                marks.Add(this.realHeads.Contains(file.Revision) ? "head" : "effective head");
            }

            // What follows something that cannot be found or evaluated is no base, though nothing is below it.
            if (this.bases.Contains(file.Revision) && !isBroken && !file.Dynamic.Contains("down_revision"))
            {
                marks.Add("base");
            }

            if (this.branchPoints.Contains(file.Revision))
            {
                marks.Add("branchpoint");
            }

            if (this.mergePoints.Contains(file.Revision))
            {
                marks.Add("mergepoint");
            }

            marks.AddRange(standing?[file.Revision] ?? []);
            return marks;
        }

        private static string Names(List<string> names) =>
            string.Join(", ", names.Take(MostListed).Select(OneLine.Shorten))
            + (names.Count > MostListed ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - MostListed} more") : "");

        // 2026-01-02 03:04:05.678901 is what Alembic's template writes; seconds tell nobody anything.
        private static string Minute(string date) =>
            date.Length > 16 && DateTime.TryParseExact(
                date[..16], "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? date[..16] : OneLine.Shorten(date);
    }
}
