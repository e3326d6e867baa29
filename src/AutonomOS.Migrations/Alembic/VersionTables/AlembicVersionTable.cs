using System.Globalization;
using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Startup;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Alembic.VersionTables;

/// <summary>
/// Alembic's version table in a database (<c>ddl/impl.py version_table_impl</c>, <c>runtime/migration.py</c>): finds it, reads it, and says
/// what a stamp writes. Nothing here creates it: <c>alembic current</c> style reading through Alembic would.
/// </summary>
public static class AlembicVersionTable
{
    /// <summary>The name Alembic gives it unless <c>env.py</c> says otherwise.</summary>
    public const string DefaultName = "alembic_version";

    // One row per head; more rows than this are no version table but somebody's data, and not worth the memory.
    private const int MostRows = 1000;

    // More rows than this are not spelled out in a command.
    private const int MostNamed = 20;

    // Any relation of the name counts, as Alembic stumbles over a sequence or an index of that name, too.
    // 28 is UPDATE, INSERT and DELETE (1 << CMD_UPDATE and so on), which an upgrade needs; triggers and rules count.
    // The few that it can be are found by their names first: the columns of every other table would be counted.
    // format('%s') is the type's own output: a cast of character(n) to text would drop the blanks that matter.
    private static readonly string LocateText = $$"""
        select n.nspname::text, c.relname::text, c.relkind::text,
               coalesce((select string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
                         from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), ''),
               format_type(v.atttypid, v.atttypmod),
               (t.typcategory = 'S' and t.typname <> 'bpchar' and b.typname is distinct from 'bpchar')::text,
               case when coalesce(b.typname, t.typname) = 'varchar'
                    then nullif(greatest(case when t.typtype = 'd' then t.typtypmod else v.atttypmod end - 4, -1), -1)::text end,
               k.conname::text,
               (coalesce(has_schema_privilege(n.oid, 'USAGE'), false)
                and coalesce(has_table_privilege(c.oid, 'SELECT') or has_column_privilege(c.oid, v.attnum, 'SELECT'), false)
                and not row_security_active(c.oid))::text,
               (c.relname = $1)::text,
               {{SqlName.Shown("n.nspname")}} || '.' || {{SqlName.Shown("c.relname")}},
               (pg_relation_is_updatable(c.oid, true) & 28 = 28)::text
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        left join pg_attribute v on v.attrelid = c.oid and v.attname = 'version_num' and v.attnum > 0 and not v.attisdropped
        left join pg_type t on t.oid = v.atttypid
        left join pg_type b on b.oid = t.typbasetype
        left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
        where c.oid = any (array(
            select oid from pg_class where relname = $1
            union all
            select conrelid from pg_constraint where contype = 'p' and conname like '%\_pkc'))
          and (c.relkind in ('r', 'p', 'v', 'm', 'f') or c.relname = $1) and c.relpersistence <> 't'
          and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
          and ($2 = '' or n.nspname = $2)
          and (c.relname = $1
               or ($3 = 'true' and c.relkind in ('r', 'p') and k.conname = c.relname || '_pkc' and t.typname in ('varchar', 'text')
                   and (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) = 1))
        order by n.nspname collate "C", c.relname collate "C"
        """;

    /// <summary>Finds the relations that may be the version table, by name in any schema and, when no name is given, by shape.</summary>
    /// <param name="table">The configured name; null for <see cref="DefaultName"/>, and then also by shape.</param>
    /// <param name="schema">The configured schema; null for any.</param>
    /// <returns>A statement for <see cref="ReadRelationsAsync"/>. It needs <c>search_path = pg_catalog</c>.</returns>
    public static SqlStatement LocateStatement(string? table, string? schema) => new(LocateText, table ?? DefaultName, schema ?? string.Empty, table is null ? "true" : "false");

    /// <summary>Reads what <see cref="LocateStatement"/> found.</summary>
    /// <param name="reader">Stands before the first row.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    public static async Task<IReadOnlyList<VersionTableRelation>> ReadRelationsAsync(SessionReader reader, CancellationToken cancellationToken)
    {
        var relations = new List<VersionTableRelation>();
        while (await reader.ReadAsync(cancellationToken))
        {
            relations.Add(new VersionTableRelation(
                reader.Text(0)!,
                reader.Text(1)!,
                reader.Text(2)!,
                reader.Text(3)!,
                reader.Text(4),
                reader.Text(5) == "true",
                reader.Text(6) is { } width ? int.Parse(width, CultureInfo.InvariantCulture) : null,
                reader.Text(7),
                reader.Text(8) == "true",
                reader.Text(9) == "true",
                reader.Text(10)!,
                reader.Text(11) == "true"));
        }

        return relations;
    }

