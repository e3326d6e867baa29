namespace AutonomOS.Migrations.Startup;

/// <summary>A method that waits, whichever it is.</summary>
internal interface IContinuation
{
    /// <summary>What to call when the wait that is about to begin is over.</summary>
    Action Next();
}
