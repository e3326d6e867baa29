using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>Whether one type holds all values of another. What is not known to does not.</summary>
internal static class TypeChanges
{
    /// <summary>Whether it does.</summary>
    /// <param name="before">The old type, as <c>format_type</c> prints it.</param>
    /// <param name="after">The new type, as <c>format_type</c> prints it or as written.</param>
    public static bool KeepsAllValues(string before, string after)
    {
        if (before == after || IsSameName(before, after))
        {
            return true;
        }

        var (from, to) = (TypeNames.Read(before), TypeNames.Read(after));
        if (from.IsArray != to.IsArray)
        {
            return from.IsArray && IsUnlimitedText(to);
        }

        // Every type has a text that is read as the same value. A blank-padded one loses blanks that it does not count.
        return IsUnlimitedText(to) || from.Name switch
        {
            "character varying" => to.Name == "character varying" && Fits(from, to),
            "text" or "citext" or "public.citext" => to.Name is "citext" or "public.citext",
            "character" or "bpchar" => to.Name is "bpchar" || (to.Name is "character" or "character varying" && Fits(from, to)),
            "smallint" => to.Name is "integer" or "bigint" or "real" or "double precision" || HoldsDigits(to, 5),
            "integer" => to.Name is "bigint" or "double precision" || HoldsDigits(to, 10),
            "bigint" => HoldsDigits(to, 19),
            "real" => to.Name == "double precision",
            "numeric" => to.Name == "numeric" && HoldsNumbers(from, to),
            "date" => to.Name == "timestamp without time zone",
            "timestamp without time zone" or "timestamp with time zone" or "time without time zone" or "time with time zone" =>
                to.Name == from.Name && Precision(to) >= Precision(from),
            "cidr" => to.Name == "inet",
            "jsonb" => to.Name == "json",
            "bit varying" => to.Name == "bit varying" && Fits(from, to),
            "bit" => to.Name == "bit varying" && Fits(from, to),
            _ => false,
        };
    }

    private static bool IsUnlimitedText(TypeNames type) => type.Name is "text" || type is { Name: "character varying", Modifiers.Count: 0 };

    private static bool Fits(TypeNames from, TypeNames to) =>
        to.Modifiers.Count == 0 || (from.Modifiers.Count > 0 && to.Modifiers[0] >= from.Modifiers[0]);

    private static int Precision(TypeNames type) => type.Modifiers.Count > 0 ? type.Modifiers[0] : 6;

    private static bool HoldsDigits(TypeNames to, int digits) =>
        to.Name == "numeric" && (to.Modifiers.Count == 0 || to.Modifiers[0] - Scale(to) >= digits);

    private static bool HoldsNumbers(TypeNames from, TypeNames to) =>
        to.Modifiers.Count == 0
        || (from.Modifiers.Count > 0 && Scale(to) >= Scale(from) && to.Modifiers[0] - Scale(to) >= from.Modifiers[0] - Scale(from));

    private static int Scale(TypeNames type) => type.Modifiers.Count > 1 ? type.Modifiers[1] : 0;

    // Production says the schema, the file need not.
    private static bool IsSameName(string before, string after) =>
        !TypeNames.IsBuiltIn(before) && !TypeNames.IsBuiltIn(after)
        && IdentifierNames.OfType(before) is { } one && IdentifierNames.OfType(after) is { } other
        && one.Name == other.Name && (one.Schema is null || other.Schema is null)
        && before[^1] == after[^1];
}
