// The request as text, so that MSBuild can hand it to another project and tell equal requests by equal text.
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Build;

/// <summary>
/// An <see cref="AuditRequest"/> as one line of JSON. It is readable on purpose: a secret in it would be found in a binary log. Written
/// and read by hand, because the serializer takes longer to start than reading a small catalog does.
/// </summary>
internal static class RequestText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a request; equal requests give equal text.</summary>
    /// <param name="request">The request.</param>
    internal static string Write(AuditRequest request)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("development", request.DevelopmentUrlVariable);
            json.WriteString("production", request.ProductionUrlVariable);
            WriteTexts(json, "schemas", request.Schemas);
            json.WriteStartArray("ignored");
            foreach (var rule in request.Ignored)
            {
                json.WriteStringValue(rule.Entry);
                json.WriteStringValue(rule.Justification);
            }

            json.WriteEndArray();
            json.WriteString("connectTimeout", Text(request.Limits.Connect));
            json.WriteString("lockTimeout", Text(request.Limits.Lock));
            json.WriteString("statementTimeout", Text(request.Limits.Statement));
            json.WriteNumber("pending", (int)request.PendingPolicy);
            json.WriteString("directory", request.ProjectDirectory);
            json.WriteString("configFile", request.Alembic.ConfigFile);
            json.WriteString("environmentConfigFile", request.Alembic.EnvironmentConfigFile);
            json.WriteString("section", request.Alembic.Section);
            json.WriteString("workingDirectory", request.Alembic.WorkingDirectory);
            json.WriteString("scriptLocation", request.Alembic.ScriptLocation);
            WriteTexts(json, "versionLocations", request.Alembic.VersionLocations);
            json.WriteString("recursive", request.Alembic.RecursiveVersionLocations?.ToString());
            json.WriteString("versionTable", request.Alembic.VersionTable);
            json.WriteString("versionTableSchema", request.Alembic.VersionTableSchema);
            json.WriteNumber("upgradeTarget", (int)request.Alembic.UpgradeTarget);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="text">JSON.</param>
    internal static AuditRequest Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        var json = document.RootElement;
        return new()
        {
            DevelopmentUrlVariable = json.GetProperty("development").GetString()!,
            ProductionUrlVariable = json.GetProperty("production").GetString()!,
            Schemas = Texts(json.GetProperty("schemas")),
            Ignored = [.. Texts(json.GetProperty("ignored"))!.Chunk(2).Select(rule => IgnoreRule.Parse(rule[0], rule[1], out _)!)],
            Limits = new(Time(json, "connectTimeout"), Time(json, "lockTimeout"), Time(json, "statementTimeout")),
            PendingPolicy = (PendingPolicy)json.GetProperty("pending").GetInt32(),
            ProjectDirectory = json.GetProperty("directory").GetString()!,
            Alembic = new()
            {
                ConfigFile = json.GetProperty("configFile").GetString(),
                EnvironmentConfigFile = json.GetProperty("environmentConfigFile").GetString(),
                Section = json.GetProperty("section").GetString()!,
                WorkingDirectory = json.GetProperty("workingDirectory").GetString(),
                ScriptLocation = json.GetProperty("scriptLocation").GetString(),
                VersionLocations = Texts(json.GetProperty("versionLocations"))!,
                RecursiveVersionLocations = json.GetProperty("recursive").GetString() is { } recursive ? recursive == bool.TrueString : null,
                VersionTable = json.GetProperty("versionTable").GetString(),
                VersionTableSchema = json.GetProperty("versionTableSchema").GetString(),
                UpgradeTarget = (UpgradeTarget)json.GetProperty("upgradeTarget").GetInt32(),
            },
        };
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static IReadOnlyList<string>? Texts(JsonElement json) =>
        json.ValueKind == JsonValueKind.Null ? null : [.. json.EnumerateArray().Select(text => text.GetString()!)];

    private static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);

    private static TimeSpan Time(JsonElement json, string name) =>
        TimeSpan.ParseExact(json.GetProperty(name).GetString()!, "c", CultureInfo.InvariantCulture);
}
