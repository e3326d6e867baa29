using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Snapshots;

/// <summary>
/// Writes a <c>.schema</c> file: a line for each object, and below it one for each property that is not null (a block of lines for a text of
/// several lines), in the order in which databases are read. The same schema gives the same bytes.
/// </summary>
public static class SnapshotWriter
{
    /// <summary>The number of the form, in the first line. Another one is not read: the file is written again.</summary>
    internal const int Form = 1;

    /// <summary>The first line, without the number.</summary>
    internal const string Title = "autonomos schema ";

    /// <summary>Writes.</summary>
    /// <param name="objects">The objects, after what is left out and through a <see cref="ShownReader"/>.</param>
    /// <param name="header">What the first lines say.</param>
    /// <param name="writer">Where to; lines end with <c>\n</c>.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <exception cref="FindingException">AMB6032: a property could not be read, so that the file would lack it.</exception>
    public static async Task WriteAsync(
        ISchemaReader objects, SnapshotHeader header, TextWriter writer, CancellationToken cancellationToken)
    {
        writer.Write($"{Title}{Form}\n");
        foreach (var revision in header.Revisions)
        {
            writer.Write($"revision {SnapshotText.Escape(revision)}\n");
        }

        writer.Write($"postgresql {header.Major}\n");
        foreach (var schema in header.Schemas ?? [])
        {
            writer.Write($"only schema {SnapshotText.Escape(schema)}\n");
        }

        if (header.Compared != OptionalKinds.None)
        {
            writer.Write($"with {header.Compared}\n");
        }

        while (await objects.NextKindAsync(cancellationToken) is { } kind)
        {
            while (await objects.ReadAsync(cancellationToken) is { } one)
            {
                Write(kind, one, writer);
            }
        }

        await writer.FlushAsync(cancellationToken);
    }

    private static void Write(ObjectKind kind, SchemaObject one, TextWriter writer)
    {
        writer.Write($"\n{kind.Name} {SnapshotText.Escape(one.Name)}\n");
        if (one.Parent is { } parent)
        {
            writer.Write($"  in {SnapshotText.Escape(parent)}\n");
        }

        for (var place = 0; place < kind.Properties.Count; place++)
        {
            if (one.Values[place] is not { } value)
            {
                continue;
            }

            if (kind.Properties[place].StartsWith(ObjectKind.UnknownPrefix, StringComparison.Ordinal))
            {
                throw new FindingException(DiagnosticCodes.SnapshotIncomplete.At(
                    $"The {kind.Properties[place][ObjectKind.UnknownPrefix.Length..]} of {kind.Name} {one.Name} may not be read by this role, so that the file would not say it: {value}"));
            }

            Write(kind.Properties[place], value, writer);
        }
    }

    private static void Write(string property, string value, TextWriter writer)
    {
        if (SnapshotText.IsBlock(value))
        {
            writer.Write($"  {property}:\n");
            foreach (var line in value.Split('\n'))
            {
                writer.Write($"{SnapshotText.BlockLine}{line}\n");
            }
        }
        else if (SnapshotText.NeedsEscape(value))
        {
            writer.Write($"  {property} = {SnapshotText.Escaped}{SnapshotText.Escape(value)}\n");
        }
        else
        {
            writer.Write($"  {property} = {value}\n");
        }
    }
}
