using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Alembic.Graph;

/// <summary>
/// The revisions of an Alembic environment and how they follow one another (<c>script/revision.py RevisionMap</c>). Nodes are numbered in
/// ordinal order of their identifiers; nothing recurses, so a chain of 200,000 revisions is as good as one of two.
/// </summary>
public sealed class RevisionGraph : IMigrationHistory
{
    private readonly RevisionFile[] files;
    private readonly Dictionary<string, int> numbers;

    // For each revision the revisions it follows, and those it follows or depends on.
    private readonly int[][] down;
    private readonly int[][] parents;

    // Every parent before its children.
    private readonly int[] order;

    private RevisionGraph(RevisionFile[] files, Dictionary<string, int> numbers, int[][] down, int[][] parents)
    {
        this.files = files;
        this.numbers = numbers;
        this.down = down;
        this.parents = parents;
        this.order = Sort(parents);
        var followers = CountFollowers(down);
        this.Heads = this.Select(node => followers[node] == 0);
        this.BranchPoints = this.Select(node => followers[node] > 1);
        var dependents = CountFollowers(parents);
        this.RealHeads = this.Select(node => dependents[node] == 0);
        this.Bases = this.Select(node => down[node].Length == 0);
        this.MergePoints = this.Select(node => down[node].Length > 1);
    }

    /// <inheritdoc />
    public string Tool => "alembic";

    /// <inheritdoc />
    public int Count => this.files.Length;

    /// <inheritdoc />
    public IReadOnlyList<string> Heads { get; }

    /// <inheritdoc />
    public IReadOnlyList<string> RealHeads { get; }

    /// <inheritdoc />
    public IReadOnlyList<string> Bases { get; }

    /// <summary>Revisions that several revisions follow, in ordinal order.</summary>
    public IReadOnlyList<string> BranchPoints { get; }

    /// <summary>Revisions that follow several, in ordinal order.</summary>
    public IReadOnlyList<string> MergePoints { get; }

    /// <summary>Every revision, parents and dependencies first.</summary>
    public IEnumerable<RevisionFile> Revisions => this.order.Select(node => this.files[node]);

    /// <summary>Links files into a graph.</summary>
    /// <param name="files">The files; of several with one identifier the first counts.</param>
    /// <param name="findings">Takes every defect; after an error among them the graph must not be trusted.</param>
    public static RevisionGraph Link(IEnumerable<RevisionFile> files, ICollection<Finding> findings)
    {
        var found = new List<Finding>();
        var first = new Dictionary<string, RevisionFile>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (!first.TryAdd(file.Revision, file))
            {
                found.Add(RevisionDefects.OfDuplicate(first[file.Revision], file));
            }

            found.AddRange(RevisionDefects.OfIdentifier(file));
        }

        var nodes = first.Values.ToArray();
        Array.Sort(nodes, (a, b) => string.CompareOrdinal(a.Revision, b.Revision));
        var numbers = new Dictionary<string, int>(nodes.Length, StringComparer.Ordinal);
        for (var node = 0; node < nodes.Length; node++)
        {
            numbers.Add(nodes[node].Revision, node);
        }

        var labels = RevisionDefects.ReadLabels(nodes, numbers.ContainsKey, found);
        var unknownLabels = Array.Find(nodes, file => file.HasDynamicLabels);
        var down = new int[nodes.Length][];
        var parents = new int[nodes.Length][];
        for (var node = 0; node < nodes.Length; node++)
        {
            down[node] = Follow(nodes[node], nodes[node].DownRevisions, "down_revision", numbers, null, null, found);
            var depends = Follow(nodes[node], nodes[node].DependsOn, "depends_on", numbers, labels, unknownLabels, found);
            parents[node] = depends.Length == 0 ? down[node] : [.. down[node].Union(depends)];
        }

        AddRings(nodes, down, parents, found);
        foreach (var finding in found)
        {
            findings.Add(finding);
        }

