using System.IO.Compression;
using System.Text;

namespace AutonomOS.Migrations.Package.Tests.Secrets;

/// <summary>
/// The bytes of a binary log that somebody who was given it could search: the unzipped stream of events, and every file in the
/// archive of project files embedded in it.
/// </summary>
internal static class BinaryLog
{
    private static readonly byte[] ZipLocalHeader = [0x50, 0x4B, 0x03, 0x04];

    /// <summary>Reads a log.</summary>
    /// <param name="file">Full path of a <c>.binlog</c>.</param>
    /// <returns>The stream of events, and the embedded files by name.</returns>
    internal static (string Events, IReadOnlyDictionary<string, string> Files) Read(string file)
    {
        using var unzipped = new MemoryStream();
        using (var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress))
        {
            gzip.CopyTo(unzipped);
        }

        var bytes = unzipped.ToArray();
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = bytes.AsSpan().IndexOf(ZipLocalHeader); at >= 0 && files.Count == 0;)
        {
            try
            {
                using var archive = new ZipArchive(new MemoryStream(bytes, at, bytes.Length - at));
                foreach (var entry in archive.Entries)
                {
                    using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
                    files[entry.FullName] = reader.ReadToEnd();
                }
            }
            catch (InvalidDataException)
            {
                // Bytes that only look like an archive's beginning, or what follows the archive hides its end.
            }

            var next = bytes.AsSpan(at + 1).IndexOf(ZipLocalHeader);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return (Encoding.UTF8.GetString(bytes), files);
    }
}
