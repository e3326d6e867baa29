using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

public sealed class Census_of_objects(PostgresFixture postgres)
{
    private const string Ddl = """
        create type mood as enum ('a');
        create cast (mood as integer) with inout;
        create cast (integer as mood) with inout;
        """;

    private static readonly Dictionary<string, int> Read = new() { ["schema"] = 1, ["extension"] = 1, ["enum"] = 1, ["cast"] = 2 };

    [Fact]
    public async Task Names_what_a_query_overlooked_with_both_numbers() => Assert.Equal(
        [new Discrepancy("cast", IsCatalog: false, 2, 1, IsModelled: true)],
        await CountAsync(SystemCatalogs.Known, new(Read) { ["cast"] = 1 }));

    [Fact]
    public async Task Names_what_was_read_and_is_not_there() => Assert.Equal(
        [new Discrepancy("rule", IsCatalog: false, 0, 1, IsModelled: true)],
        await CountAsync(SystemCatalogs.Known, new(Read) { ["rule"] = 1 }));

    [Fact]
    public async Task Agrees_with_what_was_read() => Assert.Empty(await CountAsync(SystemCatalogs.Known, Read));

    [Fact]
    public async Task Names_a_catalog_that_is_not_known_with_what_users_have_in_it() => Assert.Equal(
        [new Discrepancy("pg_cast", IsCatalog: true, 2, 0, IsModelled: false)],
        await CountAsync([.. SystemCatalogs.Known.Except(["pg_cast", "pg_transform", "pg_operator"])], Read));

    [Fact]
    public async Task Names_a_catalog_that_is_not_known_and_may_not_be_counted() => Assert.Equal(
        [new Discrepancy("pg_statistic", IsCatalog: true, null, 0, IsModelled: false)],
        await CountAsync([.. SystemCatalogs.Known.Except(["pg_statistic"])], Read, "pg_monitor"));

    [Fact]
    public async Task Notices_kinds_that_were_not_asked_for_though_they_are_in_use()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Ddl);
        await using var session = await Reading.OpenAsync(database.Url);
        var counted = (await Reading.InventoryAsync(session)).Counted;
        var inventory = CatalogInventory.Of(session.Server.VersionNumber, OptionalKinds.None, new HashSet<string>(), counted);
        await using var results = await session.ExecuteAsync(
            CatalogReader.Statements(session.Server.VersionNumber, null, inventory), CancellationToken.None);
        var reader = new CatalogReader(results, inventory);
        var summary = await SchemaComparison.ReadAsync(reader, Reading.Everything, CancellationToken.None);
        Assert.Equal(0, summary.ObjectCounts["cast"]);
        Assert.Equal(1, summary.ObjectCounts["enum"]);
        Assert.Equal([new Discrepancy("cast", IsCatalog: false, 2, 0, IsModelled: true)], reader.Discrepancies);
    }

    private async Task<IReadOnlyList<Discrepancy>> CountAsync(
        IReadOnlyList<string> known, Dictionary<string, int> read, string? role = null)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Ddl);
        await using var session = await Reading.OpenAsync(database.Url);
        await using var results = await session.ExecuteAsync(
            [
                new("select set_config('role', $1, true)", role ?? "none"),
                Census.Statement(session.Server.VersionNumber / 10000, null, known),
            ],
            CancellationToken.None);
        return Census.Judge(await Census.ReadNextAsync(results, CancellationToken.None), read);
    }
}
