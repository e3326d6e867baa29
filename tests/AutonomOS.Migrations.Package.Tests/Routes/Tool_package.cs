using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Routes;

public sealed class Tool_package(PackedPackage package, ObservedServer server)
{
    [Theory]
    [InlineData("pack", "-p:PackAsTool=true")]
    [InlineData("build", "-c", "Release", "-p:PackAsTool=true", "-p:GeneratePackageOnBuild=true")]
    public async Task Is_guarded_because_a_tool_is_published_into_its_package(params string[] command)
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication();

        await scenario.RefusedAsync(command);
        Assert.False(scenario.Has("bin/Release/app.1.0.0.nupkg"));

        await scenario.TrackAsync();
        await scenario.PassesAsync(command);
        Assert.True(scenario.Has("bin/Release/app.1.0.0.nupkg"));
    }
}
