using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Routes;

public sealed class What_publishes_nothing(PackedPackage package, ObservedServer server)
{
    [Theory]
    [InlineData("restore")]
    [InlineData("build")]
    [InlineData("clean")]
    [InlineData("pack")]
    [InlineData("publish", "-p:IsPublishable=false")]
    [InlineData("build", "-restore", "-p:DesignTimeBuild=true", "-p:BuildingProject=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-t:Compile")]
    public async Task Touches_no_database(params string[] command)
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication();

        var outcome = await scenario.DotnetAsync(command);

        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.Equal(0, scenario.Looks);
        Assert.False(scenario.Has("ops"));
    }

    [Fact]
    public async Task Running_tests_touches_no_database()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario
            .WithApplication(items: """<PackageReference Include="xunit.v3" Version="[4.0.2]" />""")
            .Write("Program.cs", "public class Facts { [Xunit.Fact] public void Holds() { } }")
            .Write("global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");

        var outcome = await scenario.DotnetAsync("test");

        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.Contains("succeeded: 1", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(0, scenario.Looks);
    }
}
