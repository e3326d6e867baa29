using System.Globalization;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Scratch;

namespace AutonomOS.Migrations.Replaying;

/// <summary>What one revision did in a scratch database.</summary>
/// <param name="Revision">The rows of the version table after it; null for work that no revision recorded.</param>
/// <param name="Took">How long it took there.</param>
/// <param name="Commands">What was made, altered, dropped and rewritten, in order, such as <c>CREATE TABLE public.coupons</c>.</param>
/// <param name="Locks">The strongest lock on each relation that was there before it, such as <c>AccessExclusiveLock on public.orders</c>.</param>
internal sealed record RecordedRevision(string? Revision, TimeSpan Took, IReadOnlyList<string> Commands, IReadOnlyList<string> Locks);

/// <summary>
/// Has a scratch database write down what is done to it: event triggers see each command of DDL, each object that is dropped and each table
/// that is rewritten, with the locks held at that moment; a trigger on the version table sees where one revision ends and the next begins.
/// Everything is in one schema of its own, which is dropped before anybody compares.
/// </summary>
internal static class DdlRecorder
{
    private const string Begin =
        """
        CREATE SCHEMA amb_replay;
        CREATE TABLE amb_replay.known AS SELECT oid FROM pg_class WHERE oid >= 16384;
        CREATE TABLE amb_replay.done (n bigint GENERATED ALWAYS AS IDENTITY, at timestamptz, xact timestamptz, what text, detail text);
        CREATE FUNCTION amb_replay.note(what text, detail text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $f$
        BEGIN
          INSERT INTO amb_replay.done (at, xact, what, detail) VALUES (clock_timestamp(), now(), what, detail);
          INSERT INTO amb_replay.done (at, xact, what, detail)
          SELECT clock_timestamp(), now(), 'lock', l.mode || ' on ' || format('%I.%I', c.relnamespace::regnamespace, c.relname)
          FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN amb_replay.known k ON k.oid = c.oid
          WHERE l.pid = pg_backend_pid() AND l.granted AND c.relkind IN ('r', 'p', 'm', 'f')
            AND l.mode IN ('ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
          ORDER BY 4;
        END $f$;
        CREATE FUNCTION amb_replay.command() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $f$
        DECLARE c record;
        BEGIN
          FOR c IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP
            PERFORM amb_replay.note('command', c.command_tag || ' ' || coalesce(c.object_identity, ''));
          END LOOP;
        END $f$;
        CREATE FUNCTION amb_replay.dropped() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $f$
        DECLARE c record;
        BEGIN
          FOR c IN SELECT * FROM pg_event_trigger_dropped_objects() WHERE (original OR normal) AND NOT is_temporary LOOP
            PERFORM amb_replay.note('command', 'drops ' || c.object_type || ' ' || c.object_identity);
          END LOOP;
        END $f$;
        CREATE FUNCTION amb_replay.rewritten() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $f$
        BEGIN
          PERFORM amb_replay.note('command', 'rewrites ' || (SELECT format('%I.%I', relnamespace::regnamespace, relname)
            FROM pg_class WHERE oid = pg_event_trigger_table_rewrite_oid()));
        END $f$;
        CREATE EVENT TRIGGER amb_replay_command ON ddl_command_end EXECUTE FUNCTION amb_replay.command();
        CREATE EVENT TRIGGER amb_replay_dropped ON sql_drop EXECUTE FUNCTION amb_replay.dropped();
        CREATE EVENT TRIGGER amb_replay_rewritten ON table_rewrite EXECUTE FUNCTION amb_replay.rewritten();
        """;

    /// <summary>Begins. The version table has to be there.</summary>
    /// <param name="database">A scratch database on a server of this run's own: event triggers are a superuser's.</param>
    /// <param name="versionTable">The version table, to be run.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task BeginAsync(ScratchDatabase database, string versionTable, CancellationToken cancellationToken)
    {
        var trigger =
            $"""
            CREATE FUNCTION amb_replay.version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $f$
            BEGIN
              INSERT INTO amb_replay.done (at, xact, what, detail)
              SELECT clock_timestamp(), now(), 'version', (SELECT string_agg(version_num, ', ' ORDER BY version_num) FROM {versionTable});
              RETURN NULL;
            END $f$
            """;
        string[] last =
        [
            trigger,
            $"CREATE TRIGGER amb_replay AFTER INSERT OR UPDATE OR DELETE ON {versionTable} FOR EACH STATEMENT EXECUTE FUNCTION amb_replay.version()",
            "DELETE FROM amb_replay.done",
            "INSERT INTO amb_replay.done (at, xact, what) VALUES (clock_timestamp(), clock_timestamp(), 'begin')",
            "COMMIT",
        ];
        await ScratchAlembic.ExecuteAsync(
            database, [.. Begin.Split(";\nCREATE ", StringSplitOptions.None).Select((part, index) => new SqlStatement((index == 0 ? "" : "CREATE ") + part.TrimEnd(';', '\n'))), .. last.Select(text => new SqlStatement(text))], cancellationToken);
    }

    /// <summary>Ends, leaves the database as it would be without, and tells what was seen.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyList<RecordedRevision>> EndAsync(ScratchDatabase database, CancellationToken cancellationToken)
    {
        await using var session = await WritableSession.OpenAsync(database.Target, SessionLimits.Default, cancellationToken);
        var rows = new List<(double At, string What, string? Detail)>();
        await using (var reader = await session.ExecuteAsync(
            [new("SELECT extract(epoch FROM at)::text, what, detail FROM amb_replay.done ORDER BY n")], cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add((double.Parse(reader.Text(0)!, CultureInfo.InvariantCulture), reader.Text(1)!, reader.Text(2)));
            }
        }

        await session.RunAsync(
            [
                new("DROP EVENT TRIGGER amb_replay_command, amb_replay_dropped, amb_replay_rewritten"),
                new("SET LOCAL client_min_messages = error"),
                new("DROP SCHEMA amb_replay CASCADE"),
                new("COMMIT"),
            ],
            cancellationToken);
        return Revisions(rows);
    }

    // Rows of one revision come before the change of the version table that ends it.
    private static List<RecordedRevision> Revisions(List<(double At, string What, string? Detail)> rows)
    {
        var revisions = new List<RecordedRevision>();
        var commands = new List<string>();
        var locks = new List<string>();
        var began = rows.Count == 0 ? 0 : rows[0].At;
        foreach (var (at, what, detail) in rows)
        {
            switch (what)
            {
                case "command":
                    commands.Add(detail!);
                    break;
                case "lock":
                    locks.Add(detail!);
                    break;
                case "version":
                    revisions.Add(new(detail, TimeSpan.FromSeconds(at - began), [.. commands], Strongest(locks)));
                    (commands, locks, began) = ([], [], at);
                    break;
            }
        }

        if (commands.Count > 0)
        {
            revisions.Add(new(null, TimeSpan.FromSeconds(rows[^1].At - began), commands, Strongest(locks)));
        }

        return revisions;
    }

    private static readonly string[] Order =
        ["ShareUpdateExclusiveLock", "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"];

    private static List<string> Strongest(IEnumerable<string> locks) =>
    [
        .. locks.Select(text => text.Split(" on ", 2))
            .GroupBy(pair => pair[1], StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Select(pair => pair[0]).MaxBy(mode => Array.IndexOf(Order, mode))} on {group.Key}"),
    ];
}
