using System.Globalization;
using Npgsql;

namespace AutonomOS.Migrations.Testing;

/// <summary>A connection of the superuser to a test's database, for one statement after the other.</summary>
/// <param name="connection">The open connection; it is this one's from now on.</param>
public sealed class DatabaseHand(NpgsqlConnection connection) : IAsyncDisposable
{
    /// <summary>Runs statements.</summary>
    /// <param name="sql">One or more statements.</param>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of a query's rows, as text.</summary>
    /// <param name="sql">A query.</param>
    public async Task<IReadOnlyList<string?>> QueryAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string?>();
        while (await reader.ReadAsync())
        {
            rows.Add(await reader.IsDBNullAsync(0) ? null : Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture));
        }

        return rows;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
