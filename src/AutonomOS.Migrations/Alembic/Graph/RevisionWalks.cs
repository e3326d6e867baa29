namespace AutonomOS.Migrations.Alembic.Graph;

/// <summary>Steps along <c>down_revision</c>, up and down (<c>script/revision.py _walk</c>).</summary>
/// <param name="links">The graph.</param>
/// <param name="names">What names stand for.</param>
internal sealed class RevisionWalks(RevisionLinks links, RevisionNames names)
{
    /// <summary>Goes from one revision to another.</summary>
    /// <param name="start">Where to begin; may be the base.</param>
    /// <param name="steps">How many revisions up, or down when below zero.</param>
    /// <param name="label">The branch to stay on; null for none.</param>
    /// <param name="identifier">What was asked for, for messages.</param>
    /// <returns>Null when there are not that many revisions, the base when it is reached exactly.</returns>
    public int? Walk(int start, int steps, string? label, string identifier)
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
            IReadOnlyList<int> above = step > links.Count ? [] : node == RevisionNames.Base ? links.Bases : links.Up[node];
            if (label is not null)
            {
                wanted ??= above.Count > 0 ? names.LineageOf(label) ?? All(links.Count) : null;
                above = wanted is null ? names.OnBranch(above, label) : [.. above.Where(up => wanted[up])];
            }

            switch (above.Count)
            {
                case 0:
                    return null;
                case 1:
                    node = above[0];
                    break;
                default:
                    throw UnresolvedIdentifier.AmbiguousWalk(links, identifier, node, above);
            }
        }

        return node;
    }

    /// <summary>Goes down from each of several heads.</summary>
    /// <param name="heads">The heads.</param>
    /// <param name="steps">How many revisions, below zero.</param>
    /// <param name="identifier">What was asked for, for messages.</param>
    /// <returns>Where that leads; the base is left out.</returns>
    public List<int> WalkDown(IReadOnlyList<int> heads, int steps, string identifier)
    {
        if (heads.Count == 0)
        {
            throw UnresolvedIdentifier.TooFar(identifier, "no head to step down from carries that label");
        }

        // A merge on the way from any head weighs more than an end on the way from another.
        var found = heads.Select(head => this.WalkDownFrom(head, steps, identifier)).ToArray();
        return [.. found.Select(node => node ?? throw UnresolvedIdentifier.TooFar(identifier, "there are not that many revisions"))
            .Where(node => node != RevisionNames.Base)];
    }

    private int? WalkDownFrom(int start, int steps, string identifier)
    {
        var node = start;
        for (var left = -steps; ; left--)
        {
            // From the base Alembic steps down onto the heads.
            var below = node == RevisionNames.Base ? links.Heads : links.Down[node];
            switch (below.Length)
            {
                case 0:
                    return left == 1 ? RevisionNames.Base : null;
                case 1 when left == 1:
                    return below[0];
                case 1 when left + steps + links.Count >= 0:
                    node = below[0];
                    break;
                case 1:
                    // A ring has no end; a history without one is never longer than its revisions.
                    return null;
                default:
                    throw UnresolvedIdentifier.AmbiguousWalk(links, identifier, node, below);
            }
        }
    }

    private static bool[] All(int count)
    {
        var all = new bool[count];
        Array.Fill(all, true);
        return all;
    }
}
