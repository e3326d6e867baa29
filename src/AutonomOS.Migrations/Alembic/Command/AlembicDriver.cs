namespace AutonomOS.Migrations.Alembic.Command;

/// <summary>How the team's own Alembic is run.</summary>
/// <param name="Command">The command; null to find it.</param>
/// <param name="UrlVariable">The environment variable that the team's <c>env.py</c> reads the URL from.</param>
/// <param name="Limit">How long one run may take.</param>
/// <param name="LockLimit">How long one of its statements may wait for a lock (<c>lock_timeout</c>): whoever comes after it waits with it.</param>
public sealed record AlembicDriver(string? Command, string UrlVariable, TimeSpan Limit, TimeSpan LockLimit)
{
    /// <summary>Found by evidence, <c>DATABASE_URL</c>, an hour, five seconds.</summary>
    public static AlembicDriver Default { get; } = new(null, "DATABASE_URL", TimeSpan.FromHours(1), TimeSpan.FromSeconds(5));
}
