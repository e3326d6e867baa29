namespace AutonomOS.Migrations.Connections;

/// <summary>How long a check may wait; ours win over a URL's.</summary>
/// <param name="Connect">For one host to accept the connection and the login. Default 10 seconds.</param>
/// <param name="Lock">For a lock held by someone else (<c>lock_timeout</c>). Default 2 seconds.</param>
/// <param name="Statement">For one statement (<c>statement_timeout</c>). Default 60 seconds.</param>
public sealed record SessionLimits(TimeSpan Connect, TimeSpan Lock, TimeSpan Statement)
{
    /// <summary>10, 2 and 60 seconds.</summary>
    public static SessionLimits Default { get; } = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(60));
}
