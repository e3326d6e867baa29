using AutonomOS.Migrations.Diagnostics;
using Npgsql;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// The results of a batch, read forward once. What goes wrong while reading is thrown as a <see cref="FindingException"/>.
/// </summary>
public sealed class SessionReader : IAsyncDisposable
{
    // Kept, because the driver takes the commands of a disposed batch away from its reader.
    private readonly NpgsqlBatch batch;
    private readonly NpgsqlDataReader reader;
    private readonly Interruption interruption;
    private readonly ConnectionTarget target;

    // Whether the one who reads has given up shows at the end only: letting go of a result means reading the rest of it.
    private CancellationToken latest;

    internal SessionReader(
        NpgsqlBatch batch, NpgsqlDataReader reader, Interruption interruption, ConnectionTarget target, CancellationToken latest)
    {
        this.batch = batch;
        this.reader = reader;
        this.interruption = interruption;
        this.target = target;
        this.latest = latest;
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
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        this.latest = cancellationToken;
        cancellationToken.ThrowIfCancellationRequested();
        Task<bool> reading;
        try
        {
            reading = this.reader.ReadAsync(this.interruption.Token);
        }
        catch (Exception e) when (SessionFailure.IsOne(e))
        {
            throw new FindingException(SessionFailure.Of(e, this.target));
        }

        // Most rows are there already: nothing to wait for.
        return reading.IsCompletedSuccessfully ? new(reading) : this.ReadAsync(reading, cancellationToken);
    }

    /// <summary>Goes on to the next statement's result.</summary>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>False after the last.</returns>
    /// <exception cref="FindingException">The server refused the statement or is gone; the code says which.</exception>
    public async ValueTask<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        this.latest = cancellationToken;
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

    /// <summary>Reads the rest of the current result, of which the first column is <c>text</c> and never null.</summary>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>The first column, in the order of the rows.</returns>
    /// <exception cref="FindingException">The server ended the statement or is gone; the code says which.</exception>
    public async Task<List<string>> ReadTextsAsync(CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        while (await this.ReadAsync(cancellationToken))
        {
            texts.Add(this.Text(0)!);
        }

        return texts;
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

    /// <summary>Every value of the current row from a column on, as <see cref="Text"/> gives it.</summary>
    /// <param name="ordinal">The first of them, counted from 0.</param>
    /// <param name="values">As many as are wanted.</param>
    /// <exception cref="FindingException">A value is no text.</exception>
    public void Texts(int ordinal, string?[] values)
    {
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = this.reader.IsDBNull(ordinal + i) ? null : this.reader.GetString(ordinal + i);
            }
        }
        catch (Exception e) when (SessionFailure.IsOne(e))
        {
            throw new FindingException(SessionFailure.Of(e, this.target));
        }
    }

    /// <summary>
    /// Lets go of the results. Never throws: what was not read does not count. After a cancellation it does not wait for the rest.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        var closing = this.CloseAsync();
        if (closing.IsCompleted || this.interruption.IsLeft)
        {
            return;
        }

        await using var ending = this.latest.UnsafeRegister(static batch => _ = Task.Run(((NpgsqlBatch)batch!).Cancel), this.batch);
        try
        {
            await this.interruption.WaitAsync(closing, null, this.latest);
        }
        catch (OperationCanceledException)
        {
            // Whoever cancelled knows.
        }
    }

    private async ValueTask<bool> ReadAsync(Task<bool> reading, CancellationToken cancellationToken)
    {
        try
        {
            return await this.interruption.WaitAsync(reading, null, cancellationToken);
        }
        catch (Exception e) when (SessionFailure.IsOne(e))
        {
            throw new FindingException(SessionFailure.Of(e, this.target));
        }
    }

    private async Task<bool> CloseAsync()
    {
        try
        {
            await this.reader.DisposeAsync();
            await this.batch.DisposeAsync();
            return true;
        }
        catch (Exception e) when (SessionFailure.IsOne(e) || e is OperationCanceledException)
        {
            // An error in a result that nobody read.
            return false;
        }
    }
}
