using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Tests.Schema;

/// <summary>A database written down: kinds with their objects.</summary>
internal sealed class Listed(params (ObjectKind Kind, SchemaObject[] Objects)[] kinds) : ISchemaReader
{
    private int kind = -1;
    private int place;

    public static ObjectKind Kind(string name, params string[] properties) => new(name, properties);

    public static SchemaObject Object(string name, string? parent = null, params string?[] values) => new(name, parent, values);

    public async ValueTask<ObjectKind?> NextKindAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        this.kind++;
        this.place = 0;
        return this.kind < kinds.Length ? kinds[this.kind].Kind : null;
    }

    public async ValueTask<SchemaObject?> ReadAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        return this.place < kinds[this.kind].Objects.Length ? kinds[this.kind].Objects[this.place++] : null;
    }
}
