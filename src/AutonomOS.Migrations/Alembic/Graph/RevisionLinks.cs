using AutonomOS.Migrations.Alembic.Revisions;

namespace AutonomOS.Migrations.Alembic.Graph;

/// <summary>
/// Revisions by number, and the edges between them. What the parts of this folder share; nothing recurses and every method is linear in
/// revisions and references.
/// </summary>
internal sealed class RevisionLinks
{
    /// <summary>Keeps the edges and turns them round.</summary>
    /// <param name="files">The revisions in ordinal order of their identifiers; a revision's number is its place here.</param>
    /// <param name="numbers">The number of each identifier.</param>
    /// <param name="labels">For each label the revision that declares it.</param>
    /// <param name="down">For each revision those it follows.</param>
    /// <param name="parents">For each revision those it follows or depends on.</param>
    public RevisionLinks(
        RevisionFile[] files, Dictionary<string, int> numbers, Dictionary<string, int> labels, int[][] down, int[][] parents)
    {
        this.Files = files;
        this.Numbers = numbers;
        this.Labels = labels;
        this.Down = down;
        this.Parents = parents;
        this.Up = Reverse(down);
        this.Dependents = Reverse(parents);
        this.Order = Sort(parents, this.Dependents);
        this.Heads = WithoutEdges(this.Up);
        this.RealHeads = WithoutEdges(this.Dependents);
        this.Bases = WithoutEdges(down);
    }

    /// <summary>How many revisions there are.</summary>
    public int Count => this.Files.Length;

    /// <summary>The revisions, by number.</summary>
    public RevisionFile[] Files { get; }

    /// <summary>The number of each identifier.</summary>
    public Dictionary<string, int> Numbers { get; }

    /// <summary>For each label the number of the revision that declares it.</summary>
    public Dictionary<string, int> Labels { get; }

    /// <summary>For each revision those it follows (<c>_versioned_down_revisions</c>).</summary>
    public int[][] Down { get; }

    /// <summary>For each revision those it follows or depends on (<c>_all_down_revisions</c>).</summary>
    public int[][] Parents { get; }

    /// <summary>For each revision those that follow it (<c>nextrev</c>).</summary>
    public int[][] Up { get; }

    /// <summary>For each revision those that follow or depend on it (<c>_all_nextrev</c>).</summary>
    public int[][] Dependents { get; }

    /// <summary>Every revision, parents and dependencies before it; what a ring keeps back comes last, in ordinal order.</summary>
    public int[] Order { get; }

    /// <summary>Revisions that none follows, in ascending order (<c>get_heads</c>).</summary>
    public int[] Heads { get; }

    /// <summary>Revisions that none follows or depends on, in ascending order (<c>_real_heads</c>).</summary>
    public int[] RealHeads { get; }

    /// <summary>Revisions that follow none, in ascending order (<c>bases</c>).</summary>
    public int[] Bases { get; }

    /// <summary>The identifier of a revision.</summary>
    /// <param name="node">Its number.</param>
    public string Name(int node) => this.Files[node].Revision;

    /// <summary>The identifiers of the revisions that fit, in ordinal order.</summary>
    /// <param name="wanted">Told the number of each revision.</param>
    public IReadOnlyList<string> Names(Func<int, bool> wanted) => this.Names(Where(this.Count, wanted));

    /// <summary>The identifiers of revisions, in their order.</summary>
    /// <param name="nodes">Their numbers.</param>
    public IReadOnlyList<string> Names(int[] nodes) => Array.ConvertAll(nodes, this.Name);

    /// <summary>What can be reached along edges, the beginnings included.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="edges">One of the tables of this class.</param>
    /// <returns>For each revision whether it was reached.</returns>
    public static bool[] Reach(IEnumerable<int> from, int[][] edges)
    {
        var reached = new bool[edges.Length];
        var work = new Stack<int>(from);
        while (work.TryPop(out var node))
        {
            if (!reached[node])
            {
                reached[node] = true;
                foreach (var next in edges[node])
                {
                    if (!reached[next])
                    {
                        work.Push(next);
                    }
                }
            }
        }

        return reached;
    }

    private static int[] WithoutEdges(int[][] edges) => Where(edges.Length, node => edges[node].Length == 0);

    // In ascending order. A loop, and not LINQ over numbers, in what every guard runs: no assembly has that compiled ahead of time.
    private static int[] Where(int count, Func<int, bool> wanted)
    {
        var nodes = new List<int>();
        for (var node = 0; node < count; node++)
        {
            if (wanted(node))
            {
                nodes.Add(node);
            }
        }

        return [.. nodes];
    }

    private static int[][] Reverse(int[][] edges)
    {
        var counts = new int[edges.Length];
        foreach (var targets in edges)
        {
            foreach (var target in targets)
            {
                counts[target]++;
            }
        }

        var reversed = new int[edges.Length][];
        for (var node = 0; node < edges.Length; node++)
        {
            reversed[node] = counts[node] == 0 ? [] : new int[counts[node]];
        }

        // Backwards, so that each list comes out in ascending order.
        for (var node = edges.Length - 1; node >= 0; node--)
        {
            foreach (var target in edges[node])
            {
                reversed[target][--counts[target]] = node;
            }
        }

        return reversed;
    }

    // Kahn 1962, last in first out, so that a branch stays together.
    private static int[] Sort(int[][] parents, int[][] dependents)
    {
        var waiting = Array.ConvertAll(parents, edges => edges.Length);
        var first = Where(parents.Length, node => waiting[node] == 0);
        Array.Reverse(first);
        var ready = new Stack<int>(first);
        var sorted = new List<int>(parents.Length);
        while (ready.TryPop(out var next))
        {
            sorted.Add(next);
            for (var at = dependents[next].Length - 1; at >= 0; at--)
            {
                if (--waiting[dependents[next][at]] == 0)
                {
                    ready.Push(dependents[next][at]);
                }
            }
        }

        sorted.AddRange(Where(waiting.Length, node => waiting[node] > 0));
        return [.. sorted];
    }
}
