using System.Globalization;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Graph;

/// <summary>
/// What a person's or a version table's identifier stands for: <c>ae1027a6acf</c>, <c>ae10</c>, <c>head</c>, <c>heads</c>, <c>base</c>,
/// <c>label@head</c>, <c>label@heads</c>, <c>label@base</c>, <c>label@ae10</c>, <c>+2</c>, <c>-1</c>, <c>head-1</c>, <c>ae10+2</c>,
/// <c>label@+1</c>. The rules are Alembic 1.19.2's (<c>script/revision.py</c>: <c>get_revisions</c>, <c>_parse_upgrade_target</c>,
/// <c>_parse_downgrade_target</c>); where it ends in an assertion or takes any of several, the identifier is refused here.
/// </summary>
public sealed class RevisionIdentifiers
{
    /// <summary>Candidates beyond this many are not listed.</summary>
    public const int MostCandidates = 10;

    // Stands for the base, before every revision.
    private const int Base = -1;

    private readonly RevisionLinks links;

    // Identifiers and labels in ordinal order, so that those with a common beginning are neighbours.
    private readonly Lazy<string[]> names;

    internal RevisionIdentifiers(RevisionLinks links)
    {
        this.links = links;
        this.names = new Lazy<string[]>(() =>
        {
            string[] all = [.. links.Numbers.Keys.Union(links.Labels.Keys)];
            Array.Sort(all, StringComparer.Ordinal);
            return all;
        });
    }

    /// <summary>As <c>alembic show</c>, <c>stamp</c> and <c>merge</c> understand it: steps are taken down from the heads only
    /// (<c>-1</c>, <c>label@-1</c>); every other relative form names nothing.</summary>
    /// <param name="identifier">Any text.</param>
    public RevisionResolution Resolve(string identifier) => this.Answer(() => this.Several(identifier));

    /// <summary>As <c>alembic upgrade</c> understands it.</summary>
    /// <param name="identifier">Any text.</param>
    /// <param name="rows">Rows of the version table, in any order; relative forms begin there.</param>
    public RevisionResolution ResolveUpgrade(string identifier, IReadOnlyList<string> rows) => this.Answer(() =>
    {
        if (RelativeIdentifier.Parse(identifier) is not { } steps)
        {
            return this.Several(identifier);
        }

        int? found;
        if (steps.Symbol is null)
        {
            if (steps.Steps <= 0)
            {
                throw TooFar(identifier, "an upgrade goes up: write '+' and a number above zero");
            }

            found = this.Walk(this.UpgradeStart(steps.Label, rows), steps.Steps, steps.Label, identifier);
        }
        else if (steps.Steps > 0)
        {
            found = this.Walk(this.One(steps.Symbol, null), steps.Steps, steps.Label, identifier);
        }
        else
        {
            found = this.Walk(this.One(steps.Symbol, steps.Label), steps.Steps, null, identifier);
        }

        return found is { } node and not Base ? [node] : throw TooFar(identifier, "there are not that many revisions");
    });

    /// <summary>As <c>alembic downgrade</c> understands it, but for two things: with several rows <c>-1</c> is refused, where Alembic warns
    /// and takes any of them; and <c>label@revision</c> has to be on that branch, where Alembic does not look.</summary>
    /// <param name="identifier">Any text.</param>
    /// <param name="rows">Rows of the version table, in any order; relative forms begin there.</param>
    public RevisionResolution ResolveDowngrade(string identifier, IReadOnlyList<string> rows) => this.Answer(() =>
    {
        if (RelativeIdentifier.Parse(identifier) is not { } steps)
        {
            return Revisions(this.One(identifier, null));
        }

        if (steps.Symbol is null && steps.Steps >= 0)
        {
            throw TooFar(identifier, "a downgrade goes down: write '-' and a number above zero");
        }

        var start = steps.Symbol is null ? this.DowngradeStart(steps.Label, rows, identifier)
            : steps.Steps >= 0 ? this.One(steps.Symbol, null)
            : this.One(steps.Symbol, steps.Label);
        return this.Walk(start, steps.Steps, steps.Steps >= 0 ? steps.Label : null, identifier) is { } found
            && !(found == Base && steps.Steps >= 0)
            ? Revisions(found)
            : throw TooFar(identifier, "there are not that many revisions");
    });

    private static int[] Revisions(int node) => node == Base ? [] : [node];

    private static Unresolved TooFar(string identifier, string why) =>
        new(ResolutionStatus.TooFar, $"{OneLine.Quote(identifier)} leads to no revision: {why}", []);

