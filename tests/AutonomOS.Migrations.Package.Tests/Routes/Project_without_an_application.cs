using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Routes;

public sealed class Project_without_an_application(PackedPackage package, ObservedServer server)
{
    [Fact]
    public async Task Can_call_every_target()
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: false);
        scenario.Write(
            "database.proj",
            $"""
            <Project Sdk="Microsoft.Build.NoTargets/3.7.0">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>{package.Reference}</ItemGroup>
            </Project>
            """);

        var audit = await scenario.DotnetAsync("msbuild", "-restore", "-t:DbAudit");
        Assert.True(audit.ExitCode == 0, audit.Output);
        Assert.Contains("warning AMB1001", audit.Output, StringComparison.Ordinal);
        Assert.Contains("❌ MISSING", scenario.Read("ops/db_audit/prod-summary.txt"), StringComparison.Ordinal);

        await scenario.RefusedAsync("msbuild", "-t:DbGuard");

        var stamp = await scenario.DotnetAsync("msbuild", "-t:StampBaseline");
        Assert.True(stamp.ExitCode == 0, stamp.Output);
        Assert.Contains(Scenario.Head, scenario.Read("ops/db_audit/stamp.txt"), StringComparison.Ordinal);

        await scenario.PassesAsync("msbuild", "-t:DbGuard");
    }
}
