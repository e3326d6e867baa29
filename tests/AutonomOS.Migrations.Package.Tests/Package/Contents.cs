using System.IO.Compression;
using System.Xml.Linq;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Package.Tests.Infrastructure;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Package.Tests.Package;

public sealed class Contents(PackedPackage package)
{
    private static readonly string[] Expected =
    [
        "AutonomOS.Migrations.Build.nuspec",
        "README.md",
        "[Content_Types].xml",
        "_rels/.rels",
        "build/AutonomOS.Migrations.Build.props",
        "build/AutonomOS.Migrations.Build.targets",
        "build/ReadDatabases.proj",
        "build/Tasks.props",
        "buildMultiTargeting/AutonomOS.Migrations.Build.props",
        "buildMultiTargeting/AutonomOS.Migrations.Build.targets",
        "icon.png",
        "package/services/metadata/core-properties/nuget.psmdcp",
        "tasks/net10.0-linux-x64/AutonomOS.Migrations.Build.deps.json",
        "tasks/net10.0-linux-x64/AutonomOS.Migrations.Build.dll",
        "tasks/net10.0-linux-x64/AutonomOS.Migrations.dll",
        "tasks/net10.0-linux-x64/Microsoft.Extensions.Logging.Abstractions.dll",
        "tasks/net10.0-linux-x64/Npgsql.dll",
        "tasks/net10.0-linux-x64/Tomlyn.dll",
        "tasks/net10.0/AutonomOS.Migrations.Build.deps.json",
        "tasks/net10.0/AutonomOS.Migrations.Build.dll",
        "tasks/net10.0/AutonomOS.Migrations.dll",
        "tasks/net10.0/Microsoft.Extensions.Logging.Abstractions.dll",
        "tasks/net10.0/Npgsql.dll",
        "tasks/net10.0/Tomlyn.dll",
    ];

    [Fact]
    public void The_package_holds_the_tasks_their_closure_the_targets_and_a_page_for_every_code_and_nothing_else()
    {
        using var archive = ZipFile.OpenRead(package.File);

        Assert.Equal(
            Expected.Concat(DiagnosticCodes.All.Keys.Select(code => $"docs/diagnostics/{code}.md")).Order(StringComparer.Ordinal),
            archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_package_is_under_5_MB() => Assert.InRange(new FileInfo(package.File).Length, 1, 5_000_000);

    [Fact]
    public void The_package_is_a_development_dependency_with_licence_readme_and_icon_and_depends_on_nothing()
    {
        using var archive = ZipFile.OpenRead(package.File);
        using var stream = archive.GetEntry("AutonomOS.Migrations.Build.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        var text = metadata.Elements().ToLookup(element => element.Name.LocalName, element => element.Value, StringComparer.Ordinal);

        Assert.Equal(["true"], text["developmentDependency"]);
        Assert.Equal(["MIT"], text["license"]);
        Assert.Equal(["README.md"], text["readme"]);
        Assert.Equal(["icon.png"], text["icon"]);
        Assert.Empty(text["dependencies"]);
    }

    [Fact]
    public void Our_assemblies_have_no_symbols_and_no_folder_of_the_machine_that_built_them()
    {
        var files = Directory.GetFiles(Path.Combine(package.Installed, "tasks"), "AutonomOS.*.dll", SearchOption.AllDirectories);
        Assert.Equal(4, files.Length);
        foreach (var file in files)
        {
            using var image = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(file));
            Assert.DoesNotContain(image.ReadDebugDirectory(), entry => entry.Type == System.Reflection.PortableExecutable.DebugDirectoryEntryType.EmbeddedPortablePdb);
            Assert.DoesNotContain(Repository.Root, System.Text.Encoding.Latin1.GetString(image.GetEntireImage().GetContent().AsSpan()), StringComparison.Ordinal);
        }
    }
}
