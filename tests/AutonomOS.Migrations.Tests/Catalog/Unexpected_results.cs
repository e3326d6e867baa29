using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

public sealed class Unexpected_results(PostgresFixture postgres)
{
    [Theory]
    [InlineData("select 'a'::text as object")]
    [InlineData("select 'a'::text as name, null::text as parent")]
    [InlineData("select 'a'::text as object, null::text as child")]
    [InlineData("select 'a'::text as object, null::text as parent, 'x'::text as type, 'y'::text as type")]
    [InlineData("select null::text as object, null::text as parent")]
    [InlineData("select 'a'::text as object, null::text as parent where false")]
    public async Task Are_refused(string statement)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Reading.OpenAsync(database.Url);
        var inventory = await Reading.InventoryAsync(session);
        await using var results = await session.ExecuteAsync(
            [CatalogReader.Statements(session.Server.VersionNumber, null, inventory)[0], new SqlStatement(statement)], CancellationToken.None);
        var reader = new CatalogReader(results, inventory);
        var refusal = await Assert.ThrowsAsync<FindingException>(async () =>
        {
            await reader.NextKindAsync(CancellationToken.None);
            while (await reader.ReadAsync(CancellationToken.None) is not null)
            {
                Assert.Fail("An object was read.");
            }

            while (await reader.NextKindAsync(CancellationToken.None) is not null)
            {
                // A kind of which there is nothing needs no result.
            }
        });
        Assert.Equal("AMB9004", refusal.Finding.Code);
    }

    [Fact]
    public async Task Of_statements_in_another_place_of_the_batch_are_refused()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Reading.OpenAsync(database.Url);
        var inventory = await Reading.InventoryAsync(session);
        await using var results = await session.ExecuteAsync(
            [new SqlStatement("select 'a'::text as object"), .. CatalogReader.Statements(session.Server.VersionNumber, null, inventory)],
            CancellationToken.None);
        var refusal = await Assert.ThrowsAsync<FindingException>(
            async () => await new CatalogReader(results, inventory).NextKindAsync(CancellationToken.None));
        Assert.Equal("AMB9004", refusal.Finding.Code);
    }

    [Theory]
    [InlineData("select 'a'::text as object, null::text as parent where false")]
    [InlineData("select 'yes' as finished")]
    public async Task Of_more_kinds_than_there_should_be_are_refused(string statement)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Reading.OpenAsync(database.Url);
        var inventory = await Reading.InventoryAsync(session);
        var statements = CatalogReader.Statements(session.Server.VersionNumber, null, inventory);
        await using var results = await session.ExecuteAsync(
            [.. statements.SkipLast(1), new SqlStatement(statement), statements[^1]], CancellationToken.None);
        var refusal = await Assert.ThrowsAsync<FindingException>(
            () => SchemaComparison.ReadAsync(new CatalogReader(results, inventory), Reading.Everything, CancellationToken.None));
        Assert.Equal("AMB9004", refusal.Finding.Code);
    }

    [Fact]
    public async Task Of_an_inventory_that_is_none_are_refused()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Reading.OpenAsync(database.Url);
        await using var results = await session.ExecuteAsync([new("select 'enum'::text"), new("select 'enum'::text, '1', '1', null")], CancellationToken.None);
        var refusal = await Assert.ThrowsAsync<FindingException>(
            () => CatalogInventory.ReadAsync(results, session.Server.VersionNumber, OptionalKinds.None, CancellationToken.None));
        Assert.Equal("AMB9004", refusal.Finding.Code);
    }

    [Fact]
    public async Task Of_other_statements_before_and_after_do_not_disturb()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Reading.OpenAsync(database.Url);
        var inventory = await Reading.InventoryAsync(session);
        await using var results = await session.ExecuteAsync(
            [new("select 'before'::text"), .. CatalogReader.Statements(session.Server.VersionNumber, null, inventory), new("select 'after'::text")],
            CancellationToken.None);
        Assert.True(await results.NextResultAsync(CancellationToken.None));
        var summary = await SchemaComparison.ReadAsync(new CatalogReader(results, inventory), Reading.Everything, CancellationToken.None);
        Assert.Equal(1, summary.ObjectCounts["schema"]);
        Assert.True(await results.NextResultAsync(CancellationToken.None));
        Assert.True(await results.ReadAsync(CancellationToken.None));
        Assert.Equal("after", results.Text(0));
    }
}
