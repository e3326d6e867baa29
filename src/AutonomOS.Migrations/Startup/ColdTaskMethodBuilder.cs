using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AutonomOS.Migrations.Startup;

/// <summary>As <see cref="ColdTaskMethodBuilder{TResult}"/>, for methods that give nothing.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "Nobody compares builders.")]
[SuppressMessage("Performance", "CA1822", Justification = "The compiler calls them on a builder.")]
public struct ColdTaskMethodBuilder
{
    private TaskCompletionSource? source;
    private IContinuation? continuation;

    /// <summary>The method's task.</summary>
    public readonly Task Task => this.source?.Task ?? System.Threading.Tasks.Task.CompletedTask;

    /// <summary>A builder for one call.</summary>
    public static ColdTaskMethodBuilder Create() => default;

    /// <summary>Runs the method up to its first wait.</summary>
    /// <param name="stateMachine">The method.</param>
    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => default(AsyncTaskMethodBuilder).Start(ref stateMachine);

    /// <summary>Called by nobody: state machines are structs.</summary>
    /// <param name="stateMachine">The method.</param>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine) => ArgumentNullException.ThrowIfNull(stateMachine);

    /// <summary>Ends the task.</summary>
    public readonly void SetResult() => this.source?.SetResult();

    /// <summary>Ends the task by what the method threw.</summary>
    /// <param name="exception">The exception.</param>
    public void SetException(Exception exception)
    {
        this.source ??= new();
        if (exception is OperationCanceledException cancelled)
        {
            this.source.SetCanceled(cancelled.CancellationToken);
        }
        else
        {
            this.source.SetException(exception);
        }
    }

    /// <summary>Waits.</summary>
    /// <param name="awaiter">What for.</param>
    /// <param name="stateMachine">The method.</param>
    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.OnCompleted(this.Continue(ref stateMachine));

    /// <summary>Waits.</summary>
    /// <param name="awaiter">What for.</param>
    /// <param name="stateMachine">The method.</param>
    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => awaiter.UnsafeOnCompleted(this.Continue(ref stateMachine));

    private Action Continue<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        this.source ??= new();
        return Continuation<TStateMachine>.Of(ref this.continuation, ref stateMachine);
    }
}
