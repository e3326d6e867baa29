namespace AutonomOS.Migrations.Connections;

/// <summary>
/// Ends a wait for the server in time, also when the server or the network is dead. The driver's own cancellation is not enough: it opens
/// a second connection and waits for it inside the caller's <c>Cancel()</c>, and it does not look at the token while TLS is negotiated.
/// So the driver is told on a thread of its own, gets a moment to end the server's statement, and is then left behind.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>What the driver gets to end things properly after a cancellation.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(400);

    private readonly CancellationTokenSource driver = new();
    private int left;

    /// <summary>For the driver's calls.</summary>
    internal CancellationToken Token => this.driver.Token;

    /// <summary>True once a wait was given up: the connection may still be busy and must not be used or waited for.</summary>
    internal bool IsLeft => Volatile.Read(ref this.left) != 0;

    /// <summary>Waits for a call of the driver.</summary>
    /// <param name="call">The call, made with <see cref="Token"/>.</param>
    /// <param name="limit">The longest wait; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">The limit has passed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal async Task<T> WaitAsync<T>(Task<T> call, TimeSpan? limit, CancellationToken cancellationToken)
    {
        try
        {
            // Of all waits this one goes through the fewest threads: a large catalog waits a thousand times.
            return await call.WaitAsync(limit ?? Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            if (call.IsCompleted)
            {
                return await call;
            }
        }

        Interlocked.Exchange(ref this.left, 1);
        _ = Task.Run(this.driver.Cancel, CancellationToken.None);
        await Task.WhenAny(call, Task.Delay(Grace, CancellationToken.None));
        _ = DiscardAsync(call);
        cancellationToken.ThrowIfCancellationRequested();
        throw new TimeoutException();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // A call that was left behind still holds the token.
        if (!this.IsLeft)
        {
            this.driver.Dispose();
        }
    }

    /// <summary>Lets go of a call: disposes what it may still bring and looks at its exception, which would else go unobserved.</summary>
    private static async Task DiscardAsync<T>(Task<T> call)
    {
        try
        {
            if (await call is IAsyncDisposable late)
            {
                await late.DisposeAsync();
            }
        }
        catch (Exception e) when (SessionFailure.IsOne(e) || e is OperationCanceledException)
        {
            // Nobody waits for it any more.
        }
    }
}
