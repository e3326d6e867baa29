using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Settings;

public sealed class Extension_points(PackedPackage package, ObservedServer server)
{
    [Fact]
    public async Task Run_before_the_look_at_the_databases_wherever_they_are_set()
    {
        await using var scenario = await Scenario.CreateAsync(package, server);
        scenario.WithApplication().Write(
            "Directory.Build.targets",
            """
            <Project>
              <PropertyGroup>
                <DbGuardDependsOn>$(DbGuardDependsOn);OpenTunnel</DbGuardDependsOn>
                <DbAuditDependsOn>$(DbAuditDependsOn);OpenTunnel</DbAuditDependsOn>
                <StampBaselineDependsOn>$(StampBaselineDependsOn);OpenTunnel</StampBaselineDependsOn>
              </PropertyGroup>
              <Target Name="OpenTunnel"><Error Text="no tunnel today" /></Target>
            </Project>
            """);

        foreach (var target in (string[])["DbGuard", "DbAudit", "StampBaseline"])
        {
            var outcome = await scenario.DotnetAsync("msbuild", "-restore", $"-t:{target}");
            Assert.Equal(1, outcome.ExitCode);
            Assert.Contains("no tunnel today", outcome.Output, StringComparison.Ordinal);
        }

        Assert.Equal(0, scenario.Looks);
        Assert.Contains("\"passed\": false", scenario.Read("ops/db_audit/audit.json"), StringComparison.Ordinal);
    }
}
