using System.Collections.Frozen;

namespace AutonomOS.Migrations.Schema.Deparsed;

/// <summary>
/// Whether a difference is certainly one of meaning. Versions print other brackets, casts, names of types, aliases and names of tables before
/// columns, and the standard's syntax instead of calls; none leaves out a column, a table, a function or a constant that a statement names,
/// or prints another in its place. So two things are certain: such a token in the place of another while all else is the same, and such a
/// token that the other text does not have at all.
/// </summary>
internal static class CertainDifference
{
    // Functions that the grammar calls where nobody wrote their name.
    private static readonly FrozenSet<string> NamedByTheGrammar = new[]
    {
        "btrim", "date_part", "extract", "is_normalized", "like_escape", "ltrim", "normalize", "overlaps", "overlay", "pg_collation_for",
        "position", "rtrim", "similar_escape", "similar_to_escape", "substring", "timezone", "xmlexists",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Types whose constants every version prints alike.
    private static readonly FrozenSet<string> PlainTypes = new[]
    {
        "bigint", "boolean", "bpchar", "character", "date", "integer", "numeric", "smallint", "text", "uuid",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Exchangeable = new[]
    {
        "AND", "OR", "LEFT", "RIGHT", "FULL", "UNION", "INTERSECT", "EXCEPT", "CASCADE", "RESTRICT", "BEFORE", "AFTER",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> NeverLeftOut = new[]
    {
        "WHERE", "HAVING", "LIMIT", "OFFSET", "UNION", "INTERSECT", "EXCEPT", "UNIQUE", "DEFERRABLE", "DEFERRED", "CASCADE", "VALID",
        "ENFORCED", "INCLUDE",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Words that are printed in lower case and name nothing, or nothing that has to be printed.
    private static readonly FrozenSet<string> NoNames = new[] { "true", "false", "pg_catalog", "old", "new" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether two texts certainly differ.</summary>
    /// <param name="left">The tokens of one.</param>
    /// <param name="right">The tokens of the other, not the same.</param>
    public static bool IsBetween(IReadOnlyList<DeparsedToken> left, IReadOnlyList<DeparsedToken> right) =>
        IsExchanged(left, right) || Names(left).Except(All(right)).Any() || Names(right).Except(All(left)).Any();

    private static bool IsExchanged(IReadOnlyList<DeparsedToken> left, IReadOnlyList<DeparsedToken> right) =>
        left.Count == right.Count
        && Enumerable.Range(0, left.Count).All(i => left[i] == right[i]
            // The same name with quotes and without is one that a version made a keyword.
            || (left[i].Kind == right[i].Kind && left[i].Bare != right[i].Bare && IsFirm(left, i) && IsFirm(right, i)));

    private static bool IsFirm(IReadOnlyList<DeparsedToken> tokens, int at) => tokens[at].Kind switch
    {
        DeparsedTokenKind.Keyword => Exchangeable.Contains(tokens[at].Text),
        DeparsedTokenKind.Identifier => !IsOfType(tokens, at) && !IsMadeUp(tokens[at].Bare) && !NamedByTheGrammar.Contains(tokens[at].Bare),
        DeparsedTokenKind.Text => IsPlain(tokens, at),
        DeparsedTokenKind.Number or DeparsedTokenKind.Operator => true,
        _ => false,
    };

    // What a text names and no version leaves out, told apart by kind so that a number is no name.
    private static IEnumerable<string> Names(IReadOnlyList<DeparsedToken> tokens) => Enumerable.Range(0, tokens.Count)
        .Where(at => tokens[at].Kind switch
        {
            DeparsedTokenKind.Keyword => NeverLeftOut.Contains(tokens[at].Text),
            DeparsedTokenKind.Identifier => IsFirm(tokens, at) && IsInAnExpression(tokens, at) && !NoNames.Contains(tokens[at].Text),
            DeparsedTokenKind.Text => IsPlain(tokens, at),
            DeparsedTokenKind.Number => true,
            _ => false,
        })
        .Select(at => tokens[at].Bare.ToUpperInvariant());

    // A constant of one version can be a keyword of the other (EXTRACT, NORMALIZE): all that is there counts, whatever it is.
    private static IEnumerable<string> All(IReadOnlyList<DeparsedToken> tokens) => tokens.Select(token => token.Bare.ToUpperInvariant());

    // After :: up to what can be no part of a type's name.
    private static bool IsOfType(IReadOnlyList<DeparsedToken> tokens, int at)
    {
        while (at > 0 && (tokens[at].Kind == DeparsedTokenKind.Identifier || tokens[at].Is(".")))
        {
            at--;
        }

        return tokens[at].Is("::");
    }

    // t_1: the name that a relation gets where another one has its name already.
    private static bool IsMadeUp(string name) =>
        name.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) is { } stem && stem.Length < name.Length && stem.EndsWith('_');

    // Where an alias cannot stand: not after AS, a name or a bracket, and not in the list of columns after an alias.
    private static bool IsInAnExpression(IReadOnlyList<DeparsedToken> tokens, int at) =>
        at == 0
        || !(tokens[at - 1].Kind == DeparsedTokenKind.Identifier || tokens[at - 1].Is(")") || tokens[at - 1].Is("]")
            || tokens[at - 1].Is("AS") || tokens[at - 1].Is("COLLATE") || tokens[at - 1].Is("OF") || IsInAListOfColumns(tokens, at));

    private static bool IsInAListOfColumns(IReadOnlyList<DeparsedToken> tokens, int at)
    {
        while (at > 0 && (tokens[at].Kind == DeparsedTokenKind.Identifier || tokens[at].Is(",")))
        {
            at--;
        }

        return at > 1 && tokens[at].Is("(") && tokens[at - 1].Kind == DeparsedTokenKind.Identifier
            && (tokens[at - 2].Kind == DeparsedTokenKind.Identifier || tokens[at - 2].Is(")"));
    }

    private static bool IsPlain(IReadOnlyList<DeparsedToken> tokens, int at) =>
        at + 1 == tokens.Count || !tokens[at + 1].Is("::")
        || (at + 2 < tokens.Count && PlainTypes.Contains(tokens[at + 2].Text) && !(at + 3 < tokens.Count && tokens[at + 3].Is(".")));
}
