using System.Globalization;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Package.Tests.Infrastructure;

/// <summary>
/// The package, packed once for all tests or the one that <c>AUTONOMOS_PACKAGE</c> names, with a feed, a packages folder and a root for
/// projects of this run's own.
/// </summary>
public sealed class PackedPackage : IAsyncLifetime
{
    /// <summary>The package's name.</summary>
    public const string Id = "AutonomOS.Migrations.Build";

    private static readonly string Given = System.Environment.GetEnvironmentVariable("AUTONOMOS_PACKAGE") ?? "";

    private int folders;

    /// <summary>The package's version; where it is packed here, one that no other package has.</summary>
    public string Version { get; } = Given.Length > 0
        ? Path.GetFileNameWithoutExtension(Given)[(Id.Length + 1)..]
        : string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{System.Environment.ProcessId}");

    /// <summary>The folder of this run, outside of the repository.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("autonomos-package-").FullName;

    /// <summary>Full path of the package.</summary>
    public string File => Path.Combine(this.Root, "feed", $"{Id}.{this.Version}.nupkg");

    /// <summary>The package as it is installed.</summary>
    public string Installed => Path.Combine(this.Packages, Id.ToLowerInvariant(), this.Version);

    /// <summary>Variables that make <c>dotnet</c> use this run's packages folder.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>(StringComparer.Ordinal) { ["NUGET_PACKAGES"] = this.Packages };

    private string Packages => Path.Combine(this.Root, "packages");

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var feed = Directory.CreateDirectory(Path.Combine(this.Root, "feed")).FullName;
        if (Given.Length > 0)
        {
            System.IO.File.Copy(Given, this.File);
        }
        else
        {
            var packed = await Sdk.DotnetAsync(
                Repository.Root,
                ["pack", "src/AutonomOS.Migrations.Build", "--configuration", "Release", "--output", feed, $"-p:Version={this.Version}", "-p:RunAnalyzers=false", "-v:quiet"]);
            Assert.True(packed.ExitCode == 0, packed.Output);
        }

        // Nothing above a test's project has a say, and what this machine has restored before is not asked for again.
        this.Write("Directory.Build.props", "<Project />");
        this.Write("Directory.Build.targets", "<Project />");
        this.Write("Directory.Packages.props", "<Project />");
        this.Write("global.json", "{}");
        var machine = System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var restoredBefore = Path.Combine(machine, Id.ToLowerInvariant(), this.Version);
        Assert.False(Directory.Exists(restoredBefore), $"The tests would take what is in {restoredBefore}. Remove it.");
        this.Write(
            "nuget.config",
            $"""
            <configuration>
              <packageSources><add key="packed" value="{feed}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{machine}" /></fallbackPackageFolders>
            </configuration>
            """);

        var seed = this.NewFolder();
        await System.IO.File.WriteAllTextAsync(Path.Combine(seed, "seed.csproj"), this.Project());
        var restored = await Sdk.DotnetAsync(seed, ["restore", "--source", feed], this.Environment);
        Assert.True(restored.ExitCode == 0, restored.Output);
    }

    /// <summary>Makes a folder for one test.</summary>
    /// <param name="name">The end of its name.</param>
    public string NewFolder(string name = "") =>
        Directory.CreateDirectory(Path.Combine(this.Root, string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref this.folders)}{name}"))).FullName;

    /// <summary>A console application that references the package.</summary>
    /// <param name="properties">Further properties, as XML.</param>
    /// <param name="framework"><c>TargetFramework</c> or <c>TargetFrameworks</c>, as XML.</param>
    /// <param name="items">Further items, as XML.</param>
    /// <param name="sdk">The project's SDK; that of web and worker applications knows more ways to publish.</param>
    public string Project(
        string properties = "", string framework = "<TargetFramework>net10.0</TargetFramework>", string items = "", string sdk = "Microsoft.NET.Sdk") =>
        $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            {framework}
            <RunAnalyzers>false</RunAnalyzers>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {this.Reference}
            {items}
          </ItemGroup>
        </Project>
        """;

    /// <summary>The reference to the package, as XML.</summary>
    public string Reference => $"""<PackageReference Include="{Id}" Version="{this.Version}" PrivateAssets="all" />""";

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Sdk.StopCompilerServer();
        Directory.Delete(this.Root, recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Write(string name, string text) => System.IO.File.WriteAllText(Path.Combine(this.Root, name), text);
}
