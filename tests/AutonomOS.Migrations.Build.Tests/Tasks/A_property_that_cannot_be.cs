using AutonomOS.Migrations.Build.Tests.Infrastructure;

namespace AutonomOS.Migrations.Build.Tests.Tasks;

public sealed class A_property_that_cannot_be
{
    [Theory]
    [InlineData("DbGuardOncePerBuild", "1")]
    [InlineData("DbGuardOncePerBuild", "yes")]
    [InlineData("DbGuardPendingMigrations", "Perhaps")]
    [InlineData("DbGuardPendingMigrations", "0")]
    [InlineData("DbGuardPendingMigrations", "Allow, Fail")]
    [InlineData("DbGuardOpaqueMigrations", "Error")]
    [InlineData("DbGuardProbeData", "yes")]
    [InlineData("DbGuardModelCheck", "sometimes")]
    [InlineData("DbGuardMaxLockedRows", "-1")]
    [InlineData("DbGuardMaxLockedRows", "1e6")]
    [InlineData("DbGuardMaxLockedRows", "99999999999999999999")]
    [InlineData("DbPartitions", "None")]
    [InlineData("DbSchemas", "public;*")]
    [InlineData("DbConnectTimeout", "0")]
    [InlineData("DbConnectTimeout", "-1")]
    [InlineData("DbConnectTimeout", "1.5")]
    [InlineData("DbLockTimeout", "2s")]
    [InlineData("DbLockTimeout", "99999999999999")]
    [InlineData("DbStatementTimeout", "86401")]
    [InlineData("DbStatementTimeout", "a\nb")]
    [InlineData("AlembicRecursiveVersionLocations", "maybe")]
    [InlineData("AlembicUpgradeTarget", "+1")]
    [InlineData("DbProductionUrlVariable", "MY VARIABLE")]
    [InlineData("DbProductionUrlVariable", "DOTNET_PRODUCTION")]
    [InlineData("DbDevelopmentUrlVariable", "msbuild_url")]
    [InlineData("DbDevelopmentUrlVariable", "COMPLUS_URL")]
    public async Task Is_one_error_at_the_project_that_names_it_and_no_file_says_passed(string property, string value)
    {
        using var build = new InProcessBuild();
        Directory.CreateDirectory(Path.Combine(build.Folder, "ops/db_audit"));
        await File.WriteAllTextAsync(Path.Combine(build.Folder, "ops/db_audit/audit.json"), "{ \"passed\": true }");

        Assert.False(await build.RunAsync("DbGuard", new Dictionary<string, string> { [property] = value }));

        var error = Assert.Single(build.Errors);
        Assert.Equal("AMB0007", error.Code);
        Assert.StartsWith(property + " ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message!);
        Assert.Equal(build.Project, error.File);
        Assert.Contains("\"passed\": false", await File.ReadAllTextAsync(Path.Combine(build.Folder, "ops/db_audit/audit.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--privileged")]
    [InlineData("postgres :17")]
    public async Task Is_an_image_that_an_engine_would_take_for_something_else(string image)
    {
        using var build = new InProcessBuild();

        Assert.False(await build.RunAsync("DbGuard", new Dictionary<string, string> { ["DbGuardProof"] = "Replay", ["DbScratchImage"] = image }));

        var error = Assert.Single(build.Errors);
        Assert.Equal("AMB0007", error.Code);
        Assert.StartsWith($"DbScratchImage is '{image}': ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_shown_where_somebody_wrote_the_URL_itself_instead_of_its_variable()
    {
        using var build = new InProcessBuild();

        Assert.False(await build.RunAsync("DbAudit", new Dictionary<string, string> { ["DbProductionUrlVariable"] = "postgresql://app:hunter2@db/app" }));

        var error = Assert.Single(build.Errors);
        Assert.Equal("AMB0007", error.Code);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", string.Concat(Directory.GetFiles(Path.Combine(build.Folder, "ops/db_audit")).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Grants")]
    [InlineData("Privileges;Owner")]
    [InlineData("1")]
    [InlineData("None")]
    [InlineData("Privileges, Comments")]
    public async Task Is_told_with_what_there_is_to_compare(string value)
    {
        using var build = new InProcessBuild();

        Assert.False(await build.RunAsync("DbGuard", new Dictionary<string, string> { ["DbCompare"] = value }));

        var error = Assert.Single(build.Errors);
        Assert.Equal("AMB0024", error.Code);
        Assert.Equal(
            $"DbCompare names '{value.Split(';')[^1]}', which is nothing that can be compared: write, separated by semicolons, some of Privileges, DefaultPrivileges, Ownership, Comments, SecurityLabels, ColumnOrder, DatabaseSettings.",
            error.Message);
    }

    [Fact]
    public async Task Is_an_error_for_a_stamp_too()
    {
        using var build = new InProcessBuild();

        Assert.False(await build.RunAsync("StampBaseline", new Dictionary<string, string> { ["StampBaselineDryRun"] = "yes" }));

        Assert.Equal("StampBaselineDryRun is 'yes': write true or false.", Assert.Single(build.Errors).Message);
    }

    [Theory]
    [InlineData("DbGuardOncePerBuild", "TRUE")]
    [InlineData("DbGuardOncePerBuild", "")]
    [InlineData("DbGuardPendingMigrations", "warn")]
    [InlineData("DbGuardPendingMigrations", "")]
    [InlineData("DbGuardOpaqueMigrations", "fail")]
    [InlineData("DbGuardProbeData", "TRUE")]
    [InlineData("DbGuardProbeData", "")]
    [InlineData("DbGuardMaxLockedRows", "0")]
    [InlineData("DbGuardMaxLockedRows", "")]
    [InlineData("DbPartitions", "exact")]
    [InlineData("DbSchemas", "")]
    [InlineData("DbSchemas", " * ")]
    [InlineData("DbSchemas", "public; billing ;;")]
    [InlineData("DbCompare", "")]
    [InlineData("DbCompare", " privileges ;; COMMENTS;Comments")]
    [InlineData("DbConnectTimeout", "")]
    [InlineData("DbConnectTimeout", "86400")]
    [InlineData("AlembicUpgradeTarget", "HEADS")]
    [InlineData("AlembicRecursiveVersionLocations", "False")]
    [InlineData("DbProductionUrlVariable", "")]
    [InlineData("DbProductionUrlVariable", "ConnectionStrings__Prod.Main-1")]
    public async Task Is_none_of_these(string property, string value)
    {
        using var build = new InProcessBuild();

        await build.RunAsync("_DbGuardPrepare", new Dictionary<string, string> { [property] = value });

        Assert.Empty(build.Errors);
    }
}
