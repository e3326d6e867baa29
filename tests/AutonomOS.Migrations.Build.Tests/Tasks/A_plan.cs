using AutonomOS.Migrations.Build.Tests.Infrastructure;
using AutonomOS.Migrations.Testing;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build.Tests.Tasks;

public sealed class A_plan(PostgresFixture postgres)
{
    [Fact]
    public async Task Is_made_of_a_SQL_file_by_production_alone_and_replaces_the_one_before()
    {
        await using var production = await postgres.CreateDatabaseAsync();
        await production.ExecuteAsync("create table legacy (id integer); insert into legacy values (1)");
        using var build = new InProcessBuild();
        build.Variables["PLAN_PROD"] = production.Url;
        await File.WriteAllTextAsync(Path.Combine(build.Folder, "plan.sql"), "create table new (id integer);\ndrop table legacy;\n");
        var properties = new Dictionary<string, string>
        {
            ["DbProductionUrlVariable"] = "PLAN_PROD",
            ["DbDevelopmentUrlVariable"] = "PLAN_NOT_SET",
            ["DbPlanSqlFile"] = "plan.sql",
        };

        Assert.False(await build.RunAsync("DbPlan", properties));

        var error = Assert.Single(build.Errors);
        Assert.Equal(("AMB4001", Path.Combine(build.Folder, "plan.sql"), 2), (error.Code, error.File, error.LineNumber));
        Assert.Contains("plan.sql(2): drop_table public.legacy, DESTRUCTIVE", await File.ReadAllTextAsync(Path.Combine(build.Folder, "ops/db_audit/plan.txt")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(build.Folder, "ops/db_audit/plan.json")));
        Assert.Contains(build.Messages, message => message.Message == "❌ PLAN REFUSED");

        properties["DbPlanSqlFile"] = "none.sql";
        Assert.False(await build.RunAsync("DbPlan", properties));
        Assert.Equal(["AMB4001", "AMB4056"], build.Errors.Select(e => e.Code));
        Assert.Empty(Directory.GetFiles(Path.Combine(build.Folder, "ops/db_audit")));
    }

    [Theory]
    [InlineData("", "public.legacy", "unused", "", "names no Operation")]
    [InlineData("drop_table", " ", "unused", "", "names no Object")]
    [InlineData("not_analysable", "-", "unused", "", "names no object: what has no name, or what cannot be analysed, is approved by a comment at its line only")]
    [InlineData("drop_table", "public.legacy", "", "", "has no Justification")]
    [InlineData("drop_table", "public.legacy", "WHY", "", "has no Justification")]
    [InlineData("drop_table", "public.legacy", "unused", "31.1.2027", "expires on '31.1.2027', which is no date such as 2027-01-31")]
    public void Is_not_approved_by_an_item_that_does_not_say_what_and_why(string operation, string name, string reason, string expires, string error)
    {
        var engine = new RecordingEngine();
        using var task = new PrepareDatabaseCheck
        {
            ProjectFile = "/nowhere/app.csproj",
            BuildEngine = engine,
            DbApprove =
            [
                new TaskItem("9c0ffee12345", new Dictionary<string, string>
                {
                    ["Operation"] = operation, ["Object"] = name, ["Justification"] = reason, ["Expires"] = expires,
                }),
            ],
        };

        Assert.False(task.Execute());

        var told = Assert.Single(engine.Errors);
        Assert.Equal("AMB4053", told.Code);
        Assert.StartsWith($"DbApprove '9c0ffee12345' {error}: write <DbApprove ", told.Message, StringComparison.Ordinal);
    }
}
