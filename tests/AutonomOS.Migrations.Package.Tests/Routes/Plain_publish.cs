using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Routes;

public sealed class Plain_publish(PackedPackage package, ObservedServer server)
{
    [Fact]
    public async Task Is_refused_before_anything_is_compiled_and_passes_once_production_is_tracked()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication();

        await scenario.RefusedAsync("publish");
        Assert.False(scenario.Compiled);

        await scenario.TrackAsync();
        await scenario.PassesAsync("publish");
        Assert.True(scenario.Has("bin/Release/net10.0/publish/app.dll"));
    }
}
