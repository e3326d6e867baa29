using System.Text.Json;
using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Settings;

/// <summary>Production two revisions behind: one adds a column, one drops a table.</summary>
public sealed class Pending_operations(PackedPackage package, ObservedServer server)
{
    private const string Adds = "aaaa11112222";
    private const string Drops = "bbbb11112222";
    private const string Password = "gehe1mnis";

    private const string Item =
        $"""<DbApprove Include="{Drops}" Operation="drop_table" Object="public.legacy" Justification="Nobody reads it" Expires="9999-12-31" />""";

    [Fact]
    public async Task Are_refused_at_the_line_of_a_drop_and_listed_when_it_is_approved_by_production_alone()
    {
        await using var scenario = await BehindAsync();
        scenario.WithApplication().Variables["DATABASE_URL"] = null;

        var refused = await scenario.DotnetAsync("msbuild", "-restore", "-t:DbPlan");

        Assert.True(refused.ExitCode == 1, refused.Output);
        Assert.Contains($"{Drops}.py(7): error AMB4001: ", refused.Output, StringComparison.Ordinal);
        Assert.Contains($"# dbguard: allow drop_table public.legacy -- WHY, or into the project: <DbApprove Include=\"{Drops}\"", refused.Output, StringComparison.Ordinal);
        Assert.Contains("❌ PLAN REFUSED", refused.Output, StringComparison.Ordinal);
        AssertPlan(scenario, "error");

        await AcceptedAsync(scenario.WithApplication(items: Item), "Approved: Nobody reads it");
        scenario.WithApplication();
        await AcceptedAsync(scenario.Write($"migrations/versions/{Drops}.py", Dropping("    # dbguard: allow drop_table public.legacy -- unused")), "Approved: unused");

        scenario.Write(
            "plan.sql",
            $"SET own.url = 'postgresql://app:{Password}@db/x';\nCOPY legacy FROM stdin;\nDROP TABLE hidden; it's\n\\.\nDROP TABLE users;\nSELECT 'never closed; DROP TABLE legacy;\n");
        var sql = await scenario.DotnetAsync("msbuild", "-t:DbPlan", "-p:DbPlanSqlFile=plan.sql");
        Assert.True(sql.ExitCode == 1, sql.Output);
        Assert.Contains("plan.sql(5): error AMB4001: ", sql.Output, StringComparison.Ordinal);
        Assert.Contains("plan.sql(6): error AMB4051: SELECT cannot be analysed: what opens here is not closed", sql.Output, StringComparison.Ordinal);
        Assert.Equal(2, Errors(sql));
        Assert.Contains("plan.sql(5): drop_table public.users, DESTRUCTIVE", scenario.Read("ops/db_audit/plan.txt"), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, sql.Output + scenario.Read("ops/db_audit/plan.txt") + scenario.Read("ops/db_audit/plan.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_refused_by_a_publish_pass_when_approved_and_hide_nothing_that_somebody_did_by_hand()
    {
        await using var scenario = await BehindAsync();
        scenario.WithApplication();

        var refused = await scenario.DotnetAsync("publish");
        Assert.True(refused.ExitCode == 1, refused.Output);
        Assert.Contains($"{Drops}.py(7): error AMB4001: ", refused.Output, StringComparison.Ordinal);
        Assert.Contains($"{Drops}: drop_table public.legacy (destructive)", refused.Output, StringComparison.Ordinal);
        Assert.Equal(1, Errors(refused));
        Assert.Empty(scenario.PublishDirectories);

        await scenario.Production.ExecuteAsync("ALTER TABLE users ADD hotfix text;");
        var drifted = await scenario.WithApplication(items: Item).DotnetAsync("publish");
        Assert.True(drifted.ExitCode == 1, drifted.Output);
        Assert.Contains("error AMB2002: column public.users.hotfix is in production and not in development", drifted.Output, StringComparison.Ordinal);
        Assert.Equal(1, Errors(drifted));
        Assert.Empty(scenario.PublishDirectories);

        await scenario.Production.ExecuteAsync("ALTER TABLE users DROP hotfix;");
        var published = await scenario.PassesAsync("publish");
        Assert.Contains("Approved: Nobody reads it", published.Output, StringComparison.Ordinal);
        Assert.Contains($"{Adds}: add_column public.users.phone", published.Output, StringComparison.Ordinal);
        Assert.Contains($"{Drops}: drop_table public.legacy (destructive)", published.Output, StringComparison.Ordinal);
        Assert.Single(scenario.PublishDirectories);
        AssertPlan(scenario, "info");
    }

    [Fact]
    public async Task That_cannot_be_analysed_are_told_weighed_as_the_property_says_and_named_with_the_difference_that_they_could_account_for()
    {
        await using var scenario = await BehindAsync();
        scenario.WithApplication(items: Item).Write(
            $"migrations/versions/{Adds}.py",
            $"from alembic import op\nrevision = \"{Adds}\"\ndown_revision = \"{Scenario.Head}\"\n\ndef upgrade():\n    op.execute(open(\"phone.sql\").read())\n\ndef downgrade():\n    raise NotImplementedError()\n");

        var guarded = await scenario.DotnetAsync("msbuild", "-restore", "-t:DbGuard");
        Assert.True(guarded.ExitCode == 1, guarded.Output);
        Assert.Contains($"{Adds}.py(6): warning AMB4051: ", guarded.Output, StringComparison.Ordinal);
        var unverified = Assert.Single(guarded.Output.Split('\n'), line => line.Contains("error AMB9001", StringComparison.Ordinal));
        Assert.Contains($"{Adds}.py(6): error AMB9001: Could not verify: column public.users.phone is in development and not in production; op.execute", unverified, StringComparison.Ordinal);
        Assert.Contains($"in revision {Adds} could account for it", unverified, StringComparison.Ordinal);
        Assert.Contains($"AMB4055: Revision '{Adds}' has no way back", guarded.Output, StringComparison.Ordinal);

        var planned = await scenario.DotnetAsync("msbuild", "-t:DbPlan");
        Assert.True(planned.ExitCode == 0, planned.Output);
        var strict = await scenario.DotnetAsync("msbuild", "-t:DbPlan", "-p:DbGuardOpaqueMigrations=Fail");
        Assert.True(strict.ExitCode == 1, strict.Output);
        Assert.Contains($"{Adds}.py(6): error AMB4051: ", strict.Output, StringComparison.Ordinal);
    }

    private static int Errors(Outcome outcome) =>
        outcome.Output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct(StringComparer.Ordinal).Count();

    private static async Task AcceptedAsync(Scenario scenario, string approval)
    {
        var outcome = await scenario.DotnetAsync("msbuild", "-t:DbPlan");
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.Contains(approval, outcome.Output, StringComparison.Ordinal);
        Assert.Contains($"{Adds}: add_column public.users.phone", outcome.Output, StringComparison.Ordinal);
        Assert.Contains($"{Drops}: drop_table public.legacy (destructive)", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("✅ PLAN ACCEPTED", outcome.Output, StringComparison.Ordinal);
        AssertPlan(scenario, "info");
    }

    private static void AssertPlan(Scenario scenario, string severity)
    {
        using var plan = JsonDocument.Parse(scenario.Read("ops/db_audit/plan.json"));
        var operations = plan.RootElement.GetProperty("operations").EnumerateArray().ToList();
        Assert.Equal([$"{Adds} add_column public.users.phone False", $"{Drops} drop_table public.legacy True"], operations.Select(operation =>
            $"{operation.GetProperty("revision")} {operation.GetProperty("operation")} {operation.GetProperty("object")} {operation.GetProperty("destructive")}"));
        Assert.Equal(
            ["destructive", "estimatedBytes", "estimatedRows", "file", "findings", "line", "lock", "object", "operation", "revision"],
            operations[1].EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Equal($"migrations/versions/{Drops}.py", operations[1].GetProperty("file").GetString());
        Assert.Equal((7, "ACCESS EXCLUSIVE"), (operations[1].GetProperty("line").GetInt32(), operations[1].GetProperty("lock").GetString()));
        Assert.True(operations[1].GetProperty("estimatedBytes").GetInt64() > 0);
        Assert.Contains(operations[1].GetProperty("findings").EnumerateArray(), finding =>
            finding.GetProperty("code").GetString() == "AMB4001" && finding.GetProperty("severity").GetString() == severity);
    }

    private static string Dropping(string above) =>
        $"from alembic import op\nrevision = \"{Drops}\"\ndown_revision = \"{Adds}\"\n\ndef upgrade():\n{above}\n    op.drop_table(\"legacy\")\n\ndef downgrade():\n    op.execute(\"create table legacy (id integer)\")\n";

    private async Task<Scenario> BehindAsync()
    {
        var scenario = await Scenario.CreateAsync(package, server);
        scenario.Write(
            $"migrations/versions/{Adds}.py",
            $"import sqlalchemy as sa\nfrom alembic import op\nrevision = \"{Adds}\"\ndown_revision = \"{Scenario.Head}\"\n\ndef upgrade():\n    op.add_column(\"users\", sa.Column(\"phone\", sa.Text()))\n\ndef downgrade():\n    op.drop_column(\"users\", \"phone\")\n");
        scenario.Write($"migrations/versions/{Drops}.py", Dropping("    pass"));
        await scenario.Production.ExecuteAsync("CREATE TABLE legacy (id integer); INSERT INTO legacy VALUES (1);");
        await scenario.Development.ExecuteAsync($"ALTER TABLE users ADD phone text; UPDATE alembic_version SET version_num = '{Drops}';");
        return scenario;
    }
}
