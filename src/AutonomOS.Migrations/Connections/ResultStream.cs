using System.Runtime.ExceptionServices;
using Npgsql;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// A batch that runs on a thread of its own, and its results, a few chunks ahead of the one who takes them: while one side's rows are
/// looked at, the driver already reads the next.
/// </summary>
internal sealed class ResultStream
{
    private const int MostAhead = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly NpgsqlBatch batch;
    private readonly object gate = new();
    private readonly Queue<ResultChunk> ahead = new();
    private TaskCompletionSource<ResultStream>? wanted;
    private ExceptionDispatchInfo? failure;
    private bool isOver;
    private bool isAbandoned;

    /// <summary>Starts a batch.</summary>
    /// <param name="batch">The batch; it is disposed with its results.</param>
    internal ResultStream(NpgsqlBatch batch)
    {
        this.batch = batch;
        this.Ended = DriverThread.Run(this.Read).ContinueWith(
            this.End, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }


    /// <summary>Ends when the batch has ended on the server and its connection is free; never fails.</summary>
    internal Task<ResultStream> Ended { get; private set; }

    /// <summary>The next chunk if it is there: without waiting.</summary>
    /// <param name="chunk">The chunk; null after the last.</param>
    /// <returns>False when it is not there yet.</returns>
    /// <exception cref="Exception">What the driver threw; after the chunks that came before it.</exception>
    internal bool TryTake(out ResultChunk? chunk)
    {
        lock (this.gate)
        {
            if (this.ahead.TryDequeue(out chunk))
            {
                Monitor.Pulse(this.gate);
                return true;
            }

            this.failure?.Throw();

            // Rows were passed over: what is left must not look like the end of a result.
            ObjectDisposedException.ThrowIf(this.isAbandoned, this);
            return this.isOver;
        }
    }

    /// <summary>Ends when <see cref="TryTake"/> has something to say. One at a time.</summary>
    internal Task<ResultStream> SomethingAsync()
    {
        lock (this.gate)
        {
            if (this.ahead.Count > 0 || this.isOver)
            {
                return Task.FromResult(this);
            }

            this.wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return this.wanted.Task;
        }
    }

    /// <summary>Nobody takes any more: what comes is read over, and what has not begun does not begin.</summary>
    internal void Abandon()
    {
        lock (this.gate)
        {
            this.isAbandoned = true;
            Monitor.Pulse(this.gate);
        }
    }

    /// <summary>As <see cref="Abandon"/>, and the server is asked to end what it is doing, on a thread of its own.</summary>
    internal void Stop()
    {
        this.Abandon();
        _ = Task.Run(this.CancelAsync, CancellationToken.None);
    }

    // A batch that is just about to begin does not hear the first.
    private async Task CancelAsync()
    {
        for (var asked = TimeSpan.Zero; asked < Interruption.Grace && !this.Ended.IsCompleted; asked += Interval)
        {
            this.batch.Cancel();
            await Task.Delay(Interval);
        }
    }

    private ResultStream Read()
    {
        using (this.batch)
        {
            lock (this.gate)
            {
                if (this.isAbandoned)
                {
                    return this;
                }
            }

            using var reader = this.batch.ExecuteReader();
            while (this.ReadResult(reader) && reader.NextResult())
            {
                // Each is handed over by itself.
            }
        }

        return this;
    }

    private ResultStream End(Task<ResultStream> reading)
    {
        lock (this.gate)
        {
            this.failure = reading.Exception?.InnerException is { } thrown ? ExceptionDispatchInfo.Capture(thrown) : null;
            this.isOver = true;
            this.wanted?.TrySetResult(this);
            return this;
        }
    }

    // False when nobody wants it.
    private bool ReadResult(NpgsqlDataReader reader)
    {
        var names = new string[reader.FieldCount];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = reader.GetName(i);
        }

        var chunk = new ResultChunk(names, beginsResult: true);
        try
        {
            while (reader.Read())
            {
                if (chunk.IsFull)
                {
                    if (!this.Hand(chunk))
                    {
                        return false;
                    }

                    chunk = new(names, beginsResult: false);
                }

                for (var i = 0; i < names.Length; i++)
                {
                    chunk.Add(reader.IsDBNull(i) ? null : Text(reader, i));
                }

                chunk.EndRow();
            }
        }
        catch
        {
            this.Hand(chunk);
            throw;
        }

        return this.Hand(chunk);
    }

    // What somebody asks for is text; what a statement gives besides, of a function that gives nothing, say, is nobody's business.
    private static string Text(NpgsqlDataReader reader, int ordinal)
    {
        try
        {
            return reader.GetString(ordinal);
        }
        catch (InvalidCastException)
        {
            return ResultChunk.NoText;
        }
    }

    private bool Hand(ResultChunk chunk)
    {
        lock (this.gate)
        {
            while (this.ahead.Count >= MostAhead && !this.isAbandoned)
            {
                Monitor.Wait(this.gate);
            }

            if (this.isAbandoned)
            {
                return false;
            }

            this.ahead.Enqueue(chunk);
            this.wanted?.TrySetResult(this);
        }

        return true;
    }
}
