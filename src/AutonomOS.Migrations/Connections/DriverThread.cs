namespace AutonomOS.Migrations.Connections;

/// <summary>
/// Calls of the driver, each made blocking on a thread that has nothing else to do. The driver's asynchronous calls are a dozen async
/// methods deep, which takes the runtime of a cold build longer to set up than all the waiting takes; blocking, the same methods end
/// without ever being suspended. No call waits for another to end: where no thread is idle, one is started. A thread that is left behind
/// (<see cref="Interruption"/>) keeps no process alive.
/// </summary>
internal static class DriverThread
{
    // A check makes its calls one after the other; a process that has made its check soon has no threads of ours.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(1);

    // Never more than there are idle threads, each of which looks here before it goes on waiting or ends.
    private static readonly Queue<Task> Waiting = new();
    private static int idle;

    /// <summary>Makes a call.</summary>
    /// <param name="call">The call; it blocks.</param>
    /// <returns>Ends as the call ends.</returns>
    internal static Task<T> Run<T>(Func<T> call)
    {
        var task = new Task<T>(call);
        lock (Waiting)
        {
            if (idle > Waiting.Count)
            {
                Waiting.Enqueue(task);
                Monitor.Pulse(Waiting);
                return task;
            }
        }

        // The task has its caller's context; the thread, which goes on to others' calls, takes none with it.
        new Thread(() => RunAll(task)) { IsBackground = true }.UnsafeStart();
        return task;
    }

    private static void RunAll(Task first)
    {
        for (var task = first; task is not null; task = Next())
        {
            task.RunSynchronously(TaskScheduler.Default);
        }
    }

    // Null when nothing has come for a while.
    private static Task? Next()
    {
        lock (Waiting)
        {
            while (Waiting.Count == 0)
            {
                idle++;
                var woken = Monitor.Wait(Waiting, LongestIdle);
                idle--;
                if (!woken && Waiting.Count == 0)
                {
                    return null;
                }
            }

            return Waiting.Dequeue();
        }
    }
}
