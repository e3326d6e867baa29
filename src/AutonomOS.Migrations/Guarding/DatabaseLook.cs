using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Alembic.VersionTables;
using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Startup;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Guarding;

/// <summary>
/// One look at one database, in two round trips after the login: first who and where it is, which table is the version table and how
/// many objects of each kind there are, then that table's rows and the catalog, all in one snapshot.
/// </summary>
internal sealed class DatabaseLook : IAsyncDisposable
{
    private const string Tables = "table";

    // A reading asks for no lock but one that ACCESS EXCLUSIVE keeps out. What application it is, only its own role and some others may see.
    private static readonly SqlStatement Holders = new(
        """
        select concat_ws(', ', 'process ' || l.pid, 'role ' || a.usename, 'application ' || nullif(a.application_name, ''))
          || ' on ' || string_agg(l.relation::regclass::text, ', ' order by l.relation)
        from pg_locks l
        left join pg_stat_activity a using (pid)
        where l.locktype = 'relation' and l.mode = 'AccessExclusiveLock' and l.granted and l.relation >= 16384
          and l.database = (select d.oid from pg_database d where d.datname = current_database())
        group by l.pid, a.usename, a.application_name
        order by l.pid
        limit 3
        """);

    private readonly AuditRequest request;
    private readonly ReadOnlySession session;
    private readonly VersionTableChoice versionTable;
    private readonly CatalogInventory? inventory;
    private SessionReader? reader;
    private CatalogReader? catalog;
    private string? snapshot;

    private DatabaseLook(AuditRequest request, ReadOnlySession session, VersionTableChoice versionTable, CatalogInventory? inventory)
    {
        this.request = request;
        this.session = session;
        this.versionTable = versionTable;
        this.inventory = inventory;
        this.Report = new(
            session.Target.Role,
            session.Server.Host,
            session.Server.Port,
            session.Server.Database,
            session.Server.User,
            session.Server.Version,
            session.Server.SearchPath,
            [],
            [],
            null,
            null);
    }

    /// <summary>What is known so far.</summary>
    public DatabaseReport Report { get; private set; }

    /// <summary>The server's major version, such as 17.</summary>
    public int Major => this.session.Server.MajorVersion;

    /// <summary>The schemas of <see cref="AuditRequest.Schemas"/> that this database has.</summary>
    public IReadOnlyList<string> SchemasFound { get; private set; } = [];

    /// <summary>Why the version table's rows could not be read; null when they could, or when there is no version table.</summary>
    public Finding? NotReadable => this.versionTable is { Status: TrackingStatus.Tracked, Relation: { IsReadable: false } relation }
        ? DiagnosticCodes.NotAllowedToRead.At(
            $"Role {this.Report.User} may not read all rows of the version table {relation.FullName} in {TrackingRules.Where(this.Report)}: grant it USAGE on the schema and SELECT on the table, and exempt it from row security there.")
        : null;

    /// <summary>True when the other session's advisory lock was seen from here: both are in the same database.</summary>
    public bool SawTheOther { get; private set; }

    /// <summary>The catalog, standing before its first kind; after <see cref="BeginReadAsync"/>.</summary>
    public CatalogReader Catalog => this.catalog ??= new CatalogReader(this.reader!, this.inventory!, this.request.AlsoCompared);

    /// <summary>The version table; null when there is none, or several.</summary>
    public VersionTableRelation? VersionTable => this.versionTable.Relation;

    /// <summary>The version table as an object to leave out of the comparison; null when there is none.</summary>
    public string? VersionTableReference =>
        this.versionTable.Relation is { } relation ? SchemaObject.Reference(Tables, relation.FullName) : null;

