using AutonomOS.Migrations.Schema.Deparsed;

namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>
/// Whether a text that PostgreSQL prints of what it keeps parsed is another only because what it mentions was renamed, or has another type.
/// </summary>
internal static class FollowingText
{
    private static readonly string[] TypeWords = ["varying", "precision", "with", "without", "time", "zone"];

    /// <summary>Whether renames alone lead from one text to the other.</summary>
    /// <param name="production">Production's text.</param>
    /// <param name="development">Development's.</param>
    /// <param name="renames">Old and new names and labels, one part each.</param>
    public static bool IsRenamed(string production, string development, IReadOnlySet<(string From, string To)> renames) =>
        renames.Count > 0
        && DeparsedTokens.Read(production) is { } left
        && DeparsedTokens.Read(development) is { } right
        && AreAligned(left, right, renames);

    /// <summary>Whether the texts are equal but for casts and the brackets that casts need, and for renames.</summary>
    /// <param name="production">Production's text.</param>
    /// <param name="development">Development's.</param>
    /// <param name="renames">Old and new names.</param>
    public static bool IsOfOtherTypes(string production, string development, IReadOnlySet<(string From, string To)> renames) =>
        Plain(production) is { } left && Plain(development) is { } right && AreAligned(left, right, renames);

    /// <summary>The tokens without casts and the brackets that casts need; null when it is no text that is read.</summary>
    /// <param name="text">A text.</param>
    public static IReadOnlyList<DeparsedToken>? Plain(string text) =>
        DeparsedTokens.Read(text) is { } tokens && DeparsedNode.Parse(tokens) is { } nodes ? [.. DeparsedNode.Tokens(Without(nodes))] : null;

    /// <summary>Whether a text mentions a name.</summary>
    /// <param name="text">A text.</param>
    /// <param name="name">A name, one part.</param>
    public static bool Mentions(string text, string name) =>
        DeparsedTokens.Read(text) is { } tokens && tokens.Any(token => token.Kind == DeparsedTokenKind.Identifier && token.Bare == name);

    private static DeparsedNode[] Without(DeparsedNode[] nodes)
    {
        var kept = new List<DeparsedNode>();
        for (var at = 0; at < nodes.Length; at++)
        {
            if (nodes[at].Is("::"))
            {
                at = EndOfType(nodes, at + 1) - 1;
                continue;
            }

            if (nodes[at] is DeparsedGroup group)
            {
                var inside = Without(group.Nodes);
                var isCast = at + 1 < nodes.Length && nodes[at + 1].Is("::");
                if (group.Open == "(" && (isCast || inside.Length == 1))
                {
                    kept.AddRange(inside);
                }
                else
                {
                    kept.Add(group with { Nodes = inside });
                }
            }
            else
            {
                kept.Add(nodes[at]);
            }
        }

        return [.. kept];
    }

    private static int EndOfType(DeparsedNode[] nodes, int at)
    {
        at++;
        while (at + 1 < nodes.Length && nodes[at].Is("."))
        {
            at += 2;
        }

        while (at < nodes.Length
            && (nodes[at] is DeparsedGroup { Open: "(" or "[" }
                || (nodes[at] is DeparsedLeaf { Token: var token } && TypeWords.Contains(token.Text))))
        {
            at++;
        }

        return at;
    }

    private static bool AreAligned(
        IReadOnlyList<DeparsedToken> production, IReadOnlyList<DeparsedToken> development, IReadOnlySet<(string From, string To)> renames)
    {
        var (left, right) = (0, 0);
        while (left < production.Count && right < development.Count)
        {
            var (old, current) = (production[left], development[right]);
            if (old.Kind == current.Kind && old.Bare == current.Bare)
            {
                (left, right) = (left + 1, right + 1);
            }
            else if (old.Kind == current.Kind && renames.Contains((old.Bare, current.Bare)) && old.Kind is DeparsedTokenKind.Identifier or DeparsedTokenKind.Text)
            {
                (left, right) = (left + 1, right + 1);

                // A view keeps the names of its columns and tables: what was renamed under it gets the old name as an alias, or loses it.
                right = PastAlias(development, right, old.Bare, production, left);
                left = PastAlias(production, left, current.Bare, development, right);
            }
            else if (old.Kind == DeparsedTokenKind.Text && current.Kind == DeparsedTokenKind.Text && IsReference(development, right + 1)
                && DeparsedTokens.Read(old.Bare) is { } inside && DeparsedTokens.Read(current.Bare) is { } other && AreAligned(inside, other, renames))
            {
                (left, right) = (left + 1, right + 1);
            }
            else
            {
                return false;
            }
        }

        return left == production.Count && right == development.Count;
    }

    private static int PastAlias(
        IReadOnlyList<DeparsedToken> tokens, int at, string name, IReadOnlyList<DeparsedToken> others, int otherAt)
    {
        var other = otherAt < others.Count ? others[otherAt] : default;
        var start = at;
        if (at < tokens.Count && tokens[at].Is("AS") && !other.Is("AS"))
        {
            at++;
        }

        return at < tokens.Count && tokens[at].Kind == DeparsedTokenKind.Identifier && tokens[at].Bare == name
            && !(other.Text is not null && other.Kind == DeparsedTokenKind.Identifier)
            ? at + 1
            : start;
    }

    // 'public.users_id_seq'::regclass
    private static bool IsReference(IReadOnlyList<DeparsedToken> tokens, int at) =>
        at + 1 < tokens.Count && tokens[at].Is("::") && tokens[at + 1].Text.StartsWith("reg", StringComparison.Ordinal);
}
