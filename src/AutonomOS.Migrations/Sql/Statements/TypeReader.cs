using System.Collections.Frozen;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads a type into what <c>format_type</c> prints for it; one that is not built in stays as it is written.</summary>
internal static class TypeReader
{
    // The names of pg_type for what SQL calls otherwise; both may be written.
    private static readonly FrozenDictionary<string, string> BuiltIn = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["int2"] = "smallint",
        ["int4"] = "integer",
        ["int8"] = "bigint",
        ["float4"] = "real",
        ["float8"] = "double precision",
        ["bool"] = "boolean",
        ["varchar"] = "character varying",
        ["bpchar"] = "bpchar",
        ["varbit"] = "bit varying",
        ["timestamptz"] = "timestamp with time zone",
        ["timestamp"] = "timestamp without time zone",
        ["timetz"] = "time with time zone",
        ["time"] = "time without time zone",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Keywords of the grammar, which no schema or quotes may stand with.
    private static readonly FrozenDictionary<string, string> Keywords = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["int"] = "integer",
        ["integer"] = "integer",
        ["smallint"] = "smallint",
        ["bigint"] = "bigint",
        ["real"] = "real",
        ["boolean"] = "boolean",
        ["decimal"] = "numeric",
        ["dec"] = "numeric",
        ["numeric"] = "numeric",
        ["varchar"] = "character varying",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Serials = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["serial"] = "integer",
        ["serial4"] = "integer",
        ["bigserial"] = "bigint",
        ["serial8"] = "bigint",
        ["smallserial"] = "smallint",
        ["serial2"] = "smallint",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads a type.</summary>
    /// <param name="cursor">At its first token.</param>
    /// <param name="isSerial">Whether it is serial or its like, which only a column may be.</param>
    public static string Read(SqlCursor cursor, out bool isSerial)
    {
        isSerial = false;
        _ = cursor.Take("SETOF");
        var type = Spelled(cursor) ?? Named(cursor, out isSerial);
        var isArray = cursor.Take("ARRAY");
        while (cursor.IsSymbol("["))
        {
            isArray = true;
            cursor.SkipGroup();
        }

        return isArray ? type + "[]" : type;
    }

    /// <summary>A name as SQL, with quotes where it needs them.</summary>
    /// <param name="name">The name.</param>
    public static string Quoted(string name) =>
        name.Length > 0 && (char.IsAsciiLetterLower(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
        && !SqlKeywords.IsReserved(name) && !Keywords.ContainsKey(name) && name != "char"
            ? name
            : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Types whose names are words of the grammar; null when another stands here.
    private static string? Spelled(SqlCursor cursor)
    {
        if (cursor.Kind != SqlTokenKind.Word || cursor.IsSymbolAt(cursor.At + 1, "."))
        {
            return null;
        }

        if (cursor.Take("DOUBLE", "PRECISION"))
        {
            return "double precision";
        }

        if (cursor.Take("FLOAT"))
        {
            return Modifier(cursor) is { } digits && int.TryParse(digits.AsSpan(1, digits.Length - 2), out var bits) && bits <= 24 ? "real" : "double precision";
        }

        if (cursor.Take("NATIONAL") || cursor.IsAny("CHARACTER", "CHAR", "NCHAR"))
        {
            cursor.Skip();
            return cursor.Take("VARYING") ? "character varying" + Modifier(cursor) : "character" + (Modifier(cursor) ?? "(1)");
        }

        if (cursor.Take("BIT"))
        {
            return cursor.Take("VARYING") ? "bit varying" + Modifier(cursor) : "bit" + (Modifier(cursor) ?? "(1)");
        }

        if (cursor.IsAny("TIME", "TIMESTAMP"))
        {
            var name = SqlValues.Folded(cursor.Written);
            cursor.Skip();
            name += Modifier(cursor);
            return cursor.Take("WITH", "TIME", "ZONE") ? name + " with time zone"
                : cursor.Take("WITHOUT", "TIME", "ZONE") ? name + " without time zone" : name + " without time zone";
        }

        if (cursor.Take("INTERVAL"))
        {
            return "interval" + Fields(cursor);
        }

        if (!Keywords.TryGetValue(SqlValues.Folded(cursor.Written), out var type))
        {
            return null;
        }

        cursor.Skip();
        return type + Scaled(type, Modifier(cursor));
    }

    private static string Named(SqlCursor cursor, out bool isSerial)
    {
        isSerial = false;
        var isPlain = !cursor.IsSymbolAt(cursor.At + 1, ".");
        var name = cursor.QualifiedFunction();
        if (isPlain && Serials.TryGetValue(name.Name, out var serial))
        {
            isSerial = true;
            return serial;
        }

        if (cursor.TakeSymbol("%"))
        {
            cursor.Expect("TYPE");
            return $"{Full(name)}%TYPE";
        }

        var modifier = Modifier(cursor);
        if (name.Schema is null or "pg_catalog")
        {
            if (BuiltIn.TryGetValue(name.Name, out var type))
            {
                // The precision of a time stands within its name.
                var blank = type.StartsWith("time", StringComparison.Ordinal) ? type.IndexOf(' ', StringComparison.Ordinal) : type.Length;
                return name.Name == "bpchar" && modifier is not null ? "character" + modifier : type[..blank] + modifier + type[blank..];
            }

            if (name.Name == "numeric")
            {
                return "numeric" + Scaled("numeric", modifier);
            }

            return Quoted(name.Name) + modifier;
        }

        return Full(name) + modifier;
    }

    private static string Full(QualifiedName name) => name.Schema is null ? Quoted(name.Name) : $"{Quoted(name.Schema)}.{Quoted(name.Name)}";

    // numeric(p) is numeric(p,0).
    private static string? Scaled(string type, string? modifier) =>
        type == "numeric" && modifier is not null && !modifier.Contains(',', StringComparison.Ordinal) ? $"{modifier[..^1]},0)" : modifier;

    private static string? Modifier(SqlCursor cursor)
    {
        if (!cursor.IsSymbol("("))
        {
            return null;
        }

        var from = cursor.At;
        cursor.SkipGroup();
        return cursor.Sql(from, cursor.At).Replace(" ", string.Empty, StringComparison.Ordinal);
    }

    private static string Fields(SqlCursor cursor)
    {
        if (Modifier(cursor) is { } precision)
        {
            return precision;
        }

        var fields = string.Empty;
        while (cursor.IsAny("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND") || (fields.Length > 0 && cursor.Is("TO")))
        {
            fields += " " + SqlValues.Folded(cursor.Written);
            cursor.Skip();
        }

        return fields + Modifier(cursor);
    }
}
