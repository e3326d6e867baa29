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

    private readonly RevisionLinks links;
    private readonly RevisionNames names;
    private readonly RevisionWalks walks;

    internal RevisionIdentifiers(RevisionLinks links)
    {
        this.links = links;
        this.names = new RevisionNames(links);
        this.walks = new RevisionWalks(links, this.names);
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
                throw UnresolvedIdentifier.TooFar(identifier, "an upgrade goes up: write '+' and a number above zero");
            }

            found = this.walks.Walk(this.UpgradeStart(steps.Label, rows), steps.Steps, steps.Label, identifier);
        }
        else if (steps.Steps > 0)
        {
            found = this.walks.Walk(this.One(steps.Symbol, null), steps.Steps, steps.Label, identifier);
        }
        else
        {
            found = this.walks.Walk(this.One(steps.Symbol, steps.Label), steps.Steps, null, identifier);
        }

        return found is { } node and not RevisionNames.Base ? [node]
            : throw UnresolvedIdentifier.TooFar(identifier, "there are not that many revisions");
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
            throw UnresolvedIdentifier.TooFar(identifier, "a downgrade goes down: write '-' and a number above zero");
        }

        var start = steps.Symbol is null ? this.DowngradeStart(steps.Label, rows, identifier)
            : steps.Steps >= 0 ? this.One(steps.Symbol, null)
            : this.One(steps.Symbol, steps.Label);
        return this.walks.Walk(start, steps.Steps, steps.Steps >= 0 ? steps.Label : null, identifier) is { } found
            && !(found == RevisionNames.Base && steps.Steps >= 0)
            ? Revisions(found)
            : throw UnresolvedIdentifier.TooFar(identifier, "there are not that many revisions");
    });

    private static int[] Revisions(int node) => node == RevisionNames.Base ? [] : [node];

    private RevisionResolution Answer(Func<IEnumerable<int>> resolve)
    {
        try
        {
            var names = resolve().Distinct().Select(this.links.Name).Order(StringComparer.Ordinal);
            return new RevisionResolution(ResolutionStatus.Found, [.. names], [], string.Empty);
        }
        catch (UnresolvedIdentifier failure)
        {
            return new RevisionResolution(failure.Status, [], failure.Candidates, failure.Message);
        }
    }

    // get_revisions: none for the base.
    private IEnumerable<int> Several(string identifier)
    {
        var (label, symbol) = RevisionNames.Split(identifier);
        if (RelativeIdentifier.ParseNegative(symbol) is { } steps)
        {
            return this.walks.WalkDown(this.names.RealHeadsWith(label), steps, identifier);
        }

        return this.names.IsSymbol(symbol, label, identifier, out var nodes) ? this.names.Members(nodes, label, identifier)
            : [this.names.Identifier(symbol, label)];
    }

    // get_revision.
    private int One(string identifier, string? branch)
    {
        var (label, symbol) = branch is null ? RevisionNames.Split(identifier) : (branch, identifier);
        if (!this.names.IsSymbol(symbol, label, identifier, out var nodes))
        {
            return this.names.Identifier(symbol, label);
        }

        return nodes.Count > 1 ? throw UnresolvedIdentifier.SeveralHeads(this.links, identifier, nodes)
            : this.names.Members(nodes, label, identifier) is [var only] ? only
            : RevisionNames.Base;
    }

    private int UpgradeStart(string? label, IReadOnlyList<string> rows)
    {
        if (label is null)
        {
            return rows.Count switch
            {
                0 => RevisionNames.Base,
                1 => this.One(rows[0], null),
                _ => throw UnresolvedIdentifier.SeveralRows(rows),
            };
        }

        int[] current = [.. rows.SelectMany(this.Several)];
        var start = this.names.OnBranch(current, label);
        if (start.Count == 0)
        {
            // The branch is not among the rows: go back to where it parted from what is applied.
            var applied = RevisionLinks.Reach(current, this.links.Parents);
            start = this.Tips(this.names.OnBranch([.. Enumerable.Range(0, applied.Length).Where(node => applied[node])], label));
        }

        return start.Count switch
        {
            0 => RevisionNames.Base,
            1 => start[0],
            _ => throw UnresolvedIdentifier.SeveralRows([.. start.Select(this.links.Name)]),
        };
    }

    private int DowngradeStart(string? label, IReadOnlyList<string> rows, string identifier)
    {
        if (label is null)
        {
            return rows.Distinct(StringComparer.Ordinal).ToArray() switch
            {
                [] => throw UnresolvedIdentifier.TooFar(identifier, "nothing is applied"),
                // The row is its own branch, for it may be the beginning of an identifier.
                [var only] => this.One(only, only),
                var several => throw UnresolvedIdentifier.SeveralRows(several),
            };
        }

        // The label is looked at before the rows.
        _ = this.names.OnBranch([], label);
        var start = this.names.OnBranch([.. rows.Select(row => this.names.Identifier(row, null))], label);
        if (start.Count == 0)
        {
            // What is applied of other branches, when their heads are dependencies of the row.
            var applied = RevisionLinks.Reach(rows.SelectMany(this.Several), this.links.Parents);
            var tops = Enumerable.Range(0, applied.Length).Where(node => applied[node] && !this.links.Up[node].Any(up => applied[up]));
            start = this.names.OnBranch([.. tops], label);
        }

        return start.Count switch
        {
            0 => throw UnresolvedIdentifier.TooFar(identifier, "nothing of that branch is applied"),
            1 => this.names.Identifier(this.links.Name(start[0]), label),
            _ => throw UnresolvedIdentifier.SeveralRows([.. start.Select(this.links.Name)]),
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
}
