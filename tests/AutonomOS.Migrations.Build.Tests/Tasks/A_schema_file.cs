using AutonomOS.Migrations.Build.Tests.Infrastructure;
using AutonomOS.Migrations.Testing;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build.Tests.Tasks;

public sealed class A_schema_file(PostgresFixture postgres)
{
    [Fact]
    public async Task Stands_for_development_on_a_build_server_that_reaches_production_alone()
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        const string Schema = "create table users (id integer primary key); create table alembic_version (version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num)); insert into alembic_version values ('5a9d6371e18c')";
        await development.ExecuteAsync(Schema);
        await production.ExecuteAsync(Schema);
        using var build = new InProcessBuild();
        var versions = Directory.CreateDirectory(Path.Combine(build.Folder, "alembic", "versions")).FullName;
        await File.WriteAllTextAsync(Path.Combine(build.Folder, "alembic.ini"), "[alembic]\nscript_location = %(here)s/alembic\n");
        await File.WriteAllTextAsync(Path.Combine(versions, "a.py"), "revision = '5a9d6371e18c'\ndown_revision = None\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n");
        build.Variables["SCHEMA_PROD"] = production.Url;
        build.Variables["SCHEMA_DEV"] = development.Url;
        var properties = new Dictionary<string, string> { ["DbProductionUrlVariable"] = "SCHEMA_PROD", ["DbDevelopmentUrlVariable"] = "SCHEMA_DEV" };
        var file = Path.Combine(build.Folder, "alembic", "schema", "5a9d6371e18c.schema");

        Assert.True(await build.RunAsync("DbSnapshot", properties));
        Assert.True(await build.RunAsync("DbSnapshot", properties));
        build.Variables.Remove("SCHEMA_DEV");
        Assert.True(await build.RunAsync("DbGuard", properties));
        await production.ExecuteAsync("alter table users add column phone text");
        Assert.False(await build.RunAsync("DbGuard", properties));

        Assert.Equal(
            [$"✅ Wrote {file}: commit it with its revision.", $"✅ {file} says what development is."],
            build.Messages.Select(message => message.Message).Where(message => message?.Contains(file, StringComparison.Ordinal) == true && message.StartsWith('✅')));
        Assert.Single(build.Messages, message => message.Message?.Trim() == "✅ GUARD PASSED");
        Assert.Equal("AMB2002", Assert.Single(build.Errors).Code);

        properties["DbGuardExpectation"] = "Perhaps";
        Assert.False(await build.RunAsync("DbGuard", properties));
        Assert.Equal(["AMB2002", "AMB0007"], build.Errors.Select(error => error.Code));
    }
}