        return new RevisionGraph(nodes, numbers, down, parents);
    }

    /// <inheritdoc />
    public bool Contains(string revision) => this.numbers.ContainsKey(revision);

    /// <summary>The file of a revision.</summary>
    /// <param name="revision">A full identifier.</param>
    /// <returns>Null when no file has it.</returns>
    public RevisionFile? Find(string revision) => this.numbers.TryGetValue(revision, out var node) ? this.files[node] : null;

    /// <inheritdoc />
    public IReadOnlyList<string> NearMatches(string revision) => Graph.NearMatches.Find(revision, this.numbers.Keys);

    /// <inheritdoc />
    public IReadOnlySet<string> Closure(IEnumerable<string> revisions)
    {
        var reached = this.Reach(revisions, this.parents);
        return this.Select(node => reached[node]).ToHashSet(StringComparer.Ordinal);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Pending(IEnumerable<string> applied) => this.Pending(applied, this.RealHeads);

    /// <summary>What is yet to be applied to get from one state to another.</summary>
    /// <param name="applied">Rows of a version table, each known.</param>
    /// <param name="targets">Where to get to, each known.</param>
    /// <returns>In an order in which they can be applied.</returns>
    public IReadOnlyList<string> Pending(IEnumerable<string> applied, IEnumerable<string> targets)
    {
        var done = this.Reach(applied, this.parents);
        var wanted = this.Reach(targets, this.parents);
        return [.. this.order.Where(node => wanted[node] && !done[node]).Select(node => this.files[node].Revision)];
    }

    /// <summary>
    /// Files, among the revisions given and all they follow or depend on, whose <c>depends_on</c> is dynamic. Where there is none, the
    /// closure is exact; otherwise it is the least one possible, and what it leaves pending may in truth have been applied.
    /// </summary>
    /// <param name="revisions">Full identifiers, each known.</param>
    /// <returns>In ordinal order of their identifiers.</returns>
    public IReadOnlyList<RevisionFile> WithUnknownDependencies(IEnumerable<string> revisions)
    {
        var reached = this.Reach(revisions, this.parents);
        return [.. this.files.Where((file, node) => reached[node] && file.HasDynamicDependencies)];
    }

    /// <summary>Those of the revisions that none of the others follows or depends on: the rows Alembic keeps for them.</summary>
    /// <param name="revisions">Full identifiers, each known.</param>
    /// <returns>In ordinal order, each once.</returns>
    public IReadOnlyList<string> Rows(IEnumerable<string> revisions)
    {
        var given = revisions.Distinct(StringComparer.Ordinal).ToArray();
        var below = this.Reach(
            given.SelectMany(revision => this.parents[this.numbers[revision]]).Select(node => this.files[node].Revision), this.parents);
        return [.. given.Where(revision => !below[this.numbers[revision]]).Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc />
    public IReadOnlyList<string>? ReadAs(string row) => row switch
    {
        _ when this.Contains(row) => [row],
        "heads" => this.RealHeads,
        "head" => this.Heads is [_] ? this.Heads : null,
        "base" => [],
        _ => this.Resolve(row) is { Status: ResolutionStatus.Found, Revision: { } only } ? [only] : null,
    };

    /// <inheritdoc />
    public IReadOnlyList<RevisionOverlap> Overlaps(IEnumerable<string> revisions)
    {
        var given = revisions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var rows = this.Rows(given);
        if (rows.Count == given.Length)
        {
            return [];
        }

        // Every ancestor is reached by the first row above it, and walked once.
        var owner = new string?[this.files.Length];
        foreach (var row in rows)
        {
            var work = new Stack<int>([this.numbers[row]]);
            while (work.TryPop(out var node))
            {
                if (owner[node] is null)
                {
                    owner[node] = row;
                    foreach (var parent in this.parents[node])
                    {
                        work.Push(parent);
                    }
                }
            }
        }

        var followed = this.Reach(rows, this.down);
        return [.. given.Except(rows, StringComparer.Ordinal).Select(
            ancestor => new RevisionOverlap(ancestor, owner[this.numbers[ancestor]]!, !followed[this.numbers[ancestor]]))];
    }

    /// <summary>The latest revision that all the given ones follow.</summary>
    /// <param name="revisions">Full identifiers, each known.</param>
    /// <returns>Null when they share none.</returns>
    public string? CommonAncestor(IReadOnlyList<string> revisions)
    {
        var shared = Enumerable.Repeat(true, this.files.Length).ToArray();
        foreach (var revision in revisions)
        {
            var reached = this.Reach([revision], this.down);
            for (var node = 0; node < shared.Length; node++)
            {
                shared[node] &= reached[node];
            }
        }

        var last = Array.FindLastIndex(this.order, node => shared[node]);
        return last < 0 ? null : this.files[this.order[last]].Revision;
    }

    /// <summary>Says on one line which heads there are, in which files, what they share, and the command that merges them.</summary>
    public string DescribeHeads()
    {
        var ancestor = this.CommonAncestor(this.Heads);
        return string.Join(
            ", ", this.Heads.Select(head => $"{OneLine.Quote(head)} ({Path.GetFileName(this.files[this.numbers[head]].Path)})"))
            + (this.Heads.Count < 2 ? string.Empty
                : (ancestor is null ? ", which share no revision" : $", which part after {OneLine.Quote(ancestor)}")
                + $"; merge them with: alembic merge -m \"merge heads\" {string.Join(' ', this.Heads)}");
    }

    /// <summary>Which revision a person means, by Alembic's rule (<c>revision.py _revision_for_ident</c>): the full identifier, or the
    /// beginning of exactly one identifier of at least four characters.</summary>
    /// <param name="identifier">What was written. Symbols and expressions name no single revision and are not taken.</param>
    public RevisionResolution Resolve(string identifier)
    {
        if (this.Contains(identifier))
        {
            return new(ResolutionStatus.Found, identifier, []);
        }

        if (identifier is "" or "head" or "heads" or "base" || identifier.AsSpan().IndexOfAny("@+-:") >= 0)
        {
            return new(ResolutionStatus.NotARevision, null, []);
        }

        var candidates = this.Select(node => this.files[node].Revision.Length > 3
            && this.files[node].Revision.StartsWith(identifier, StringComparison.Ordinal));
        return candidates.Count switch
        {
            0 => new(ResolutionStatus.Unknown, null, this.NearMatches(identifier)),
            1 => new(ResolutionStatus.Found, candidates[0], []),
            _ => new(ResolutionStatus.Ambiguous, null, candidates),
        };
    }

    private static int[] Follow(
        RevisionFile file,
        IReadOnlyList<RevisionReference> references,
        string attribute,
        Dictionary<string, int> numbers,
        Dictionary<string, string>? labels,
        RevisionFile? unknownLabels,
        List<Finding> findings)
    {
        var followed = new List<int>(references.Count);
        foreach (var reference in references)
        {
            // A dependency may be a branch label: it means the revision that declares it, not the branch's head.
            var name = labels is not null && !numbers.ContainsKey(reference.Name)
                ? labels.GetValueOrDefault(reference.Name, reference.Name) : reference.Name;
            if (name == file.Revision)
            {
                findings.Add(RevisionDefects.OfSelf(file, reference, attribute));
            }
            else if (numbers.TryGetValue(name, out var node))
            {
                followed.Add(node);
            }
            else
            {
                RevisionDefects.AddDangling(file, reference, attribute, numbers.Keys, unknownLabels, findings);
            }
        }

        return [.. followed.Distinct()];
    }

    private static void AddRings(RevisionFile[] nodes, int[][] down, int[][] parents, List<Finding> findings)
    {
        var plain = Rings.Find(down);
        findings.AddRange(
            plain.Select(component => RevisionDefects.OfRing([.. Rings.Shortest(component, down).Select(node => nodes[node])], false)));
        var told = plain.Select(component => (component[0], component.Length)).ToHashSet();
        findings.AddRange(Rings.Find(parents)
            .Where(component => !told.Contains((component[0], component.Length)))
            .Select(component => RevisionDefects.OfRing([.. Rings.Shortest(component, parents).Select(node => nodes[node])], true)));
    }

    // Kahn 1962, last in first out, so that a branch stays together. What a ring keeps back comes last, in ordinal order.
    private static int[] Sort(int[][] parents)
    {
        var children = new List<int>?[parents.Length];
        var waiting = new int[parents.Length];
        for (var node = 0; node < parents.Length; node++)
        {
            waiting[node] = parents[node].Length;
            foreach (var parent in parents[node])
            {
                (children[parent] ??= []).Add(node);
            }
        }

        var ready = new Stack<int>(Enumerable.Range(0, parents.Length).Where(node => waiting[node] == 0).Reverse());
        var sorted = new List<int>(parents.Length);
        while (ready.TryPop(out var node))
        {
            sorted.Add(node);
            foreach (var child in Enumerable.Reverse(children[node] ?? []))
            {
                if (--waiting[child] == 0)
                {
                    ready.Push(child);
                }
            }
        }

        sorted.AddRange(Enumerable.Range(0, parents.Length).Where(node => waiting[node] > 0));
        return [.. sorted];
    }

    private static int[] CountFollowers(int[][] edges)
    {
        var counts = new int[edges.Length];
        foreach (var node in edges.SelectMany(targets => targets))
        {
            counts[node]++;
        }

        return counts;
    }

    private bool[] Reach(IEnumerable<string> revisions, int[][] edges)
    {
        var reached = new bool[this.files.Length];
        var work = new Stack<int>(revisions.Select(revision => this.numbers[revision]));
        while (work.TryPop(out var node))
        {
            if (!reached[node])
            {
                reached[node] = true;
                foreach (var parent in edges[node])
                {
                    work.Push(parent);
                }
            }
        }

        return reached;
    }

    private List<string> Select(Func<int, bool> wanted) =>
        [.. Enumerable.Range(0, this.files.Length).Where(wanted).Select(node => this.files[node].Revision)];
}
