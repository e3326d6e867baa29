using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Settings;

public sealed class Pending_revisions(PackedPackage package, ObservedServer server)
{
    [Fact]
    public async Task Are_listed_warned_of_or_refused_as_the_properties_and_the_emergency_switch_say()
    {
        await using var scenario = await Scenario.CreateAsync(package, server);
        scenario.WithApplication();
        foreach (var head in (string[])["aaaa11112222", "bbbb11112222"])
        {
            scenario.Write($"migrations/versions/{head}.py", $"revision = \"{head}\"\ndown_revision = \"{Scenario.Head}\"\n\n\ndef upgrade():\n    pass\n");
        }

        await scenario.Development.ExecuteAsync("DELETE FROM alembic_version; INSERT INTO alembic_version VALUES ('aaaa11112222'), ('bbbb11112222')");
        scenario.Variables["DISABLE_AUTO_MIGRATIONS"] = "True";

        var branched = await scenario.DotnetAsync("msbuild", "-restore", "-t:DbGuard");
        Assert.Equal(1, branched.ExitCode);
        Assert.Contains("error AMB1007", branched.Output, StringComparison.Ordinal);

        var allowed = await scenario.DotnetAsync("msbuild", "-t:DbGuard", "-p:AlembicUpgradeTarget=heads");
        Assert.True(allowed.ExitCode == 0, allowed.Output);
        Assert.Contains("warning AMB1008", allowed.Output, StringComparison.Ordinal);
        Assert.Contains("2 revisions: ", allowed.Output, StringComparison.Ordinal);
        Assert.Contains("✅ GUARD PASSED", allowed.Output, StringComparison.Ordinal);

        scenario.Variables["DISABLE_AUTO_MIGRATIONS"] = null;
        var refused = await scenario.DotnetAsync("msbuild", "-t:DbGuard", "-p:AlembicUpgradeTarget=heads", "-p:DbGuardPendingMigrations=Fail");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("error AMB1011", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("AMB1008", refused.Output, StringComparison.Ordinal);
    }
}
