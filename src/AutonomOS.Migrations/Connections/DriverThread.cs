namespace AutonomOS.Migrations.Connections;

/// <summary>
/// Calls of the driver, each made blocking on a thread of its own. The driver's asynchronous calls are a dozen async methods deep, which
/// takes the runtime of a cold build longer to set up than all the waiting takes; blocking, the same methods end without ever being
/// suspended. A thread that is left behind (<see cref="Interruption"/>) keeps no process alive.
/// </summary>
internal static class DriverThread
{
    /// <summary>Makes a call.</summary>
    /// <param name="call">The call; it blocks.</param>
    /// <returns>Ends as the call ends.</returns>
    internal static Task<T> Run<T>(Func<T> call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
