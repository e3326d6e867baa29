using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Startup;

namespace AutonomOS.Migrations.Connections;

/// <summary>One read-only REPEATABLE READ transaction: a check cannot hurt what it checks, and sees one state of it.</summary>
public sealed class ReadOnlySession : DatabaseSession
{
    private ReadOnlySession(Opened opened)
        : base(opened)
    {
    }

    /// <summary>Connects and begins, in one round trip after the login.</summary>
    /// <param name="target">The database.</param>
    /// <param name="limits">How long to wait.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="FindingException">The database cannot be reached, refused the login, is too old, or did not answer in time.</exception>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    public static async Task<ReadOnlySession> OpenAsync(ConnectionTarget target, SessionLimits limits, CancellationToken cancellationToken) =>
        new(await OpenAsync(SessionAccess.ReadOnly, target, limits, cancellationToken));
}
