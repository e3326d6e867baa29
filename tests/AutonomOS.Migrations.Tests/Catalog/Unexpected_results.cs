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
        await using var results = await session.ExecuteAsync(
            [CatalogReader.Statements(session.Server.VersionNumber, null)[0], new SqlStatement(statement)], CancellationToken.None);
        var reader = new CatalogReader(results);
        var refusal = await Assert.ThrowsAsync<FindingException>(async () =>
        {
            await reader.NextKindAsync(CancellationToken.None);
            while (await reader.ReadAsync(CancellationToken.None) is not null)
            {
                Assert.Fail("An object was read.");
            }

            await reader.NextKindAsync(CancellationToken.None);
        });
        Assert.Equal("AMB9004", refusal.Finding.Code);
    }

    [Fact]
    public async Task Of_statements_in_another_place_of_the_batch_are_refused()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Reading.OpenAsync(database.Url);
        await using var results = await session.ExecuteAsync(
            [new SqlStatement("select 'a'::text as object"), .. CatalogReader.Statements(session.Server.VersionNumber, null)],
            CancellationToken.None);
        var refusal = await Assert.ThrowsAsync<FindingException>(
            async () => await new CatalogReader(results).NextKindAsync(CancellationToken.None));
        Assert.Equal("AMB9004", refusal.Finding.Code);
    }

    [Fact]
    public async Task Of_other_statements_before_and_after_do_not_disturb()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Reading.OpenAsync(database.Url);
        await using var results = await session.ExecuteAsync(
            [new("select 'before'::text"), .. CatalogReader.Statements(session.Server.VersionNumber, null), new("select 'after'::text")],
            CancellationToken.None);
        Assert.True(await results.NextResultAsync(CancellationToken.None));
        var summary = await SchemaComparison.ReadAsync(new CatalogReader(results), Reading.Everything, CancellationToken.None);
        Assert.Equal(1, summary.ObjectCounts["schema"]);
        Assert.True(await results.NextResultAsync(CancellationToken.None));
        Assert.True(await results.ReadAsync(CancellationToken.None));
        Assert.Equal("after", results.Text(0));
    }
}
