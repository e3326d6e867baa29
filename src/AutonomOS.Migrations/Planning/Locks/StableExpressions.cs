using System.Text.RegularExpressions;

namespace AutonomOS.Migrations.Planning.Locks;

/// <summary>
/// Default expressions whose value is the same for all rows of a statement: PostgreSQL stores it once and writes no row. One that calls
/// anything but the functions here counts as volatile.
/// </summary>
internal static partial class StableExpressions
{
    /// <summary>Functions of the server that no version has as volatile (<c>pg_proc.provolatile</c>, which a test looks at).</summary>
    public static IReadOnlySet<string> Functions { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "now", "transaction_timestamp", "statement_timestamp", "to_timestamp", "date_trunc", "make_interval", "make_date", "make_timestamp",
        "make_timestamptz", "current_setting", "current_schema", "current_database", "jsonb_build_object", "jsonb_build_array",
        "json_build_object", "json_build_array", "to_json", "to_jsonb", "timezone", "lower", "upper", "initcap", "length", "concat", "concat_ws", "md5",
        "date_part", "to_char", "to_date", "to_number", "age", "abs", "round", "floor", "ceil", "format", "replace", "repeat", "left", "right",
        "btrim", "substr", "encode", "decode", "string_to_array", "array_fill", "int4range", "int8range", "daterange", "tsrange", "tstzrange",
        "numrange", "to_tsvector", "point",
    };

    /// <summary>Words of the grammar and types that a parenthesis may follow.</summary>
    public static IReadOnlySet<string> Words { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "coalesce", "nullif", "greatest", "least", "array", "cast", "row", "extract", "position", "substring", "trim", "overlay", "numeric",
        "decimal", "varchar", "varying", "char", "character", "bpchar", "bit", "timestamp", "timestamptz", "time", "timetz", "interval", "float",
        "and", "or", "not", "in", "is", "case", "when", "then", "else", "between", "like", "zone", "as", "any", "all", "current_timestamp",
        "current_time", "localtime", "localtimestamp",
    };

    /// <summary>Whether an expression gives one value for the whole statement.</summary>
    /// <param name="expression">The expression as SQL; empty where it is not known.</param>
    public static bool IsStable(string expression)
    {
        var text = Texts().Replace(expression, "''");
        return text.Trim().Length > 0
            && !text.Contains('$', StringComparison.Ordinal) && !text.Contains("--", StringComparison.Ordinal) && !text.Contains("/*", StringComparison.Ordinal)
            && Call().Matches(text).All(call =>
            {
                var name = call.Groups["name"].Value.ToLowerInvariant();
                return call.Groups["schema"].Success
                    ? call.Groups["schema"].Value is "pg_catalog" && Functions.Contains(name)
                    : Functions.Contains(name) || Words.Contains(name);
            });
    }

    [GeneratedRegex("""\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'""", RegexOptions.Singleline, 1000)]
    private static partial Regex Texts();

    // A quoted name is in no list.
    [GeneratedRegex("""(?:(?<schema>"[^"]*"|\w+)\s*\.\s*)?(?<name>"[^"]*"|\w+)\s*\(""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Call();
}
