using System.Security.Cryptography;
using AutonomOS.Migrations.Package.Tests.Infrastructure;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Package.Tests.Package;

public sealed class Two_clones(PackedPackage package)
{
    [Fact]
    public async Task Of_the_same_commit_a_developers_and_a_build_servers_give_the_same_package_byte_by_byte()
    {
        var developers = await CloneAsync(package.NewFolder("-one"));
        var servers = await CloneAsync(Directory.CreateDirectory(Path.Combine(package.NewFolder(), "a", "deeper folder")).FullName);

        Assert.Equal(await PackAsync(developers, continuousIntegration: "false"), await PackAsync(servers, continuousIntegration: "true"));
    }

    private static async Task<string> CloneAsync(string folder)
    {
        var clone = Path.Combine(folder, "clone");
        await SucceedsAsync("git", folder, ["clone", "--quiet", "--no-hardlinks", Repository.Root, clone]);
        return clone;
    }

    // The package's hash, packed as on a developer's machine or as on a build server.
    private static async Task<string> PackAsync(string clone, string continuousIntegration)
    {
        var output = Path.Combine(clone, "artifacts", "feed");
        await SucceedsAsync(
            "dotnet",
            clone,
            ["pack", "src/AutonomOS.Migrations.Build", "--output", output, "-v:quiet", "-p:RunAnalyzers=false", $"-p:ContinuousIntegrationBuild={continuousIntegration}"]);
        return Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Directory.GetFiles(output).Single())));
    }

    private static async Task SucceedsAsync(string program, string folder, string[] arguments)
    {
        var outcome = await Sdk.RunAsync(program, folder, arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
    }
}
