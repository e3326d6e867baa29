using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Startup;

namespace AutonomOS.Migrations.Tests.Startup;

/// <summary>To whoever awaits it, a task of our builder is like any other.</summary>
public sealed class Cold_tasks
{
    private static readonly AsyncLocal<string?> Flowing = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_result_arrives_after_so_many_waits(int waits)
    {
        var task = CountAsync(waits);
        Assert.Equal(waits == 0, task.IsCompleted);
        Assert.Equal(waits, await task);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task What_is_thrown_arrives_as_it_is(int waits)
    {
        var thrown = new InvalidOperationException("thrown");
        Assert.Same(thrown, await Assert.ThrowsAsync<InvalidOperationException>(() => FailAsync(waits, thrown)));
        Assert.Same(thrown, await Assert.ThrowsAsync<InvalidOperationException>(() => FailForNothingAsync(waits, thrown)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_cancellation_is_one_with_its_token(int waits)
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var task = FailAsync(waits, new OperationCanceledException(source.Token));
        var nothing = FailForNothingAsync(waits, new OperationCanceledException(source.Token));
        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task)).CancellationToken);
        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => nothing)).CancellationToken);
        Assert.True(task.IsCanceled && nothing.IsCanceled);
    }

    [Fact]
    public async Task What_flows_with_the_caller_flows_through_waits_and_not_back()
    {
        Flowing.Value = "outside";
        Assert.Equal("outside, inside", await FlowAsync());
        Assert.Equal("outside", Flowing.Value);
        Task<int> withoutFlow;
        using (ExecutionContext.SuppressFlow())
        {
            withoutFlow = Task.Run(() => CountAsync(3));
        }

        Assert.Equal(3, await withoutFlow);
    }

    [Fact]
    public async Task Many_wait_at_once_and_none_is_lost()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(number => CountAsync(number % 7)));
        Assert.Equal(Enumerable.Range(0, 2_000).Select(number => number % 7), counts);
        var given = new int[2_000];
        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(number => SetAsync(given, number)));
        Assert.Equal(Enumerable.Range(0, 2_000), given);
    }

    [Fact]
    public async Task Awaiters_that_keep_the_context_themselves_are_waited_for()
    {
        Flowing.Value = "kept";
        Assert.Equal("kept", await AfterAsync(new Plain()));
    }

    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    private static async Task<int> CountAsync(int waits)
    {
        var count = 0;
        for (; count < waits; count++)
        {
            await Task.Yield();
        }

        return count;
    }

    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    private static async Task<int> FailAsync(int waits, Exception exception) => await CountAsync(waits) >= 0 ? throw exception : 0;

    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder))]
    private static async Task FailForNothingAsync(int waits, Exception exception)
    {
        await CountAsync(waits);
        throw exception;
    }

    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder))]
    private static async Task SetAsync(int[] given, int number) => given[number] = await CountAsync(number % 3) * 0 + number;

    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    private static async Task<string> FlowAsync()
    {
        await Task.Yield();
        var before = Flowing.Value;
        Flowing.Value = "inside";
        await Task.Yield();
        return $"{before}, {Flowing.Value}";
    }

    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    private static async Task<string?> AfterAsync(Plain plain)
    {
        await plain;
        return Flowing.Value;
    }

    // Awaited through OnCompleted: it has no UnsafeOnCompleted.
    private sealed class Plain : INotifyCompletion
    {
        public bool IsCompleted => false;

        public Plain GetAwaiter() => this;

        public void OnCompleted(Action continuation) => Task.Run(continuation);

        public void GetResult()
        {
            // Nothing comes of it.
        }
    }
}
