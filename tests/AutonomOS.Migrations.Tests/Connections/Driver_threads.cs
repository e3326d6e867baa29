using AutonomOS.Migrations.Connections;

namespace AutonomOS.Migrations.Tests.Connections;

public sealed class Driver_threads
{
    private static readonly AsyncLocal<string?> Ambient = new();

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public async Task Let_no_call_wait_for_another(int calls)
    {
        // One after the other, the first would wait for ever; some find a thread that is idle, some do not.
        for (var round = 0; round < 20; round++)
        {
            using var all = new Barrier(calls);
            var running = Enumerable.Range(0, calls).Select(call => DriverThread.Run(() =>
            {
                all.SignalAndWait(TestContext.Current.CancellationToken);
                return call;
            })).ToList();
            Assert.Equal(Enumerable.Range(0, calls), await Task.WhenAll(running));
        }
    }

    [Fact]
    public async Task Do_not_end_with_a_call_that_fails()
    {
        var failed = await Assert.ThrowsAsync<InvalidDataException>(() => DriverThread.Run<int>(() => throw new InvalidDataException("no")));
        Assert.Equal("no", failed.Message);
        Assert.Equal(1, await DriverThread.Run(() => 1));
    }

    [Fact]
    public async Task Are_no_threads_of_the_pool_and_keep_no_process_alive() => Assert.Equal(
        (false, true), await DriverThread.Run(() => (Thread.CurrentThread.IsThreadPoolThread, Thread.CurrentThread.IsBackground)));

    [Fact]
    public async Task Run_a_call_in_the_context_of_who_made_it()
    {
        foreach (var word in (string[])["one", "two"])
        {
            Ambient.Value = word;
            Assert.Equal(word, await DriverThread.Run(() => Ambient.Value));
        }
    }
}
