namespace AutonomOS.Migrations.Alembic.Graph;

/// <summary>
/// What identifiers without steps stand for: full ones, their beginnings, labels, and Alembic's own words, alone or on a branch
/// (<c>script/revision.py</c>: <c>_resolve_revision_number</c>, <c>_revision_for_ident</c>, <c>filter_for_lineage</c>).
/// </summary>
/// <param name="links">The graph.</param>
internal sealed class RevisionNames(RevisionLinks links)
{
    /// <summary>Stands for the base, before every revision.</summary>
    public const int Base = -1;

    // Identifiers and labels in ordinal order, so that those with a common beginning are neighbours.
    private readonly Lazy<string[]> all = new(() =>
    {
        string[] all = [.. links.Numbers.Keys.Union(links.Labels.Keys)];
        Array.Sort(all, StringComparer.Ordinal);
        return all;
    });

    /// <summary>Takes an identifier apart at its first <c>@</c>.</summary>
    /// <param name="identifier">Any text.</param>
    public static (string? Label, string Symbol) Split(string identifier)
    {
        var at = identifier.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? (null, identifier) : (at == 0 ? null : identifier[..at], identifier[(at + 1)..]);
    }

    /// <summary>Whether a word is one of Alembic's own: <c>base</c>, <c>head</c> or <c>heads</c>.</summary>
    /// <param name="symbol">The word.</param>
    /// <param name="label">The branch it was named with; null when it was named with none.</param>
    /// <param name="identifier">What was asked for, for messages.</param>
    /// <param name="nodes">The revisions it stands for. The heads of a label are heads of the files (<c>get_heads</c>), those without a
    /// label are the real heads.</param>
    public bool IsSymbol(string symbol, string? label, string identifier, out IReadOnlyList<int> nodes)
    {
        switch (symbol)
        {
            case "base":
                nodes = [];
                return true;
            case "heads":
                nodes = label is null ? links.RealHeads : this.OnBranch(links.Heads, label);
                return true;
            case "head":
                nodes = label is null ? links.Heads : this.OnBranch(links.Heads, label);
                return nodes.Count < 2 ? true : throw UnresolvedIdentifier.SeveralHeads(links, identifier, nodes);
            default:
                nodes = [];
                return false;
        }
    }

    /// <summary>The same revisions, after the check that Alembic makes of each that was named with a branch: all are on
    /// it.</summary>
    /// <param name="nodes">The revisions.</param>
    /// <param name="label">The branch; null when there is none to look at.</param>
    /// <param name="identifier">What was asked for, for messages.</param>
    public IReadOnlyList<int> Members(IReadOnlyList<int> nodes, string? label, string identifier)
    {
        if (label is null)
        {
            return nodes;
        }

        // label@base is the base whatever the label, but a label that is none is a typing error.
        var lineage = this.Lineage(this.Branch(label));
        return nodes.All(node => lineage[node]) ? nodes
            : throw UnresolvedIdentifier.NotOnBranch(links, nodes.First(node => !lineage[node]), label, identifier);
    }

    /// <summary>The revision that an identifier, the beginning of one, or a label stands for.</summary>
    /// <param name="symbol">The identifier.</param>
    /// <param name="label">The branch it was named with; null when it was named with none.</param>
    public int Identifier(string symbol, string? label)
    {
        var branch = label is null ? Base : this.Branch(label);
        if (!this.TryFind(symbol, out var node))
        {
            var candidates = this.StartingWith(symbol);
            if (label is not null)
            {
                var lineage = this.LineageOf(label);
                candidates = candidates.Where(name => lineage is null || lineage[this.Find(name)]);
            }

            string[] first = [.. candidates.Take(RevisionIdentifiers.MostCandidates + 1)];
            node = first switch
            {
                [] => throw UnresolvedIdentifier.Unknown(symbol, this.all.Value),
                [var only] => this.Find(only),
                _ => throw UnresolvedIdentifier.Ambiguous(symbol, first),
            };
        }

        return label is null || this.Lineage(branch)[node] ? node : throw UnresolvedIdentifier.NotOnBranch(links, node, label, symbol);
    }

    /// <summary>The real heads that carry a label, those above the revision that declares it; all of them without a label.</summary>
    /// <param name="label">The label.</param>
    public IReadOnlyList<int> RealHeadsWith(string? label)
    {
        if (label is null || !links.Labels.TryGetValue(label, out var declared))
        {
            return label is null ? links.RealHeads : throw UnresolvedIdentifier.Unknown(label, this.all.Value);
        }

        var carrying = RevisionLinks.Reach([declared], links.Up);
        return [.. links.RealHeads.Where(head => carrying[head])];
    }

    /// <summary>Those of the revisions that are above or below what a text names.</summary>
    /// <param name="nodes">The revisions.</param>
    /// <param name="label">The text.</param>
    public IReadOnlyList<int> OnBranch(IReadOnlyList<int> nodes, string label)
    {
        if (nodes.Count == 0)
        {
            // There is nothing to look at, but the word head wants one head even so.
            var (branch, symbol) = Split(label);
            _ = this.IsSymbol(symbol, branch, label, out _);
            return nodes;
        }

        var lineage = this.LineageOf(label);
        return lineage is null ? nodes : [.. nodes.Where(node => lineage[node])];
    }

    /// <summary>For each revision whether it is above or below what a text names; null when every revision is meant, as by the word
    /// base.</summary>
    /// <param name="label">The text.</param>
    public bool[]? LineageOf(string label)
    {
        var (branch, symbol) = Split(label);
        int[] shares = this.IsSymbol(symbol, branch, label, out var nodes) ? [.. nodes] : [this.Identifier(symbol, null)];
        shares = branch is null ? shares : [.. shares, this.Branch(branch)];
        return shares.Length == 0 ? null : this.Lineage(shares);
    }

    // _resolve_branch: a label, or a revision in place of one.
    private int Branch(string label) => this.TryFind(label, out var node) ? node : this.Identifier(label, null);

    private bool[] Lineage(params int[] nodes)
    {
        var lineage = RevisionLinks.Reach(nodes, links.Up);
        var below = RevisionLinks.Reach(nodes, links.Down);
        for (var node = 0; node < lineage.Length; node++)
        {
            lineage[node] |= below[node];
        }

        return lineage;
    }

    private bool TryFind(string name, out int node) =>
        links.Numbers.TryGetValue(name, out node) || links.Labels.TryGetValue(name, out node);

    private int Find(string name) => this.TryFind(name, out var node) ? node : Base;

    // Identifiers and labels of four characters and more; Python counts characters, not UTF-16 units.
    private IEnumerable<string> StartingWith(string beginning)
    {
        var all = this.all.Value;
        var first = beginning.Length == 0 ? all.Length : Array.BinarySearch(all, beginning, StringComparer.Ordinal);
        for (var at = first < 0 ? ~first : first; at < all.Length && all[at].StartsWith(beginning, StringComparison.Ordinal); at++)
        {
            if (all[at].Length > 6 || all[at].EnumerateRunes().Count() > 3)
            {
                yield return all[at];
            }
        }
    }
}
