namespace AutonomOS.Migrations.Schema;

/// <summary>
/// Orders strings as their UTF-8 bytes are ordered, which is the order of code points and what a server sorts by. .NET's ordinal order is
/// that of UTF-16 units and puts U+10000 and above (surrogates, 0xD800 to 0xDFFF) before U+E000 to U+FFFF.
/// </summary>
public sealed class Utf8Order : IComparer<string>
{
    private Utf8Order()
    {
    }

    /// <summary>The one instance.</summary>
    public static Utf8Order Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var common = x.AsSpan().CommonPrefixLength(y);
        return common == x.Length || common == y.Length ? x.Length - y.Length : Rank(x[common]) - Rank(y[common]);
    }

    // Moves the surrogates behind everything else, and keeps the order within each group.
    private static int Rank(char unit) => unit switch
    {
        >= '\uE000' => unit - 0x800,
        >= '\uD800' => unit + 0x2000,
        _ => unit,
    };
}
