using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Startup;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// The results of a batch, read forward once. What goes wrong while reading is thrown as a <see cref="FindingException"/>.
/// Of a column that is not of type <c>text</c> no value can be asked for.
/// </summary>
public sealed class SessionReader : IAsyncDisposable
{
    private static readonly ResultChunk Nothing = new([], beginsResult: true);

    private readonly ResultStream results;
    private readonly Interruption interruption;
    private readonly ConnectionTarget target;
    private ResultChunk chunk = Nothing;
    private ResultChunk? next;
    private int row = -1;

    // Whether the one who reads has given up shows at the end only: letting go of a result means reading the rest of it.
    private CancellationToken latest;

    private SessionReader(ResultStream results, Interruption interruption, ConnectionTarget target, CancellationToken latest)
    {
        this.results = results;
        this.interruption = interruption;
        this.target = target;
        this.latest = latest;
    }

    /// <summary>How many columns the current result has.</summary>
    public int FieldCount => this.chunk.Names.Length;

    /// <summary>The name of a column.</summary>
    /// <param name="ordinal">Counted from 0.</param>
    public string FieldName(int ordinal) => this.chunk.Names[ordinal];

    /// <summary>Goes on to the next row of the current result.</summary>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>False after the last row.</returns>
    /// <exception cref="FindingException">The server ended the statement or is gone; the code says which.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        this.latest = cancellationToken;
        cancellationToken.ThrowIfCancellationRequested();
        if (this.row + 1 >= this.chunk.Rows)
        {
            return new(this.ReadOnAsync(cancellationToken));
        }

        this.row++;
        return new(true);
    }

    /// <summary>Goes on to the next statement's result.</summary>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>False after the last.</returns>
    /// <exception cref="FindingException">The server refused the statement or is gone; the code says which.</exception>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    public async Task<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        this.latest = cancellationToken;
        cancellationToken.ThrowIfCancellationRequested();
        while (await this.PeekAsync(cancellationToken) is { BeginsResult: false })
        {
            this.next = null;
        }

        this.Enter(this.next ?? Nothing);
        return !ReferenceEquals(this.chunk, Nothing);
    }

    /// <summary>Reads the rest of the first column of the current result, which is never null.</summary>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>The first column, in the order of the rows.</returns>
    /// <exception cref="FindingException">The server ended the statement or is gone; the code says which.</exception>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    public async Task<List<string>> ReadTextsAsync(CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        while (await this.ReadAsync(cancellationToken))
        {
            texts.Add(this.Text(0)!);
        }

        return texts;
    }

    /// <summary>A value of the current row; null for SQL null.</summary>
    /// <param name="ordinal">Counted from 0.</param>
    /// <exception cref="FindingException">AMB9004: it is no text.</exception>
    public string? Text(int ordinal) => this.chunk[this.row, ordinal] is var value && ReferenceEquals(value, ResultChunk.NoText)
        ? throw new FindingException(SessionFailure.NoText(this.target))
        : value;

    /// <summary>Every value of the current row from a column on, as <see cref="Text"/> gives it.</summary>
    /// <param name="ordinal">The first of them, counted from 0.</param>
    /// <param name="values">As many as are wanted.</param>
    /// <exception cref="FindingException">AMB9004: one of them is no text.</exception>
    public void Texts(int ordinal, string?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = this.Text(ordinal + i);
        }
    }

    /// <summary>
    /// Lets go of the results. Never throws: what was not read does not count. After a cancellation it does not wait for the rest.
    /// </summary>
    public ValueTask DisposeAsync() => new(this.CloseAsync());

    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder))]
    private async Task CloseAsync()
    {
        this.results.Abandon();
        if (this.results.Ended.IsCompleted || this.interruption.IsLeft)
        {
            return;
        }

        try
        {
            await this.interruption.WaitAsync(this.results.Ended, this.results.Ended, this.results.Stop, null, this.latest);
        }
        catch (OperationCanceledException)
        {
            // Whoever cancelled knows.
        }
    }

    /// <summary>Waits for the first result of a batch.</summary>
    /// <param name="results">The batch, started.</param>
    /// <param name="interruption">Ends the waits for its connection.</param>
    /// <param name="target">For messages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The results, standing before the first row of the first.</returns>
    /// <exception cref="FindingException">The server refused the first statement or is gone; the code says which.</exception>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    internal static async Task<SessionReader> OpenAsync(
        ResultStream results, Interruption interruption, ConnectionTarget target, CancellationToken cancellationToken)
    {
        var reader = new SessionReader(results, interruption, target, cancellationToken);
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

    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    private async Task<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        while (await this.PeekAsync(cancellationToken) is { BeginsResult: false } more)
        {
            this.Enter(more);
            if (more.Rows > 0)
            {
                this.row = 0;
                return true;
            }
        }

        this.row = this.chunk.Rows;
        return false;
    }

    private void Enter(ResultChunk entered)
    {
        this.chunk = entered;
        this.next = null;
        this.row = -1;
    }

    // The chunk after the current one; null after the last.
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    private async Task<ResultChunk?> PeekAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (this.next is null && !this.results.TryTake(out this.next))
            {
                await this.interruption.WaitAsync(this.results.SomethingAsync(), this.results.Ended, this.results.Stop, null, cancellationToken);
            }

            return this.next;
        }
        catch (Exception e) when (SessionFailure.IsOne(e))
        {
            throw new FindingException(SessionFailure.Of(e, this.target));
        }
    }
}
