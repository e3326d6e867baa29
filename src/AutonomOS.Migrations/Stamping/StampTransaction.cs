using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.VersionTables;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Stamping;

/// <summary>
/// The one place that writes to a database: one transaction behind a session advisory lock, in which everything is read again
/// before anything is written. It issues CREATE TABLE, LOCK TABLE and INSERT and nothing else that writes.
/// </summary>
internal sealed class StampTransaction : IAsyncDisposable
{
    // The session's lock is the one a person sees in pg_locks; the transaction's holds where a pooler hands each transaction another session.
    private const string Lock = $"select pg_advisory_lock({MigrationLock.Key})::text, pg_advisory_xact_lock({MigrationLock.Key})::text";

    private const string Tables =
        """
        select n.nspname::text, c.relname::text
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't'
          and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
          and not exists (select from pg_depend d
                          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        """;

    private readonly WritableSession session;
    private readonly AlembicSettings settings;
    private bool isCommitted;

    private StampTransaction(WritableSession session, AlembicSettings settings)
    {
        this.session = session;
        this.settings = settings;
    }

    /// <summary>What answered.</summary>
    public ServerInfo Server => this.session.Server;

    /// <summary>True on a standby, and where transactions are read-only by default.</summary>
    public bool IsReadOnly { get; private set; }

    /// <summary>True when development's mark was seen from here.</summary>
    public bool IsDevelopment { get; private set; }

    /// <summary>The version table and its rows.</summary>
    public TrackingState Tracking { get; private set; } = null!;

    /// <summary>How many characters the version table that is there holds; null when there is no limit.</summary>
    public int? ColumnWidth { get; private set; }

    /// <summary>All tables of production but the version table and the members of extensions.</summary>
    public IReadOnlySet<(string Schema, string Table)> UserTables { get; private set; } = new HashSet<(string, string)>();

    /// <summary>The version table's schema and name, whether it is there or would be made; null when no schema is there to make it in.</summary>
    public (string Schema, string Name)? VersionTable { get; private set; }

