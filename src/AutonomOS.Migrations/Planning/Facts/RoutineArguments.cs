using System.Text.RegularExpressions;

namespace AutonomOS.Migrations.Planning.Facts;

/// <summary>Whether two lists of argument types are one routine's. Pure.</summary>
internal static class RoutineArguments
{
    /// <summary>Whether they are: as far as can be told, which is not where one names a user's type that may stand for another.</summary>
    /// <param name="one">Types, divided by commas, as written or as <c>oidvectortypes</c> prints them.</param>
    /// <param name="other">The same.</param>
    /// <returns>Null when it cannot be told.</returns>
    public static bool? AreSame(string one, string other)
    {
        var (first, second) = (Split(one), Split(other));
        if (first.Length != second.Length)
        {
            return false;
        }

        var isKnown = true;
        foreach (var (a, b) in first.Zip(second))
        {
            if (a == b || (IdentifierNames.OfType(a) is { } x && IdentifierNames.OfType(b) is { } y && x.Name == y.Name
                && (x.Schema is null || y.Schema is null) && Brackets(a) == Brackets(b)))
            {
                continue;
            }

            if (TypeNames.IsBuiltIn(a) && TypeNames.IsBuiltIn(b))
            {
                return false;
            }

            isKnown = false;
        }

        return isKnown ? true : null;
    }

    private static bool Brackets(string type) => type.EndsWith("[]", StringComparison.Ordinal);

    // A modifier is no part of a routine's identity.
    private static string[] Split(string types) =>
        types.Length == 0 ? [] : Regex.Replace(types, @"\([^)]*\)", "", RegexOptions.None, TimeSpan.FromSeconds(1)).Split(", ");
}
