using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AutonomOS.Migrations.Startup;

/// <summary>As <see cref="ColdTaskMethodBuilder{TResult}"/>, for methods that give nothing.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "Nobody compares builders.")]
public struct ColdTaskMethodBuilder
{
    private ColdTaskMethodBuilder<object?> ofNothing;

    /// <summary>The method's task.</summary>
    public Task Task => this.ofNothing.Task;

    /// <summary>A builder for one call.</summary>
    public static ColdTaskMethodBuilder Create() => default;

    /// <summary>Runs the method up to its first wait.</summary>
    /// <param name="stateMachine">The method.</param>
    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => this.ofNothing.Start(ref stateMachine);

    /// <summary>Called by nobody: state machines are structs.</summary>
    /// <param name="stateMachine">The method.</param>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine) => this.ofNothing.SetStateMachine(stateMachine);

    /// <summary>Ends the task.</summary>
    public void SetResult() => this.ofNothing.SetResult(null);

    /// <summary>Ends the task by what the method threw.</summary>
    /// <param name="exception">The exception.</param>
    public void SetException(Exception exception) => this.ofNothing.SetException(exception);

    /// <summary>Waits.</summary>
    /// <param name="awaiter">What for.</param>
    /// <param name="stateMachine">The method.</param>
    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine => this.ofNothing.AwaitOnCompleted(ref awaiter, ref stateMachine);

    /// <summary>Waits.</summary>
    /// <param name="awaiter">What for.</param>
    /// <param name="stateMachine">The method.</param>
    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine => this.ofNothing.AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);
}