    private RevisionResolution Answer(Func<IEnumerable<int>> resolve)
    {
        try
        {
            var names = resolve().Distinct().Select(this.links.Name).Order(StringComparer.Ordinal);
            return new RevisionResolution(ResolutionStatus.Found, [.. names], [], string.Empty);
        }
        catch (Unresolved failure)
        {
            return new RevisionResolution(failure.Status, [], failure.Candidates, failure.Message);
        }
    }

    // get_revisions: none for the base.
    private IEnumerable<int> Several(string identifier)
    {
        var (label, symbol) = Split(identifier);
        if (RelativeIdentifier.ParseNegative(symbol) is { } steps)
        {
            return this.WalkDown(this.RealHeadsWith(label), steps, identifier);
        }

        return this.IsSymbol(symbol, label, identifier, out var nodes) ? this.Members(nodes, label, identifier)
            : [this.Identifier(symbol, label)];
    }

    // get_revision.
    private int One(string identifier, string? branch)
    {
        var (label, symbol) = branch is null ? Split(identifier) : (branch, identifier);
        if (!this.IsSymbol(symbol, label, identifier, out var nodes))
        {
            return this.Identifier(symbol, label);
        }

        return nodes.Count > 1 ? throw this.SeveralHeads(identifier, nodes)
            : this.Members(nodes, label, identifier) is [var only] ? only
            : Base;
    }

    private static (string? Label, string Symbol) Split(string identifier)
    {
        var at = identifier.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? (null, identifier) : (at == 0 ? null : identifier[..at], identifier[(at + 1)..]);
    }

    // _resolve_revision_number. The heads of a label are heads of the files (get_heads), those without a label are the real heads.
    private bool IsSymbol(string symbol, string? label, string identifier, out IReadOnlyList<int> nodes)
    {
        switch (symbol)
        {
            case "base":
                nodes = [];
                return true;
            case "heads":
                nodes = label is null ? this.links.RealHeads : this.OnBranch(this.links.Heads, label);
                return true;
            case "head":
                nodes = label is null ? this.links.Heads : this.OnBranch(this.links.Heads, label);
                return nodes.Count < 2 ? true : throw this.SeveralHeads(identifier, nodes);
            default:
                nodes = [];
                return false;
        }
    }

    // The check that Alembic makes of each revision that was named with a branch.
    private IReadOnlyList<int> Members(IReadOnlyList<int> nodes, string? label, string identifier)
    {
        if (label is null)
        {
            return nodes;
        }

        // label@base is the base whatever the label, but a label that is none is a typing error.
        var lineage = this.Lineage(this.Branch(label));
        return nodes.All(node => lineage[node]) ? nodes : throw this.NotOnBranch(nodes.First(node => !lineage[node]), label, identifier);
    }

    // _revision_for_ident.
    private int Identifier(string symbol, string? label)
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

