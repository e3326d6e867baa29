using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Alembic.Revisions;

namespace AutonomOS.Migrations.Reports;

/// <summary>
/// The revisions of a graph in the order of a history tree: newest first, no revision above one that follows or depends on it, and
/// branches kept together. It orders a broken graph too, as well as that can be done.
/// </summary>
internal sealed class HistoryOrder
{
    /// <summary>Orders the revisions.</summary>
    /// <param name="graph">The graph.</param>
    public HistoryOrder(RevisionGraph graph)
    {
        this.Files = [.. graph.Revisions];
        var numbers = new Dictionary<string, int>(this.Files.Length, StringComparer.Ordinal);
        var declared = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var node = 0; node < this.Files.Length; node++)
        {
            numbers.Add(this.Files[node].Revision, node);
            foreach (var label in this.Files[node].BranchLabels)
            {
                declared.TryAdd(label.Name, node);
            }
        }

        this.Down = [.. this.Files.Select(file => Numbers(file, file.DownRevisions, numbers, null))];
        var above = this.Files.Select((file, node) => this.Down[node].Union(Numbers(file, file.DependsOn, numbers, declared)).ToArray());
        this.Newest = this.Sort(Break([.. above]));
    }

    /// <summary>The revisions; their places are their numbers.</summary>
    public RevisionFile[] Files { get; }

    /// <summary>For each revision the numbers of those it follows, without itself and what no file has.</summary>
    public int[][] Down { get; }

    /// <summary>All numbers, newest first.</summary>
    public IReadOnlyList<int> Newest { get; }

    private static int[] Numbers(
        RevisionFile file, IEnumerable<RevisionReference> references, Dictionary<string, int> numbers, Dictionary<string, int>? declared)
    {
        var own = numbers[file.Revision];
        return [.. references.Select(reference => NumberOf(reference.Name)).Where(node => node != own).Distinct()];

        int NumberOf(string name) =>
            numbers.TryGetValue(name, out var node) || declared?.TryGetValue(name, out node) == true ? node : own;
    }

    // A ring has no newest revision: it is entered where a line from a head leads first, or else at its first one, and the reference that
    // closes it (a back edge of a walk in depth) is left out. Everything else keeps its place.
    private static int[][] Break(int[][] parents)
    {
        var isFollowed = new bool[parents.Length];
        foreach (var parent in parents.SelectMany(followed => followed))
        {
            isFollowed[parent] = true;
        }

        var kept = new int[parents.Length][];
        var next = new int[parents.Length];
        var isOnPath = new bool[parents.Length];
        var path = new Stack<int>();
        foreach (var root in Enumerable.Range(0, parents.Length).OrderBy(node => isFollowed[node]))
        {
            Enter(root);
            while (path.TryPeek(out var node))
            {
                if (next[node] < parents[node].Length)
                {
                    Enter(parents[node][next[node]++]);
                }
                else
                {
                    isOnPath[node] = false;
                    _ = path.Pop();
                }
            }
        }

        return kept;

        void Enter(int node)
        {
            if (kept[node] is null)
            {
                kept[node] = parents[node];
                isOnPath[node] = true;
                path.Push(node);
            }
            else if (isOnPath[node])
            {
                var child = path.Peek();
                kept[child] = [.. kept[child].Where(parent => parent != node)];
            }
        }
    }

    // Kahn 1962 from the heads, last in first out: the first parent of a merge is followed to its end before the second.
    private List<int> Sort(int[][] parents)
    {
        var waiting = new int[parents.Length];
        foreach (var parent in parents.SelectMany(followed => followed))
        {
            waiting[parent]++;
        }

        // Where there are several heads the newest date is on top; dates are ISO 8601, so that the order of text is that of time.
        var ready = new Stack<int>(Enumerable.Range(0, parents.Length)
            .Where(node => waiting[node] == 0)
            .OrderBy(node => this.Files[node].CreateDate, StringComparer.Ordinal)
            .ThenByDescending(node => this.Files[node].Revision, StringComparer.Ordinal));
        var sorted = new List<int>(parents.Length);
        while (ready.TryPop(out var node))
        {
            sorted.Add(node);
            foreach (var parent in Enumerable.Reverse(parents[node]))
            {
                if (--waiting[parent] == 0)
                {
                    ready.Push(parent);
                }
            }
        }

        return sorted;
    }
}
