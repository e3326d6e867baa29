using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Diagnostics;

public sealed class TableOfCodes(PostgresFixture postgres)
{
    [Fact]
    public void Every_code_is_AMB_and_four_digits() =>
        Assert.All(DiagnosticCodes.All.Keys, code => Assert.Matches("^AMB[0-9]{4}$", code));

    [Fact]
    public async Task A_test_gets_a_database_of_its_own()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        Assert.Equal([database.Name], await database.QueryAsync("select current_database()"));
    }
}
