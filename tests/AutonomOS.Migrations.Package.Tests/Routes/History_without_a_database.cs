using System.Text.Json;
using AutonomOS.Migrations.Package.Tests.Infrastructure;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Package.Tests.Routes;

public sealed class History_without_a_database(PackedPackage package)
{
    // An assembly that is none stands for the task that an older MSBuild could not load.
    private static readonly string[] OlderSdk = ["-p:_DbGuardMSBuildVersion=17.14.23", "-p:_DbGuardTasks=/dev/null"];

    [Fact]
    public async Task Of_the_sample_is_shown_and_written_with_no_URL_and_with_one_that_leads_nowhere()
    {
        var folder = this.Sample();

        var outcome = await this.DotnetAsync(folder, "msbuild", "-restore", "-t:DbHistory");
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.Equal(1, outcome.Lines("History:  4 revisions, 1 head, 1 base, newest first"));
        Assert.Equal(1, outcome.Lines("* 3f7a1c88d95b (head)  "));
        Assert.Equal(1, outcome.Lines("* 5a9d6371e18c (base)  "));
        using var json = JsonDocument.Parse(Read(folder, "history.json"));
        Assert.Equal("alembic.ini", json.RootElement.GetProperty("configFile").GetString());
        Assert.Equal("alembic/versions", json.RootElement.GetProperty("versionLocations")[0].GetString());
        Assert.Equal(
            "alembic/versions/5a9d6371e18c_baseline_migration_existing_schema.py",
            json.RootElement.GetProperty("revisions")[0].GetProperty("file").GetString());

        var unreachable = await Sdk.DotnetAsync(
            folder,
            ["msbuild", "-t:DbHistory"],
            new Dictionary<string, string?>(package.Environment, StringComparer.Ordinal)
            {
                ["DATABASE_URL"] = "postgresql://nobody:hunter2@127.0.0.1:1/none",
                ["DATABASE_URL_PROD"] = "postgresql://nobody:hunter2@127.0.0.1:1/none",
            });
        Assert.True(unreachable.ExitCode == 0, unreachable.Output);
    }

    [Fact]
    public async Task With_errors_fails_and_replaces_the_files_of_the_run_before()
    {
        var folder = this.Sample();
        Assert.Equal(0, (await this.DotnetAsync(folder, "msbuild", "-restore", "-t:DbHistory")).ExitCode);
        await File.WriteAllTextAsync(Path.Combine(folder, "alembic/versions/lost.py"), "revision = 'lost'\ndown_revision = 'nobody'\n");

        var outcome = await this.DotnetAsync(folder, "msbuild", "-t:DbHistory");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("lost.py(2): error AMB3021: ", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(1, outcome.Lines("* lost (head) (follows nobody, which no file has)"));
        Assert.Equal(1, outcome.Lines("* 3f7a1c88d95b (head)  "));
        Assert.Contains("\"AMB3021\"", Read(folder, "history.json"), StringComparison.Ordinal);
        Assert.Contains("* lost (head)", Read(folder, "history.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_its_own_of_every_other_target()
    {
        var folder = this.Sample();
        Assert.Equal(0, (await this.DotnetAsync(folder, "msbuild", "-restore", "-t:DbHistory")).ExitCode);
        var before = Read(folder, "history.json");

        Assert.Equal(0, (await this.DotnetAsync(folder, "build")).ExitCode);
        Assert.Equal(1, (await this.DotnetAsync(folder, "publish")).ExitCode);
        await this.DotnetAsync(folder, "msbuild", "-t:DbAudit");
        await this.DotnetAsync(folder, ["msbuild", "-t:DbAudit", .. OlderSdk]);
        Assert.Equal(before, Read(folder, "history.json"));
        Assert.False(File.Exists(Path.Combine(folder, "ops/db_audit/audit.json")));

        var older = await this.DotnetAsync(folder, ["msbuild", "-t:DbHistory", .. OlderSdk]);
        Assert.Contains("error AMB0021", older.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "ops/db_audit/history.json")));
    }

    [Fact]
    public async Task Is_not_written_by_a_build_or_a_publish()
    {
        var folder = this.Sample();

        Assert.Equal(0, (await this.DotnetAsync(folder, "build")).ExitCode);
        Assert.Equal(1, (await this.DotnetAsync(folder, "publish")).ExitCode);

        Assert.False(File.Exists(Path.Combine(folder, "ops/db_audit/history.json")));
    }

    [Fact]
    public async Task Runs_once_for_several_target_frameworks_and_after_what_DbHistoryDependsOn_names()
    {
        var folder = this.Sample();
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Shop.csproj"),
            package.Project(
                "<DbHistoryDependsOn>$(DbHistoryDependsOn);Generate</DbHistoryDependsOn>",
                "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>").Replace(
                "</Project>",
                "<Target Name=\"Generate\"><Message Text=\"generated\" Importance=\"high\" /></Target></Project>",
                StringComparison.Ordinal));

        var outcome = await this.DotnetAsync(folder, "msbuild", "-restore", "-t:DbHistory");

        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.Equal(1, outcome.Lines("* 3f7a1c88d95b (head)  "));
        Assert.Equal(1, outcome.Lines("generated"));
        Assert.InRange(
            outcome.Output.IndexOf("generated", StringComparison.Ordinal), 0, outcome.Output.IndexOf("History:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Can_be_had_where_the_application_is_not_NET()
    {
        var folder = this.Sample();
        File.Delete(Path.Combine(folder, "Shop.csproj"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "database.proj"),
            $"""
            <Project Sdk="Microsoft.Build.NoTargets/3.7.0">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>{package.Reference}</ItemGroup>
            </Project>
            """);

        var outcome = await this.DotnetAsync(folder, "msbuild", "-restore", "-t:DbHistory");

        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.Equal(1, outcome.Lines("* 3f7a1c88d95b (head)  "));
    }

    private static string Read(string folder, string file) => File.ReadAllText(Path.Combine(folder, "ops/db_audit", file));

    private Task<Outcome> DotnetAsync(string folder, params string[] arguments) => Sdk.DotnetAsync(folder, arguments, package.Environment);

    // samples/Shop with the package of this run.
    private string Sample()
    {
        var folder = package.NewFolder();
        var sample = Path.Combine(Repository.Root, "samples", "Shop");
        foreach (var file in Directory.GetFiles(sample, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(sample, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj" or "ops")))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Directory.CreateDirectory(Path.Combine(folder, ".git"));
        var project = Path.Combine(folder, "Shop.csproj");
        File.WriteAllText(
            project,
            File.ReadAllText(project).Replace("Version=\"0.1.0\"", $"Version=\"{package.Version}\"", StringComparison.Ordinal));
        return folder;
    }
}
