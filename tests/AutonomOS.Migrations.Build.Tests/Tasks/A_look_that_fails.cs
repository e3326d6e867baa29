using AutonomOS.Migrations.Build.Tests.Infrastructure;
using AutonomOS.Migrations.Reports;

namespace AutonomOS.Migrations.Build.Tests.Tasks;

public sealed class A_look_that_fails
{
    [Fact]
    public void Is_told_in_the_report_so_that_every_project_that_asked_can_tell_it()
    {
        var engine = new RecordingEngine();
        using var task = new ReadDatabases { ProjectFile = "/repo/app.csproj", Request = "no request", BuildEngine = engine };

        Assert.True(task.Execute());

        Assert.Empty(engine.Errors);
        var report = AuditJson.Read(Assert.Single(task.Report).GetMetadata("Json"));
        Assert.False(report.Passed);
        Assert.Equal("AMB9002", Assert.Single(report.Findings).Code);
        Assert.DoesNotContain("no request", report.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_one_line_for_a_guard_that_finds_no_database_configured()
    {
        using var build = new InProcessBuild();

        Assert.False(await build.RunAsync("PrepareForPublish", new Dictionary<string, string> { ["DbProductionUrlVariable"] = "NOBODY_SETS_THIS", ["DbDevelopmentUrlVariable"] = "NOR_THIS" }));

        Assert.Contains(build.Errors, error => error.Code == "AMB0001" && error.File == build.Project);
        Assert.Contains(build.Errors, error => error.Code == "AMB0002");
        Assert.All(build.Errors, error => Assert.StartsWith("AMB", error.Code, StringComparison.Ordinal));
        Assert.All(build.Errors, error => Assert.True(error.HelpLink!.StartsWith(new Uri(build.Package).AbsoluteUri, StringComparison.Ordinal), error.HelpLink));
    }
}
