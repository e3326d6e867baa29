// The request as text, so that MSBuild can hand it to another project and tell equal requests by equal text.
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Approvals;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Build;

/// <summary>
/// An <see cref="AuditRequest"/> as one line of JSON. It is readable on purpose: a secret in it would be found in a binary log. Written
/// and read by hand, because the serializer takes longer to start than reading a small catalog does. What means something to MSBuild is
/// written <c>^</c> and four hexadecimal digits, so that the text is the same however often MSBuild escapes and unescapes it on its way
/// to another project.
/// </summary>
internal static class RequestText
{
    // What MSBuild escapes (EscapingUtilities), what it takes for a Windows path's, and the mark itself.
    private const string Special = "%*?@$();'\\^";
    private const char Mark = '^';
    private const int Digits = 4;

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
            json.WriteNumber("expectation", (int)request.Expectation);
            WriteTexts(json, "schemas", request.Schemas);
            json.WriteNumber("compare", (int)request.AlsoCompared);
            json.WriteStartArray("ignored");
            foreach (var rule in request.Ignored)
            {
                json.WriteStringValue(rule.Entry);
                json.WriteStringValue(rule.Justification);
            }

            json.WriteEndArray();
            json.WriteNumber("partitions", (int)request.Partitions);
            json.WriteString("connectTimeout", Text(request.Limits.Connect));
            json.WriteString("lockTimeout", Text(request.Limits.Lock));
            json.WriteString("statementTimeout", Text(request.Limits.Statement));
            json.WriteNumber("pending", (int)request.PendingPolicy);
            json.WriteNumber("opaque", (int)request.Plan.Policy.Opaque);
            json.WriteNumber("maxLockedRows", request.Plan.Policy.MaxLockedRows);
            json.WriteBoolean("probeData", request.Plan.Policy.ProbeData);
            json.WriteStartArray("approvals");
            foreach (var approval in request.Plan.Approvals)
            {
                json.WriteStringValue(approval.Revision);
                json.WriteStringValue(approval.Operation);
                json.WriteStringValue(approval.ObjectName);
                json.WriteStringValue(approval.Reason);
                json.WriteStringValue(approval.Expires is { } date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "");
            }

            json.WriteEndArray();
            if (request.ModelCheck is { } models)
            {
                json.WriteStartObject("modelCheck");
                WriteDriver(json, models.Driver, models.CommandDirectory);
                json.WriteEndObject();
            }

            if (request.Proof is { } proof)
            {
                json.WriteStartObject("proof");
                json.WriteBoolean("required", proof.IsRequired);
                json.WriteString("binaries", proof.Scratch.Binaries);
                json.WriteString("containerEngine", proof.Scratch.ContainerEngine);
                json.WriteString("image", proof.Scratch.Image);
                json.WriteBoolean("onDevelopment", proof.Scratch.OnDevelopment);
                WriteDriver(json, proof.Driver, proof.CommandDirectory);
                json.WriteEndObject();
            }

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

        return Shelter(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="text">The text.</param>
    internal static AuditRequest Read(string text)
    {
        using var document = JsonDocument.Parse(Unshelter(text));
        var json = document.RootElement;
        return new()
        {
            DevelopmentUrlVariable = json.GetProperty("development").GetString()!,
            ProductionUrlVariable = json.GetProperty("production").GetString()!,
            Expectation = (Expectation)json.GetProperty("expectation").GetInt32(),
            Schemas = Texts(json.GetProperty("schemas")),
            AlsoCompared = (OptionalKinds)json.GetProperty("compare").GetInt32(),
            Ignored = [.. Texts(json.GetProperty("ignored"))!.Chunk(2).Select(rule => IgnoreRule.Parse(rule[0], rule[1], out _)!)],
            Partitions = (PartitionComparison)json.GetProperty("partitions").GetInt32(),
            Limits = new(Time(json, "connectTimeout"), Time(json, "lockTimeout"), Time(json, "statementTimeout")),
            PendingPolicy = (PendingPolicy)json.GetProperty("pending").GetInt32(),
            Plan = new(
                new()
                {
                    Opaque = (OpaquePolicy)json.GetProperty("opaque").GetInt32(),
                    MaxLockedRows = json.GetProperty("maxLockedRows").GetInt64(),
                    ProbeData = json.GetProperty("probeData").GetBoolean(),
                },
                [.. Texts(json.GetProperty("approvals"))!.Chunk(5).Select(part => Approval.Parse(part[0], part[1], part[2], part[3], part[4], out _)!)]),
            ModelCheck = json.TryGetProperty("modelCheck", out var models)
                ? new(Driver(models), models.GetProperty("commandDirectory").GetString()!)
                : null,
            Proof = json.TryGetProperty("proof", out var proof)
                ? new(
                    proof.GetProperty("required").GetBoolean(),
                    Driver(proof),
                    new()
                    {
                        Binaries = proof.GetProperty("binaries").GetString(),
                        ContainerEngine = proof.GetProperty("containerEngine").GetString(),
                        Image = proof.GetProperty("image").GetString(),
                        MayPull = proof.GetProperty("required").GetBoolean(),
                        OnDevelopment = proof.GetProperty("onDevelopment").GetBoolean(),
                        DevelopmentVariable = json.GetProperty("development").GetString()!,
                    },
                    proof.GetProperty("commandDirectory").GetString()!)
                : null,
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

    private static void WriteDriver(Utf8JsonWriter json, AlembicDriver driver, string commandDirectory)
    {
        json.WriteString("command", driver.Command);
        json.WriteString("urlVariable", driver.UrlVariable);
        json.WriteString("timeout", Text(driver.Limit));
        json.WriteString("lockTimeout", Text(driver.LockLimit));
        json.WriteString("commandDirectory", commandDirectory);
    }

    private static AlembicDriver Driver(JsonElement json) => new(
        json.GetProperty("command").GetString(), json.GetProperty("urlVariable").GetString()!, Time(json, "timeout"), Time(json, "lockTimeout"));

    private static string Shelter(string json)
    {
        var text = new StringBuilder(json.Length + 64);
        foreach (var character in json)
        {
            if (Special.Contains(character, StringComparison.Ordinal))
            {
                text.Append(Mark).Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(character);
            }
        }

        return text.ToString();
    }

    private static string Unshelter(string text)
    {
        var json = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == Mark)
            {
                json.Append((char)int.Parse(text.AsSpan(at + 1, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                at += Digits;
            }
            else
            {
                json.Append(text[at]);
            }
        }

        return json.ToString();
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
