using System.Globalization;
using AutonomOS.Migrations.Diagnostics;
using Npgsql;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// The one batch that begins a session: begin, ask who and where, pin the settings. Only <c>SET LOCAL</c>
/// (<c>set_config(..., true)</c>), so that a pooler in transaction mode hands a clean server session to its next client. Everything is
/// qualified with <c>pg_catalog</c>, because the role's own search path holds until the last statement.
/// </summary>
internal static class SessionOpening
{
    private const string BeginReadOnly = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    private const string BeginWritable = "BEGIN ISOLATION LEVEL READ COMMITTED";

    private const string Identity =
        """
        SELECT pg_catalog.current_setting('server_version_num'),
               pg_catalog.current_setting('server_version'),
               pg_catalog.current_database()::pg_catalog.text,
               CURRENT_USER::pg_catalog.text,
               pg_catalog.current_setting('search_path'),
               pg_catalog.pg_is_in_recovery()::pg_catalog.text,
               pg_catalog.current_setting('transaction_read_only'),
               pg_catalog.current_setting('transaction_isolation')
        """;

    // One row a schema, in the order of the path.
    private const string SearchPathSchemas =
        "SELECT s::pg_catalog.text FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY AS path (s, n) ORDER BY n";

    // The driver leaves the last query of a batch open on the server, and with it, inside a transaction, its snapshot, until another takes
    // its place; SHOW takes none.
    private const string WithoutSnapshot = "SHOW server_version";

    // One row, one call for each setting: the target list is evaluated from left to right.
    private static readonly (string Name, Func<SessionLimits, string> Value)[] Pinned =
    [
        ("search_path", _ => "pg_catalog"),
        ("statement_timeout", limits => Milliseconds(limits.Statement)),
        ("lock_timeout", limits => Milliseconds(limits.Lock)),

        // While one database is read the other may have to wait, several statements long; a check that hangs still lets go.
        ("idle_in_transaction_session_timeout", limits => Milliseconds(limits.Statement + limits.Statement + TimeSpan.FromMinutes(5))),
        ("jit", _ => "off"),
        ("max_parallel_workers_per_gather", _ => "0"),

        // Policies would hide rows of the version table in silence; off makes that an error (42501).
        ("row_security", _ => "off"),

        // What changes the text of expressions and constants in the catalog.
        ("quote_all_identifiers", _ => "off"),
        ("standard_conforming_strings", _ => "on"),
        ("DateStyle", _ => "ISO, YMD"),
        ("IntervalStyle", _ => "postgres"),
        ("TimeZone", _ => "UTC"),
        ("extra_float_digits", _ => "1"),
        ("bytea_output", _ => "hex"),
        ("lc_monetary", _ => "C"),
        ("client_min_messages", _ => "error"),
    ];

    /// <summary>
    /// Last statement of a batch after which a <see cref="SessionAccess.Writable"/> transaction stays open: while it is idle then, nobody waits
    /// for it. One row, one text.
    /// </summary>
    internal static SqlStatement LettingGoOfSnapshot { get; } = new(WithoutSnapshot);

    /// <summary>
    /// Ends the session's transaction and begins another of the same sort: read-only ones see one snapshot each, and this is how a later
    /// one is had. The last statement gives a row, the others nothing.
    /// </summary>
    /// <param name="access">What the transaction may do.</param>
    /// <param name="limits">Timeouts.</param>
    internal static IReadOnlyList<SqlStatement> Anew(SessionAccess access, SessionLimits limits) =>
        [new("ROLLBACK"), new(access == SessionAccess.ReadOnly ? BeginReadOnly : BeginWritable), new(Pin(limits))];

    /// <summary>Runs the batch and reads its answer; blocks.</summary>
    /// <param name="access">What the transaction may do.</param>
    /// <param name="connection">An open connection.</param>
    /// <param name="target">For messages.</param>
    /// <param name="limits">Timeouts.</param>
    /// <exception cref="FindingException">The server is too old, or did not begin what it was told to.</exception>
    internal static ServerInfo Begin(SessionAccess access, NpgsqlConnection connection, ConnectionTarget target, SessionLimits limits)
    {
        using var batch = Batch(access, connection, limits);
        using var reader = batch.ExecuteReader();
        reader.Read();
        var number = int.Parse(reader.GetString(0), CultureInfo.InvariantCulture);
        var version = reader.GetString(1).Split(' ')[0];
        RefuseIfTooOld(number, version, target);
        var asTold = access == SessionAccess.ReadOnly
            ? reader.GetString(6) == "on" && reader.GetString(7) == "repeatable read"
            : reader.GetString(7) == "read committed";
        var schemas = new List<string>();
        var server = new ServerInfo(
            connection.Host!,
            connection.Port,
            reader.GetString(2),
            reader.GetString(3),
            version,
            number,
            reader.GetString(4),
            schemas,
            reader.GetString(5) == "true");
        reader.NextResult();
        while (reader.Read())
        {
            schemas.Add(reader.GetString(0));
        }

        // A setting that cannot be pinned is an error here.
        reader.NextResult();
        return asTold
            ? server
            : throw new FindingException(DiagnosticCodes.CatalogNotUnderstood.At(
                $"The {target} did not begin the transaction it was told to. Connect past whatever stands between."));
    }

    /// <summary>The oldest server is 13: the queries of the catalog are written for it and later.</summary>
    /// <param name="number"><c>server_version_num</c>.</param>
    /// <param name="version">As shown to people.</param>
    /// <param name="target">For the message.</param>
    /// <exception cref="FindingException">AMB0017.</exception>
    internal static void RefuseIfTooOld(int number, string version, ConnectionTarget target)
    {
        if (number < 130000)
        {
            throw new FindingException(DiagnosticCodes.ServerTooOld.At(
                $"The {target} is PostgreSQL {version}; 13 is the oldest that can be checked. Upgrade the server."));
        }
    }

    internal static NpgsqlBatch Batch(SessionAccess access, NpgsqlConnection connection, SessionLimits limits)
    {
        var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(access == SessionAccess.ReadOnly ? BeginReadOnly : BeginWritable));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Identity));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(SearchPathSchemas));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Pin(limits)));
        if (access == SessionAccess.Writable)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(WithoutSnapshot));
        }

        return batch;
    }

    private static string Pin(SessionLimits limits) => "SELECT " + string.Join(
        ", ", Pinned.Select(setting => $"pg_catalog.set_config('{setting.Name}', '{setting.Value(limits)}', true)"));

    // 0 would mean no limit.
    private static string Milliseconds(TimeSpan time) =>
        ((long)Math.Clamp(time.TotalMilliseconds, 1, int.MaxValue)).ToString(CultureInfo.InvariantCulture);
}
