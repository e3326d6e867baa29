using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Connections;

public sealed class SameDatabase(PostgresFixture postgres)
{
    [Fact]
    public async Task Two_spellings_of_one_database_are_the_same()
    {
        await using var cluster = await LocalCluster.StartAsync();
        Assert.True(await IsSameAsync(
            $"postgresql://postgres:postgres@127.0.0.1:{cluster.Port}/postgres",
            $"host={cluster.Folder} port={cluster.Port} user=postgres dbname=postgres"));
    }

    [Fact]
    public async Task Two_databases_of_one_cluster_are_not()
    {
        await using var one = await postgres.CreateDatabaseAsync();
        await using var other = await postgres.CreateDatabaseAsync();
        Assert.False(await IsSameAsync(one.Url, other.Url));
        Assert.True(await IsSameAsync(one.Url, one.Url.Replace("postgresql:", "postgresql+psycopg2:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_mark_is_gone_with_its_session()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var mark = new DatabaseMark();
        await using (var first = await Sessions.OpenAsync(database.Url))
        {
            Assert.Equal(["true"], await first.ReadAsync([mark.Set]));
        }

        await using var second = await Sessions.OpenAsync(database.Url);
        Assert.Equal(["false"], await second.ReadAsync([mark.Look]));
    }

    private static async Task<bool> IsSameAsync(string one, string other)
    {
        await using var first = await Sessions.OpenAsync(one);
        await using var second = await Sessions.OpenAsync(other);
        var mark = new DatabaseMark();
        Assert.Equal(["true"], await first.ReadAsync([mark.Set]));
        return (await second.ReadAsync([mark.Look]))[0] == "true";
    }
}
