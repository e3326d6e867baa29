namespace AutonomOS.Migrations.Scratch;

/// <summary>A server that is one run's own, with its roles; gone when it is disposed.</summary>
internal interface IScratchHost : IAsyncDisposable
{
    /// <summary>The URL of its maintenance database, with the password.</summary>
    string Url { get; }
}
