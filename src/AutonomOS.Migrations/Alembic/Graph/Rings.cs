namespace AutonomOS.Migrations.Alembic.Graph;

/// <summary>
/// Finds the rings of a directed graph: its strongly connected components of more than one node (Tarjan 1972, without recursion), and a
/// shortest ring inside each. Alembic's own check misses rings that can be entered from a base (<c>revision.py _detect_cycles</c>).
/// </summary>
internal static class Rings
{
    // A tangle holds more rings than anybody reads, exponentially many; each round takes time in proportion to the graph.
    private const int MostRounds = 20;

    /// <summary>Rings that, taken out one after the other, leave a graph without any: first those of <c>down_revision</c> alone, then
    /// those that a dependency has part in.</summary>
    /// <param name="down">For each node those it follows.</param>
    /// <param name="parents">For each node those it follows or depends on.</param>
    /// <returns>Nodes in the order of the references, the first not repeated. From one tangle at most twenty of each.</returns>
    public static List<Ring> Tell(int[][] down, int[][] parents)
    {
        var plain = TakeOut(down);
        var left = (int[][])parents.Clone();
        foreach (var ring in plain)
        {
            left[ring[0]] = [.. left[ring[0]].Where(target => target != ring[1])];
        }

        return [.. plain.Select(ring => new Ring(ring, false)), .. TakeOut(left).Select(ring => new Ring(ring, true))];
    }

    private static List<IReadOnlyList<int>> TakeOut(int[][] edges)
    {
        var found = new List<IReadOnlyList<int>>();
        var left = edges;
        for (var round = 0; round < MostRounds && Find(left) is { Count: > 0 } components; round++)
        {
            // Parted at the reference that the finding points at.
            var rings = components.Select(component => Shortest(component, left)).ToArray();
            left = ReferenceEquals(left, edges) ? (int[][])edges.Clone() : left;
            foreach (var ring in rings)
            {
                left[ring[0]] = [.. left[ring[0]].Where(target => target != ring[1])];
            }

            found.AddRange(rings);
        }

        return found;
    }

    /// <summary>The components that hold a ring.</summary>
    /// <param name="edges">For each node the nodes it points at. Edges to itself are ignored.</param>
    /// <returns>Components with their nodes in ascending order, by first node.</returns>
    private static IReadOnlyList<int[]> Find(int[][] edges)
    {
        var index = new int[edges.Length];
        var low = new int[edges.Length];
        var onPath = new bool[edges.Length];
        var next = new int[edges.Length];
        var path = new Stack<int>();
        var work = new Stack<int>();
        var found = new List<int[]>();
        var counter = 0;
        for (var root = 0; root < edges.Length; root++)
        {
            if (index[root] == 0)
            {
                Enter(root);
            }

            while (work.TryPeek(out var node))
            {
                if (next[node] < edges[node].Length)
                {
                    var target = edges[node][next[node]++];
                    if (index[target] == 0)
                    {
                        Enter(target);
                    }
                    else if (onPath[target])
                    {
                        low[node] = Math.Min(low[node], index[target]);
                    }
                }
                else
                {
                    _ = work.Pop();
                    if (work.TryPeek(out var parent))
                    {
                        low[parent] = Math.Min(low[parent], low[node]);
                    }

                    Leave(node);
                }
            }
        }

        return [.. found.OrderBy(component => component[0])];

        void Enter(int node)
        {
            index[node] = low[node] = ++counter;
            onPath[node] = true;
            path.Push(node);
            work.Push(node);
        }

        void Leave(int node)
        {
            if (low[node] != index[node])
            {
                return;
            }

            var component = new List<int>();
            int member;
            do
            {
                member = path.Pop();
                onPath[member] = false;
                component.Add(member);
            }
            while (member != node);
            if (component.Count > 1)
            {
                component.Sort();
                found.Add([.. component]);
            }
        }
    }

    /// <summary>A shortest ring through the first node of a component.</summary>
    /// <param name="component">A component that <see cref="Find"/> returned.</param>
    /// <param name="edges">The same edges.</param>
    /// <returns>The nodes in the order of the edges, the first not repeated.</returns>
    private static IReadOnlyList<int> Shortest(int[] component, int[][] edges)
    {
        var members = component.ToHashSet();
        var reachedFrom = new Dictionary<int, int>();
        var queue = new Queue<int>([component[0]]);
        while (queue.TryDequeue(out var node))
        {
            foreach (var target in edges[node].Where(target => target != node && members.Contains(target)))
            {
                if (target == component[0])
                {
                    var ring = new List<int>();
                    for (var at = node; at != component[0]; at = reachedFrom[at])
                    {
                        ring.Add(at);
                    }

                    ring.Add(component[0]);
                    ring.Reverse();
                    return ring;
                }

                if (reachedFrom.TryAdd(target, node))
                {
                    queue.Enqueue(target);
                }
            }
        }

        return component;
    }

    /// <summary>One ring.</summary>
    /// <param name="Nodes">In the order of the references, the first not repeated.</param>
    /// <param name="HasDependency">Whether a dependency has part in it.</param>
    public sealed record Ring(IReadOnlyList<int> Nodes, bool HasDependency);
}
