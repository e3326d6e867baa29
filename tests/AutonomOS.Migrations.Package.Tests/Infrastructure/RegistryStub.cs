using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AutonomOS.Migrations.Package.Tests.Infrastructure;

/// <summary>
/// A container registry on a loopback port that serves one image, <c>base:1</c>, for linux on amd64 and arm64. It can only be read,
/// as the OCI distribution specification says.
/// </summary>
public sealed class RegistryStub : IAsyncDisposable
{
    private const string IndexType = "application/vnd.oci.image.index.v1+json";
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private readonly HttpListener listener;
    private readonly Dictionary<string, (string Type, byte[] Content)> content = new(StringComparer.Ordinal);
    private readonly Task serving;

    /// <summary>Starts it.</summary>
    public RegistryStub()
    {
        var layer = this.Add("application/vnd.oci.image.layer.v1.tar+gzip", Layer(out var uncompressed));
        var manifests = (string[])["amd64", "arm64"];
        var index = this.Add(IndexType, Json(new
        {
            schemaVersion = 2,
            mediaType = IndexType,
            manifests = manifests.Select(architecture =>
            {
                var config = this.Add("application/vnd.oci.image.config.v1+json", Json(new
                {
                    architecture,
                    os = "linux",
                    config = new { Env = (string[])["PATH=/usr/bin"] },
                    rootfs = new { type = "layers", diff_ids = (string[])[uncompressed] },
                    history = Array.Empty<object>(),
                }));
                var manifest = this.Add(ManifestType, Json(new { schemaVersion = 2, mediaType = ManifestType, config, layers = (object[])[layer] }));
                return new { mediaType = manifest.MediaType, size = manifest.Size, digest = manifest.Digest, platform = new { architecture, os = "linux" } };
            }).ToArray(),
        }));
        this.content["1"] = this.content[index.Digest];

        for (var attempt = 0; ; attempt++)
        {
            this.Port = RandomNumberGenerator.GetInt32(20_000, 60_000);
            this.listener = new();
            this.listener.Prefixes.Add($"http://localhost:{this.Port}/");
            try
            {
                this.listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                // Somebody else has that port, and a listener that could not start is of no more use.
            }
        }

        this.serving = this.ServeAsync();
    }

    /// <summary>The image's full name.</summary>
    public string Image => $"localhost:{this.Port}/base:1";

    /// <summary>The host as the SDK has to be told that it speaks plain HTTP.</summary>
    public string Host => $"localhost:{this.Port}";

    private int Port { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        this.listener.Close();
        await this.serving;
    }

    private static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value);

    private static string Digest(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    private static byte[] Layer(out string uncompressed)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "usr/"));
        }

        uncompressed = Digest(tar.ToArray());
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(tar.ToArray());
        }

        return compressed.ToArray();
    }

    private Descriptor Add(string type, byte[] bytes)
    {
        this.content[Digest(bytes)] = (type, bytes);
        return new(type, bytes.Length, Digest(bytes));
    }

    private async Task ServeAsync()
    {
        while (this.listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await this.listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var response = context.Response;
            var path = context.Request.Url!.AbsolutePath;
            if (path == "/v2/")
            {
                response.StatusCode = 200;
            }
            else if (this.content.TryGetValue(Uri.UnescapeDataString(path.Split('/')[^1]), out var found))
            {
                response.ContentType = found.Type;
                response.ContentLength64 = found.Content.Length;
                response.Headers["Docker-Content-Digest"] = Digest(found.Content);
                if (context.Request.HttpMethod == "GET")
                {
                    await response.OutputStream.WriteAsync(found.Content);
                }
            }
            else
            {
                response.StatusCode = 404;
                await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes("{}"));
            }
        }
    }

    /// <summary>How the specification refers to content.</summary>
    /// <param name="MediaType">Its type.</param>
    /// <param name="Size">Its length in bytes.</param>
    /// <param name="Digest"><c>sha256:</c> and 64 hexadecimal digits.</param>
    private sealed record Descriptor(
        [property: JsonPropertyName("mediaType")] string MediaType,
        [property: JsonPropertyName("size")] int Size,
        [property: JsonPropertyName("digest")] string Digest);
}
