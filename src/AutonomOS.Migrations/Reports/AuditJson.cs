using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Reports;

/// <summary><c>audit.json</c>: the report for programs. Additions to the format are free, renames are not.</summary>
public static class AuditJson
{
    private const int FormatVersion = 1;

    /// <summary>How every report for programs is written: for people as well.</summary>
    internal static readonly JsonWriterOptions WriterOptions = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>JSON, indented, ending with a line break.</returns>
    public static string Write(AuditReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("formatVersion", FormatVersion);
            json.WriteString("diagnosis", DiagnosisText.ForPrograms(report.Diagnosis));
            json.WriteBoolean("passed", report.Passed);
            WriteArray(json, "databases", report.Databases, WriteDatabase);
            WriteHistory(json, report.History);
            WritePlan(json, report.Plan);
            WriteDistance(json, report.Distance);
            WriteArray(json, "differences", report.Differences, WriteDifference);
            WriteTexts(json, "proof", report.Proof);
            WriteTexts(json, "notCompared", report.NotCompared);
            WriteArray(json, "ignored", report.Ignored, WriteIgnored);
            WriteArray(json, "diagnostics", report.Findings, WriteFinding);
            json.WriteString("upgradeTarget", report.UpgradeTarget == UpgradeTarget.Heads ? "heads" : "head");
            json.WriteStartObject("elapsedMilliseconds");
            json.WriteNumber("connect", report.Elapsed.Connect);
            json.WriteNumber("read", report.Elapsed.Read);
            json.WriteNumber("compare", report.Elapsed.Compare);
            json.WriteNumber("total", report.Elapsed.Total);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="text">JSON of the same version of this package.</param>
    public static AuditReport Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var elapsed = root.GetProperty("elapsedMilliseconds");
        return new()
        {
            Diagnosis = DiagnosisText.Parse(root.GetProperty("diagnosis").GetString()),
            Passed = root.GetProperty("passed").GetBoolean(),
            Databases = [.. root.GetProperty("databases").EnumerateArray().Select(ReadDatabase)],
            History = root.GetProperty("history") is { ValueKind: JsonValueKind.Object } history ? ReadHistory(history) : null,
            Plan = root.GetProperty("plan") is { ValueKind: JsonValueKind.Object } plan ? PlanJson.ReadParts(plan) : null,
            Distance = root.GetProperty("schemaDistance") is { ValueKind: JsonValueKind.Object } distance
                ? new(distance.GetProperty("tables").GetInt32(), distance.GetProperty("objects").GetInt32())
                : null,
            Differences = [.. root.GetProperty("differences").EnumerateArray().Select(ReadDifference)],
            Proof = Texts(root, "proof"),
            NotCompared = Texts(root, "notCompared"),
            Ignored = [.. root.GetProperty("ignored").EnumerateArray().Select(ReadIgnored)],
            Findings = [.. root.GetProperty("diagnostics").EnumerateArray().Select(ReadFinding)],
            UpgradeTarget = Text(root, "upgradeTarget") == "heads" ? UpgradeTarget.Heads : UpgradeTarget.Head,
            Elapsed = new(
                elapsed.GetProperty("connect").GetInt64(),
                elapsed.GetProperty("read").GetInt64(),
                elapsed.GetProperty("compare").GetInt64(),
                elapsed.GetProperty("total").GetInt64()),
        };
    }

    private static void WriteIgnored(Utf8JsonWriter json, IgnoredReport ignored)
    {
        json.WriteString("entry", ignored.Entry);
        json.WriteString("justification", ignored.Justification);
        json.WriteNumber("development", ignored.Development);
        json.WriteNumber("production", ignored.Production);
    }

    private static IgnoredReport ReadIgnored(JsonElement json) => new(
        Text(json, "entry"), Text(json, "justification"), json.GetProperty("development").GetInt32(), json.GetProperty("production").GetInt32());

    private static void WriteDatabase(Utf8JsonWriter json, DatabaseReport database)
    {
        json.WriteString("role", database.Role);
        json.WriteString("host", database.Host);
        json.WriteNumber("port", database.Port);
        json.WriteString("database", database.Database);
        json.WriteString("user", database.User);
        json.WriteString("serverVersion", database.ServerVersion);
        json.WriteString("searchPath", database.SearchPath);
        WriteTexts(json, "tables", database.Tables);
        json.WriteStartObject("objectCounts");
        foreach (var (kind, count) in database.ObjectCounts)
        {
            json.WriteNumber(kind, count);
        }

        json.WriteEndObject();
        if (database.Tracking is { } tracking)
        {
            json.WriteStartObject("tracking");
            json.WriteString("tool", tracking.Tool);
            json.WriteString("status", tracking.Status.ToString());
            json.WriteString("table", tracking.Table);
            WriteTexts(json, "revisions", tracking.Revisions);
            json.WriteString("detail", tracking.Detail);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("tracking");
        }

        json.WriteString("fingerprint", database.Fingerprint);
    }

