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
    private byte[] buffer = new byte[2 * FlushAt];
    private int written;

    // Of the kind that the last object was of: each of its names as it goes in, null for a note's, which does not.
    private ObjectKind? kind;
    private byte[] kindName = [];
    private byte[]?[] propertyNames = [];

    /// <summary>Adds an object: its kind, its name and its properties that are neither null nor notes.</summary>
    /// <param name="kind">The object's kind.</param>
    /// <param name="schemaObject">The object.</param>
    public void Add(ObjectKind kind, SchemaObject schemaObject)
    {
        if (!ReferenceEquals(kind, this.kind))
        {
            this.Encode(kind);
        }

        this.Add(this.kindName);
        this.Add(schemaObject.Name);
        ReadOnlySpan<string?> values = schemaObject.Values as string?[] ?? [.. schemaObject.Values];
        for (var i = 0; i < this.propertyNames.Length; i++)
        {
            if (values[i] is { } value && this.propertyNames[i] is { } name)
            {
                this.Add(name);
                this.Add(value);
            }
        }

        this.AddLength(-1);
        if (this.written >= FlushAt)
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

    private void Encode(ObjectKind kind)
    {
        this.kind = kind;
        this.kindName = Encoded(kind.Name);
        this.propertyNames =
            [.. kind.Properties.Select(name => name.StartsWith(ObjectKind.NotePrefix, StringComparison.Ordinal) ? null : Encoded(name))];
    }

    private static byte[] Encoded(string text)
    {
        var encoded = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt32BigEndian(encoded, Encoding.UTF8.GetBytes(text, encoded.AsSpan(sizeof(int))));
        return encoded;
    }

    private void Add(byte[] encoded)
    {
        this.Reserve(encoded.Length);
        encoded.CopyTo(this.buffer, this.written);
        this.written += encoded.Length;
    }

    private void Add(string text)
    {
        this.Reserve(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, this.buffer.AsSpan(this.written + sizeof(int)));
        this.AddLength(length);
        this.written += length;
    }

    private void AddLength(int length)
    {
        this.Reserve(sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(this.buffer.AsSpan(this.written), length);
        this.written += sizeof(int);
    }

    private void Reserve(int length)
    {
        if (this.buffer.Length - this.written < length)
        {
            Array.Resize(ref this.buffer, Math.Max(2 * this.buffer.Length, this.written + length));
        }
    }

    private void Flush()
    {
        this.hash.AppendData(this.buffer.AsSpan(0, this.written));
        this.written = 0;
    }
}
