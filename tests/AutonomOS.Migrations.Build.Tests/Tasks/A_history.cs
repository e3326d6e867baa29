using System.Text.Json;
using AutonomOS.Migrations.Build.Tests.Infrastructure;
using Microsoft.Build.Framework;

namespace AutonomOS.Migrations.Build.Tests.Tasks;

public sealed class A_history
{
    [Fact]
    public async Task Is_shown_without_Npgsql_and_without_a_usable_word_about_databases()
    {
        using var build = Folder();
        File.Delete(Path.Combine(build.Package, "tasks/net10.0/Npgsql.dll"));
        Write(build, "b", "'a'");

        Assert.True(await build.RunAsync("DbHistory", new Dictionary<string, string>
        {
            ["DbProductionUrlVariable"] = "no such variable",
            ["DbConnectTimeout"] = "never",
            ["DbGuardPendingMigrations"] = "Perhaps",
        }));

        Assert.Empty(build.Errors);
        Assert.Empty(build.Warnings);
        Assert.Equal(
            ["History:  2 revisions, 1 head, 1 base, newest first", "* b (head)", "* a (base)"],
            build.Messages.Where(message => message.Importance == MessageImportance.High).Select(message => message.Message));
        using var json = Json(build);
        Assert.Equal("alembic.ini", json.RootElement.GetProperty("configFile").GetString());
        Assert.Equal("migrations/versions/b.py", json.RootElement.GetProperty("revisions")[1].GetProperty("file").GetString());
        Assert.Equal(
            ["history.json", "history.txt"],
            Directory.GetFiles(Path.Combine(build.Folder, "ops/db_audit")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task With_errors_is_shown_and_written_and_fails()
    {
        using var build = Folder();
        Write(build, "b", "'gone'");

        Assert.False(await build.RunAsync("DbHistory"));

        var error = Assert.Single(build.Errors);
        Assert.Equal("AMB3021", error.Code);
        Assert.Equal(Path.Combine(build.Folder, "migrations/versions/b.py"), error.File);
        Assert.Single(build.Messages, message => message.Message == "* b (head) (follows gone, which no file has)");
        using var json = Json(build);
        Assert.Equal(2, json.RootElement.GetProperty("revisions").GetArrayLength());
        Assert.Equal("AMB3021", json.RootElement.GetProperty("diagnostics")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("AlembicRecursiveVersionLocations", "maybe", "AMB0007")]
    [InlineData("AlembicUpgradeTarget", "+1", "AMB0007")]
    [InlineData("AlembicConfigFile", "gone.ini", "AMB3001")]
    public async Task That_cannot_be_read_at_all_is_written_as_empty_lists_and_the_reason(string property, string value, string code)
    {
        using var build = Folder();
        Assert.True(await build.RunAsync("DbHistory"));

        Assert.False(await build.RunAsync("DbHistory", new Dictionary<string, string> { [property] = value }));

        Assert.Equal(code, Assert.Single(build.Errors).Code);
        using var json = Json(build);
        Assert.Equal(0, json.RootElement.GetProperty("revisions").GetArrayLength());
        Assert.Equal(0, json.RootElement.GetProperty("heads").GetArrayLength());
        Assert.Equal(code, Assert.Single(json.RootElement.GetProperty("diagnostics").EnumerateArray()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Follows_the_properties_about_Alembic()
    {
        using var build = Folder();
        Directory.CreateDirectory(Path.Combine(build.Folder, "other/2026"));
        await File.WriteAllTextAsync(Path.Combine(build.Folder, "other/2026/z.py"), "revision = 'z'\ndown_revision = None\n");

        Assert.True(await build.RunAsync("DbHistory", new Dictionary<string, string>
        {
            ["AlembicVersionLocations"] = "other",
            ["AlembicRecursiveVersionLocations"] = "true",
            ["DbAuditOutputDirectory"] = "reports",
        }));

        using var json = Json(build, "reports");
        Assert.Equal("z", Assert.Single(json.RootElement.GetProperty("heads").EnumerateArray()).GetString());
        Assert.False(Directory.Exists(Path.Combine(build.Folder, "ops")));
    }

    [Fact]
    public async Task That_cannot_be_written_is_one_coded_error()
    {
        using var build = Folder();
        await File.WriteAllTextAsync(Path.Combine(build.Folder, "taken"), "");

        Assert.False(await build.RunAsync("DbHistory", new Dictionary<string, string> { ["DbAuditOutputDirectory"] = "taken" }));

        Assert.Equal("AMB0020", Assert.Single(build.Errors).Code);
    }

    [Fact]
    public async Task Of_five_thousand_revisions_does_not_flood_the_log()
    {
        using var build = Folder();
        for (var number = 1; number < 5000; number++)
        {
            Write(build, $"r{number}", number == 1 ? "'a'" : $"'r{number - 1}'");
        }

        Assert.True(await build.RunAsync("DbHistory"));

        var lines = build.Messages
            .Where(message => message.Importance == MessageImportance.High).Select(message => message.Message!).ToList();
        Assert.Equal(102, lines.Count);
        Assert.StartsWith("... and 4900 older revisions", lines[^1], StringComparison.Ordinal);
        using var json = Json(build);
        Assert.Equal(5000, json.RootElement.GetProperty("revisions").GetArrayLength());
    }

    [Fact]
    public async Task That_was_cancelled_leaves_no_file_of_an_earlier_run()
    {
        using var build = Folder();
        Assert.True(await build.RunAsync("DbHistory"));
        using var task = new DbHistory { ProjectFile = build.Project, BuildEngine = new RecordingEngine() };
        using var forget = new ForgetReports { ProjectFile = build.Project, History = true, BuildEngine = new RecordingEngine() };

        Assert.True(forget.Execute());
        task.Cancel();
        Assert.False(task.Execute());

        using var json = Json(build);
        Assert.Equal("AMB0022", json.RootElement.GetProperty("diagnostics")[0].GetProperty("code").GetString());
    }

    private static InProcessBuild Folder()
    {
        var build = new InProcessBuild();
        File.WriteAllText(Path.Combine(build.Folder, "alembic.ini"), "[alembic]\nscript_location = migrations\n");
        Directory.CreateDirectory(Path.Combine(build.Folder, "migrations/versions"));
        Write(build, "a", "None");
        return build;
    }

    private static void Write(InProcessBuild build, string revision, string down) => File.WriteAllText(
        Path.Combine(build.Folder, $"migrations/versions/{revision}.py"), $"revision = '{revision}'\ndown_revision = {down}\n");

    private static JsonDocument Json(InProcessBuild build, string directory = "ops/db_audit") =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(build.Folder, directory, "history.json")));
}
