using System.Text.RegularExpressions;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning.Locks;

/// <summary>What ALTER COLUMN ... TYPE costs.</summary>
public enum TypeChange
{
    /// <summary>Only the catalog changes.</summary>
    IsFree,

    /// <summary>Every row is read and verified, or an index built anew; no row is written.</summary>
    Scans,

    /// <summary>The table is written anew.</summary>
    Rewrites,
}

/// <summary>Which operations write a table anew. What is not known counts as a rewrite.</summary>
internal static partial class Rewriting
{
    /// <summary>
    /// Whether ADD COLUMN does: a volatile default, a stored generated column, identity and serial (since version 11), a domain, which may
    /// have constraints, and a type that could be one.
    /// </summary>
    /// <param name="column">The column.</param>
    /// <param name="production">Production as the operation will find it.</param>
    public static bool Adds(ColumnDefinition column, PlannedProduction production) =>
        column.IsSerial || column.Identity is not null || (column.Generated is not null && !column.IsVirtual)
        || (column.Default is { } expression && !StableExpressions.IsStable(expression))
        || MayBeDomain(column.Type, production);

    /// <summary>What a change of type does (<c>ATColumnChangeRequiresRewrite</c>, <c>CheckIndexCompatible</c>).</summary>
    /// <param name="alter">The change.</param>
    /// <param name="table">The table; null where it is not known.</param>
    public static TypeChange OfType(AlterColumn alter, RelationFacts? table)
    {
        var from = table?.Columns.FirstOrDefault(column => column.Name == alter.Column)?.Type;
        return table is null || from is null || alter.Value is null || !IsBinaryCoercible(from, alter.Value) || !ConvertsAsUsual(alter) ? TypeChange.Rewrites
            : IsVerified(table, alter) ? TypeChange.Scans
            : TypeChange.IsFree;
    }

    private static bool IsBinaryCoercible(string from, string to)
    {
        if (from == to)
        {
            return true;
        }

        var (old, now) = (TypeNames.Read(from), TypeNames.Read(to));
        if (old.IsArray || now.IsArray)
        {
            return false;
        }

        var isNoShorter = now.Modifiers.Count == 0 || (old.Modifiers.Count > 0 && now.Modifiers[0] >= old.Modifiers[0]);
        return (old.Name, now.Name) switch
        {
            // Of timestamps with and without time zone only the session's TimeZone would tell, as it would for times.
            ("character varying", "text") or ("text", "character varying") or ("cidr", "inet") or ("xml", "text") => now.Modifiers.Count == 0,
            ("numeric", "numeric") => isNoShorter && (now.Modifiers.Count == 0 || Scale(now) == Scale(old)),
            ("character varying", "character varying") or ("bit varying", "bit varying") or ("interval", "interval")
                or ("timestamp without time zone", "timestamp without time zone") or ("timestamp with time zone", "timestamp with time zone")
                or ("time without time zone", "time without time zone") or ("time with time zone", "time with time zone") => isNoShorter,
            _ => false,
        };
    }

    // USING that is the cast which is made in any case.
    private static bool ConvertsAsUsual(AlterColumn alter)
    {
        if (alter.Using is not { } conversion)
        {
            return true;
        }

        var match = Cast().Match(conversion);
        return match.Success
            && match.Groups["column"].Value.Trim('"') == alter.Column
            && IsSame(match.Groups["type"].Value, alter.Value!);
    }

    // A CHECK on the column is verified again; an index with an expression or a predicate, or under another collation, is built again.
    private static bool IsVerified(RelationFacts table, AlterColumn alter) =>
        table.Constraints.Any(constraint => constraint is { Type: ConstraintType.Check, IsValid: true } && constraint.Columns.Contains(alter.Column))
        || table.Indexes.Any(index => index.IsPartial || index.Keys.Contains("")
            || (alter.Collation is not null && index.Keys.Contains(alter.Column)));

    private static bool MayBeDomain(string? type, PlannedProduction production) =>
        type is null
        || (TypeNames.Read(type) is { IsArray: false } && !TypeNames.IsBuiltIn(type)
            && (IdentifierNames.OfType(type) is not { } name
                || (production.Find("type", name, null) is { } found ? found.Kind == "domain" : production.Find(name) is null)));

    private static int Scale(TypeNames type) => type.Modifiers.Count > 1 ? type.Modifiers[1] : 0;

    // A type that is written by hand, and one as format_type prints it.
    private static bool IsSame(string written, string printed)
    {
        var text = written.Replace(" (", "(", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal).Trim().ToLowerInvariant();
        return text == printed || text.Replace("varchar", "character varying", StringComparison.Ordinal) == printed;
    }

    [GeneratedRegex("""^\s*(?:(?<column>"?[\w$]+"?)\s*::\s*(?<type>[\w\s(),]+?)|cast\s*\(\s*(?<column>"?[\w$]+"?)\s+as\s+(?<type>[\w\s(),]+?)\s*\))\s*$""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cast();
}
