namespace AutonomOS.Migrations.Alembic.Graph;

/// <summary>
/// Where labels reach (<c>revision.py _add_branches</c>): to all revisions that follow the declaring one, through merges too; and, where
/// these form one line without a branch or merge point, also down that line to the branch or merge point below, which is not labelled.
/// A revision counts as a branch point here when several revisions follow or depend on it.
/// </summary>
internal static class BranchLabels
{
    /// <summary>The labels that one revision carries.</summary>
    /// <param name="links">The graph.</param>
    /// <param name="node">The revision.</param>
    /// <returns>In ordinal order.</returns>
    public static IReadOnlyList<string> Of(RevisionLinks links, int node)
    {
        var below = RevisionLinks.Reach([node], links.Down);
        var labels = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (label, declared) in links.Labels)
        {
            if (below[declared])
            {
                _ = labels.Add(label);
            }
        }

        // Labels declared above come down to here only along a plain line that ends in a head.
        if (LineAbove(links, node) is { } line)
        {
            labels.UnionWith(line.SelectMany(above => links.Files[above].BranchLabels.Select(label => label.Name))
                .Where(label => links.Labels.TryGetValue(label, out var declared) && line.Contains(declared)));
        }

        return [.. labels];
    }

    private static HashSet<int>? LineAbove(RevisionLinks links, int node)
    {
        var line = new HashSet<int>();
        while (links.Dependents[node].Length < 2 && links.Down[node].Length < 2 && line.Add(node))
        {
            if (links.Up[node].Length == 0)
            {
                return line;
            }

            node = links.Up[node][0];
        }

        return null;
    }
}
