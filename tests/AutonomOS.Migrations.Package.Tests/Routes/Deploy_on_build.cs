using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Routes;

public sealed class Deploy_on_build(PackedPackage package, ObservedServer server)
{
    [Fact]
    public async Task Is_refused_before_anything_is_compiled()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication(sdk: "Microsoft.NET.Sdk.Worker");

        await scenario.RefusedAsync("build", "-p:DeployOnBuild=true");
        Assert.False(scenario.Compiled);

        await scenario.TrackAsync();
        await scenario.PassesAsync("build", "-p:DeployOnBuild=true");
        Assert.NotEmpty(scenario.PublishDirectories);
    }
}
