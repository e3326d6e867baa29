using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

public sealed class Changes_of_schemas_and_extensions(PostgresFixture postgres)
{
    public static TheoryData<string, Difference> Changes { get; } = new()
    {
        { "create schema x; create table x.t (id serial primary key)", new("schema", "x", Change.Extra, null, null, null, false) },
        { "drop extension plpgsql", new("extension", "plpgsql", Change.Missing, null, null, null, false) },
        { "update pg_extension set extversion = '9'", new("extension", "plpgsql", Change.Changed, "note:version", "1.0", "9", true) },
        {
            "update pg_extension set extnamespace = 'public'::regnamespace",
            new("extension", "plpgsql", Change.Changed, "schema", "pg_catalog", "public", false)
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Are_exactly_one_difference(string change, Difference difference)
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await production.ExecuteAsync(change);
        var result = await Reading.CompareAsync(development, production);
        Assert.Equal([difference], result.Differences);
        Assert.Equal(difference.IsNote, result.Development.Fingerprint == result.Production.Fingerprint);
    }
}
