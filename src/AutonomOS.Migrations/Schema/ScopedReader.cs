namespace AutonomOS.Migrations.Schema;

/// <summary>A database's objects without those that a scope leaves out; verifies their order.</summary>
/// <param name="reader">The objects.</param>
/// <param name="scope">What to leave out.</param>
public sealed class ScopedReader(ISchemaReader reader, ComparisonScope scope) : ISchemaReader, IDisposable
{
    private readonly SchemaWalk walk = new(reader, scope);
    private bool isAtFirst;

    /// <summary>What was read so far.</summary>
    public SchemaSummary Summary => this.walk.Summary();

    /// <inheritdoc />
    public async ValueTask<ObjectKind?> NextKindAsync(CancellationToken cancellationToken)
    {
        this.isAtFirst = true;
        return await this.walk.NextKindAsync(cancellationToken) ? this.walk.Kind : null;
    }

    /// <inheritdoc />
    public async ValueTask<SchemaObject?> ReadAsync(CancellationToken cancellationToken)
    {
        // The walk stands on an object, a reader before one.
        if (!this.isAtFirst)
        {
            await this.walk.NextAsync(cancellationToken);
        }

        this.isAtFirst = false;
        return this.walk.Current;
    }

    /// <inheritdoc />
    public void Dispose() => this.walk.Dispose();
}
