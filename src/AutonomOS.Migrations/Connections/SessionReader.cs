using AutonomOS.Migrations.Diagnostics;
using Npgsql;

namespace AutonomOS.Migrations.Connections;

/// <summary>The results of a batch, read forward once. What goes wrong while reading is thrown as a <see cref="FindingException"/>.</summary>
public sealed class SessionReader : IAsyncDisposable
{
    // Kept, because the driver takes the commands of a disposed batch away from its reader.
    private readonly NpgsqlBatch batch;
    private readonly NpgsqlDataReader reader;
    private readonly Interruption interruption;
    private readonly ConnectionTarget target;

    internal SessionReader(NpgsqlBatch batch, NpgsqlDataReader reader, Interruption interruption, ConnectionTarget target)
    {
        this.batch = batch;
        this.reader = reader;
        this.interruption = interruption;
        this.target = target;
    }

    /// <summary>How many columns the current result has.</summary>
    public int FieldCount => this.reader.FieldCount;

    /// <summary>The name of a column.</summary>
    /// <param name="ordinal">Counted from 0.</param>
    public string FieldName(int ordinal) => this.reader.GetName(ordinal);

    /// <summary>Goes on to the next row of the current result.</summary>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>False after the last row.</returns>
    /// <exception cref="FindingException">The server ended the statement or is gone; the code says which.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // Most rows are there already: nothing to wait for.
            var reading = this.reader.ReadAsync(this.interruption.Token);
            return reading.IsCompleted ? await reading : await this.interruption.WaitAsync(reading, null, cancellationToken);
        }
        catch (Exception e) when (SessionFailure.IsOne(e))
        {
            throw new FindingException(SessionFailure.Of(e, this.target));
        }
    }

    /// <summary>Goes on to the next statement's result.</summary>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>False after the last.</returns>
    /// <exception cref="FindingException">The server refused the statement or is gone; the code says which.</exception>
    public async ValueTask<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await this.interruption.WaitAsync(this.reader.NextResultAsync(this.interruption.Token), null, cancellationToken);
        }
        catch (Exception e) when (SessionFailure.IsOne(e))
        {
            throw new FindingException(SessionFailure.Of(e, this.target));
        }
    }

    /// <summary>A value as text; null for SQL null. The column has to be of type <c>text</c>.</summary>
    /// <param name="ordinal">Counted from 0.</param>
    /// <exception cref="FindingException">The value is no text.</exception>
    public string? Text(int ordinal)
    {
        try
        {
            return this.reader.IsDBNull(ordinal) ? null : this.reader.GetString(ordinal);
        }
        catch (Exception e) when (SessionFailure.IsOne(e))
        {
            throw new FindingException(SessionFailure.Of(e, this.target));
        }
    }

    /// <summary>Lets go of the results. Never throws: what was not read does not count.</summary>
    public async ValueTask DisposeAsync()
    {
        var disposing = this.CloseAsync();
        if (!this.interruption.IsLeft)
        {
            await disposing;
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            await this.reader.DisposeAsync();
            await this.batch.DisposeAsync();
        }
        catch (Exception e) when (SessionFailure.IsOne(e) || e is OperationCanceledException)
        {
            // An error in a result that nobody read.
        }
    }
}
