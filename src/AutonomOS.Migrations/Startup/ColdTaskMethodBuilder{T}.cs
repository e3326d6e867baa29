using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AutonomOS.Migrations.Startup;

/// <summary>
/// Builds the tasks of async methods in which every guard waits. What the framework's own builder keeps of a method that waits is a generic
/// class of the framework's, for which no assembly of ours can hold code: the JIT compiles five methods for each of them, a tenth of what a
/// cold guard takes. These are ours, and compiled ahead of time with the method. To whoever awaits it a task of theirs is like any other,
/// but that a method which ends by an <see cref="OperationCanceledException"/> has its token in the task, and not the exception itself.
/// https://github.com/dotnet/roslyn/blob/main/docs/features/task-types.md says what the compiler calls.
/// </summary>
/// <typeparam name="TResult">What the method gives.</typeparam>
[SuppressMessage("Performance", "CA1815", Justification = "Nobody compares builders.")]
[SuppressMessage("Design", "CA1000", Justification = "The compiler calls them so.")]
[SuppressMessage("Performance", "CA1822", Justification = "The compiler calls them on a builder.")]
public struct ColdTaskMethodBuilder<TResult>
{
    private TaskCompletionSource<TResult>? source;
    private IContinuation? continuation;
    private TResult result;

    /// <summary>The method's task.</summary>
    public Task<TResult> Task => this.source?.Task ?? System.Threading.Tasks.Task.FromResult(this.result);

    /// <summary>A builder for one call.</summary>
    public static ColdTaskMethodBuilder<TResult> Create() => default;

    /// <summary>Runs the method up to its first wait.</summary>
    /// <param name="stateMachine">The method.</param>
    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => default(AsyncTaskMethodBuilder).Start(ref stateMachine);

    /// <summary>Called by nobody: state machines are structs.</summary>
    /// <param name="stateMachine">The method.</param>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine) => ArgumentNullException.ThrowIfNull(stateMachine);

    /// <summary>Ends the task.</summary>
    /// <param name="value">What the method gives.</param>
    public void SetResult(TResult value)
    {
        if (this.source is null)
        {
            this.result = value;
        }
        else
        {
            this.source.SetResult(value);
        }
    }

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
