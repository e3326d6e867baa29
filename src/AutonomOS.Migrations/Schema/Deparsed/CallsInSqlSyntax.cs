using static AutonomOS.Migrations.Schema.Deparsed.DeparsedTokenKind;

namespace AutonomOS.Migrations.Schema.Deparsed;

/// <summary>
/// Version 14 keeps whether a function was called in the SQL standard's syntax, and prints it so (<c>EXTRACT(year FROM d)</c>); version 13
/// keeps only the call (<c>date_part('year'::text, d)</c>). Written here as version 13 prints the same statement: 13 cannot tell the two
/// apart. What is not in the exact form that ruleutils.c (get_func_sql_syntax) prints is left as it is.
/// </summary>
internal static class CallsInSqlSyntax
{
    private static readonly DeparsedNode Comma = Leaf(Punctuation, ",");

    /// <summary>Writes the calls as version 13 prints them.</summary>
    /// <param name="nodes">A text of version 14 or later.</param>
    public static DeparsedNode[] AsCalls(DeparsedNode[] nodes)
    {
        var written = new List<DeparsedNode>(nodes.Length);
        for (var i = 0; i < nodes.Length; i++)
        {
            var inside = i + 1 < nodes.Length ? nodes[i + 1].Inside : null;
            if (nodes[i] is DeparsedLeaf { Token: { Kind: Keyword } keyword } && inside is not null
                && Call(keyword.Text, AsCalls(inside)) is { } call)
            {
                written.AddRange(call);
                i++;
            }
            else if (nodes[i].Is("COLLATION") && i + 2 < nodes.Length && nodes[i + 1].Is("FOR") && nodes[i + 2].Inside is { } collated)
            {
                written.AddRange(Called("pg_collation_for", AsCalls(collated)));
                i += 2;
            }
            else if (nodes[i] is DeparsedGroup group)
            {
                var content = AsCalls(group.Nodes);
                written.AddRange((group.Open == "(" ? CallInBrackets(content) : null) ?? [group with { Nodes = content }]);
            }
            else
            {
                written.Add(nodes[i]);
            }
        }

        return ExtractedFields.AsDoublePrecision([.. written]);
    }

    private static DeparsedNode[]? Call(string keyword, DeparsedNode[] inside) => keyword switch
    {
        "EXTRACT" => inside is [DeparsedLeaf field, var from, .. var value] && from.Is("FROM") && IsWhole(value)
            ? Called("date_part", [Leaf(Text, $"'{field.Token.Bare}'"), Leaf(Punctuation, "::"), Leaf(Identifier, "text"), Comma, .. value])
            : null,
        "SUBSTRING" => (Split(inside, "FROM", "FOR") ?? Split(inside, "SIMILAR", "ESCAPE") ?? Split(inside, "FROM")) is { } parts
            ? Called("\"substring\"", Listed(parts))
            : null,
        "OVERLAY" => (Split(inside, "PLACING", "FROM", "FOR") ?? Split(inside, "PLACING", "FROM")) is { } parts
            ? Called("\"overlay\"", Listed(parts))
            : null,
        "POSITION" => inside is [{ Inside: { } part }, var within, { Inside: { } whole }] && within.Is("IN")
            ? Called("\"position\"", [.. whole, Comma, .. part])
            : null,
        "XMLEXISTS" => inside is [{ Inside: { } path }, var passing, { Inside: { } document }] && passing.Is("PASSING")
            ? Called("\"xmlexists\"", [.. path, Comma, .. document])
            : null,
        "TRIM" => inside is [var side, .. var rest] && Trim(side) is { } name
            ? rest is [var from, .. var value] && from.Is("FROM") && IsWhole(value) ? Called(name, value)
                : Split(rest, "FROM") is [var characters, var trimmed] ? Called(name, [.. trimmed, Comma, .. characters])
                : null
            : null,
        "NORMALIZE" => Called("\"normalize\"", inside is [.. var value, var comma, DeparsedLeaf form] && comma.Is(",") && Form(form) is { } named
            ? [.. value, Comma, .. named]
            : inside),
        _ => null,
    };

    // These are printed within brackets of their own, which go with them.
    private static DeparsedNode[]? CallInBrackets(DeparsedNode[] inside) =>
        inside is [{ Inside: { } left }, var overlaps, { Inside: { } right }] && overlaps.Is("OVERLAPS")
            ? Called("\"overlaps\"", [.. left, Comma, .. right])
        : inside is [.. var plain, var isPlain, var plainly] && isPlain.Is("IS") && plainly.Is("NORMALIZED") && IsWhole(plain)
            ? Called("is_normalized", plain)
        : inside is [.. var value, var isIn, DeparsedLeaf form, var normalized] && isIn.Is("IS") && normalized.Is("NORMALIZED")
            && Form(form) is { } named && IsWhole(value)
            ? Called("is_normalized", [.. value, Comma, .. named])
        : Split(inside, "AT TIME ZONE") is [var time, var zone]
            ? Called("timezone", [.. zone, Comma, .. time])
        : null;

    private static string? Trim(DeparsedNode side) =>
        side.Is("BOTH") ? "btrim" : side.Is("LEADING") ? "ltrim" : side.Is("TRAILING") ? "rtrim" : null;

    private static DeparsedNode[]? Form(DeparsedLeaf form) => form.Token.Text is "NFC" or "NFD" or "NFKC" or "NFKD"
        ? [Leaf(Text, $"'{form.Token.Text.ToLowerInvariant()}'"), Leaf(Punctuation, "::"), Leaf(Identifier, "text")]
        : null;

    // The operands between keywords, each of which stands there exactly once and in this order; null where it is otherwise.
    private static DeparsedNode[][]? Split(DeparsedNode[] nodes, params string[] keywords)
    {
        var parts = new List<DeparsedNode[]>(keywords.Length + 1);
        var start = 0;
        foreach (var words in keywords.Select(keyword => keyword.Split(' ')))
        {
            var at = start;
            while (at + words.Length <= nodes.Length && !words.Index().All(word => nodes[at + word.Index].Is(word.Item)))
            {
                at++;
            }

            if (at + words.Length > nodes.Length)
            {
                return null;
            }

            parts.Add(nodes[start..at]);
            start = at + words.Length;
        }

        parts.Add(nodes[start..]);
        return parts.TrueForAll(IsWhole) ? [.. parts] : null;
    }

    // One operand: anything but a list, or what could go on past the operand's end.
    private static bool IsWhole(DeparsedNode[] operand) => operand.Length > 0 && !Array.Exists(operand, node =>
        node.Is(",") || node.Is("FROM") || node.Is("FOR") || node.Is("PLACING") || node.Is("SIMILAR") || node.Is("ESCAPE") || node.Is("IN")
        || node.Is("PASSING") || node.Is("ZONE") || node.Is("IS") || node.Is("SELECT") || node.Is("AS") || node.Is("OVERLAPS"));

    private static DeparsedNode[] Listed(DeparsedNode[][] parts) =>
        [.. parts.SelectMany((part, index) => index == 0 ? part : [Comma, .. part])];

    private static DeparsedNode[] Called(string name, DeparsedNode[] arguments) =>
        [new DeparsedLeaf(new(Identifier, name)), new DeparsedGroup("(", arguments)];

    private static DeparsedLeaf Leaf(DeparsedTokenKind kind, string text) => new(new(kind, text));
}
