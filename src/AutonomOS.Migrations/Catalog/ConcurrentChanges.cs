using System.Globalization;
using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Startup;

namespace AutonomOS.Migrations.Catalog;

/// <summary>
/// Whether somebody else changed the catalog while it was read. Rows come from the transaction's snapshot, but <c>pg_get_constraintdef</c>
/// and its like look at the newest state (https://www.postgresql.org/docs/current/functions-info.html), so that a change in between makes
/// a picture of two states. No change was committed when the later snapshot is the earlier one: that costs nothing, and is what a quiet
/// server says. On a busy one the catalogs are asked for rows that have come since, and counted again for those that have gone.
/// </summary>
public static class ConcurrentChanges
{
    // What says that a row is not of a temporary relation: applications make those all day, and no kind's query tells them. VACUUM and
    // ANALYZE write to pg_class in place and leave xmin as it was.
    private static readonly Dictionary<string, string> Lasting = new(StringComparer.Ordinal)
    {
        ["pg_class"] = "r.relpersistence <> 't'",
        ["pg_namespace"] = "r.nspname !~ '^pg_(toast_)?temp_'",
        ["pg_attrdef"] = OfRelation("adrelid"),
        ["pg_attribute"] = OfRelation("attrelid"),
        ["pg_constraint"] = OfRelation("conrelid"),
        ["pg_index"] = OfRelation("indrelid"),
        ["pg_inherits"] = OfRelation("inhrelid"),
        ["pg_partitioned_table"] = OfRelation("partrelid"),
        ["pg_policy"] = OfRelation("polrelid"),
        ["pg_rewrite"] = OfRelation("ev_class"),
        ["pg_sequence"] = OfRelation("seqrelid"),
        ["pg_statistic_ext"] = OfRelation("stxrelid"),
        ["pg_trigger"] = OfRelation("tgrelid"),
        ["pg_proc"] = OfNamespace("pronamespace"),
        ["pg_type"] = OfNamespace("typnamespace"),
    };

    // No function looks at these, so that what is read of them is of the snapshot. pg_depend is as large as all the others together, and
    // of pg_subscription not everybody may read all. So it is with all of SystemCatalogs.ComparedOnRequest, of which much is the whole
    // server's: somebody may make databases all day.
    private static readonly string[] NotAsked = ["pg_depend", "pg_subscription"];

    /// <summary>Asks for the transaction's snapshot: one row, one text, to be kept until the end of the reading.</summary>
    public static SqlStatement SnapshotStatement { get; } = new("select pg_catalog.pg_current_snapshot()::pg_catalog.text");

    /// <summary>
    /// Ends the transaction in which a catalog was read and looks from another one. One round trip where nothing was committed meanwhile.
    /// </summary>
    /// <param name="session">The session; nothing of its first transaction is to be read any more.</param>
    /// <param name="snapshot">What <see cref="SnapshotStatement"/> gave.</param>
    /// <param name="catalog">What was read, to its end.</param>
    /// <param name="schemas">The schemas that were read; null for every one but the system's.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>What has changed, in words: names of catalogs; empty when nothing has.</returns>
    /// <exception cref="FindingException">AMB9004: another server answered.</exception>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    public static async Task<IReadOnlyList<string>> SinceAsync(
        DatabaseSession session,
        string snapshot,
        CatalogReader catalog,
        IReadOnlyList<string>? schemas,
        CancellationToken cancellationToken)
    {
        // A standby's snapshot does not list the transactions that are under way, so that it can stay the same while one is committed. What
        // may be such a transaction's is asked before and after.
        var onStandby = session.Server.InRecovery;
        var major = session.Server.VersionNumber / 10000;
        var before = onStandby ? await TextsAsync(session, Recent(major, snapshot, onStandby), cancellationToken) : [];
        string now;
        await using (var reader = await session.ExecuteAnewAsync([Now], cancellationToken))
        {
            var answered = await reader.ReadAsync(cancellationToken);
            now = reader.Text(0)!;
            if (!answered || reader.Text(1) != (onStandby ? "true" : "false") || XMax(now) < XMax(snapshot))
            {
                throw new FindingException(DiagnosticCodes.CatalogNotUnderstood.At(
                    $"Two transactions on the {session.Target} were on different servers, so whether its catalog changed while it was read cannot be told. Connect past whatever stands between."));
            }
        }

        if (now == snapshot && !onStandby)
        {
            return [];
        }

        await using var later = await session.ExecuteAsync(
            [
                Recent(major, snapshot, onStandby),
                Census.Statement(major, schemas, SystemCatalogs.Known, catalog.Asked),
                Census.Statement(schemas, CatalogQuery.ForMajor(major, catalog.Asked))!,
            ],
            cancellationToken);
        var changed = (await later.ReadTextsAsync(cancellationToken)).Except(before).Select(row => row.Split(' ')[0]).ToList();
        if (changed.Count > 0)
        {
            return changed;
        }

        var counted = Census.Join(
            await Census.ReadNextAsync(later, cancellationToken), await Census.ReadNextAsync(later, cancellationToken));
        return catalog.Counted.SequenceEqual(counted) ? [] : ["objects dropped"];
    }

    private static SqlStatement Now { get; } = new(
        "select pg_catalog.pg_current_snapshot()::pg_catalog.text, pg_catalog.pg_is_in_recovery()::pg_catalog.text");

    // A row a catalog: its name, how many rows have come since the snapshot, and a sum that tells them from others. age() counts back from
    // the next transaction id, and is the one order that row versions' 32 bits have.
    private static SqlStatement Recent(int major, string snapshot, bool onStandby) => new(
        $"""
        with since as materialized (
          select age(pg_snapshot_{(onStandby ? "xmin" : "xmax")}($1::pg_snapshot)::xid) as age,
            array(select x::xid from pg_snapshot_xip($1::pg_snapshot) x) as running
        )
        select concat_ws(' ', catalog, number, total)
        from (
        {string.Join("\nunion all\n", SystemCatalogs.ComparedOn(major).Except(NotAsked).Append("pg_partitioned_table").Select(catalog =>
            $"""
            select '{catalog}' as catalog, count(*) as number, sum(hashint8extended(r.xmin::text::bigint, 0)) as total
            from pg_catalog.{catalog} r
            where (age(r.xmin) between 0 and (select age from since) or r.xmin = any ((select running from since)::xid[]))
              and {Lasting.GetValueOrDefault(catalog, "true")}
            """))}
        ) recent
        where number > 0
        """,
        snapshot);

    // xmin:xmax:running,... : https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT-PARTS
    private static ulong XMax(string snapshot) => ulong.Parse(snapshot.Split(':')[1], CultureInfo.InvariantCulture);

    private static string OfRelation(string id) => $"not exists (select from pg_class t where t.oid = r.{id} and t.relpersistence = 't')";

    private static string OfNamespace(string id) =>
        $"not exists (select from pg_namespace t where t.oid = r.{id} and t.nspname ~ '^pg_(toast_)?temp_')";

    private static async Task<List<string>> TextsAsync(DatabaseSession session, SqlStatement statement, CancellationToken cancellationToken)
    {
        await using var reader = await session.ExecuteAsync([statement], cancellationToken);
        return await reader.ReadTextsAsync(cancellationToken);
    }
}
