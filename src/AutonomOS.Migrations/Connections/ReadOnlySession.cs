using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// One read-only REPEATABLE READ transaction with timeouts and <c>search_path = pg_catalog</c> set by <c>SET LOCAL</c>, so that a check
/// cannot hurt what it checks and leaves no trace in a pooled session.
/// </summary>
public sealed class ReadOnlySession : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;

    private ReadOnlySession(NpgsqlConnection connection, ConnectionTarget target, ServerInfo server)
    {
        this.connection = connection;
        this.Target = target;
        this.Server = server;
    }

    /// <summary>What was asked for.</summary>
    public ConnectionTarget Target { get; }

    /// <summary>What answered.</summary>
    public ServerInfo Server { get; }

    /// <summary>Connects and begins, in one round trip after the login.</summary>
    /// <param name="target">The database.</param>
    /// <param name="limits">How long to wait.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="Diagnostics.FindingException">The database cannot be reached, refused the login, is too old, or did not answer in time.</exception>
    public static async Task<ReadOnlySession> OpenAsync(ConnectionTarget target, SessionLimits limits, CancellationToken cancellationToken)
    {
        var connection = await target.ConnectAsync(limits, cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "select current_database()::text, current_user::text, current_setting('server_version_num'), current_setting('server_version'), current_setting('search_path'), array_to_string(current_schemas(false), E'\\n'), pg_is_in_recovery()::text"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL search_path = pg_catalog"));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var server = new ServerInfo(
            connection.Host!,
            connection.Port,
            reader.GetString(0),
            reader.GetString(1),
            reader.GetString(3).Split(' ')[0],
            int.Parse(reader.GetString(2), CultureInfo.InvariantCulture),
            reader.GetString(4),
            reader.GetString(5).Split('\n'),
            reader.GetString(6) == "true");
        return new(connection, target, server);
    }

    /// <summary>Runs statements in one round trip.</summary>
    /// <param name="statements">The statements; each gives one result, in order.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>The results, standing before the first row of the first. Dispose it before the next call.</returns>
    public async Task<SessionReader> ExecuteAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        await using var batch = this.connection.CreateBatch();
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Text);
            foreach (var value in statement.Parameters)
            {
                command.Parameters.Add(value is null
                    ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
                    : new NpgsqlParameter { Value = value });
            }

            batch.BatchCommands.Add(command);
        }

        return new SessionReader(await batch.ExecuteReaderAsync(cancellationToken));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => this.connection.DisposeAsync();
}
