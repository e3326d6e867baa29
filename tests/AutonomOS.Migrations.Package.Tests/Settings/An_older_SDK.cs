using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Settings;

public sealed class An_older_SDK(PackedPackage package, ObservedServer server)
{
    [Theory]
    [InlineData("publish")]
    [InlineData("build", "-t:DbAudit")]
    [InlineData("build", "-t:StampBaseline")]
    public async Task Is_told_what_is_needed_before_a_task_is_loaded(params string[] command)
    {
        await using var scenario = await Scenario.CreateAsync(package, server);
        scenario.WithApplication().Write("ops/db_audit/audit.json", "{ \"passed\": true }").Write("ops/db_audit/dev-summary.txt", "OK").Write("ops/db_audit/prod-summary.txt", "OK");

        // Neither MSBuild 17 nor the task that it could not load can be had here: an assembly that is none stands for the latter.
        var outcome = await scenario.DotnetAsync([.. command, "-p:_DbGuardMSBuildVersion=17.14.23", "-p:_DbGuardTasks=/dev/null"]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("app.csproj : error AMB0021: The database guard needs the .NET SDK 10 or Visual Studio 2026", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MSB4062", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(0, scenario.Looks);
        Assert.Empty(scenario.PublishDirectories);
        Assert.All(["audit.json", "dev-summary.txt", "prod-summary.txt"], file => Assert.False(scenario.Has($"ops/db_audit/{file}")));
    }
}
