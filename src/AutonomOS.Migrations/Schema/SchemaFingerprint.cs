using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AutonomOS.Migrations.Schema;

/// <summary>
/// Hashes objects as they pass. Every text goes in with its length before it, so that no two different schemas can give the same bytes.
/// </summary>
internal sealed class SchemaFingerprint : IDisposable
{
    private const int FlushAt = 16 * 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> buffer = new(2 * FlushAt);

    /// <summary>Adds an object: its kind, its name and its properties that are neither null nor notes.</summary>
    /// <param name="kind">The object's kind.</param>
    /// <param name="schemaObject">The object.</param>
    public void Add(ObjectKind kind, SchemaObject schemaObject)
    {
        this.Add(kind.Name);
        this.Add(schemaObject.Name);
        for (var i = 0; i < kind.Properties.Count; i++)
        {
            if (schemaObject.Values[i] is { } value && !kind.Properties[i].StartsWith(ObjectKind.NotePrefix, StringComparison.Ordinal))
            {
                this.Add(kind.Properties[i]);
                this.Add(value);
            }
        }

        this.AddLength(-1);
        if (this.buffer.WrittenCount >= FlushAt)
        {
            this.Flush();
        }
    }

    /// <summary>The fingerprint of everything added so far.</summary>
    public string Value()
    {
        this.Flush();
        return "sha256:" + Convert.ToHexStringLower(this.hash.GetCurrentHash());
    }

    /// <inheritdoc />
    public void Dispose() => this.hash.Dispose();

    private void Add(string text)
    {
        this.AddLength(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, this.buffer);
    }

    private void AddLength(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(this.buffer.GetSpan(sizeof(int)), length);
        this.buffer.Advance(sizeof(int));
    }

    private void Flush()
    {
        this.hash.AppendData(this.buffer.WrittenSpan);
        this.buffer.ResetWrittenCount();
    }
}
