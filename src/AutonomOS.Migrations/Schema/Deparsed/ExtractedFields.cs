namespace AutonomOS.Migrations.Schema.Deparsed;

/// <summary>
/// EXTRACT gives numeric since version 14 and gave double precision before, so that the whole number it is compared with is printed
/// <c>(2000)::numeric</c> where version 13 prints <c>(2000)::double precision</c>. Whether a field of a time is smaller than, equal to or
/// greater than a whole number is the same in both types; of arithmetic that cannot be said, so that only comparisons are rewritten.
/// </summary>
internal static class ExtractedFields
{
    private static readonly string[] Comparisons = ["=", "<>", "<", ">", "<=", ">="];

    private static readonly DeparsedNode[] DoublePrecision =
    [
        new DeparsedLeaf(new(DeparsedTokenKind.Identifier, "double")), new DeparsedLeaf(new(DeparsedTokenKind.Identifier, "precision")),
    ];

    /// <summary>Rewrites the comparisons that are one beside the other, not what is in brackets.</summary>
    /// <param name="nodes">Nodes in which EXTRACT is written <c>date_part</c>.</param>
    public static DeparsedNode[] AsDoublePrecision(DeparsedNode[] nodes) => nodes switch
    {
        // Every comparison is printed within brackets of its own: the whole of it is one operand on each side.
        [var call, DeparsedGroup arguments, var comparison, .. var value] when IsField(call) && IsComparison(comparison) =>
            WholeNumber(value) is { } number ? [call, arguments, comparison, .. number]
            : value is [var any, { Inside: [var array, DeparsedGroup { Open: "[" } list] }] && any.Is("ANY") && array.Is("ARRAY")
                && WholeNumbers(list.Nodes) is { } numbers
                ? [call, arguments, comparison, any, new DeparsedGroup("(", [array, list with { Nodes = numbers }])]
            : nodes,
        [.. var value, var comparison, var call, DeparsedGroup arguments] when IsField(call) && IsComparison(comparison)
            && WholeNumber(value) is { } number => [.. number, comparison, call, arguments],
        _ => nodes,
    };

    private static bool IsField(DeparsedNode node) => node.Is("date_part");

    private static bool IsComparison(DeparsedNode node) => Array.Exists(Comparisons, node.Is);

    private static DeparsedNode[]? WholeNumber(DeparsedNode[] value) =>
        value is [{ Inside: [DeparsedLeaf { Token: { Kind: DeparsedTokenKind.Number } number }] } brackets, var cast, var type]
        && number.Text.All(char.IsAsciiDigit) && cast.Is("::") && type.Is("numeric")
            ? [brackets, cast, .. DoublePrecision]
            : null;

    private static DeparsedNode[]? WholeNumbers(DeparsedNode[] list)
    {
        var numbers = new List<DeparsedNode>();
        for (var i = 0; i < list.Length; i += 4)
        {
            if (WholeNumber(list[i..Math.Min(i + 3, list.Length)]) is not { } number || (i + 3 < list.Length && !list[i + 3].Is(",")))
            {
                return null;
            }

            numbers.AddRange(number);
            if (i + 3 < list.Length)
            {
                numbers.Add(list[i + 3]);
            }
        }

        return [.. numbers];
    }
}
