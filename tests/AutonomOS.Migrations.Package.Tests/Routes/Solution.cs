using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Routes;

public sealed class Solution(PackedPackage package, ObservedServer server)
{
    private const string File = """
        <Solution>
          <Project Path="one/app.csproj" />
          <Project Path="two/app.csproj" />
        </Solution>
        """;

    [Theory]
    [InlineData("publish", "all.slnx")]
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
            Assert.Contains($"{name}{Path.DirectorySeparatorChar}app.csproj : error AMB1001", refused.Output, StringComparison.Ordinal);
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
        Assert.Contains($"one{Path.DirectorySeparatorChar}app.csproj : error AMB1001", refused.Output, StringComparison.Ordinal);
        Assert.Contains($"two{Path.DirectorySeparatorChar}app.csproj : error AMB1001", refused.Output, StringComparison.Ordinal);
        Assert.Equal(2, scenario.Looks);
        Assert.Empty(scenario.PublishDirectories);
    }

    [Fact]
    public async Task Built_as_an_isolated_graph_needs_the_cache_switched_off_and_looks_for_every_project()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        const string everyProject = "<DbGuardOncePerBuild>false</DbGuardOncePerBuild>";
        this.AddTwoProjects(scenario, everyProject, everyProject);
        string[] command = ["msbuild", "all.slnx", "-restore", "-graph", "-isolate", "-p:Configuration=Release", "-p:DeployOnBuild=true"];

        var refused = await scenario.DotnetAsync(command);
        Assert.True(refused.ExitCode == 1, refused.Output);
        Assert.Contains("error AMB1001", refused.Output, StringComparison.Ordinal);
        Assert.Equal(2, scenario.Looks);
        Assert.Empty(scenario.PublishDirectories);

        await scenario.TrackAsync();
        var passed = await scenario.DotnetAsync(command);
        Assert.True(passed.ExitCode == 0, passed.Output);
        Assert.Equal(4, scenario.Looks);
    }

    private void AddTwoProjects(Scenario scenario, string one = "", string two = "") => scenario
        .Write("all.slnx", File)
        .Write("one/app.csproj", package.Project(one))
        .Write("one/Program.cs", "System.Console.WriteLine(1);")
        .Write("two/app.csproj", package.Project(two))
        .Write("two/Program.cs", "System.Console.WriteLine(2);");
}
