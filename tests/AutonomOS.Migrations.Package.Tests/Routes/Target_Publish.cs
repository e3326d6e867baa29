using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Routes;

public sealed class Target_Publish(PackedPackage package, ObservedServer server)
{
    [Theory]
    [InlineData("build", "-t:Publish")]
    [InlineData("msbuild", "-restore", "-t:Publish")]
    public async Task Is_guarded_whoever_calls_it(params string[] command)
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication();

        await scenario.RefusedAsync(command);

        await scenario.TrackAsync();
        await scenario.PassesAsync(command);
        Assert.True(scenario.Has("bin/Debug/net10.0/publish/app.dll") || scenario.Has("bin/Release/net10.0/publish/app.dll"));
    }
}
