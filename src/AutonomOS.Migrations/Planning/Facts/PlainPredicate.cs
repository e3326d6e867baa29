using AutonomOS.Migrations.Connections;

namespace AutonomOS.Migrations.Planning.Facts;

/// <summary>The predicate of an index, where it is about a column and nothing else: no function and no operator of anybody's would run.</summary>
/// <param name="Sql">As SQL, its column quoted.</param>
internal sealed record PlainPredicate(string Sql)
{
    private static readonly string[] Tests = [" IS NOT NULL", " IS NULL"];

    /// <summary>Reads one.</summary>
    /// <param name="predicate">As it is written: <c>active</c>, <c>NOT active</c>, <c>deleted_at IS NULL</c>, in brackets or not.</param>
    /// <param name="table">The table that has the column.</param>
    /// <returns>Null for any other.</returns>
    public static PlainPredicate? Read(string predicate, RelationFacts table)
    {
        var text = predicate.Trim();
        while (text is ['(', .., ')'])
        {
            text = text[1..^1].Trim();
        }

        var negation = text.StartsWith("NOT ", StringComparison.OrdinalIgnoreCase) ? "NOT " : "";
        var test = Array.Find(Tests, ending => text.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ?? "";
        return (negation.Length == 0 || test.Length == 0)
            && IdentifierNames.Read(text[negation.Length..^test.Length]) is { Schema: null, Name: var name }
            && table.Columns.Any(column => column.Name == name && !column.IsNew)
                ? new($"{negation}{SqlName.Quote(name)}{test}")
                : null;
    }
}
