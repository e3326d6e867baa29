using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
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
        await using var results = await session.ExecuteAsync([new SqlStatement(statement)], CancellationToken.None);
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
}
