using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Routes;

public sealed class Publish_without_build(PackedPackage package, ObservedServer server)
{
    [Fact]
    public async Task Is_guarded_before_the_publish_directory_is_made()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication();
        Assert.Equal(0, (await scenario.DotnetAsync("build", "-c", "Release")).ExitCode);

        await scenario.RefusedAsync("publish", "--no-build");

        await scenario.TrackAsync();
        await scenario.PassesAsync("publish", "--no-build");
        Assert.True(scenario.Has("bin/Release/net10.0/publish/app.dll"));
    }
}
