using AutonomOS.Migrations.Testing;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Planning.Forecasts;

/// <summary>An object as the catalog identifies it.</summary>
/// <param name="Key">Its address, which no rename changes.</param>
/// <param name="Kind">Its kind, as plans call it.</param>
/// <param name="Name">Schema, name and part with dots, without quotes.</param>
/// <param name="Slot">Where another can take its place.</param>
/// <param name="Told">As <c>pg_identify_object</c> tells it.</param>
/// <param name="Detail">A column's type; whether a table's row security is enabled and forced.</param>
/// <param name="Parents">The keys of what it goes with.</param>
internal sealed record SeenObject(string Key, string Kind, string Name, string Slot, string Told, string Detail, string[] Parents);

/// <summary>A table's rows.</summary>
internal sealed record SeenRows(string Key, string Name, long Count, string[] Parents);

/// <summary>What a database has, read from its catalog without the engine.</summary>
internal sealed record SeenDatabase(IReadOnlyDictionary<string, SeenObject> Objects, IReadOnlyDictionary<string, SeenRows> Rows)
{
    private static readonly string Query = $"{Text("identities.sql")};\n{Text("rows.sql")}";

    public static async Task<SeenDatabase> ReadAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand(Query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var objects = new Dictionary<string, SeenObject>();
        while (await reader.ReadAsync())
        {
            objects[reader.GetString(0)] = new(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
                reader.GetString(6).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        await reader.NextResultAsync();
        var rows = new Dictionary<string, SeenRows>();
        while (await reader.ReadAsync())
        {
            rows[reader.GetString(0)] = new(
                reader.GetString(0), reader.GetString(1), long.Parse(reader.GetString(2), System.Globalization.CultureInfo.InvariantCulture),
                reader.GetString(3).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        return new(objects, rows);
    }

    /// <summary>The values of a column, in the order in which they lie.</summary>
    /// <param name="database">The database.</param>
    /// <param name="column">The column, as that database has it.</param>
    /// <param name="type">The type as which they are read; null where they cannot.</param>
    public static async Task<string?> ValuesAsync(TestDatabase database, SeenObject column, string type)
    {
        var path = column.Name.Split('.');
        try
        {
            var values = await database.QueryAsync(
                $"set timezone to 'Europe/Berlin'; select coalesce(string_agg((\"{path[2]}\"::{type})::text, '|' order by ctid), '') from \"{path[0]}\".\"{path[1]}\"");
            return values[0];
        }
        catch (PostgresException)
        {
            return null;
        }
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(
        Repository.Root, "tests", "AutonomOS.Migrations.Tests", "Planning", "Forecasts", file));
}
