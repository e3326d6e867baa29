using System.Collections.Frozen;

namespace AutonomOS.Migrations.Schema.Deparsed;

/// <summary>
/// Compares texts that servers of different major versions print of what they keep parsed: token by token, after taking back what is known
/// to be printed differently. Each rule says in which version the print changed and is used only where that version lies between the two.
/// Found by printing the same statements on 13 to 18; what is not known here makes texts not comparable, never equal.
/// </summary>
internal static class DeparsedComparison
{
    // What a later version prints is not known yet: nothing can be said to be certain.
    private const int NewestKnown = 18;

    // quote_identifier quotes what is a keyword and is not reserved for nothing. These became such keywords in a version.
    private static readonly FrozenDictionary<string, int> KeywordsSince = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["json_array"] = 16,
        ["json_arrayagg"] = 16,
        ["json_object"] = 16,
        ["json_objectagg"] = 16,
        ["system_user"] = 16,
        ["json"] = 17,
        ["json_exists"] = 17,
        ["json_query"] = 17,
        ["json_scalar"] = 17,
        ["json_serialize"] = 17,
        ["json_table"] = 17,
        ["json_value"] = 17,
        ["merge_action"] = 17,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Compares two texts of one property.</summary>
    /// <param name="left">One text.</param>
    /// <param name="leftMajor">The major version that printed it.</param>
    /// <param name="right">The other.</param>
    /// <param name="rightMajor">The major version that printed that.</param>
    public static DeparsedLikeness Compare(string left, int leftMajor, string right, int rightMajor)
    {
        var (older, olderMajor, newer, newerMajor) = leftMajor <= rightMajor
            ? (left, leftMajor, right, rightMajor)
            : (right, rightMajor, left, leftMajor);
        if (Parse(older) is not { } olderNodes || Parse(newer) is not { } newerNodes)
        {
            return DeparsedLikeness.NotComparable;
        }

        bool Changed(int version) => olderMajor < version && version <= newerMajor;
        if (Changed(14))
        {
            newerNodes = CallsInSqlSyntax.AsCalls(WithoutModeIn(newerNodes));
        }

        if (Changed(16))
        {
            olderNodes = SoleRelation.Unnamed(olderNodes);
            newerNodes = SoleRelation.Unnamed(WithoutNoIndent(newerNodes));
        }

        List<DeparsedToken> olderTokens = [.. DeparsedNode.Tokens(olderNodes)];
        List<DeparsedToken> newerTokens = [.. DeparsedNode.Tokens(newerNodes).Select(token =>
            token.Text is ['"', .. var name, '"'] && KeywordsSince.TryGetValue(name, out var version) && Changed(version)
                ? token with { Text = name }
                : token)];
        return olderTokens.SequenceEqual(newerTokens) ? DeparsedLikeness.Equal
            : newerMajor <= NewestKnown && CertainDifference.IsBetween(olderTokens, newerTokens) ? DeparsedLikeness.Different
            : DeparsedLikeness.NotComparable;
    }

    private static DeparsedNode[]? Parse(string text) =>
        DeparsedTokens.Read(text) is { } tokens ? DeparsedNode.Parse(tokens) : null;

    // Since version 14 the arguments of procedures are printed with IN, which is what an argument without a mode is.
    private static DeparsedNode[] WithoutModeIn(DeparsedNode[] nodes) =>
        [.. nodes.Where((node, index) => !(node.Is("IN") && (index == 0 || nodes[index - 1].Is(","))))];

    // Since version 16 XMLSERIALIZE can indent, and says so where it does not.
    private static DeparsedNode[] WithoutNoIndent(DeparsedNode[] nodes) =>
        [.. nodes.Select((node, index) => node switch
        {
            DeparsedGroup { Nodes: [.. var content, var no, var indent] } group
                when index > 0 && nodes[index - 1].Is("XMLSERIALIZE") && no.Is("NO") && indent.Is("INDENT") =>
                group with { Nodes = WithoutNoIndent(content) },
            DeparsedGroup group => group with { Nodes = WithoutNoIndent(group.Nodes) },
            _ => node,
        })];
}
