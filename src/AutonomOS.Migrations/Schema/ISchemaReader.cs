namespace AutonomOS.Migrations.Schema;

/// <summary>
/// The objects of one database, kind by kind and, within a kind, in ascending order of their names' UTF-8 bytes
/// (PostgreSQL's C collation). Both sides of a comparison give the same kinds in the same order.
/// </summary>
public interface ISchemaReader
{
    /// <summary>Goes on to the next kind.</summary>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>The kind, or null after the last.</returns>
    ValueTask<ObjectKind?> NextKindAsync(CancellationToken cancellationToken);

    /// <summary>Reads the next object of the current kind.</summary>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>The object, or null after the kind's last.</returns>
    ValueTask<SchemaObject?> ReadAsync(CancellationToken cancellationToken);
}
