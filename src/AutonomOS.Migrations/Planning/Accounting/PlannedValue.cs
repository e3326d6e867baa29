using System.Globalization;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Schema.Deparsed;

namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>Whether development has the value that an operation writes, as far as the two ways of writing it can be held together.</summary>
internal static class PlannedValue
{
    /// <summary>Whether it may be the value. False only where it is another one for certain.</summary>
    /// <param name="property">The property.</param>
    /// <param name="planned">The value as the operation writes it; empty where it is not known.</param>
    /// <param name="development">The value as the catalog tells it; null for none.</param>
    public static bool Agrees(string? property, string planned, string? development) => planned.Length == 0 || property switch
    {
        "type" => development is not null && IsType(planned, development),
        "default" => development is not null && !IsOtherConstant(planned, development),
        _ => planned == development,
    };

    /// <summary>Whether two types are the same, whatever schema is written.</summary>
    /// <param name="planned">As the operation writes it.</param>
    /// <param name="development">As <c>format_type</c> prints it.</param>
    public static bool IsType(string planned, string development)
    {
        var (left, right) = (Plain(planned), Plain(development));
        return left == right || left.EndsWith("." + right, StringComparison.Ordinal) || right.EndsWith("." + left, StringComparison.Ordinal);
    }

    private static string Plain(string type) =>
        type.Replace(", ", ",", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).Replace(" (", "(", StringComparison.Ordinal);

    // Two constants that are not the same: everything else may be written in more than one way.
    private static bool IsOtherConstant(string planned, string development) =>
        FollowingText.Plain(planned) is [{ Kind: DeparsedTokenKind.Text or DeparsedTokenKind.Number } left]
        && FollowingText.Plain(development) is [{ Kind: DeparsedTokenKind.Text or DeparsedTokenKind.Number } right]
        && left.Bare != right.Bare
        && (Number(left) is { } number ? Number(right) != number && (Number(right) is not null || KeepsText(development)) : KeepsText(development));

    private static decimal? Number(DeparsedToken constant) =>
        decimal.TryParse(constant.Bare, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Of most types PostgreSQL prints a constant in a form of its own: '{"a":1}' of jsonb is '{"a": 1}', '1 day' of interval may be '24:00:00'.
    // Types of users are enums more often than not, and those keep it.
    private static bool KeepsText(string development)
    {
        var cast = development.LastIndexOf("'::", StringComparison.Ordinal);
        return cast < 0 || TypeNames.Read(development[(cast + 3)..]) is { IsArray: false, Name: var type }
            && (type is "text" or "character varying" or "json" || !TypeNames.IsBuiltIn(type));
    }
}
