using System.Data;
using System.Runtime.CompilerServices;
using System.Text;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Startup;
using Npgsql;
using NpgsqlTypes;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// One transaction with timeouts and <c>search_path = pg_catalog</c> set by <c>SET LOCAL</c>, so that it leaves no trace in a pooled
/// session. It is rolled back when the session is disposed.
/// </summary>
public abstract class DatabaseSession : IAsyncDisposable
{
    // Longer than this nobody waits for a goodbye.
    private static readonly TimeSpan Goodbye = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlConnection connection;
    private readonly Interruption interruption;
    private readonly SessionAccess access;
    private readonly SessionLimits limits;

    private protected DatabaseSession(Opened opened)
    {
        this.connection = opened.Connection;
        this.interruption = opened.Interruption;
        this.access = opened.Access;
        this.limits = opened.Limits;
        this.Target = opened.Target;
        this.Server = opened.Server;
    }

    /// <summary>What was asked for.</summary>
    public ConnectionTarget Target { get; }

    /// <summary>What answered.</summary>
    public ServerInfo Server { get; }

    /// <summary>Runs statements in one round trip.</summary>
    /// <param name="statements">The statements; each gives one result, in order.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>The results, standing before the first row of the first. Dispose it before the next call.</returns>
    /// <exception cref="FindingException">The server refused a statement or is gone; the code says which.</exception>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
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

        return await SessionReader.OpenAsync(new ResultStream(batch), this.interruption, this.Target, cancellationToken);
    }

    /// <summary>
    /// Ends the transaction, begins another of the same sort, which sees what was committed until now, and runs statements in it; all in
    /// one round trip. Works also after a statement has failed.
    /// </summary>
    /// <param name="statements">The statements; each gives one result, in order.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>The results, standing before the first row of the first. Dispose it before the next call.</returns>
    /// <exception cref="FindingException">The server refused a statement or is gone; the code says which.</exception>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    public async Task<SessionReader> ExecuteAnewAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        var reader = await this.ExecuteAsync([.. SessionOpening.Anew(this.access, this.limits), .. statements], cancellationToken);
        try
        {
            await reader.NextResultAsync(cancellationToken);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs statements in one round trip for what they do, and waits until each of them is done.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="FindingException">The server refused one of them or is gone; the code says which.</exception>
    public async Task RunAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        await using var reader = await this.ExecuteAsync(statements, cancellationToken);
        while (await reader.NextResultAsync(cancellationToken))
        {
            // A statement that fails throws here; only the last one's end means that all went well.
        }
    }

    /// <summary>Ends the transaction and the session. Never throws, and never waits long, whatever has become of the server.</summary>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return new(LeaveAsync(this.connection, this.interruption));
    }

    /// <summary>Connects and begins, in one round trip after the login.</summary>
    /// <param name="access">What the transaction may do.</param>
    /// <param name="target">The database.</param>
    /// <param name="limits">How long to wait.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="FindingException">The database cannot be reached, refused the login, is too old, or did not answer in time.</exception>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    private protected static async Task<Opened> OpenAsync(
        SessionAccess access, ConnectionTarget target, SessionLimits limits, CancellationToken cancellationToken)
    {
        var connection = await target.ConnectAsync(limits, cancellationToken);
        var interruption = new Interruption();
        try
        {
            var server = await interruption.WaitAsync(
                DriverThread.Run(() => SessionOpening.Begin(access, connection, target, limits)), limits.Connect + limits.Statement, cancellationToken);
            return new(connection, interruption, target, server, access, limits);
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

    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder))]
    private static async Task LeaveAsync(NpgsqlConnection connection, Interruption interruption)
    {
        if (interruption.IsLeft)
        {
            _ = CloseLaterAsync(connection, interruption);
            return;
        }

        await Task.WhenAny(DriverThread.Run(() => Close(connection, rollBack: true)), Task.Delay(Goodbye));
    }

    // A connection is closed by nobody while a thread may still be busy with it.
    private static async Task CloseLaterAsync(NpgsqlConnection connection, Interruption interruption)
    {
        await interruption.LeftToEndAsync();
        await DriverThread.Run(() => Close(connection, rollBack: false));
    }

    private static bool Close(NpgsqlConnection connection, bool rollBack)
    {
        try
        {
            if (rollBack && connection.State == ConnectionState.Open)
            {
                // A pooler in transaction mode throws a server session away whose client leaves in the middle of a transaction.
                using var command = new NpgsqlCommand("ROLLBACK", connection);
                command.ExecuteNonQuery();
            }
        }
        catch (Exception e) when (SessionFailure.IsOne(e) || e is InvalidOperationException)
        {
            // The server is gone, and the transaction with it.
        }

        try
        {
            connection.Dispose();
            return true;
        }
        catch (Exception e) when (SessionFailure.IsOne(e) || e is InvalidOperationException or OperationCanceledException)
        {
            // As above.
            return false;
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

                // As a literal whose type the server infers: arrays would make the driver set up some 200 type mappings at each start.
                string[] texts => new NpgsqlParameter { Value = ArrayLiteral(texts), NpgsqlDbType = NpgsqlDbType.Unknown },
                null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Unknown },
                _ => throw new ArgumentException($"A parameter is a {value.GetType()}: only texts and arrays of texts can be sent."),
            });
        }

        return command;
    }

    // https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
    private static string ArrayLiteral(IEnumerable<string> texts)
    {
        var literal = new StringBuilder("{");
        foreach (var text in texts)
        {
            literal.Append(literal.Length > 1 ? ",\"" : "\"")
                .Append(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))
                .Append('"');
        }

        return literal.Append('}').ToString();
    }

    /// <summary>A transaction that has begun, on its way into its session.</summary>
    /// <param name="Connection">The connection.</param>
    /// <param name="Interruption">Ends the waits for it.</param>
    /// <param name="Target">What was asked for.</param>
    /// <param name="Server">What answered.</param>
    /// <param name="Access">What the transaction may do.</param>
    /// <param name="Limits">How long to wait.</param>
    private protected sealed record Opened(
        NpgsqlConnection Connection,
        Interruption Interruption,
        ConnectionTarget Target,
        ServerInfo Server,
        SessionAccess Access,
        SessionLimits Limits);
}
