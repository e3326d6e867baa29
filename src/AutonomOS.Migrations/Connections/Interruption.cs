using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Startup;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// Ends a wait for the driver in time, also when the server or the network is dead. The driver's own cancellation is not enough: it opens
/// a second connection and waits for it inside the caller's <c>Cancel()</c>, and a thread that is blocked does not come back before the
/// driver's timeout. So the server is told on a thread of its own, the call gets a moment to end properly, and is then left behind.
/// </summary>
internal sealed class Interruption
{
    /// <summary>What the driver gets to end things properly after a cancellation.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(400);

    private Task? left;

    /// <summary>True once a wait was given up: the connection may still be busy and must not be used or waited for.</summary>
    internal bool IsLeft => Volatile.Read(ref this.left) is not null;

    /// <summary>Waits for a call of the driver.</summary>
    /// <param name="call">The call.</param>
    /// <param name="limit">The longest wait; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">The limit has passed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal Task<T> WaitAsync<T>(Task<T> call, TimeSpan? limit, CancellationToken cancellationToken) =>
        this.WaitAsync(call, call, null, limit, cancellationToken);

    /// <summary>Waits for something that comes of a call of the driver.</summary>
    /// <param name="part">What is waited for.</param>
    /// <param name="call">The call, which keeps the connection busy until it ends.</param>
    /// <param name="stop">Asks the server to end it; returns at once. Null where there is nothing to ask.</param>
    /// <param name="limit">The longest wait; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">The limit has passed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    internal async Task<T> WaitAsync<T>(Task<T> part, Task call, Action? stop, TimeSpan? limit, CancellationToken cancellationToken)
    {
        try
        {
            return await part.WaitAsync(limit ?? Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            if (part.IsCompleted)
            {
                return await part;
            }
        }

        _ = Interlocked.CompareExchange(ref this.left, call, null);
        stop?.Invoke();
        await Task.WhenAny(call, Task.Delay(Grace, CancellationToken.None));
        _ = DiscardAsync(part);
        cancellationToken.ThrowIfCancellationRequested();
        throw new TimeoutException();
    }

    /// <summary>Waits until a call that was left behind has ended, however it ended. Only then may its connection be touched.</summary>
    internal async Task LeftToEndAsync()
    {
        if (Volatile.Read(ref this.left) is { } call)
        {
            await Task.WhenAny(call);
        }
    }

    /// <summary>Lets go of a call: disposes what it may still bring and looks at its exception, which would else go unobserved.</summary>
    private static async Task DiscardAsync<T>(Task<T> call)
    {
        try
        {
            if (await call is IDisposable late)
            {
                late.Dispose();
            }
        }
        catch (Exception e) when (SessionFailure.IsOne(e) || e is OperationCanceledException)
        {
            // Nobody waits for it any more.
        }
    }
}
