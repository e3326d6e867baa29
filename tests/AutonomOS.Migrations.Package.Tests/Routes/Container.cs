using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Routes;

public sealed class Container(PackedPackage package, ObservedServer server)
{
    private const string Properties = "<UseAppHost>false</UseAppHost><ContainerArchiveOutputPath>image.tar.gz</ContainerArchiveOutputPath>";

    [Theory]
    [InlineData("publish", "-t:PublishContainer")]
    [InlineData("publish", "-p:PublishProfile=DefaultContainer")]
    [InlineData("publish", "-t:PublishContainer", "--no-build")]
    public async Task Published_is_refused_before_anything_is_written(params string[] command)
    {
        await using var registry = new RegistryStub();
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.Variables["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = registry.Host;
        scenario.WithApplication($"{Properties}<ContainerBaseImage>{registry.Image}</ContainerBaseImage>", sdk: "Microsoft.NET.Sdk.Worker");
        var builds = !command.Contains("--no-build", StringComparer.Ordinal);
        Assert.True(builds || (await scenario.DotnetAsync("build", "-c", "Release")).ExitCode == 0);

        await scenario.RefusedAsync(command);
        Assert.Equal(!builds, scenario.Compiled);
        Assert.False(scenario.Has("image.tar.gz"));

        await scenario.TrackAsync();
        await scenario.PassesAsync(command);
        Assert.True(scenario.Has("image.tar.gz"));
    }

    [Fact]
    public async Task Packed_from_what_an_earlier_publish_left_is_guarded_too()
    {
        await using var registry = new RegistryStub();
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.Variables["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = registry.Host;
        scenario.WithApplication($"{Properties}<ContainerBaseImage>{registry.Image}</ContainerBaseImage>", sdk: "Microsoft.NET.Sdk.Worker");

        await scenario.RefusedAsync("msbuild", "-restore", "-t:PublishContainer");
        await scenario.RefusedAsync("msbuild", "-t:_PublishSingleContainer");
        Assert.False(scenario.Has("image.tar.gz"));
    }

    [Theory]
    [InlineData("-t:PublishContainer")]
    [InlineData("-p:PublishProfile=DefaultContainer")]
    public async Task Published_for_two_processors_is_looked_at_once(string route)
    {
        await using var registry = new RegistryStub();
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.Variables["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = registry.Host;
        scenario.WithApplication(
            $"{Properties}<RuntimeIdentifiers>linux-x64;linux-arm64</RuntimeIdentifiers><ContainerBaseImage>{registry.Image}</ContainerBaseImage>",
            sdk: "Microsoft.NET.Sdk.Worker");

        await scenario.RefusedAsync("publish", route);
        Assert.False(scenario.Compiled);

        await scenario.TrackAsync();
        await scenario.PassesAsync("publish", route);
        Assert.True(scenario.Has("image.tar.gz"));
    }
}
