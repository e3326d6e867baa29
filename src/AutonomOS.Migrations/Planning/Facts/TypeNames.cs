using System.Collections.Frozen;

namespace AutonomOS.Migrations.Planning.Facts;

/// <summary>A type as <c>format_type</c> prints it, in its parts: <c>timestamp(3) with time zone[]</c>. Pure.</summary>
/// <param name="Name">Its name without modifier, such as <c>timestamp with time zone</c>.</param>
/// <param name="Modifiers">The numbers in brackets; empty for none.</param>
/// <param name="IsArray">True for an array.</param>
internal readonly record struct TypeNames(string Name, IReadOnlyList<int> Modifiers, bool IsArray)
{
    private static readonly FrozenSet<string> BuiltIn = FrozenSet.ToFrozenSet(
        [
            "smallint", "integer", "bigint", "numeric", "real", "double precision", "money", "boolean", "text", "character varying", "character",
            "bpchar", "name", "\"char\"", "bytea", "date", "timestamp without time zone", "timestamp with time zone", "time without time zone",
            "time with time zone", "interval", "uuid", "json", "jsonb", "xml", "inet", "cidr", "macaddr", "macaddr8", "bit", "bit varying",
            "tsvector", "tsquery", "oid", "regclass", "regtype", "point", "line", "lseg", "box", "path", "polygon", "circle", "int4range",
            "int8range", "numrange", "tsrange", "tstzrange", "daterange", "record", "trigger", "void", "anyelement", "anyarray", "internal",
        ],
        StringComparer.Ordinal);

    /// <summary>Whether a type is one of the server's own that are known here.</summary>
    /// <param name="type">The type as SQL.</param>
    public static bool IsBuiltIn(string type) => BuiltIn.Contains(Read(type).Name);

    /// <summary>Takes a type apart.</summary>
    /// <param name="type">The type as SQL.</param>
    public static TypeNames Read(string type)
    {
        var isArray = type.EndsWith("[]", StringComparison.Ordinal);
        var name = isArray ? type[..^2] : type;
        var open = name.IndexOf('(', StringComparison.Ordinal);
        var close = name.IndexOf(')', StringComparison.Ordinal);
        if (open < 0 || close < open)
        {
            return new(name, [], isArray);
        }

        var modifiers = new List<int>();
        foreach (var number in name[(open + 1)..close].Split(','))
        {
            if (!int.TryParse(number, out var value))
            {
                return new(name, [], isArray);
            }

            modifiers.Add(value);
        }

        return new((name[..open].TrimEnd() + name[(close + 1)..]).Trim(), modifiers, isArray);
    }
}
