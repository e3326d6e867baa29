using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Settings;

public sealed class Where_settings_come_from(PackedPackage package, ObservedServer server)
{
    [Fact]
    public async Task A_project_that_names_its_own_variables_is_looked_at_through_them()
    {
        await using var scenario = await Scenario.CreateAsync(package, server);
        scenario.WithApplication("<DbDevelopmentUrlVariable>SHOP_DEV</DbDevelopmentUrlVariable><DbAuditOutputDirectory>reports</DbAuditOutputDirectory><DbCompare>comments;DatabaseSettings</DbCompare>");
        scenario.Variables["SHOP_DEV"] = scenario.Development.Url;
        scenario.Variables["SHOP_PROD"] = scenario.Production.Url;
        scenario.Variables["DATABASE_URL"] = scenario.Variables["DATABASE_URL_PROD"] = null;
        scenario.Variables["DbProductionUrlVariable"] = "SHOP_PROD";

        await scenario.PassesAsync("publish");

        Assert.Contains("\"passed\": true", scenario.Read("reports/audit.json"), StringComparison.Ordinal);
        Assert.Contains("\"database setting\": 11", scenario.Read("reports/audit.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("\"comments\"", scenario.Read("reports/audit.json"), StringComparison.Ordinal);
        Assert.False(scenario.Has("ops"));
    }

    [Fact]
    public async Task A_folder_with_a_name_that_means_something_to_MSBuild_is_only_a_name()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false, name: " a'b (c) @d $e é 🦊");
        scenario.WithApplication("<DbAuditOutputDirectory>out %253B 100%2525 %24(not) %40(it)</DbAuditOutputDirectory>");

        await scenario.RefusedAsync("msbuild", "-restore", "-t:DbGuard");

        Assert.Contains("AMB1001", scenario.Read("out %3B 100%25 $(not) @(it)/audit.json"), StringComparison.Ordinal);
    }
}
