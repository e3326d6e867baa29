using System.Runtime.CompilerServices;

namespace AutonomOS.Migrations.Startup;

/// <summary>A method that waits, on its own on the heap.</summary>
/// <typeparam name="TStateMachine">The method's state machine.</typeparam>
internal sealed class Continuation<TStateMachine> : IContinuation
    where TStateMachine : IAsyncStateMachine
{
    private readonly Action action;
    private readonly ContextCallback moveOn;
    private TStateMachine stateMachine = default!;
    private ExecutionContext? context;

    private Continuation()
    {
        this.action = this.GoOn;
        this.moveOn = this.MoveOn;
    }

    /// <inheritdoc />
    public Action Next()
    {
        this.context = ExecutionContext.Capture();
        return this.action;
    }

    /// <summary>What to call when the wait is over.</summary>
    /// <param name="kept">The builder's, null before the first wait; a field inside the state machine.</param>
    /// <param name="stateMachine">The method; taken over at the first wait.</param>
    public static Action Of(ref IContinuation? kept, ref TStateMachine stateMachine)
    {
        if (kept is null)
        {
            var continuation = new Continuation<TStateMachine>();
            kept = continuation;

            // Only now, so that the builder in the copy knows of it, too.
            continuation.stateMachine = stateMachine;
        }

        return kept.Next();
    }

    // What flows along with a method, such as AsyncLocal values, is kept for it while it waits.
    private void GoOn()
    {
        if (this.context is { } captured)
        {
            ExecutionContext.Run(captured, this.moveOn, null);
        }
        else
        {
            this.MoveOn(null);
        }
    }

    private void MoveOn(object? state) => this.stateMachine.MoveNext();
}
