namespace AutonomOS.Migrations.Schema.Deparsed;

/// <summary>
/// Until version 15 a view's query always had more than one relation in scope (its OLD and NEW), and its columns were printed with the
/// relation's name before them. Since 16 they are printed bare where the view reads from one relation only. There a bare
/// name and one with that relation's name are the same column. Sub-selects are printed with the names in every version and are left alone.
/// </summary>
internal static class SoleRelation
{
    private static readonly string[] ClausesAfterFrom = ["WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "OFFSET", "LIMIT", "FETCH", "FOR"];

    /// <summary>Takes the name off the columns of a view that reads from one relation.</summary>
    /// <param name="nodes">A text.</param>
    /// <returns>The same, when it is no view or there are several relations.</returns>
    public static DeparsedNode[] Unnamed(DeparsedNode[] nodes)
    {
        // A function's body begins otherwise, and a rule does; the queries in them are printed alike in all versions.
        if (nodes.Length == 0 || !(nodes[0].Is("SELECT") || nodes[0].Is("WITH")))
        {
            return nodes;
        }

        var select = IndexOf(nodes, 0, "SELECT");
        var from = select < 0 ? -1 : IndexOf(nodes, select, "FROM");
        if (from < 0 || Array.Exists(nodes, node => node.Is("UNION") || node.Is("INTERSECT") || node.Is("EXCEPT")))
        {
            return nodes;
        }

        var end = from + 1;
        while (end < nodes.Length && !Array.Exists(ClausesAfterFrom, nodes[end].Is) && !nodes[end].Is(";"))
        {
            end++;
        }

        return NameOf(nodes[(from + 1)..end]) is { } name
            ? [
                .. nodes[..select],
                .. Unnamed(nodes[select..from], name),
                .. nodes[from..end],
                .. Unnamed(nodes[end..], name),
            ]
            : nodes;
    }

    private static int IndexOf(DeparsedNode[] nodes, int start, string keyword)
    {
        while (start < nodes.Length && !nodes[start].Is(keyword))
        {
            start++;
        }

        return start < nodes.Length ? start : -1;
    }

    // The name by which the only item of FROM is known; null where there are several items, or it has a form not foreseen here. A join is
    // always in brackets, which no select begins.
    private static string? NameOf(DeparsedNode[] item)
    {
        if (Array.Exists(item, node => node.Is(",") || node.Is("JOIN") || node.Is("LATERAL")) || (item is [{ Inside: { } inside }, ..] && !IsSelect(inside)))
        {
            return null;
        }

        var sample = IndexOf(item, 0, "TABLESAMPLE");
        DeparsedNode[] named = sample < 0 ? item : item[..sample];
        return named switch
        {
            [.., DeparsedLeaf { IsIdentifier: true } name, DeparsedGroup { Open: "(" }] when named.Length > 2 => name.Token.Text,
            [.., DeparsedLeaf { IsIdentifier: true } name] => name.Token.Text,
            _ => null,
        };
    }

    private static bool IsSelect(DeparsedNode[] inside) => Array.Exists(inside, node => node.Is("SELECT") || node.Is("VALUES"));

    private static DeparsedNode[] Unnamed(DeparsedNode[] nodes, string name)
    {
        var written = new List<DeparsedNode>(nodes.Length);
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Is(name) && nodes[i].IsIdentifier && IsColumn(nodes, i))
            {
                i++;
            }
            else
            {
                written.Add(nodes[i] is DeparsedGroup group && !IsSelect(group.Nodes)
                    ? group with { Nodes = Unnamed(group.Nodes, name) }
                    : nodes[i]);
            }
        }

        return [.. written];
    }

    // name.column and neither a function, a type, a collation nor an operator in a schema of that name.
    private static bool IsColumn(DeparsedNode[] nodes, int at) =>
        at + 2 < nodes.Length && nodes[at + 1].Is(".") && nodes[at + 2].IsIdentifier
        && !(at + 3 < nodes.Length && (nodes[at + 3].Is(".") || nodes[at + 3].Inside is not null))
        && !(at > 0 && (nodes[at - 1].Is(".") || nodes[at - 1].Is("::") || nodes[at - 1].Is("COLLATE") || nodes[at - 1].Is("AS")));
}
