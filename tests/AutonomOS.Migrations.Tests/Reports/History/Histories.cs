using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Reports;

namespace AutonomOS.Migrations.Tests.Reports.History;

/// <summary>Graphs and their drawings, without files.</summary>
internal static class Histories
{
    /// <summary>A revision file: <c>down</c> and <c>depends</c> are names separated by blanks.</summary>
    internal static RevisionFile Revision(
        string id, string down = "", string depends = "", string? label = null, string? message = null, string? date = null) => new(
        $"/app/versions/{id}.py",
        id,
        1,
        References(down),
        References(depends),
        label is null ? [] : [new(label, 1)],
        message,
        date,
        null,
        null);

    internal static RevisionGraph Link(params IEnumerable<RevisionFile> files) => RevisionGraph.Link(files, new List<Finding>());

    /// <summary>The whole drawing; lines with line breaks between.</summary>
    internal static string Draw(params IEnumerable<RevisionFile> files) => string.Join('\n', HistoryTree.Lines(Link(files)));

    private static RevisionReference[] References(string names) =>
        [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => new RevisionReference(name, 1))];
}