    /// <summary>
    /// Chooses among relations: those of the right name, else those of the right shape. The role's own search path decides, as it does for
    /// Alembic; outside of it exactly one is taken and several are ambiguous.
    /// </summary>
    /// <param name="relations">What <see cref="ReadRelationsAsync"/> returned.</param>
    /// <param name="searchPath">The schemas of the role's own search path, in order.</param>
    /// <param name="settings">Name and schema, where the build gives them.</param>
    public static VersionTableChoice Choose(IReadOnlyList<VersionTableRelation> relations, IReadOnlyList<string> searchPath, AlembicSettings settings)
    {
        var named = relations.Where(relation => relation.IsNamed).ToArray();
        var candidates = named.Length > 0 || settings.VersionTable is not null ? named : [.. relations];
        var nearest = settings.VersionTableSchema is not null
            ? candidates
            : searchPath.Select(schema => Array.FindAll(candidates, relation => relation.Schema == schema))
                .FirstOrDefault(found => found.Length > 0, Array.FindAll(candidates, relation => relation.HoldsRows));
        return nearest switch
        {
            [] => new(TrackingStatus.Missing, null, null),
            [{ HoldsRows: false } other] => new(
                TrackingStatus.Malformed, other, $"it is {other.KindName}, and so in the way of the table that Alembic would make"),
            [{ VersionType: null } table] => new(
                TrackingStatus.Malformed, table, $"it has no column version_num; its columns are: {OneLine.Quote(table.Columns)}"),
            [{ HoldsText: false } table] => new(
                TrackingStatus.Malformed, table, $"its column version_num has type {OneLine.Escape(table.VersionType)}, not character varying"),
            [var table] => new(TrackingStatus.Tracked, table, null),
            _ => new(TrackingStatus.Ambiguous, null, string.Join(", ", nearest.Select(relation => relation.FullName))),
        };
    }

    /// <summary>Reads the rows; one more than a version table can sensibly have at most.</summary>
    /// <param name="schema">Schema of a relation with a column <c>version_num</c>.</param>
    /// <param name="table">Its name.</param>
    public static SqlStatement RowsStatement(string schema, string table) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"select case when version_num is not null then format('%s', version_num) end from {FullName(schema, table)} limit {MostRows + 1}"));

    /// <summary>Reads the rows that <see cref="RowsStatement"/> asked for, and says what they mean.</summary>
    /// <param name="table">The table's full name, for messages.</param>
    /// <param name="reader">Stands before the first row.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    public static async Task<TrackingState> ReadRowsAsync(string table, SessionReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<string?>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(reader.Text(0));
        }

        return ToTrackingState(table, rows);
    }

    /// <summary>What the rows say. Null, empty, blank-padded and repeated rows are no state Alembic can go on from.</summary>
    /// <param name="table">The version table's full name, for messages.</param>
    /// <param name="rows">Its rows in any order.</param>
    public static TrackingState ToTrackingState(string table, IReadOnlyList<string?> rows)
    {
        var sorted = rows.Order(StringComparer.Ordinal).ToArray();
        var detail = sorted.Length > MostRows ? string.Create(CultureInfo.InvariantCulture, $"more than {MostRows} rows")
            : Array.Exists(sorted, row => row is null)
                ? "a row that is NULL, which Alembic reads as no revision at all"
                    + (sorted.Length == 1 ? ", so that the next upgrade would run every revision from the base" : "")
            : Array.Find(sorted, row => row!.Length == 0 || row != row.Trim()) is { } blank
                ? $"the row {OneLine.Quote(blank)}, which is empty or has blanks around it, and which Alembic does not find"
            : sorted.Zip(sorted.Skip(1)).FirstOrDefault(pair => pair.First == pair.Second).First is { } twice
                ? $"the row {OneLine.Quote(twice)} more than once, at which the next upgrade fails"
            : null;
        return detail is null
            ? new("alembic", sorted.Length == 0 ? TrackingStatus.Empty : TrackingStatus.Tracked, table, sorted!, null)
            : new("alembic", TrackingStatus.Malformed, table, [], $"it has {detail}")
            {
                Remedy = sorted.Length > MostRows ? null : RemedyOf(sorted),
            };
    }

    private static string RemedyOf(IEnumerable<string?> rows)
    {
        var kept = rows.OfType<string>().Select(row => row.Trim()).Where(row => row.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return kept.Count is 0 or > MostNamed
            ? $"Find out where it really stands, then write that: {AlembicCommand.Purge(["REVISION"])}"
            : $"If it really stands at {OneLine.QuoteAll(kept)}: {AlembicCommand.Purge(kept)}";
    }

    /// <summary>The statement that keeps every other writer off the table until the transaction ends, and lets readers be.</summary>
    /// <param name="schema">The table's schema.</param>
    /// <param name="table">The table's name.</param>
    public static SqlStatement LockStatement(string schema, string table) =>
        new($"LOCK TABLE {FullName(schema, table)} IN SHARE ROW EXCLUSIVE MODE");

    /// <summary>The statement with which Alembic creates the table. It creates no schema.</summary>
    /// <param name="schema">Its schema; null to let the search path decide, as Alembic does.</param>
    /// <param name="table">Its name.</param>
    public static string CreateStatement(string? schema, string table) =>
        $"CREATE TABLE {FullName(schema, table)} (version_num VARCHAR(32) NOT NULL, CONSTRAINT {SqlName.Quote(table + "_pkc")} PRIMARY KEY (version_num))";

    /// <summary>The statement with which Alembic inserts a row. A stamp writes one per row of <see cref="Graph.RevisionGraph.Rows"/>.</summary>
    /// <param name="schema">The table's schema; null to let the search path decide.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="revision">The full identifier.</param>
    public static SqlStatement InsertStatement(string? schema, string table, string revision) =>
        new($"INSERT INTO {FullName(schema, table)} (version_num) VALUES ($1)", revision);

    private static string FullName(string? schema, string table) => schema is null ? SqlName.Quote(table) : $"{SqlName.Quote(schema)}.{SqlName.Quote(table)}";
}
