using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Routes;

public sealed class Solution(PackedPackage package, ObservedServer server)
{
    private const string File = """
        <Solution>
          <Project Path="one/one.csproj" />
          <Project Path="two/two.csproj" />
        </Solution>
        """;

    [Theory]
    [InlineData("publish", "all.slnx", "-m:1")]
    [InlineData("publish", "all.slnx", "-m:2")]
    [InlineData("publish", "all.slnx", "-graph")]
    public async Task Of_projects_with_the_same_settings_is_looked_at_once_and_every_project_is_told(params string[] command)
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        this.AddTwoProjects(scenario);

        var refused = await scenario.RefusedAsync(command);
        foreach (var name in (string[])["one", "two"])
        {
            Assert.Contains($"{name}{Path.DirectorySeparatorChar}{name}.csproj : error AMB1001", refused.Output, StringComparison.Ordinal);
            Assert.Contains("\"passed\": false", scenario.Read($"{name}/ops/db_audit/audit.json"), StringComparison.Ordinal);
            Assert.Contains("AMB1001", scenario.Read($"{name}/ops/db_audit/audit.json"), StringComparison.Ordinal);
        }

        await scenario.TrackAsync();
        await scenario.PassesAsync(command);
        foreach (var name in (string[])["one", "two"])
        {
            Assert.Contains("\"passed\": true", scenario.Read($"{name}/ops/db_audit/audit.json"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_projects_with_different_settings_is_looked_at_once_for_each()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        this.AddTwoProjects(scenario, two: "<DbSchemas>public</DbSchemas>");

        var refused = await scenario.DotnetAsync("publish", "all.slnx");

        Assert.True(refused.ExitCode == 1, refused.Output);
        Assert.Contains($"one{Path.DirectorySeparatorChar}one.csproj : error AMB1001", refused.Output, StringComparison.Ordinal);
        Assert.Contains($"two{Path.DirectorySeparatorChar}two.csproj : error AMB1001", refused.Output, StringComparison.Ordinal);
        Assert.Equal(2, scenario.Looks);
        Assert.Empty(scenario.PublishDirectories);
    }

    [Fact]
    public async Task Built_as_an_isolated_graph_needs_the_cache_switched_off_and_looks_for_every_project()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        const string everyProject = "<DbGuardOncePerBuild>false</DbGuardOncePerBuild>";
        this.AddTwoProjects(scenario, everyProject, everyProject);
        string[] command = ["msbuild", "all.slnx", "-graph", "-isolate", "-t:Publish"];

        Assert.Equal(0, (await scenario.DotnetAsync("restore", "all.slnx")).ExitCode);

        var refused = await scenario.DotnetAsync(command);
        Assert.True(refused.ExitCode == 1 && refused.Lines("error AMB1001") > 0, refused.Output);
        Assert.Equal(2, scenario.Looks);
        Assert.Empty(scenario.PublishDirectories);

        await scenario.TrackAsync();
        var passed = await scenario.DotnetAsync(command);
        Assert.True(passed.ExitCode == 0, passed.Output);
        Assert.Equal(4, scenario.Looks);
        Assert.NotEmpty(scenario.PublishDirectories);
    }

    private void AddTwoProjects(Scenario scenario, string one = "", string two = "") => scenario
        .Write("all.slnx", File)
        .Write("one/one.csproj", package.Project(one))
        .Write("one/Program.cs", "System.Console.WriteLine(1);")
        .Write("two/two.csproj", package.Project(two))
        .Write("two/Program.cs", "System.Console.WriteLine(2);");
}
