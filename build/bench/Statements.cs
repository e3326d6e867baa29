// What an audit sends to a server between login and goodbye, as a script: run by psql to /dev/null it is the floor of what reading can cost.
using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using Npgsql;

namespace AutonomOS.Migrations.Bench;

/// <summary>Writes the engine's own statements, for one database and with what it found in use there.</summary>
internal static class Statements
{
    /// <summary>Writes them.</summary>
    /// <param name="variable">The variable that holds the URL.</param>
    /// <param name="output">Where to.</param>
    public static async Task WriteAsync(string variable, TextWriter output)
    {
        await using var session = await Comparing.OpenAsync(variable);
        var version = session.Server.VersionNumber;
        var there = CatalogInventory.Statements(version, schemas: null);
        await using var reader = await session.ExecuteAsync(there, CancellationToken.None);
        var inventory = await CatalogInventory.ReadAsync(reader, version, OptionalKinds.None, CancellationToken.None);

        await using var connection = new NpgsqlConnection();
        await using var opening = SessionOpening.Batch(SessionAccess.ReadOnly, connection, SessionLimits.Default);
        foreach (var command in opening.BatchCommands)
        {
            await output.WriteLineAsync(command.CommandText + ";");
        }

        foreach (var statement in (SqlStatement[])[.. there, .. CatalogReader.Statements(version, schemas: null, inventory)])
        {
            var text = statement.Text;
            for (var parameter = 0; parameter < statement.Parameters.Count; parameter++)
            {
                text = text.Replace($"${parameter + 1}", Literal(statement.Parameters[parameter]), StringComparison.Ordinal);
            }

            await output.WriteLineAsync(text + ";");
        }

        await output.WriteLineAsync("ROLLBACK;");
    }

    // The server infers the type of a parameter as it does that of a literal.
    private static string Literal(object? value) => value switch
    {
        null => "null",
        string[] names => $"'{{{string.Join(',', names)}}}'",
        _ => throw new NotSupportedException("The statements of the catalog take lists of names only."),
    };
}
