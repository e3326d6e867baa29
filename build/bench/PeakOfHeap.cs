// The most that the managed heap held, garbage that was not collected yet included: looked at every millisecond from a thread of its own.
namespace AutonomOS.Migrations.Bench;

/// <summary>Watches the managed heap from its making on. Collects first, so that an earlier run's garbage does not count.</summary>
internal sealed class PeakOfHeap : IDisposable
{
    private readonly Thread watcher;
    private long peak;
    private volatile bool stopped;

    /// <summary>Begins to watch.</summary>
    public PeakOfHeap()
    {
        GC.Collect();
        this.watcher = new(this.Watch) { IsBackground = true };
        this.watcher.Start();
    }

    /// <summary>The peak so far.</summary>
    public long Bytes
    {
        get
        {
            this.Look();
            return Interlocked.Read(ref this.peak);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        this.stopped = true;
        this.watcher.Join();
    }

    private void Watch()
    {
        while (!this.stopped)
        {
            this.Look();
            Thread.Sleep(1);
        }
    }

    private void Look() => Interlocked.Exchange(ref this.peak, Math.Max(Interlocked.Read(ref this.peak), GC.GetTotalMemory(forceFullCollection: false)));
}
