using AutonomOS.Migrations.Build.Tests.Infrastructure;
using AutonomOS.Migrations.Testing;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build.Tests.Tasks;

public sealed class A_downgrade(PostgresFixture postgres)
{
    [Fact]
    public async Task Is_confirmed_by_the_command_line_alone_and_leaves_a_record()
    {
        await using var production = await postgres.CreateDatabaseAsync();
        await production.ExecuteAsync(
            "create table alembic_version (version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num)); "
            + "insert into alembic_version values ('aaaa11112222'); create table users (id integer)");
        using var build = new InProcessBuild();
        An_upgrade.EnvironmentOf(build.Folder, "op.create_table('users', sa.Column('id', sa.Integer()))", "op.drop_table('users')");
        await File.WriteAllTextAsync(
            build.Project,
            (await File.ReadAllTextAsync(build.Project)).Replace(
                "<Project>", $"<Project><PropertyGroup Condition=\"'$(ConfirmInTheProject)' == 'true'\"><DbDowngradeConfirm>{production.Name}</DbDowngradeConfirm></PropertyGroup>", StringComparison.Ordinal));
        build.Variables[$"PROD_{production.Name}"] = production.Url;
        var properties = new Dictionary<string, string>
        {
            ["DbProductionUrlVariable"] = $"PROD_{production.Name}",
            ["AlembicCommand"] = "/usr/bin/alembic",
            ["AlembicUrlVariable"] = "URL_OF_THE_TEAM",
            ["DbDowngradeTo"] = "-1",
        };

        build.Variables["DbDowngradeConfirm"] = production.Name;
        Assert.False(await build.RunAsync("DbDowngrade", properties));
        build.Variables.Remove("DbDowngradeConfirm");
        Assert.False(await build.RunAsync("DbDowngrade", new Dictionary<string, string>(properties) { ["ConfirmInTheProject"] = "true" }));
        Assert.Equal(["AMB6013", "AMB6013"], build.Errors.Select(error => error.Code));
        Assert.Contains("    line 12: drop_table users", build.Messages.Select(message => message.Message));
        Assert.Contains("❌ NOT DOWNGRADED\nAMB6013 ", await RecordAsync(build), StringComparison.Ordinal);
        Assert.Equal(["aaaa11112222"], await production.QueryAsync("select version_num from alembic_version"));

        Assert.True(
            await build.RunAsync("DbDowngrade", new Dictionary<string, string>(properties) { ["DbDowngradeConfirm"] = production.Name }),
            string.Join('\n', build.Errors.Select(error => error.Message)));
        Assert.Contains("✅ DOWNGRADED: production is at 5a9d6371e18c\n", await RecordAsync(build), StringComparison.Ordinal);
        Assert.Equal(["5a9d6371e18c"], await production.QueryAsync("select version_num from alembic_version"));
    }

    private static Task<string> RecordAsync(InProcessBuild build) => File.ReadAllTextAsync(Path.Combine(build.Folder, "ops/db_audit/downgrade.txt"));
}
