using System.Text;
using System.Text.Json;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;

namespace AutonomOS.Migrations.Reports;

/// <summary><c>plan.json</c>, and the plan within <c>audit.json</c>. Additions to the format are free, renames are not.</summary>
public static class PlanJson
{
    private const int FormatVersion = 1;

    /// <summary>Writes a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="projectDirectory">Full path of the folder that paths are relative to.</param>
    /// <returns>JSON, indented, ending with a line break.</returns>
    public static string Write(PlanReport plan, string projectDirectory)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, AuditJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("formatVersion", FormatVersion);
            WriteParts(json, plan, file => PlanText.Relative(file, projectDirectory));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    /// <summary>Writes the properties of a plan into the object that is open.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="path">How paths are written.</param>
    internal static void WriteParts(Utf8JsonWriter json, PlanReport plan, Func<string, string> path)
    {
        AuditJson.WriteTexts(json, "revisions", plan.Revisions);
        AuditJson.WriteArray(json, "operations", plan.Operations, (writer, operation) => WriteOperation(writer, operation, path));
        AuditJson.WriteArray(json, "notes", plan.Notes, (writer, note) => AuditJson.WriteFinding(writer, WithPath(note, path)));
    }

    /// <summary>Reads what <see cref="WriteParts"/> wrote.</summary>
    /// <param name="json">The object.</param>
    internal static PlanReport ReadParts(JsonElement json) => new(
        [.. json.GetProperty("revisions").EnumerateArray().Select(text => text.GetString()!)],
        [.. json.GetProperty("operations").EnumerateArray().Select(ReadOperation)],
        [.. json.GetProperty("notes").EnumerateArray().Select(AuditJson.ReadFinding)]);

    private static void WriteOperation(Utf8JsonWriter json, PlannedOperationReport operation, Func<string, string> path)
    {
        json.WriteString("revision", operation.Revision);
        json.WriteString("file", path(operation.Place.File));
        json.WriteNumber("line", operation.Place.Line);
        json.WriteString("operation", operation.Operation);
        json.WriteString("object", operation.ObjectName);
        json.WriteBoolean("destructive", operation.IsDestructive);
        json.WriteString("lock", operation.Lock);
        WriteNumber(json, "estimatedRows", operation.EstimatedRows);
        WriteNumber(json, "estimatedBytes", operation.EstimatedBytes);
        AuditJson.WriteArray(json, "findings", operation.Findings, (writer, finding) => AuditJson.WriteFinding(writer, WithPath(finding, path)));
    }

    private static PlannedOperationReport ReadOperation(JsonElement json) => new(
        json.GetProperty("revision").GetString(),
        new(json.GetProperty("file").GetString()!, json.GetProperty("line").GetInt32()),
        json.GetProperty("operation").GetString()!,
        json.GetProperty("object").GetString(),
        json.GetProperty("destructive").GetBoolean(),
        json.GetProperty("lock").GetString(),
        ReadNumber(json, "estimatedRows"),
        ReadNumber(json, "estimatedBytes"),
        [.. json.GetProperty("findings").EnumerateArray().Select(AuditJson.ReadFinding)]);

    private static Finding WithPath(Finding finding, Func<string, string> path) =>
        finding.File is { } file ? finding with { File = path(file) } : finding;

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static long? ReadNumber(JsonElement json, string name) =>
        json.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;
}
