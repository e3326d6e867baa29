using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>A tablespace is the cluster's: each test makes one of its own and drops it after its database.</summary>
public sealed class Changes_of_tablespaces(PostgresFixture postgres)
{
    private const string Setup = """
        create table t (a integer constraint k unique, b integer);
        create index i on t (b);
        create materialized view m as select 1 as a;
        create table r (a integer, b integer) partition by list (a);
        create table p partition of r for values in (1);
        create index on r (b);
        """;

    [Theory]
    [InlineData("table t", "table", "public.t", "note:tablespace")]
    [InlineData("table r", "table", "public.r", "note:tablespace")]
    [InlineData("index i", "index", "public.i", "note:tablespace")]
    [InlineData("index k", "constraint", "public.t.k", "note:index tablespace")]
    [InlineData("materialized view m", "materialized view", "public.m", "note:tablespace")]
    public async Task Is_exactly_one_note(string moved, string kind, string name, string property)
    {
        var tablespace = $"Space-{Guid.NewGuid():N}";
        await using var development = await postgres.CreateDatabaseAsync();
        try
        {
            await using var production = await postgres.CreateDatabaseAsync();
            await MakeAsync(development, tablespace);
            await development.ExecuteAsync(Setup);
            await production.ExecuteAsync(Setup);
            Assert.Empty((await Reading.CompareAsync(development, production)).Differences);
            await production.ExecuteAsync($"alter {moved} set tablespace \"{tablespace}\"");
            var expected = new Difference(kind, name, Change.Changed, property, null, $"\"{tablespace}\"", IsNote: true);
            Assert.Equal([expected], (await Reading.CompareAsync(development, production)).Differences);
        }
        finally
        {
            await development.ExecuteAsync($"drop tablespace if exists \"{tablespace}\"");
        }
    }

    private static async Task MakeAsync(TestDatabase database, string tablespace)
    {
        await using var hand = await database.OpenAsync();
        foreach (var sql in new[] { "set allow_in_place_tablespaces = on", $"create tablespace \"{tablespace}\" location ''" })
        {
            await using var command = new NpgsqlCommand(sql, hand);
            await command.ExecuteNonQueryAsync();
        }
    }
}
