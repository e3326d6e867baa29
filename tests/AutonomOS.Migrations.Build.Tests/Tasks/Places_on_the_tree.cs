using AutonomOS.Migrations.Build.Tests.Infrastructure;
using AutonomOS.Migrations.Testing;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build.Tests.Tasks;

public sealed class Places_on_the_tree(PostgresFixture postgres)
{
    private const string Tracked = "create table alembic_version (version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num)); ";

    [Fact]
    public async Task Are_shown_for_both_databases_or_for_the_one_that_is_there()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await development.ExecuteAsync(Tracked + "insert into alembic_version values ('aaaa11112222')");
        await production.ExecuteAsync(Tracked + "insert into alembic_version values ('5a9d6371e18c')");
        using var build = new InProcessBuild();
        An_upgrade.EnvironmentOf(build.Folder, "pass");
        build.Variables[$"DEV_{production.Name}"] = development.Url;
        build.Variables[$"PROD_{production.Name}"] = production.Url;
        var properties = new Dictionary<string, string>
        {
            ["DbDevelopmentUrlVariable"] = $"DEV_{production.Name}",
            ["DbProductionUrlVariable"] = $"PROD_{production.Name}",
        };

        Assert.True(await build.RunAsync("DbCurrent", properties));

        var messages = build.Messages.Select(message => message.Message!).ToList();
        Assert.Contains("* aaaa11112222 (head, development)", messages);
        Assert.Contains("* 5a9d6371e18c (base, production)", messages);
        Assert.Contains(messages, line => line.StartsWith("Development: ", StringComparison.Ordinal) && line.EndsWith("revision aaaa11112222, at the heads", StringComparison.Ordinal));
        Assert.Contains(messages, line => line.StartsWith("Production:  ", StringComparison.Ordinal) && line.EndsWith("revision 5a9d6371e18c, 1 revision behind: aaaa11112222", StringComparison.Ordinal));

        build.Variables.Remove($"DEV_{production.Name}");
        Assert.True(await build.RunAsync("DbCurrent", properties));
        Assert.Contains(build.Messages, message => message.Message == $"DEV_{production.Name} is not set: that database was not looked at.");

        build.Variables.Remove($"PROD_{production.Name}");
        Assert.False(await build.RunAsync("DbCurrent", properties));
        Assert.Equal("AMB0001", Assert.Single(build.Errors).Code);
    }
}
