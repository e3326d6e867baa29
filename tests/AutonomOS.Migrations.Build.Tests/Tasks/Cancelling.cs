using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AutonomOS.Migrations.Build.Tests.Infrastructure;

namespace AutonomOS.Migrations.Build.Tests.Tasks;

public sealed class Cancelling
{
    [Fact]
    public async Task A_build_that_waits_for_a_silent_server_ends_it_with_a_coded_line()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var url = $"postgresql://app:app@127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/app";
        using var build = new InProcessBuild { Variables = { ["CANCELLING_DEV"] = url, ["CANCELLING_PROD"] = url } };
        await File.WriteAllTextAsync(Path.Combine(build.Folder, "alembic.ini"), "[alembic]\nscript_location = migrations\n");
        var clock = Stopwatch.StartNew();

        var succeeded = await build.RunAsync(
            "DbGuard",
            new Dictionary<string, string> { ["DbDevelopmentUrlVariable"] = "CANCELLING_DEV", ["DbProductionUrlVariable"] = "CANCELLING_PROD", ["DbConnectTimeout"] = "60" },
            cancelWhen: "Looking at the development and production databases.");

        Assert.False(succeeded);
        Assert.Contains(build.Errors, error => error.Code == "AMB0019");
        Assert.DoesNotContain(build.Errors, error => error.Code == "MSB4018");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"It took {clock.Elapsed}.");
        Assert.Contains("\"passed\": false", await File.ReadAllTextAsync(Path.Combine(build.Folder, "ops/db_audit/audit.json")), StringComparison.Ordinal);
    }
}
