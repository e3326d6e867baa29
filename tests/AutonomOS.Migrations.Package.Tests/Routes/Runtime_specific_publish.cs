using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Routes;

public sealed class Runtime_specific_publish(PackedPackage package, ObservedServer server)
{
    private static string Here => System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;

    [Theory]
    [InlineData("--self-contained")]
    [InlineData("--no-self-contained", "-p:PublishSingleFile=true")]
    public async Task Is_refused_before_anything_is_compiled(params string[] options)
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication();

        await scenario.RefusedAsync(["publish", "-r", Here, .. options]);
        Assert.False(scenario.Compiled);

        await scenario.TrackAsync();
        await scenario.PassesAsync(["publish", "-r", Here, .. options]);
        Assert.True(scenario.Has($"bin/Release/net10.0/{Here}/publish/app"));
    }
}
