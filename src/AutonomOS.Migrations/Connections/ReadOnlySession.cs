using System.Data;
using AutonomOS.Migrations.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// One read-only REPEATABLE READ transaction with timeouts and <c>search_path = pg_catalog</c> set by <c>SET LOCAL</c>, so that a check
/// cannot hurt what it checks and leaves no trace in a pooled session.
/// </summary>
public sealed class ReadOnlySession : IAsyncDisposable
{
    private const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;

    // Longer than this nobody waits for a goodbye.
    private static readonly TimeSpan Goodbye = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlConnection connection;
    private readonly Interruption interruption;

    private ReadOnlySession(NpgsqlConnection connection, Interruption interruption, ConnectionTarget target, ServerInfo server)
    {
        this.connection = connection;
        this.interruption = interruption;
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
    /// <exception cref="FindingException">It cannot be reached, refused the login, is too old, or did not answer in time.</exception>
    public static async Task<ReadOnlySession> OpenAsync(ConnectionTarget target, SessionLimits limits, CancellationToken cancellationToken)
    {
        var connection = await target.ConnectAsync(limits, cancellationToken);
        var interruption = new Interruption();
        try
        {
            var server = await interruption.WaitAsync(
                BeginAsync(connection, target, limits, interruption.Token), limits.Connect + limits.Statement, cancellationToken);
            return new(connection, interruption, target, server);
        }
        catch (Exception e)
        {
            await LeaveAsync(connection, interruption);
            if (SessionFailure.IsOne(e))
            {
                throw new FindingException(SessionFailure.Of(e, target));
            }

            throw;
        }
    }

    /// <summary>Runs statements in one round trip.</summary>
    /// <param name="statements">The statements; each gives one result, in order.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>The results, standing before the first row of the first. Dispose it before the next call.</returns>
    /// <exception cref="FindingException">The server refused a statement or is gone; the code says which.</exception>
    public async Task<SessionReader> ExecuteAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (this.interruption.IsLeft || this.connection.State is ConnectionState.Broken or ConnectionState.Closed)
        {
            throw new FindingException(SessionFailure.Lost(this.Target));
        }

        var batch = this.connection.CreateBatch();
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(Command(statement));
        }

        try
        {
            var running = batch.ExecuteReaderAsync(this.interruption.Token);
            var reader = await this.interruption.WaitAsync(running, null, cancellationToken);
            return new SessionReader(batch, reader, this.interruption, this.Target, cancellationToken);
        }
        catch (Exception e) when (SessionFailure.IsOne(e))
        {
            throw new FindingException(SessionFailure.Of(e, this.Target));
        }
    }

    /// <summary>Ends the transaction and the session. Never throws, and never waits long, whatever has become of the server.</summary>
    public ValueTask DisposeAsync() => new(LeaveAsync(this.connection, this.interruption));

    private static async Task<ServerInfo> BeginAsync(
        NpgsqlConnection connection, ConnectionTarget target, SessionLimits limits, CancellationToken cancellationToken)
    {
        await using var batch = SessionOpening.Batch(connection, limits);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await SessionOpening.ReadAsync(reader, connection, target, cancellationToken);
    }

    private static async Task LeaveAsync(NpgsqlConnection connection, Interruption interruption)
    {
        var leaving = CloseAsync(connection, rollBack: !interruption.IsLeft);
        if (!interruption.IsLeft)
        {
            await Task.WhenAny(leaving, Task.Delay(Goodbye));
        }

        interruption.Dispose();
    }

    private static async Task CloseAsync(NpgsqlConnection connection, bool rollBack)
    {
        try
        {
            if (rollBack && connection.State == ConnectionState.Open)
            {
                // A pooler in transaction mode throws a server session away whose client leaves in the middle of a transaction.
                await using var command = new NpgsqlCommand("ROLLBACK", connection);
                await command.ExecuteNonQueryAsync();
            }
        }
        catch (Exception e) when (SessionFailure.IsOne(e) || e is InvalidOperationException)
        {
            // The server is gone, and the transaction with it.
        }

        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception e) when (SessionFailure.IsOne(e) || e is InvalidOperationException or OperationCanceledException)
        {
            // As above.
        }
    }

    private static NpgsqlBatchCommand Command(SqlStatement statement)
    {
        var command = new NpgsqlBatchCommand(statement.Text);
        foreach (var value in statement.Parameters)
        {
            command.Parameters.Add(value switch
            {
                string text => new NpgsqlParameter<string> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Text },
                string[] texts => new NpgsqlParameter<string[]> { TypedValue = texts, NpgsqlDbType = Texts },
                null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = Texts },
                _ => new NpgsqlParameter { Value = value },
            });
        }

        return command;
    }
}
