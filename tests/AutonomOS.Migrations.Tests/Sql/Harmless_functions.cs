using AutonomOS.Migrations.Sql.Statements;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Sql;

/// <summary>What counts as a function that changes nothing is built in and, but for a few, declared so by PostgreSQL.</summary>
public sealed class Harmless_functions(PostgresMajors majors)
{
    // Volatile for what they read or wait for, or because a sequence's place and a lock are no change of the database.
    private static readonly string[] Volatile =
    [
        "clock_timestamp", "currval", "gen_random_uuid", "lastval", "nextval", "pg_notify", "random", "random_normal", "setseed", "timeofday", "uuidv4", "uuidv7",
    ];

    private static readonly string[] VolatileFamilies = ["pg_advisory_", "pg_try_advisory_", "pg_sleep", "pg_stat_", "pg_total_", "pg_relation_size", "pg_table_size", "pg_indexes_size",
        "pg_database_size", "pg_tablespace_size", "pg_is_in_recovery", "pg_blocking_pids", "pg_lock_status", "pg_sequence_last_value", "pg_xact_status", "txid_status", "pg_partition_"];

    [Theory]
    [InlineData(13)]
    [InlineData(18)]
    public async Task Are_built_in_and_declared_so(int major)
    {
        await using var database = await majors.CreateDatabaseAsync(major);
        var changing = await database.QueryAsync("SELECT DISTINCT proname FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND provolatile = 'v'");
        var all = await database.QueryAsync("SELECT DISTINCT proname FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace");
        var listed = HarmlessFunctions.BuiltIn.Except(Volatile).Where(name => !VolatileFamilies.Any(family => name.StartsWith(family, StringComparison.Ordinal))).ToList();

        Assert.Empty(listed.Intersect(changing));

        // The newest version has them all, so that none is listed which somebody may have made.
        if (major == 18)
        {
            Assert.Empty(HarmlessFunctions.BuiltIn.Except(all));
        }
    }
}
