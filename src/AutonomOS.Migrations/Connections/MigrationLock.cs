using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// The lock behind which production's schema and version table are written: a session advisory lock on a connection of its own. Alembic
/// takes none. It is asked for again and again and never waited for on the server, and neither who holds it nor who waits for it keeps a
/// snapshot between two statements: a CREATE INDEX CONCURRENTLY of the deployment that holds the lock waits for every transaction that has
/// one, ours included. The transaction of the one who holds it, which is open for the whole run, has none and is in nobody's way.
/// </summary>
public sealed class MigrationLock : IAsyncDisposable
{
    /// <summary>"AMBSTAMP" in ASCII: the same for every version of this package, for stamps, upgrades and the start script.</summary>
    public const string Key = "4705490111335320912";

    /// <summary>Lets go of the session's lock.</summary>
    public const string Unlock = $"select pg_advisory_unlock({Key})::text";

    // The session's lock is the one a person sees in pg_locks; the transaction's holds where a pooler hands each transaction another session.
    private const string TryLock =
        $"""
        select case
          when exists (select from pg_stat_activity a where a.datname = current_database() and starts_with(a.application_name, $1)) then 'false'
          when pg_try_advisory_lock({Key}) then pg_try_advisory_xact_lock({Key})::text
          else 'false'
        end
        """;

    private const string Holders =
        $"""
        select concat_ws(', ', 'process ' || a.pid, 'role ' || a.usename, 'application ' || nullif(a.application_name, ''),
          'since ' || to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') || 'Z')
        from pg_stat_activity a
        where a.datname = current_database() and a.pid <> pg_backend_pid()
          and (starts_with(a.application_name, $1) or exists (
            select from pg_locks l
            where l.pid = a.pid and l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.database = a.datid
              and l.classid::bigint = {Key} >> 32 and l.objid::bigint = {Key} & 4294967295))
        order by a.pid
        """;

    // How soon a deployment that waits sees that the other one has ended.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    // Shorter than what any firewall forgets an idle connection after.
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(10);

    private readonly WritableSession session;

    private MigrationLock(WritableSession session) => this.session = session;

    /// <summary>What answered.</summary>
    public ServerInfo Server => this.session.Server;

    /// <summary>Takes the lock, when whoever holds it has let go of it.</summary>
    /// <param name="target">The database.</param>
    /// <param name="limits">How long to wait for the server.</param>
    /// <param name="longest">How long to wait for others.</param>
    /// <param name="alsoBusy">
    /// Beginning of the <c>application_name</c> of sessions that are waited for as if they held the lock: runs of Alembic whose starter was killed.
    /// </param>
    /// <param name="tell">Is told for whom it waits, each time somebody else is in the way.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="FindingException">AMB6005: others did not end in time; AMB0010 and up.</exception>
    public static async Task<MigrationLock> TakeAsync(
        ConnectionTarget target, SessionLimits limits, TimeSpan longest, string alsoBusy, Action<string> tell, CancellationToken cancellationToken)
    {
        var session = await WritableSession.OpenAsync(target, limits, cancellationToken);
        try
        {
            var began = Environment.TickCount64;
            var told = "";
            while (await AskAsync(session, alsoBusy, cancellationToken) is { } holders)
            {
                if (holders.Length > 0 && holders != told)
                {
                    told = holders;
                    tell($"Waiting for another migration of the {target}: {holders}. At most {(long)longest.TotalSeconds} seconds (DbUpgradeLockTimeout).");
                }

                if (Environment.TickCount64 - began > longest.TotalMilliseconds)
                {
                    throw new FindingException(DiagnosticCodes.MigrationInProgress.At(
                        $"Another migration of the {target} did not end within {(long)longest.TotalSeconds} seconds (DbUpgradeLockTimeout){(told.Length > 0 ? $": {told}" : "")}. "
                            + "Nothing was changed by this one. Look at the other; when it has ended, run this again."));
                }

                await Task.Delay(Interval, cancellationToken);
            }

            if (session.Server.VersionNumber >= 170000)
            {
                await session.RunAsync([new("SET LOCAL transaction_timeout = 0"), SessionOpening.LettingGoOfSnapshot], cancellationToken);
            }

            return new(session);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Works while the lock is held, and stops the work when it is lost.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="work">The work; its token is set when the lock is lost or everything is cancelled.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="FindingException">AMB6006: the connection that holds the lock was lost; the work was stopped.</exception>
    public async Task<T> WhileHeldAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var working = work(ending.Token);
        var watching = this.WatchAsync(ending.Token);
        await Task.WhenAny(working, watching);
        await ending.CancelAsync();
        try
        {
            return await working;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FindingException(DiagnosticCodes.MigrationLockLost.At(
                $"The connection that held the migration lock of {this.Server.Database} at {this.Server.Host}:{this.Server.Port} was lost, so another deployment could have begun: "
                    + "this one was stopped. Run it again; where a firewall or an administrator ends idle connections, exempt this one."));
        }
        finally
        {
            await watching;
        }
    }

    /// <summary>Lets go of the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            // In one batch, so that a pooler in transaction mode lets go of the lock in the server session that holds it.
            await this.session.RunAsync([new("ROLLBACK"), new(Unlock)], CancellationToken.None);
        }
        catch (FindingException)
        {
            // The session is gone, and its locks with it.
        }

        await this.session.DisposeAsync();
    }

    // Null when the lock is ours; else who is in the way, or nothing when they have just ended.
    private static async Task<string?> AskAsync(WritableSession session, string alsoBusy, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> holders;
        await using (var reader = await session.ExecuteAnewAsync(
            [new(TryLock, alsoBusy), new(Holders, alsoBusy), SessionOpening.LettingGoOfSnapshot], cancellationToken))
        {
            if ((await reader.ReadTextsAsync(cancellationToken)).Single() == "true")
            {
                return null;
            }

            await reader.NextResultAsync(cancellationToken);
            holders = await reader.ReadTextsAsync(cancellationToken);
        }

        await session.RunAsync([new("ROLLBACK")], cancellationToken);
        return session.Target.Clean(string.Join("; ", holders));
    }

    // Ends when the token is set or the session is lost.
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pulse, cancellationToken);

                await this.session.RunAsync([SessionOpening.LettingGoOfSnapshot], CancellationToken.None);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or FindingException)
        {
            // Whoever waits looks which of the two it was.
        }
    }
}
