using System.Text.RegularExpressions;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Facts;

/// <summary>Whether a column that an operation makes fills itself. Pure.</summary>
internal static class ColumnDefaults
{
    /// <summary>Whether rows get a value by themselves: a default that is not NULL, an identity, a serial, a generated column.</summary>
    /// <param name="column">The column.</param>
    public static bool Has(ColumnDefinition column) =>
        IsValue(column.Default) || column.Identity is not null || column.IsSerial || column.Generated is not null;

    /// <summary>Whether a default is one: <c>DEFAULT NULL</c> is none.</summary>
    /// <param name="expression">The expression; null for none.</param>
    public static bool IsValue(string? expression) =>
        expression is not null && !Regex.IsMatch(expression, @"^\s*\(*\s*null\s*\)*\s*(::.*)?$", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
}
