using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Settings;

public sealed class Switching_the_guard_off(PackedPackage package, ObservedServer server)
{
    [Fact]
    public async Task On_the_command_line_is_said_aloud_on_every_publish()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication();

        await SaysAsync(scenario, "on the command line", "publish", "-p:DbGuardOnPublish=false");
        await SaysAsync(scenario, "on the command line", "publish", "--no-build", "-p:DbGuardOnPublish=False");
    }

    [Fact]
    public async Task By_an_environment_variable_is_said_aloud()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication();
        scenario.Variables["DbGuardOnPublish"] = "false";

        await SaysAsync(scenario, "by the environment variable DbGuardOnPublish", "publish");
    }

    [Theory]
    [InlineData("Directory.Build.props")]
    [InlineData("Directory.Build.targets")]
    public async Task In_a_file_is_said_aloud(string file)
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication();
        scenario.Write(file, "<Project><PropertyGroup><DbGuardOnPublish>FALSE</DbGuardOnPublish></PropertyGroup></Project>");

        await SaysAsync(scenario, "in the project or a file it imports", "publish");
    }

    [Fact]
    public async Task With_a_word_that_is_neither_true_nor_false_is_an_error_and_no_old_report_says_passed()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication().Write("ops/db_audit/audit.json", "{ \"passed\": true }");

        var outcome = await scenario.DotnetAsync("publish", "-p:DbGuardOnPublish=off");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("app.csproj : error AMB0007: DbGuardOnPublish is 'off': write true or false.", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(scenario.PublishDirectories);
        Assert.Equal(0, scenario.Looks);
        Assert.Contains("\"passed\": false", scenario.Read("ops/db_audit/audit.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_blanks_around_the_word_is_the_same()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.WithApplication();

        await SaysAsync(scenario, "on the command line", "publish", "-p:DbGuardOnPublish= false ");
    }

    private static async Task SaysAsync(Scenario scenario, string origin, params string[] command)
    {
        var outcome = await scenario.DotnetAsync(command);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.Equal(1, outcome.Lines($"The database guard is switched off for app.csproj: DbGuardOnPublish=false, set {origin}"));
        Assert.Equal(0, scenario.Looks);
        Assert.NotEmpty(scenario.PublishDirectories);
    }
}
