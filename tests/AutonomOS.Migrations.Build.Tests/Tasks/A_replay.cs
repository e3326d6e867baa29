using AutonomOS.Migrations.Build.Tests.Infrastructure;
using AutonomOS.Migrations.Testing;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build.Tests.Tasks;

public sealed class A_replay(PostgresFixture postgres)
{
    [Fact]
    public async Task On_the_server_of_its_variable_passes_leaves_a_record_and_no_database_and_fails_when_production_was_edited()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await using var shadow = await postgres.CreateDatabaseAsync();
        using var build = new InProcessBuild();
        await Killed_at_random_moments.PrepareAsync(build, development, production, isStamped: true);
        build.Variables[$"DEV_{production.Name}"] = development.Url;
        build.Variables[$"PROD_{production.Name}"] = production.Url;
        build.Variables["DATABASE_URL_SHADOW"] = shadow.Url;
        var properties = new Dictionary<string, string>
        {
            ["DbDevelopmentUrlVariable"] = $"DEV_{production.Name}",
            ["DbProductionUrlVariable"] = $"PROD_{production.Name}",
            ["AlembicCommand"] = "/usr/bin/alembic",
            ["AlembicUrlVariable"] = "URL_OF_THE_TEAM",
        };

        Assert.True(await build.RunAsync("DbReplay", properties), string.Join('\n', build.Errors.Select(error => error.Message)));
        var record = await File.ReadAllTextAsync(Path.Combine(build.Folder, "ops/db_audit/replay.txt"));
        Assert.Contains("the server of DATABASE_URL_SHADOW, PostgreSQL", record, StringComparison.Ordinal);
        Assert.Contains("✅ PROVEN", record, StringComparison.Ordinal);
        Assert.Empty(await LeftAsync(shadow));

        await production.ExecuteAsync("alter table users add column by_hand text");
        Assert.False(await build.RunAsync("DbReplay", properties));
        Assert.Equal(["AMB6054", "AMB6056"], build.Errors.Select(error => error.Code).Order(StringComparer.Ordinal));
        Assert.All(build.Errors, error => Assert.Contains("users.by_hand", error.Message, StringComparison.Ordinal));
        Assert.Contains("❌", await File.ReadAllTextAsync(Path.Combine(build.Folder, "ops/db_audit/replay.txt")), StringComparison.Ordinal);
        Assert.Empty(await LeftAsync(shadow));
    }

    private static Task<IReadOnlyList<string?>> LeftAsync(TestDatabase database) =>
        database.QueryAsync("select datname::text from pg_database where datname like 'amb\\_scratch\\_' || (select oid from pg_database where datname = current_database()) || '\\_%'");
}
