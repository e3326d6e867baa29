using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Routes;

public sealed class Publish_profile(PackedPackage package, ObservedServer server)
{
    [Fact]
    public async Task A_folder_profile_is_refused_before_anything_is_compiled()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication().Write(
            "Properties/PublishProfiles/Folder.pubxml",
            "<Project><PropertyGroup><PublishProtocol>FileSystem</PublishProtocol><PublishDir>out/publish/</PublishDir></PropertyGroup></Project>");

        await scenario.RefusedAsync("publish", "-p:PublishProfile=Folder");
        Assert.False(scenario.Compiled);

        await scenario.TrackAsync();
        await scenario.PassesAsync("publish", "-p:PublishProfile=Folder");
        Assert.True(scenario.Has("out/publish/app.dll"));
    }
}
