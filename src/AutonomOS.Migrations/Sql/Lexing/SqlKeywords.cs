using System.Collections.Frozen;

namespace AutonomOS.Migrations.Sql.Lexing;

/// <summary>
/// The keywords that no table or column can be called without quotes (src/include/parser/kwlist.h, RESERVED and TYPE_FUNC_NAME), of all
/// versions from 13 to 18.
/// </summary>
internal static class SqlKeywords
{
    private static readonly FrozenSet<string> ReservedWords = Words("""
        all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_catalog
        current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false
        fetch for foreign from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null
        offset on only or order placing primary references returning select session_user some symmetric system_user table then to trailing
        true union unique user using variadic when where window with
        """);

    private static readonly FrozenSet<string> FunctionWords = Words("""
        authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like natural notnull
        outer overlaps right similar tablesample verbose
        """);

    /// <summary>Whether neither a name nor a function can be this without quotes.</summary>
    /// <param name="word">The word in lower case.</param>
    public static bool IsReserved(string word) => ReservedWords.Contains(word);

    /// <summary>Whether only a function or a type can be called this without quotes.</summary>
    /// <param name="word">The word in lower case.</param>
    public static bool IsOfFunctions(string word) => FunctionWords.Contains(word);

    /// <summary>Words that blanks separate, as a set.</summary>
    /// <param name="words">The words.</param>
    internal static FrozenSet<string> Words(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