    /// <summary>Begins, and waits for other stamps and upgrades to end.</summary>
    /// <param name="target">Production.</param>
    /// <param name="request">What to stamp.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="FindingException">AMB0010 and up; AMB5008 when another one does not end.</exception>
    public static async Task<StampTransaction> BeginAsync(ConnectionTarget target, StampRequest request, CancellationToken cancellationToken)
    {
        // The wait for another stamp is a wait for a whole statement of ours, not for a lock of the application's.
        var limits = request.Audit.Limits with { Lock = request.Audit.Limits.Statement };
        var session = await WritableSession.OpenAsync(target, limits, cancellationToken);
        try
        {
            await session.RunAsync([new(Lock)], cancellationToken);
            return new(session, request.Audit.Alembic);
        }
        catch (FindingException e) when (e.Finding.Descriptor == DiagnosticCodes.LockedOut || e.Finding.Descriptor == DiagnosticCodes.TimedOut)
        {
            await session.DisposeAsync();
            throw new FindingException(DiagnosticCodes.StampInProgress.At(
                $"Another stamp or upgrade of {target} holds the lock (pg_locks, locktype advisory) and did not end within DbStatementTimeout. Wait for it, then run StampBaseline again."));
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Looks whether development is a standby of this database.</summary>
    /// <param name="development">Development.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    public async Task LookForCopyAsync(ReadOnlySession development, CancellationToken cancellationToken) =>
        this.IsDevelopment = await StandbyCopy.IsBetweenAsync(this.session, development, cancellationToken);

    /// <summary>Reads the state of production, as it is behind the lock.</summary>
    /// <param name="mark">Development's mark, when development is configured.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    public async Task ReadAsync(DatabaseMark? mark, CancellationToken cancellationToken)
    {
        VersionTableChoice choice;
        await using (var reader = await this.session.ExecuteAsync(
            [
                AlembicVersionTable.LocateStatement(this.settings.VersionTable, this.settings.VersionTableSchema),
                new("select current_setting('transaction_read_only')"),
                new(Tables),
                .. mark is null ? (SqlStatement[])[] : [mark.Look],
            ],
            cancellationToken))
        {
            var relations = await AlembicVersionTable.ReadRelationsAsync(reader, cancellationToken);
            choice = AlembicVersionTable.Choose(relations, this.Server.SearchPathSchemas, this.settings);
            this.IsReadOnly = await NextTextAsync(reader, cancellationToken) == "on" || this.Server.InRecovery;
            this.UserTables = await ReadTablesAsync(reader, choice.Relation, cancellationToken);
            this.IsDevelopment |= mark is not null && await NextTextAsync(reader, cancellationToken) != "false";
        }

        if (choice is { Status: TrackingStatus.Tracked, Relation: { Kind: not ("r" or "p") } other })
        {
            choice = choice with
            {
                Status = TrackingStatus.Malformed,
                Detail = $"it is {other.KindName}, and a stamp writes to tables only",
            };
        }

        this.Tracking = choice.Status == TrackingStatus.Tracked
            ? await this.ReadRowsAsync(choice.Relation!.Schema, choice.Relation.Name, cancellationToken)
            : choice.ToTrackingState();
        this.ColumnWidth = choice.Relation?.Width;
        this.VersionTable = choice.Relation is { } relation ? (relation.Schema, relation.Name) : this.NameToMake();
    }

    /// <summary>
    /// Makes the version table where it is missing, or locks it and looks whether it is empty still, fills in the rows, reads them back,
    /// and commits. Alembic itself takes no lock of ours, and so may come between.
    /// </summary>
    /// <param name="revisions">The rows, in ordinal order.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="FindingException">
    /// AMB5009: not allowed. AMB5011: the rows were not kept. AMB5015: somebody else was at the table. The transaction is rolled back when
    /// it is disposed.
    /// </exception>
    public async Task WriteAsync(IReadOnlyList<string> revisions, CancellationToken cancellationToken)
    {
        var (schema, name) = this.VersionTable!.Value;
        try
        {
            await this.session.RunAsync(
                [this.Tracking.Status == TrackingStatus.Missing
                    ? new(AlembicVersionTable.CreateStatement(schema, name))
                    : AlembicVersionTable.LockStatement(schema, name)],
                cancellationToken);
            if ((await this.ReadRowsAsync(schema, name, cancellationToken)).Status != TrackingStatus.Empty)
            {
                throw this.MigratedMeanwhile(schema, name);
            }

            await this.session.RunAsync(
                [.. revisions.Select(revision => AlembicVersionTable.InsertStatement(schema, name, revision))], cancellationToken);
            this.Tracking = await this.ReadRowsAsync(schema, name, cancellationToken);
        }
        catch (FindingException e) when (e.Finding.Descriptor == DiagnosticCodes.ChangedWhileReading
            || e.Finding.Descriptor == DiagnosticCodes.LockedOut || e.Finding.Descriptor == DiagnosticCodes.TimedOut)
        {
            throw this.MigratedMeanwhile(schema, name);
        }
        catch (FindingException e) when (e.Finding.Descriptor == DiagnosticCodes.NotAllowedToRead)
        {
            throw new FindingException(DiagnosticCodes.NotAllowedToStamp.At(
                $"The role {this.Server.User} may not create or fill {schema}.{name} in {this.Server.Database}. Stamp with the role that "
                    + $"runs '{AlembicCommand.Upgrade(this.settings.UpgradeTarget)}', or grant CREATE on the schema, and UPDATE on the "
                    + "table where there is one."));
        }

        if (this.Tracking.Status != TrackingStatus.Tracked || !this.Tracking.Revisions.SequenceEqual(revisions, StringComparer.Ordinal))
        {
            throw new FindingException(DiagnosticCodes.StampNotKept.At(
                $"{schema}.{name} in {this.Server.Database} did not keep what was written ({string.Join(", ", revisions)}), so everything "
                    + "was rolled back: a trigger or a rule on it came between. Look at it, then stamp again."));
        }

        await this.CommitAsync(cancellationToken);
    }

    /// <summary>Rolls back what was not committed and lets go of the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!this.isCommitted)
        {
            try
            {
                // In one batch, so that a pooler in transaction mode lets go of the lock in the server session that holds it.
                await this.session.RunAsync([new("ROLLBACK"), new(MigrationLock.Unlock)], CancellationToken.None);
            }
            catch (FindingException)
            {
                // The session is gone, and its locks with it.
            }
        }

        await this.session.DisposeAsync();
    }

    // The lock of the session is let go of before the commit, that of the transaction goes with it.
    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        try
        {
            this.isCommitted = true;
            await this.session.RunAsync([new(MigrationLock.Unlock), new("COMMIT")], cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException || (e is FindingException { Finding: var finding }
            && (finding.Descriptor == DiagnosticCodes.ConnectionLost || finding.Descriptor == DiagnosticCodes.TimedOut)))
        {
            throw new FindingException(DiagnosticCodes.StampUncertain.At(
                $"The connection to {this.Server.Database} ended during the commit, so whether production was stamped is unknown. Run StampBaseline again: it says, and stamps where it was not."));
        }
    }

    private static async Task<string?> NextTextAsync(SessionReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.Text(0) : null;
    }

    private static async Task<IReadOnlySet<(string Schema, string Table)>> ReadTablesAsync(
        SessionReader reader, VersionTableRelation? versionTable, CancellationToken cancellationToken)
    {
        var tables = new HashSet<(string Schema, string Table)>();
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            tables.Add((reader.Text(0)!, reader.Text(1)!));
        }

        if (versionTable is { } own)
        {
            tables.Remove((own.Schema, own.Name));
        }

        return tables;
    }

    private FindingException MigratedMeanwhile(string schema, string name) => new(DiagnosticCodes.MigratedMeanwhile.At(
        $"Somebody else, most likely an 'alembic upgrade' or 'alembic stamp', made, filled or held {schema}.{name} in "
            + $"{this.Server.Database} while it was about to be stamped. Nothing was stamped. Wait until that ends, then run "
            + "StampBaseline again: it says where production stands."));

    private async Task<TrackingState> ReadRowsAsync(string schema, string name, CancellationToken cancellationToken)
    {
        await using var reader = await this.session.ExecuteAsync([AlembicVersionTable.RowsStatement(schema, name)], cancellationToken);
        return await AlembicVersionTable.ReadRowsAsync($"{schema}.{name}", reader, cancellationToken);
    }

    // Alembic makes an unqualified table where PostgreSQL does: in the first schema of the search path that exists.
    private (string Schema, string Name)? NameToMake() =>
        (this.settings.VersionTableSchema ?? this.Server.SearchPathSchemas.FirstOrDefault(schema => schema != "pg_catalog")) is { } schema
            ? (schema, this.settings.VersionTable ?? AlembicVersionTable.DefaultName)
            : null;
}