            string[] first = [.. candidates.Take(MostCandidates + 1)];
            node = first switch
            {
                [] => throw this.Unknown(symbol),
                [var only] => this.Find(only),
                _ => throw new Unresolved(
                    ResolutionStatus.Ambiguous,
                    $"{OneLine.Quote(symbol)} begins several identifiers or labels ({OneLine.QuoteAll(first.Take(MostCandidates))}"
                    + $"{(first.Length > MostCandidates ? " and more" : string.Empty)}): write more of it",
                    first.Take(MostCandidates)),
            };
        }

        return label is null || this.Lineage(branch)[node] ? node : throw this.NotOnBranch(node, label, symbol);
    }

    // _resolve_branch: a label, or a revision in place of one.
    private int Branch(string label) => this.TryFind(label, out var node) ? node : this.Identifier(label, null);

    private int UpgradeStart(string? label, IReadOnlyList<string> rows)
    {
        if (label is null)
        {
            return rows.Count switch
            {
                0 => Base,
                1 => this.One(rows[0], null),
                _ => throw SeveralRows(rows),
            };
        }

        int[] current = [.. rows.SelectMany(this.Several)];
        var start = this.OnBranch(current, label);
        if (start.Count == 0)
        {
            // The branch is not among the rows: go back to where it parted from what is applied.
            var applied = RevisionLinks.Reach(current, this.links.Parents);
            start = this.Tips(this.OnBranch([.. Enumerable.Range(0, applied.Length).Where(node => applied[node])], label));
        }

        return start.Count switch
        {
            0 => Base,
            1 => start[0],
            _ => throw SeveralRows([.. start.Select(this.links.Name)]),
        };
    }

    private int DowngradeStart(string? label, IReadOnlyList<string> rows, string identifier)
    {
        if (label is null)
        {
            return rows.Distinct(StringComparer.Ordinal).ToArray() switch
            {
                [] => throw TooFar(identifier, "nothing is applied"),
                // The row is its own branch, for it may be the beginning of an identifier.
                [var only] => this.One(only, only),
                var several => throw SeveralRows(several),
            };
        }

        // The label is looked at before the rows.
        _ = this.OnBranch([], label);
        var start = this.OnBranch([.. rows.Select(row => this.Identifier(row, null))], label);
        if (start.Count == 0)
        {
            // What is applied of other branches, when their heads are dependencies of the row.
            var applied = RevisionLinks.Reach(rows.SelectMany(this.Several), this.links.Parents);
            var tops = Enumerable.Range(0, applied.Length).Where(node => applied[node] && !this.links.Up[node].Any(up => applied[up]));
            start = this.OnBranch([.. tops], label);
        }

        return start.Count switch
        {
            0 => throw TooFar(identifier, "nothing of that branch is applied"),
            1 => this.Identifier(this.links.Name(start[0]), label),
            _ => throw SeveralRows([.. start.Select(this.links.Name)]),
        };
    }

    // Those of the given that none of the given follows or depends on. A dependency that one of the revisions below has already is not
    // counted (_normalized_resolved_dependencies).
    private IReadOnlyList<int> Tips(IReadOnlyList<int> nodes)
    {
        var given = new bool[this.links.Count];
        foreach (var node in nodes)
        {
            given[node] = true;
        }

        return [.. nodes.Where(node => !this.links.Up[node].Any(up => given[up]) && !Dependent(node))];

        bool Dependent(int node)
        {
            var direct = this.links.Dependents[node].Except(this.links.Up[node]).ToArray();
            if (!direct.Any(dependent => given[dependent]))
            {
                return false;
            }

            var above = RevisionLinks.Reach(direct.SelectMany(dependent => this.links.Up[dependent]), this.links.Up);
            return direct.Any(dependent => given[dependent] && !above[dependent]);
        }
    }

    // _walk: null when there are not that many revisions, the base when it is reached exactly.
    private int? Walk(int start, int steps, string? label, string identifier)
    {
        if (steps < 0)
        {
            return this.WalkDownFrom(start, steps, identifier);
        }

        var node = start;
        bool[]? wanted = null;
        for (var step = 0; step < steps; step++)
        {
            // A ring has no end here either.
            var above = step > this.links.Count ? [] : node == Base ? this.links.Bases : this.links.Up[node];
            if (label is not null)
            {
                wanted ??= above.Count > 0 ? this.LineageOf(label) ?? All(this.links.Count) : null;
                above = wanted is null ? this.OnBranch(above, label) : [.. above.Where(up => wanted[up])];
            }

            switch (above.Count)
            {
                case 0:
                    return null;
                case 1:
                    node = above[0];
                    break;
                default:
                    throw this.AmbiguousWalk(identifier, node, above);
            }
        }

        return node;
    }

    private int? WalkDownFrom(int start, int steps, string identifier)
    {
        var node = start;
        for (var left = -steps; ; left--)
        {
            // From the base Alembic steps down onto the heads.
            var below = node == Base ? this.links.Heads : this.links.Down[node];
            switch (below.Count)
            {
                case 0:
                    return left == 1 ? Base : null;
                case 1 when left == 1:
                    return below[0];
                case 1 when left + steps + this.links.Count >= 0:
                    node = below[0];
                    break;
                case 1:
                    // A ring has no end; a history without one is never longer than its revisions.
                    return null;
                default:
                    throw this.AmbiguousWalk(identifier, node, below);
            }
        }
    }

    private List<int> WalkDown(IReadOnlyList<int> heads, int steps, string identifier)
    {
        if (heads.Count == 0)
        {
            throw TooFar(identifier, "no head to step down from carries that label");
        }

        // A merge on the way from any head weighs more than an end on the way from another.
        var found = heads.Select(head => this.WalkDownFrom(head, steps, identifier)).ToArray();
        return [.. found.SelectMany(node => Revisions(node ?? throw TooFar(identifier, "there are not that many revisions")))];
    }

    // Real heads that carry a label: those above the revision that declares it.
    private IReadOnlyList<int> RealHeadsWith(string? label)
    {
        if (label is null || !this.links.Labels.TryGetValue(label, out var declared))
        {
            return label is null ? this.links.RealHeads : throw this.Unknown(label);
        }

        var carrying = RevisionLinks.Reach([declared], this.links.Up);
        return [.. this.links.RealHeads.Where(head => carrying[head])];
    }

    // filter_for_lineage: those of the given that are above or below what the text names.
    private IReadOnlyList<int> OnBranch(IReadOnlyList<int> nodes, string label)
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

    // Null when every revision is meant, as by the word base.
    private bool[]? LineageOf(string label)
    {
        var (branch, symbol) = Split(label);
        int[] shares = this.IsSymbol(symbol, branch, label, out var nodes) ? [.. nodes] : [this.Identifier(symbol, null)];
        shares = branch is null ? shares : [.. shares, this.Branch(branch)];
        return shares.Length == 0 ? null : this.Lineage(shares);
    }

    private bool[] Lineage(params int[] nodes)
    {
        var lineage = RevisionLinks.Reach(nodes, this.links.Up);
        var below = RevisionLinks.Reach(nodes, this.links.Down);
        for (var node = 0; node < lineage.Length; node++)
        {
            lineage[node] |= below[node];
        }

        return lineage;
    }

    private bool TryFind(string name, out int node) =>
        this.links.Numbers.TryGetValue(name, out node) || this.links.Labels.TryGetValue(name, out node);

    private int Find(string name) => this.TryFind(name, out var node) ? node : Base;

    // Identifiers and labels of four characters and more; Python counts characters, not UTF-16 units.
    private IEnumerable<string> StartingWith(string beginning)
    {
        var all = this.names.Value;
        var first = beginning.Length == 0 ? all.Length : Array.BinarySearch(all, beginning, StringComparer.Ordinal);
        for (var at = first < 0 ? ~first : first; at < all.Length && all[at].StartsWith(beginning, StringComparison.Ordinal); at++)
        {
            if (all[at].Length > 6 || all[at].EnumerateRunes().Count() > 3)
            {
                yield return all[at];
            }
        }
    }

    private Unresolved Unknown(string symbol)
    {
        var near = NearMatches.Find(symbol, this.names.Value);
        var range = symbol.Contains(':', StringComparison.Ordinal) ? "; a range such as a:b has no place here" : string.Empty;
        var steps = RelativeIdentifier.Parse(symbol) is null ? string.Empty : "; steps such as +1 have no place here";
        return new(
            ResolutionStatus.Unknown,
            $"{OneLine.Quote(symbol)} is no revision and no branch label of the migration files{range}{steps}"
            + (near.Count > 0 ? $"; did you mean {OneLine.QuoteAll(near)}?" : string.Empty),
            near);
    }

    private Unresolved SeveralHeads(string identifier, IReadOnlyList<int> heads) => new(
        ResolutionStatus.SeveralHeads,
        $"{OneLine.Quote(identifier)} asks for one head and there are {this.Listed(heads)}: name one of them, write heads, or merge them",
        this.First(heads));

    private Unresolved NotOnBranch(int node, string label, string identifier) => new(
        ResolutionStatus.NotOnBranch,
        $"{OneLine.Quote(identifier)} is revision {OneLine.Quote(this.links.Name(node))}, which is not on branch {OneLine.Quote(label)}",
        this.First([node]));

    private Unresolved AmbiguousWalk(string identifier, int from, IReadOnlyList<int> next) => new(
        ResolutionStatus.AmbiguousWalk,
        $"{OneLine.Quote(identifier)} comes{(from == Base ? string.Empty : $" from {OneLine.Quote(this.links.Name(from))}")} to a place"
        + $" where it could go to {this.Listed(next)}: name the revision",
        this.First(next));

    private static bool[] All(int count)
    {
        var all = new bool[count];
        Array.Fill(all, true);
        return all;
    }

    private static Unresolved SeveralRows(IReadOnlyList<string> rows) => new(
        ResolutionStatus.SeveralRows,
        $"several revisions are current ({OneLine.QuoteAll(rows.Take(MostCandidates))}): name the one to begin at, or its branch",
        rows.Take(MostCandidates));

    private IEnumerable<string> First(IEnumerable<int> nodes) => nodes.Take(MostCandidates).Select(this.links.Name);

    private string Listed(IReadOnlyList<int> nodes) => string.Create(
        CultureInfo.InvariantCulture,
        $"{nodes.Count} ({OneLine.QuoteAll(this.First(nodes))}{(nodes.Count > MostCandidates ? " and more" : string.Empty)})");

#pragma warning disable CA1032, CA1064 // It never leaves this class.
    private sealed class Unresolved(ResolutionStatus status, string message, IEnumerable<string> candidates) : Exception(message)
    {
        public ResolutionStatus Status => status;

        public IReadOnlyList<string> Candidates { get; } = [.. candidates];
    }
#pragma warning restore CA1032, CA1064
}
