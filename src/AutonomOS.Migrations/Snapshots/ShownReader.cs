using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Snapshots;

/// <summary>
/// What of a database's objects may stand in a file: without the values that are compared and never shown, and with passwords in bodies and
/// defaults masked. A database that is held to a <c>.schema</c> file is read through it too.
/// </summary>
/// <param name="reader">The objects.</param>
public sealed class ShownReader(ISchemaReader reader) : ISchemaReader
{
    private int[]? shown;

    /// <inheritdoc />
    public async ValueTask<ObjectKind?> NextKindAsync(CancellationToken cancellationToken)
    {
        if (await reader.NextKindAsync(cancellationToken) is not { } kind)
        {
            return null;
        }

        var places = Enumerable.Range(0, kind.Properties.Count)
            .Where(place => !kind.Properties[place].StartsWith(ObjectKind.HiddenPrefix, StringComparison.Ordinal))
            .ToArray();
        this.shown = places.Length == kind.Properties.Count ? null : places;
        return this.shown is null ? kind : kind with { Properties = [.. places.Select(place => kind.Properties[place])] };
    }

    /// <inheritdoc />
    public async ValueTask<SchemaObject?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(cancellationToken) is not { } one)
        {
            return null;
        }

        var values = new string?[this.shown?.Length ?? one.Values.Count];
        for (var place = 0; place < values.Length; place++)
        {
            values[place] = SecretMask.OfDefinition(one.Values[this.shown?[place] ?? place], one.Name);
        }

        return one with { Values = values };
    }
}
