using System.Globalization;
using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Snapshots;

/// <summary>Reads a <c>.schema</c> file as a database is read: kind by kind, in the order of the names' UTF-8 bytes.</summary>
public sealed class SnapshotReader : ISchemaReader, IDisposable
{
    private readonly string file;
    private readonly StreamReader lines;
    private readonly IReadOnlyList<string> kinds;
    private string? line;
    private int number;
    private int next;
    private Queue<SchemaObject> objects = new();

    private SnapshotReader(string file)
    {
        this.file = file;
        this.lines = new StreamReader(file, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true));
        this.Advance();
        this.Header = this.ReadHeader();
        this.kinds = CatalogReader.KindsOf(this.Header.Compared);
    }

    /// <summary>What the first lines say.</summary>
    public SnapshotHeader Header { get; }

    /// <summary>Opens a file and reads its first lines.</summary>
    /// <param name="file">Full path.</param>
    /// <exception cref="FindingException">AMB6031: the file cannot be opened, or is no such file.</exception>
    public static SnapshotReader Open(string file)
    {
        try
        {
            return new(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(DiagnosticCodes.SnapshotNotReadable.At(
                file, 1, $"The schema file cannot be opened ({e.GetType().Name}): look at its rights, or write it again with dotnet msbuild -t:DbSnapshot."));
        }
    }

    /// <inheritdoc />
    /// <exception cref="FindingException">AMB6031: a line is none of such a file.</exception>
    public ValueTask<ObjectKind?> NextKindAsync(CancellationToken cancellationToken)
    {
        if (this.next == this.kinds.Count)
        {
            return this.line is null ? new((ObjectKind?)null) : throw this.Unexpected();
        }

        var kind = this.kinds[this.next++];
        var properties = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        var read = new List<(string Name, string? Parent, List<(int Place, string Value)> Values)>();
        while (this.ObjectName(kind) is { } name)
        {
            cancellationToken.ThrowIfCancellationRequested();
            this.Advance();
            var parent = this.ReadParent();
            var values = new List<(int, string)>();
            while (this.ReadProperty() is var (property, value))
            {
                properties.TryAdd(property, properties.Count);
                values.Add((properties[property], value));
            }

            read.Add((name, parent, values));
        }

        this.objects = new(read.Select(one =>
        {
            var values = new string?[properties.Count];
            foreach (var (place, value) in one.Values)
            {
                values[place] = value;
            }

            return new SchemaObject(one.Name, one.Parent, values);
        }));
        return new(new ObjectKind(kind, [.. properties.Keys]));
    }

    /// <inheritdoc />
    public ValueTask<SchemaObject?> ReadAsync(CancellationToken cancellationToken) =>
        new(this.objects.TryDequeue(out var one) ? one : null);

    /// <inheritdoc />
    public void Dispose() => this.lines.Dispose();

    private SnapshotHeader ReadHeader()
    {
        if (this.line?.StartsWith(SnapshotWriter.Title, StringComparison.Ordinal) != true)
        {
            throw this.NotReadable("is no schema file");
        }

        if (this.line[SnapshotWriter.Title.Length..] != SnapshotWriter.Form.ToString(CultureInfo.InvariantCulture))
        {
            throw this.NotReadable("was written by another version of this package");
        }

        this.Advance();
        var revisions = new List<string>();
        while (this.After("revision ") is { } revision)
        {
            revisions.Add(this.Text(revision));
            this.Advance();
        }

        if (this.After("postgresql ") is not { } number || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var major))
        {
            throw this.Unexpected();
        }

        this.Advance();
        var schemas = new List<string>();
        while (this.After("only schema ") is { } schema)
        {
            schemas.Add(this.Text(schema));
            this.Advance();
        }

        var compared = OptionalKinds.None;
        if (this.After("with ") is { } words)
        {
            if (!Enum.TryParse(words, out compared))
            {
                throw this.Unexpected();
            }

            this.Advance();
        }

        return new(revisions, major, schemas.Count == 0 ? null : schemas, compared);
    }

    // The name on an object's line of this kind; null when the line is of another kind, whose name may begin with this one's.
    private string? ObjectName(string kind)
    {
        while (this.line is "")
        {
            this.Advance();
        }

        return this.After(kind + " ") is { } name
            && !this.kinds.Skip(this.next).Any(other => other.Length > kind.Length && this.After(other + " ") is not null)
                ? this.Text(name)
                : null;
    }

    private string? ReadParent()
    {
        if (this.After("  in ") is not { } parent)
        {
            return null;
        }

        var text = this.Text(parent);
        this.Advance();
        return text;
    }

    private (string Property, string Value)? ReadProperty()
    {
        if (this.After("  ") is not { } rest)
        {
            return null;
        }

        if (rest.EndsWith(':') && !rest.Contains(" = ", StringComparison.Ordinal))
        {
            this.Advance();
            var block = new List<string>();
            while (this.After(SnapshotText.BlockLine) is { } part)
            {
                block.Add(part);
                this.Advance();
            }

            return block.Count > 1 ? (rest[..^1], string.Join('\n', block)) : throw this.Unexpected();
        }

        var at = rest.IndexOf(" = ", StringComparison.Ordinal);
        if (at < 1)
        {
            throw this.Unexpected();
        }

        var value = rest[(at + 3)..];
        value = value.StartsWith(SnapshotText.Escaped, StringComparison.Ordinal) ? this.Text(value[SnapshotText.Escaped.Length..]) : value;
        this.Advance();
        return (rest[..at], value);
    }

    private string? After(string start) => this.line?.StartsWith(start, StringComparison.Ordinal) == true ? this.line[start.Length..] : null;

    private string Text(string escaped) => SnapshotText.Unescape(escaped) ?? throw this.Unexpected();

    // Lines end with \n; a checkout that made \r\n of them is read too, because no line of such a file ends with \r otherwise.
    private void Advance()
    {
        try
        {
            this.line = this.lines.ReadLine();
            this.number++;
        }
        catch (System.Text.DecoderFallbackException)
        {
            throw this.NotReadable("holds bytes that are no UTF-8");
        }
    }

    private FindingException Unexpected() => this.NotReadable(
        this.line is null ? "ends too early" : $"holds a line that is out of place or of no known form ({OneLine.Quote(this.line)})");

    private FindingException NotReadable(string why) => new(DiagnosticCodes.SnapshotNotReadable.At(
        this.file, Math.Max(this.number, 1), $"The schema file {why}. These files are written, not edited: dotnet msbuild -t:DbSnapshot writes it again from development."));
}
