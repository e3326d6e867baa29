using System.Text;
using System.Text.Json;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Revisions;

namespace AutonomOS.Migrations.Reports;

/// <summary><c>history.json</c>: the history for programs. Additions to the format are free, renames are not.</summary>
public static class HistoryJson
{
    private const int FormatVersion = 1;

    /// <summary>
    /// Writes a history, as far as it could be read: revisions in an order in which they can be applied, all other lists in ordinal
    /// order. Every file is relative to the project, with forward slashes; what is not known is null.
    /// </summary>
    /// <param name="history">The history.</param>
    /// <param name="projectDirectory">Full path of the project's folder.</param>
    /// <returns>JSON, indented, ending with a line break.</returns>
    public static string Write(AlembicHistory history, string projectDirectory)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, AuditJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("formatVersion", FormatVersion);
            json.WriteString("tool", "alembic");
            json.WriteString("configFile", Relative(history.ConfigFile));
            AuditJson.WriteTexts(json, "versionLocations", [.. history.VersionLocations.Select(location => Relative(location)!)]);
            AuditJson.WriteTexts(json, "heads", history.Graph?.Heads ?? []);
            AuditJson.WriteTexts(json, "realHeads", history.Graph?.RealHeads ?? []);
            AuditJson.WriteTexts(json, "bases", history.Graph?.Bases ?? []);
            AuditJson.WriteTexts(json, "branchPoints", history.Graph?.BranchPoints ?? []);
            AuditJson.WriteTexts(json, "mergePoints", history.Graph?.MergePoints ?? []);
            AuditJson.WriteArray(json, "revisions", [.. history.Graph?.Revisions ?? []], WriteRevision);
            AuditJson.WriteArray(
                json,
                "diagnostics",
                history.Findings,
                (inner, finding) => AuditJson.WriteFinding(inner, finding with { File = Relative(finding.File) }));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";

        // On Windows a file on another drive has no relative path and keeps its full one.
        string? Relative(string? path) =>
            path is null ? null : Path.GetRelativePath(projectDirectory, path).Replace(Path.DirectorySeparatorChar, '/');

        void WriteRevision(Utf8JsonWriter inner, RevisionFile file)
        {
            inner.WriteString("revision", file.Revision);
            inner.WriteString("file", Relative(file.Path));
            inner.WriteNumber("line", file.RevisionLine);
            AuditJson.WriteTexts(inner, "downRevisions", Names(file.DownRevisions));
            AuditJson.WriteTexts(inner, "dependsOn", Names(file.DependsOn));
            AuditJson.WriteTexts(inner, "branchLabels", Names(file.BranchLabels));
            inner.WriteString("message", file.Message);
            inner.WriteString("createDate", file.CreateDate);
            AuditJson.WriteTexts(inner, "dynamic", file.Dynamic);
        }
    }

    private static string[] Names(IEnumerable<RevisionReference> references) => [.. references.Select(reference => reference.Name)];
}
