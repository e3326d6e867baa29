using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Routes;

public sealed class Several_target_frameworks(PackedPackage package, ObservedServer server)
{
    private const string Frameworks = "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>";

    [Fact]
    public async Task Publishing_one_of_them_is_guarded()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication(framework: Frameworks);

        await scenario.RefusedAsync("publish", "-f", "net10.0");
        Assert.False(scenario.Compiled);

        await scenario.TrackAsync();
        await scenario.PassesAsync("publish", "-f", "net10.0");
    }

    [Fact]
    public async Task The_targets_can_be_called_on_the_project_as_a_whole_and_run_once()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication(framework: Frameworks);

        await scenario.RefusedAsync("msbuild", "-restore", "-t:DbGuard");
        var stamp = await scenario.DotnetAsync("msbuild", "-t:StampBaseline");
        Assert.True(stamp.ExitCode == 0, stamp.Output);
        await scenario.PassesAsync("msbuild", "-t:DbGuard");
        var audit = await scenario.DotnetAsync("msbuild", "-t:DbAudit");
        Assert.True(audit.ExitCode == 0, audit.Output);
        Assert.Equal(1, audit.Lines("✅ OK"));
    }

    [Fact]
    public async Task Publishing_all_of_them_at_once_looks_once()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication(framework: Frameworks);

        var outcome = await scenario.DotnetAsync("build", "-p:InnerTargets=Publish", "-m");

        Assert.True(outcome.ExitCode == 1, outcome.Output);
        Assert.Equal(1, scenario.Looks);
        Assert.Empty(scenario.PublishDirectories);
    }
}
