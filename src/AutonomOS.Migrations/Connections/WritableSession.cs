using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// One READ COMMITTED transaction in which each statement sees what others committed before it. It may write where the role's own
/// default allows it: <c>default_transaction_read_only</c> is left as it is. Nothing stays unless <c>COMMIT</c> is run in it.
/// </summary>
public sealed class WritableSession : DatabaseSession
{
    private WritableSession(Opened opened)
        : base(opened)
    {
    }

    /// <summary>Connects and begins, in one round trip after the login.</summary>
    /// <param name="target">The database.</param>
    /// <param name="limits">How long to wait.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="FindingException">The database cannot be reached, refused the login, is too old, or did not answer in time.</exception>
    public static async Task<WritableSession> OpenAsync(ConnectionTarget target, SessionLimits limits, CancellationToken cancellationToken) =>
        new(await OpenAsync(SessionAccess.Writable, target, limits, cancellationToken));
}
