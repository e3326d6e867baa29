using System.Security.Cryptography;
using AutonomOS.Migrations.Package.Tests.Infrastructure;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Package.Tests.Package;

public sealed class Two_clones(PackedPackage package)
{
    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Of_the_same_commit_in_different_folders_give_the_same_package_byte_by_byte(string continuousIntegration)
    {
        var first = await PackAsync(package.NewFolder("-one"), continuousIntegration);
        var second = await PackAsync(Directory.CreateDirectory(Path.Combine(package.NewFolder(), "a", "deeper folder")).FullName, continuousIntegration);

        Assert.Equal(Convert.ToHexString(SHA256.HashData(first)), Convert.ToHexString(SHA256.HashData(second)));
    }

    private static async Task<byte[]> PackAsync(string folder, string continuousIntegration)
    {
        var clone = Path.Combine(folder, "clone");
        await SucceedsAsync("git", folder, ["clone", "--quiet", "--no-hardlinks", Repository.Root, clone]);
        var output = Path.Combine(folder, "out");
        await SucceedsAsync(
            "dotnet",
            clone,
            ["pack", "src/AutonomOS.Migrations.Build", "--output", output, "-v:quiet", $"-p:ContinuousIntegrationBuild={continuousIntegration}"]);
        return await File.ReadAllBytesAsync(Directory.GetFiles(output).Single());
    }

    private static async Task SucceedsAsync(string program, string folder, string[] arguments)
    {
        var outcome = await Sdk.RunAsync(program, folder, arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
    }
}
