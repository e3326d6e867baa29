using System.Text.RegularExpressions;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning.Locks;

/// <summary>Relations in the text that <c>pg_identify_object</c> writes. Pure.</summary>
internal static partial class DependentNames
{
    /// <summary>The relation that an object is, or is a part of: of <c>view public.v</c>, <c>trigger t on public.orders</c>.</summary>
    /// <param name="fullName">Kind and identity.</param>
    /// <returns>Null where it is of none.</returns>
    public static QualifiedName? RelationOf(string fullName)
    {
        var match = Relation().Match(fullName);
        return match.Success ? IdentifierNames.Read(match.Groups["relation"].Value) : null;
    }

    [GeneratedRegex("""^(?:(?:table|foreign table|view|materialized view|sequence|table column|view column|materialized view column|foreign table column|default value for) |(?:table constraint|trigger|policy|rule) .* on )(?<relation>(?:"(?:[^"]|"")+"|[^".\s]+)\.(?:"(?:[^"]|"")+"|[^".\s]+))(?:\.(?:"(?:[^"]|"")+"|[^".\s]+))?$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Relation();
}
