namespace AutonomOS.Migrations.Schema.Deparsed;

/// <summary>A token, or a pair of brackets with what is between them: as much of the grammar as the rules need.</summary>
internal abstract record DeparsedNode
{
    /// <summary>Whether it is this keyword, punctuation mark or operator.</summary>
    /// <param name="text">Its text.</param>
    public bool Is(string text) => this is DeparsedLeaf leaf && leaf.Token.Is(text);

    /// <summary>Whether it is a name, or a word printed like one.</summary>
    public bool IsIdentifier => this is DeparsedLeaf { Token.Kind: DeparsedTokenKind.Identifier };

    /// <summary>What is between round brackets; null for everything else.</summary>
    public DeparsedNode[]? Inside => this is DeparsedGroup { Open: "(" } group ? group.Nodes : null;

    /// <summary>Groups tokens by their brackets.</summary>
    /// <param name="tokens">All tokens of a text.</param>
    /// <returns>Null when the brackets do not match.</returns>
    public static DeparsedNode[]? Parse(IReadOnlyList<DeparsedToken> tokens)
    {
        var open = new Stack<(string Bracket, List<DeparsedNode> Around)>();
        var nodes = new List<DeparsedNode>();
        foreach (var token in tokens)
        {
            if (token.Is("(") || token.Is("["))
            {
                open.Push((token.Text, nodes));
                nodes = [];
            }
            else if (token.Is(")") || token.Is("]"))
            {
                if (!open.TryPop(out var group) || group.Bracket != (token.Is(")") ? "(" : "["))
                {
                    return null;
                }

                group.Around.Add(new DeparsedGroup(group.Bracket, [.. nodes]));
                nodes = group.Around;
            }
            else
            {
                nodes.Add(new DeparsedLeaf(token));
            }
        }

        return open.Count == 0 ? [.. nodes] : null;
    }

    /// <summary>The tokens again.</summary>
    /// <param name="nodes">Nodes.</param>
    public static IEnumerable<DeparsedToken> Tokens(IEnumerable<DeparsedNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is DeparsedLeaf leaf)
            {
                yield return leaf.Token;
            }
            else if (node is DeparsedGroup group)
            {
                yield return new(DeparsedTokenKind.Punctuation, group.Open);
                foreach (var token in Tokens(group.Nodes))
                {
                    yield return token;
                }

                yield return new(DeparsedTokenKind.Punctuation, group.Open == "(" ? ")" : "]");
            }
        }
    }
}

/// <summary>A token that is no bracket.</summary>
/// <param name="Token">The token.</param>
internal sealed record DeparsedLeaf(DeparsedToken Token) : DeparsedNode;

/// <summary>A pair of brackets.</summary>
/// <param name="Open"><c>(</c> or <c>[</c>.</param>
/// <param name="Nodes">What is between them.</param>
internal sealed record DeparsedGroup(string Open, DeparsedNode[] Nodes) : DeparsedNode;