    private static List<KindCount> Counts(JsonElement json)
    {
        var counts = new List<KindCount>();
        foreach (var count in json.EnumerateObject())
        {
            counts.Add(new(count.Name, count.Value.GetInt32()));
        }

        return counts;
    }

    private static DatabaseReport ReadDatabase(JsonElement json) => new(
        Text(json, "role"),
        Text(json, "host"),
        json.GetProperty("port").GetInt32(),
        Text(json, "database"),
        Text(json, "user"),
        Text(json, "serverVersion"),
        Text(json, "searchPath"),
        Texts(json, "tables"),
        Counts(json.GetProperty("objectCounts")),
        json.GetProperty("tracking") is { ValueKind: JsonValueKind.Object } tracking
            ? new(
                Text(tracking, "tool"),
                Enum.Parse<TrackingStatus>(Text(tracking, "status")),
                tracking.GetProperty("table").GetString(),
                Texts(tracking, "revisions"),
                tracking.GetProperty("detail").GetString())
            : null,
        json.GetProperty("fingerprint").GetString());

    private static void WriteHistory(Utf8JsonWriter json, HistoryReport? history)
    {
        if (history is null)
        {
            json.WriteNull("history");
            return;
        }

        json.WriteStartObject("history");
        json.WriteString("tool", history.Tool);
        json.WriteNumber("revisions", history.Revisions);
        WriteTexts(json, "heads", history.Heads);
        WriteTexts(json, "realHeads", history.RealHeads);
        WriteTexts(json, "bases", history.Bases);
        if (history.Pending is { } pending)
        {
            WriteTexts(json, "pending", pending);
        }
        else
        {
            json.WriteNull("pending");
        }

        json.WriteEndObject();
    }

    private static HistoryReport ReadHistory(JsonElement json) => new(
        Text(json, "tool"),
        json.GetProperty("revisions").GetInt32(),
        Texts(json, "heads"),
        Texts(json, "realHeads"),
        Texts(json, "bases"),
        json.GetProperty("pending").ValueKind == JsonValueKind.Array ? Texts(json, "pending") : null);

    private static void WritePlan(Utf8JsonWriter json, PlanReport? plan)
    {
        if (plan is null)
        {
            json.WriteNull("plan");
            return;
        }

        json.WriteStartObject("plan");
        PlanJson.WriteParts(json, plan, file => file);
        json.WriteEndObject();
    }

    private static void WriteDistance(Utf8JsonWriter json, SchemaDistance? distance)
    {
        if (distance is null)
        {
            json.WriteNull("schemaDistance");
            return;
        }

        json.WriteStartObject("schemaDistance");
        json.WriteNumber("tables", distance.Tables);
        json.WriteNumber("objects", distance.Objects);
        json.WriteEndObject();
    }

    private static void WriteDifference(Utf8JsonWriter json, Difference difference)
    {
        json.WriteString("kind", difference.Kind);
        json.WriteString("object", difference.ObjectName);
        json.WriteString("change", difference.Change switch { Change.Missing => "missing", Change.Extra => "extra", _ => "changed" });
        json.WriteString("property", difference.Property);
        json.WriteString("development", difference.Development);
        json.WriteString("production", difference.Production);
        json.WriteBoolean("note", difference.IsNote);
        json.WriteString("explainedBy", difference.ExplainedBy);
    }

    private static Difference ReadDifference(JsonElement json) => new(
        Text(json, "kind"),
        Text(json, "object"),
        Text(json, "change") switch { "missing" => Change.Missing, "extra" => Change.Extra, _ => Change.Changed },
        json.GetProperty("property").GetString(),
        json.GetProperty("development").GetString(),
        json.GetProperty("production").GetString(),
        json.GetProperty("note").GetBoolean())
    {
        ExplainedBy = json.GetProperty("explainedBy").GetString(),
    };

    /// <summary>Writes the properties of a finding into the object that is open.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="finding">The finding.</param>
    internal static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        json.WriteString("code", finding.Code);
        json.WriteString("severity", finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" });
        json.WriteString("message", finding.Message);
        json.WriteString("file", finding.File);
        json.WriteNumber("line", finding.Line);
    }

    /// <summary>Reads what <see cref="WriteFinding"/> wrote.</summary>
    /// <param name="json">The object.</param>
    internal static Finding ReadFinding(JsonElement json) => new(
        DiagnosticCodes.All[Text(json, "code")],
        Text(json, "severity") switch { "error" => Severity.Error, "warning" => Severity.Warning, _ => Severity.Info },
        Text(json, "message"),
        json.GetProperty("file").GetString(),
        json.GetProperty("line").GetInt32());

    /// <summary>Writes an array of objects.</summary>
    /// <typeparam name="T">What is an object each.</typeparam>
    /// <param name="json">The writer.</param>
    /// <param name="name">The array's name.</param>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes the properties of one.</param>
    internal static void WriteArray<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes an array of texts.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="name">The array's name.</param>
    /// <param name="texts">The texts.</param>
    internal static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static IReadOnlyList<string> Texts(JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