    /// <summary>Connects and finds the version table.</summary>
    /// <param name="target">The database.</param>
    /// <param name="request">What to audit.</param>
    /// <param name="mark">When given, its lock is taken here, to be seen from the other database's session.</param>
    /// <param name="readsCatalog">False where <see cref="BeginReadAsync"/> will not be called.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    public static async Task<DatabaseLook> OpenAsync(
        ConnectionTarget target, AuditRequest request, DatabaseMark? mark, bool readsCatalog, CancellationToken cancellationToken)
    {
        var session = await ReadOnlySession.OpenAsync(target, request.Limits, cancellationToken);
        try
        {
            var locate = AlembicVersionTable.LocateStatement(request.Alembic.VersionTable, request.Alembic.VersionTableSchema);
            IReadOnlyList<SqlStatement> there = readsCatalog
                ? CatalogInventory.Statements(session.Server.VersionNumber, request.Schemas, request.AlsoCompared)
                : [];
            await using var reader = await session.ExecuteAsync(
                [locate, .. there, .. mark is null ? (SqlStatement[])[] : [mark.Set]], cancellationToken);
            var relations = await AlembicVersionTable.ReadRelationsAsync(reader, cancellationToken);
            CatalogInventory? inventory = null;
            if (readsCatalog)
            {
                await reader.NextResultAsync(cancellationToken);
                inventory = await CatalogInventory.ReadAsync(reader, session.Server.VersionNumber, request.AlsoCompared, cancellationToken);
            }

            if (mark is not null && !(await reader.NextResultAsync(cancellationToken) && await AnswerAsync(reader, cancellationToken) == true))
            {
                throw NoAnswer(target);
            }

            return new(request, session, AlembicVersionTable.Choose(relations, session.Server.SearchPathSchemas, request.Alembic), inventory);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether this database and another are a standby and what it copies.</summary>
    /// <param name="other">The other.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    public Task<bool> IsCopyOfAsync(DatabaseLook other, CancellationToken cancellationToken) =>
        StandbyCopy.IsBetweenAsync(this.session, other.session, cancellationToken);

    /// <summary>Asks for everything in one round trip and reads what comes before the catalog.</summary>
    /// <param name="mark">When given, looks for its lock from here.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder))]
    public async Task BeginReadAsync(DatabaseMark? mark, CancellationToken cancellationToken)
    {
        var rows = this.versionTable is { Status: TrackingStatus.Tracked, Relation: { IsReadable: true } readable } ? readable : null;
        this.reader = await this.session.ExecuteAsync(
            [
                .. mark is null ? (SqlStatement[])[] : [mark.Look],
                .. rows is null ? (SqlStatement[])[] : [AlembicVersionTable.RowsStatement(rows.Schema, rows.Name)],
                ConcurrentChanges.SnapshotStatement,
                new("select nspname::text from pg_namespace where nspname = any($1)", [this.request.Schemas?.ToArray()]),
                .. CatalogReader.Statements(
                    this.session.Server.VersionNumber, this.request.Schemas, this.inventory!, this.request.AlsoCompared),
            ],
            cancellationToken);
        if (mark is not null)
        {
            this.SawTheOther = await AnswerAsync(this.reader, cancellationToken) ?? throw NoAnswer(this.session.Target);
            await this.reader.NextResultAsync(cancellationToken);
        }

        if (rows is not null)
        {
            this.Report = this.Report with { Tracking = await AlembicVersionTable.ReadRowsAsync(rows.FullName, this.reader, cancellationToken) };
            await this.reader.NextResultAsync(cancellationToken);
        }
        else if (this.versionTable.Status != TrackingStatus.Tracked)
        {
            this.Report = this.Report with { Tracking = this.versionTable.ToTrackingState() };
        }

        this.snapshot = (await this.reader.ReadTextsAsync(cancellationToken)).Single();
        await this.reader.NextResultAsync(cancellationToken);
        this.SchemasFound = await this.reader.ReadTextsAsync(cancellationToken);
        await this.reader.NextResultAsync(cancellationToken);
    }

    /// <summary>Asks for the catalog once more, in the snapshot of all that was read before it.</summary>
    /// <param name="cancellationToken">Cancels within a second.</param>
    public async Task ReadAgainAsync(CancellationToken cancellationToken)
    {
        await this.reader!.DisposeAsync();
        this.catalog = null;
        this.reader = await this.session.ExecuteAsync(
            CatalogReader.Statements(this.session.Server.VersionNumber, this.request.Schemas, this.inventory!, this.request.AlsoCompared),
            cancellationToken);
    }

    /// <summary>Reads the version table's rows and nothing else.</summary>
    /// <param name="cancellationToken">Cancels within a second.</param>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder))]
    public async Task ReadTrackingAsync(CancellationToken cancellationToken)
    {
        if (this.versionTable is { Status: TrackingStatus.Tracked, Relation: { IsReadable: true } rows })
        {
            this.reader = await this.session.ExecuteAsync([AlembicVersionTable.RowsStatement(rows.Schema, rows.Name)], cancellationToken);
            this.Report = this.Report with { Tracking = await AlembicVersionTable.ReadRowsAsync(rows.FullName, this.reader, cancellationToken) };
        }
        else if (this.versionTable.Status != TrackingStatus.Tracked)
        {
            this.Report = this.Report with { Tracking = this.versionTable.ToTrackingState() };
        }
    }

    /// <summary>Reads what there is of some names, in the snapshot of all that was read before it.</summary>
    /// <param name="names">The names that pending operations mention.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    public async Task<ProductionFacts> ReadFactsAsync(IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        if (this.reader is not null)
        {
            await this.reader.DisposeAsync();
        }

        return await FactsReader.ReadAsync(this.session, names, cancellationToken);
    }

    /// <summary>Asks the rows, where the team allows it, what the catalog does not tell of the pending operations.</summary>
    /// <param name="facts">What <see cref="ReadFactsAsync"/> read here.</param>
    /// <param name="pending">The pending operations.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    public async Task<ProductionFacts> ProbeAsync(ProductionFacts facts, PendingOperations pending, CancellationToken cancellationToken) =>
        this.request.Plan.Policy.ProbeData
            ? facts with { Answers = await DataProbe.AskAsync(this.session, pending.Questions(facts), cancellationToken) }
            : facts;

    /// <summary>Says of a lock that kept this session waiting who holds it, where that can be seen; other findings it leaves as they are.</summary>
    /// <param name="failure">A finding of this session or of another.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    public async Task<Finding> WithHoldersAsync(Finding failure, CancellationToken cancellationToken)
    {
        if (failure.Descriptor != DiagnosticCodes.LockedOut || !failure.Message.Contains(this.session.Target.ToString(), StringComparison.Ordinal))
        {
            return failure;
        }

        try
        {
            if (this.reader is not null)
            {
                await this.reader.DisposeAsync();
            }

            await using var answer = await this.session.ExecuteAnewAsync([Holders], cancellationToken);
            var holders = await answer.ReadTextsAsync(cancellationToken);
            return holders.Count == 0
                ? failure
                : failure.Descriptor.At($"{failure.Message} Such a lock is held by {this.session.Target.Clean(string.Join("; by ", holders))}.");
        }
        catch (FindingException)
        {
            return failure;
        }
    }

    /// <summary>Makes sure, after the catalog was read to its end, that nobody changed it meanwhile.</summary>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="FindingException">AMB9003: somebody did.</exception>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder))]
    public async Task VerifyUnchangedAsync(CancellationToken cancellationToken)
    {
        await this.reader!.DisposeAsync();
        var changes = await ConcurrentChanges.SinceAsync(this.session, this.snapshot!, this.Catalog, this.request.Schemas, cancellationToken);
        if (changes.Count > 0)
        {
            throw new FindingException(DiagnosticCodes.ChangedWhileReading.At(
                $"The catalog of the {this.session.Target} was changed by somebody else while it was read ({string.Join(", ", changes)}). Run the check again when no migration runs."));
        }
    }

    /// <summary>Takes in what the comparison, or the reading of this side alone, counted.</summary>
    /// <param name="summary">This side's.</param>
    public void Complete(SchemaSummary summary) => this.Report = this.Report with
    {
        Tables = this.versionTable.Relation is { } relation
            ? [.. summary.Names.Append(relation.FullName).Order(StringComparer.Ordinal)]
            : summary.Names,
        ObjectCounts = [.. summary.ObjectCounts.Keys.Select(kind => new KindCount(kind, summary.ObjectCounts[kind]))],
        Fingerprint = summary.Fingerprint,
    };

    /// <summary>What to leave out and which names to keep.</summary>
    /// <param name="looks">One database or both.</param>
    public static ComparisonScope Scope(params IReadOnlyList<DatabaseLook> looks) =>
        new(looks.Select(look => look.VersionTableReference).OfType<string>().ToHashSet(StringComparer.Ordinal), Tables)
        {
            Ignored = looks[0].request.Ignored,
            IsExact = looks[0].request.Partitions == PartitionComparison.Exact,
            Majors = (looks[0].session.Server.MajorVersion, looks[^1].session.Server.MajorVersion),
        };

    // Without a clear answer one database could be held to itself, and would pass.
    private static async Task<bool?> AnswerAsync(SessionReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(cancellationToken) && reader.Text(0) is "true" or "false" ? reader.Text(0) == "true" : null;

    private static FindingException NoAnswer(ConnectionTarget target) => new(DiagnosticCodes.CatalogNotUnderstood.At(
        $"The {target} gave no clear answer about an advisory lock, so whether development and production are the same database cannot be told. Connect past whatever stands between."));

    /// <inheritdoc />
    public ValueTask DisposeAsync() => new(this.CloseAsync());

    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder))]
    private async Task CloseAsync()
    {
        if (this.reader is not null)
        {
            await this.reader.DisposeAsync();
        }

        await this.session.DisposeAsync();
    }
}
