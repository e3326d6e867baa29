using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

public sealed class Servers_of_other_majors(PostgresMajors majors)
{
    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    public async Task Are_what_they_are_asked_to_be(int major)
    {
        await using var database = await majors.CreateDatabaseAsync(major);
        Assert.Equal([$"{major}"], await database.QueryAsync("select current_setting('server_version_num')::integer / 10000"));
    }

    [Fact]
    public async Task That_are_not_there_fail_with_the_line_that_installs_them()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => majors.CreateDatabaseAsync(12));
        Assert.EndsWith("./build/servers.sh 12", failure.Message, StringComparison.Ordinal);
    }
}
