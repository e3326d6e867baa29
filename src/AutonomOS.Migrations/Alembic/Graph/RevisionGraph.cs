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
    private readonly RevisionLinks links;

    private RevisionGraph(RevisionLinks links)
    {
        this.links = links;
        this.Heads = links.Names(links.Heads);
        this.RealHeads = links.Names(links.RealHeads);
        this.Bases = links.Names(links.Bases);
        this.BranchPoints = links.Names(node => links.Up[node].Length > 1);
        this.MergePoints = links.Names(node => links.Down[node].Length > 1);
        this.Identifiers = new RevisionIdentifiers(links);
    }

    /// <inheritdoc />
    public string Tool => "alembic";

    /// <inheritdoc />
    public int Count => this.links.Count;

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
    public IEnumerable<RevisionFile> Revisions => this.links.Order.Select(node => this.links.Files[node]);

    /// <summary>What identifiers in all of Alembic's forms stand for.</summary>
    public RevisionIdentifiers Identifiers { get; }

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

        found.AddRange(RevisionDefects.OfCase(first.Values));
        var nodes = first.Values.ToArray();
        Array.Sort(nodes, (a, b) => string.CompareOrdinal(a.Revision, b.Revision));
        var numbers = new Dictionary<string, int>(nodes.Length, StringComparer.Ordinal);
        for (var node = 0; node < nodes.Length; node++)
        {
            numbers.Add(nodes[node].Revision, node);
        }

        var labels = RevisionDefects.ReadLabels(nodes, numbers, found);
        var unknownLabels = Array.Find(nodes, file => file.HasDynamicLabels);
        var down = new int[nodes.Length][];
        var parents = new int[nodes.Length][];
        for (var node = 0; node < nodes.Length; node++)
        {
            down[node] = Follow(nodes[node], nodes[node].DownRevisions, "down_revision", numbers, null, null, found);
            var depends = Follow(nodes[node], nodes[node].DependsOn, "depends_on", numbers, labels, unknownLabels, found);
            parents[node] = depends.Length == 0 ? down[node] : [.. down[node].Union(depends)];
        }

        foreach (var ring in Rings.Tell(down, parents))
        {
            found.Add(RevisionDefects.OfRing([.. ring.Nodes.Select(node => nodes[node])], ring.HasDependency));
        }

        foreach (var finding in found)
        {
            findings.Add(finding);
        }

        return new RevisionGraph(new RevisionLinks(nodes, numbers, labels, down, parents));
    }

    /// <inheritdoc />
    public bool Contains(string revision) => this.links.Numbers.ContainsKey(revision);

    /// <summary>The file of a revision.</summary>
    /// <param name="revision">A full identifier.</param>
    /// <returns>Null when no file has it.</returns>
    public RevisionFile? Find(string revision) => this.links.Numbers.TryGetValue(revision, out var node) ? this.links.Files[node] : null;

    /// <inheritdoc />
    public IReadOnlyList<string> NearMatches(string revision) => Graph.NearMatches.Find(revision, this.links.Numbers.Keys);

    /// <inheritdoc />
    public IReadOnlySet<string> Closure(IEnumerable<string> revisions)
    {
        var reached = this.Reach(revisions);
        return this.links.Names(node => reached[node]).ToHashSet(StringComparer.Ordinal);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Pending(IEnumerable<string> applied) => this.Pending(applied, this.RealHeads);

    /// <summary>What is yet to be applied to get from one state to another.</summary>
    /// <param name="applied">Rows of a version table, each known.</param>
    /// <param name="targets">Where to get to, each known.</param>
    /// <returns>In an order in which they can be applied.</returns>
    public IReadOnlyList<string> Pending(IEnumerable<string> applied, IEnumerable<string> targets)
    {
        var done = this.Reach(applied);
        var wanted = this.Reach(targets);
        var pending = new List<string>();
        foreach (var node in this.links.Order)
        {
            if (wanted[node] && !done[node])
            {
                pending.Add(this.links.Name(node));
            }
        }

        return pending;
    }

    /// <summary>
    /// Files, among the revisions given and all they follow or depend on, whose <c>depends_on</c> is dynamic. Where there is none, the
    /// closure is exact; otherwise it is the least one possible, and what it leaves pending may in truth have been applied.
    /// </summary>
    /// <param name="revisions">Full identifiers, each known.</param>
    /// <returns>In ordinal order of their identifiers.</returns>
    public IReadOnlyList<RevisionFile> WithUnknownDependencies(IEnumerable<string> revisions)
    {
        var reached = this.Reach(revisions);
        return [.. this.links.Files.Where((file, node) => reached[node] && file.HasDynamicDependencies)];
    }

    /// <summary>Those of the revisions that none of the others follows or depends on: the rows Alembic keeps for them.</summary>
    /// <param name="revisions">Full identifiers, each known.</param>
    /// <returns>In ordinal order, each once.</returns>
    public IReadOnlyList<string> Rows(IEnumerable<string> revisions)
    {
        var given = new bool[this.Count];
        var parents = new List<int>();
        foreach (var revision in revisions)
        {
            var node = this.links.Numbers[revision];
            given[node] = true;
            parents.AddRange(this.links.Parents[node]);
        }

        var below = RevisionLinks.Reach(parents, this.links.Parents);
        return this.links.Names(node => given[node] && !below[node]);
    }

    /// <inheritdoc />
    public IReadOnlyList<string>? ReadAs(string row) =>
        this.Contains(row) ? [row]
        : this.Identifiers.Resolve(row) is { Status: ResolutionStatus.Found, Revisions: var revisions } ? revisions
        : null;

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
        var owner = new string?[this.Count];
        foreach (var row in rows)
        {
            var work = new Stack<int>([this.links.Numbers[row]]);
            while (work.TryPop(out var node))
            {
                if (owner[node] is null)
                {
                    owner[node] = row;
                    foreach (var parent in this.links.Parents[node])
                    {
                        work.Push(parent);
                    }
                }
            }
        }

        var followed = RevisionLinks.Reach(rows.Select(row => this.links.Numbers[row]), this.links.Down);
        return [.. given.Except(rows, StringComparer.Ordinal).Select(ancestor =>
            new RevisionOverlap(ancestor, owner[this.links.Numbers[ancestor]]!, !followed[this.links.Numbers[ancestor]]))];
    }

    /// <summary>The labels a revision carries, by its own <c>branch_labels</c> or because a label reaches it.</summary>
    /// <param name="revision">A full identifier, known.</param>
    /// <returns>In ordinal order. Takes time in proportion to the whole graph.</returns>
    public IReadOnlyList<string> LabelsOf(string revision) => BranchLabels.Of(this.links, this.links.Numbers[revision]);

    /// <summary>Which heads there are, what they share, and the command that merges them, as the beginning of a message.</summary>
    /// <returns>One line without a full stop.</returns>
    public string DescribeHeads() => HeadsInWords.Of(this.links);

    private static int[] Follow(
        RevisionFile file,
        IReadOnlyList<RevisionReference> references,
        string attribute,
        Dictionary<string, int> numbers,
        Dictionary<string, int>? labels,
        RevisionFile? unknownLabels,
        List<Finding> findings)
    {
        if (references.Count == 0)
        {
            return [];
        }

        var followed = new List<int>(references.Count);
        foreach (var reference in references)
        {
            if (reference.Name.Length == 0 && references.Count == 1 && labels is not null)
            {
                findings.Add(RevisionDefects.OfEmptyDependency(file, reference));
            }

            // A dependency may be a branch label: it means the revision that declares it, not the branch's head.
            else if (numbers.TryGetValue(reference.Name, out var node) || labels?.TryGetValue(reference.Name, out node) == true)
            {
                if (node == numbers[file.Revision])
                {
                    findings.Add(RevisionDefects.OfSelf(file, reference, attribute));
                }
                else
                {
                    followed.Add(node);
                }
            }
            else
            {
                RevisionDefects.AddDangling(file, reference, attribute, numbers.Keys, unknownLabels, findings);
            }
        }

        return followed.Count < 2 ? [.. followed] : [.. followed.Distinct()];
    }

    private bool[] Reach(IEnumerable<string> revisions) =>
        RevisionLinks.Reach(revisions.Select(revision => this.links.Numbers[revision]), this.links.Parents);
}
