using System.Security.Cryptography;
using AutonomOS.Migrations.Package.Tests.Infrastructure;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Package.Tests.Package;

public sealed class Two_clones(PackedPackage package)
{
    [Fact]
    public async Task A_build_servers_clone_gives_the_same_package_byte_by_byte_as_the_developers_folder()
    {
        var clone = await CloneAsync(Directory.CreateDirectory(Path.Combine(package.NewFolder(), "a", "deeper folder")).FullName);
        var output = Path.Combine(clone, "artifacts", "feed");

        await SucceedsAsync(
            "dotnet",
            clone,
            [
                "pack", "src/AutonomOS.Migrations.Build", "--output", output, "-v:quiet",
                $"-p:Version={package.Version}", "-p:RunAnalyzers=false", "-p:ContinuousIntegrationBuild=true",
            ]);

        Assert.Equal(Hash(package.File), Hash(Directory.GetFiles(output).Single()));
    }

    // A clone, with what is not committed yet.
    private static async Task<string> CloneAsync(string folder)
    {
        var clone = Path.Combine(folder, "clone");
        await SucceedsAsync("git", folder, ["clone", "--quiet", "--no-hardlinks", Repository.Root, clone]);
        var changed = await SucceedsAsync("git", Repository.Root, ["diff", "--name-only", "--no-renames", "-z", "HEAD"]);
        var added = await SucceedsAsync("git", Repository.Root, ["ls-files", "--others", "--exclude-standard", "-z"]);
        foreach (var file in $"{changed}\0{added}".Split('\0', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (from, to) = (Path.Combine(Repository.Root, file), Path.Combine(clone, file));
            File.Delete(to);
            if (File.Exists(from))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(from, to);
            }
        }

        return clone;
    }

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    private static async Task<string> SucceedsAsync(string program, string folder, string[] arguments)
    {
        var outcome = await Sdk.RunAsync(program, folder, arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        return outcome.Output;
    }
}
