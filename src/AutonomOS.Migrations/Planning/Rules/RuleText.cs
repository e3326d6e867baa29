using System.Globalization;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>How rules put things.</summary>
internal static class RuleText
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB"];

    /// <summary>A finding at an operation's place.</summary>
    /// <param name="code">The code.</param>
    /// <param name="place">The place.</param>
    /// <param name="message">What was found and what to do next, on one line.</param>
    public static Finding At(this DiagnosticDescriptor code, SourcePlace place, string message) => code.At(place.File, place.Line, message);

    /// <summary>Rows and bytes in brackets, with a blank before; empty where nothing is known.</summary>
    /// <param name="relation">A relation; null for none.</param>
    public static string Size(RelationFacts? relation) =>
        relation is null or { Kind: not ("table" or "materialized view") } ? ""
        : relation.IsEmpty ? " (empty)"
        : relation.EstimatedRows is { } rows ? $" (about {Rows(rows)}, {Bytes(relation.Bytes)})"
        : $" ({Bytes(relation.Bytes)}, never analysed)";

    /// <summary>Whether production may hold rows in a table: not one that is missing, new, or empty for certain.</summary>
    /// <param name="table">A name as written.</param>
    /// <param name="production">Production as the operation will find it.</param>
    public static bool MayHoldRows(QualifiedName table, PlannedProduction production) =>
        production.PresenceOf("table", table, null) is Presence.Present or Presence.Unknown && production.Find(table) is not { IsEmpty: true };

    /// <summary>A number of rows in words.</summary>
    /// <param name="rows">The number.</param>
    public static string Rows(long rows) => string.Create(CultureInfo.InvariantCulture, $"{rows:N0} row{(rows == 1 ? "" : "s")}");

    /// <summary>A number of bytes as <c>pg_size_pretty</c> puts it, to three digits.</summary>
    /// <param name="bytes">The number.</param>
    public static string Bytes(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 1024 && unit < Units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{size:0.#} {Units[unit]}");
    }

    /// <summary>The first few of a list, and how many more there are.</summary>
    /// <param name="items">The list.</param>
    public static string Some(IReadOnlyList<string> items) =>
        string.Join(", ", items.Take(5)) + (items.Count > 5 ? $" and {items.Count - 5} more" : "");
}
