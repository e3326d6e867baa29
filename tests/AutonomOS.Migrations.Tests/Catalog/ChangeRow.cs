using System.Reflection;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// A row of the tables of changes, wherever it stands: all of them together are held to be complete, and are asked whether they would
/// notice a query that says less.
/// </summary>
/// <param name="Major">The server's major version; 0 is the server of every other test.</param>
/// <param name="Setup">DDL of both sides.</param>
/// <param name="Change">DDL of one side.</param>
/// <param name="Expected">The one difference.</param>
internal sealed record ChangeRow(int Major, string Setup, string Change, Difference Expected)
{
    /// <summary>Every row whose sides are made in a schema of their own.</summary>
    public static IEnumerable<ChangeRow> All => Tables.SelectMany(rows => rows).Select(row => row.GetData()).Select(Of).OfType<ChangeRow>();

    /// <summary>Every table of changes.</summary>
    public static IEnumerable<IEnumerable<ITheoryDataRow>> Tables => typeof(ChangeRow).Assembly.GetTypes()
        .Where(type => type.Name.StartsWith("Changes_", StringComparison.Ordinal))
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
        .Select(property => property.GetValue(null))
        .OfType<IEnumerable<ITheoryDataRow>>();

    private static ChangeRow? Of(object?[] cells) => cells switch
    {
        [string, string, not Difference, string, string, _, _] => Of(0, cells),
        [int major, .. var rest] => Of(major, rest),
        _ => null,
    };

    private static ChangeRow Of(int major, object?[] cells)
    {
        var property = (string?)cells[2];
        return new(
            major,
            (string)cells[3]!,
            (string)cells[4]!,
            new(
                (string)cells[0]!, (string)cells[1]!, property is null ? Migrations.Schema.Change.Extra : Migrations.Schema.Change.Changed, property,
                (string?)cells[5], (string?)cells[6], property?.StartsWith(ObjectKind.NotePrefix, StringComparison.Ordinal) == true));
    }
}
