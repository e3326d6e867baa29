// The request as text, so that MSBuild can hand it to another project and tell equal requests by equal text.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AutonomOS.Migrations.Guarding;

namespace AutonomOS.Migrations.Build;

/// <summary>
/// An <see cref="AuditRequest"/> as one line of JSON. It is readable on purpose: a secret in it would be found in a binary log.
/// </summary>
internal static class RequestText
{
    private static readonly RequestJson Json = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes a request; equal requests give equal text.</summary>
    /// <param name="request">The request.</param>
    internal static string Write(AuditRequest request) => JsonSerializer.Serialize(request, Json.AuditRequest);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="text">JSON.</param>
    internal static AuditRequest Read(string text) => JsonSerializer.Deserialize(text, Json.AuditRequest)!;
}

/// <summary>Reading and writing without reflection, which would cost more than reading a small catalog.</summary>
[JsonSerializable(typeof(AuditRequest))]
internal sealed partial class RequestJson : JsonSerializerContext;
