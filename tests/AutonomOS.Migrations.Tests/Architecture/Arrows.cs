using System.Text.RegularExpressions;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Architecture;

/// <summary>The arrows of the house run one way (CONTRIBUTING.md).</summary>
public sealed partial class Arrows
{
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Startup"] = [],
        ["Diagnostics"] = [],
        ["Connections"] = ["Diagnostics"],
        ["Schema"] = ["Diagnostics"],
        ["Operations"] = ["Diagnostics"],
        ["Sql"] = ["Diagnostics", "Operations"],
        ["Tracking"] = ["Diagnostics"],
        ["Catalog"] = ["Diagnostics", "Connections", "Schema"],
        ["Alembic"] = ["Diagnostics", "Connections", "Operations", "Sql", "Tracking"],
        ["Planning"] = ["Diagnostics", "Connections", "Schema", "Operations", "Sql", "Tracking", "Catalog", "Alembic"],
        ["Snapshots"] = ["Diagnostics", "Schema", "Catalog"],
        ["Guarding"] = ["Diagnostics", "Connections", "Schema", "Operations", "Tracking", "Catalog", "Alembic", "Planning", "Snapshots", "Scratch"],
        ["Stamping"] = ["Diagnostics", "Connections", "Schema", "Operations", "Tracking", "Catalog", "Alembic", "Planning", "Snapshots", "Guarding"],
        ["Upgrading"] = ["Diagnostics", "Connections", "Schema", "Operations", "Tracking", "Alembic", "Guarding"],
        ["Scratch"] = ["Diagnostics", "Connections"],
        ["Replaying"] = ["Diagnostics", "Connections", "Schema", "Tracking", "Catalog", "Alembic", "Snapshots", "Guarding", "Stamping", "Scratch"],
        ["Reports"] = ["Diagnostics", "Connections", "Schema", "Operations", "Tracking", "Catalog", "Alembic", "Planning", "Guarding", "Stamping", "Upgrading", "Replaying"],
    };

    public static TheoryData<string> Folders => [.. Directory.GetDirectories(Engine()).Select(folder => Path.GetFileName(folder)).Where(folder => folder is not ("bin" or "obj"))];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_uses_only_the_folders_below_it(string folder)
    {
        var used = Directory.GetFiles(Path.Combine(Engine(), folder), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Mention().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Where(other => other != folder && other != "Startup")
            .Distinct(StringComparer.Ordinal);

        Assert.True(MayUse.ContainsKey(folder), $"{folder} has no place among the arrows");
        Assert.Empty(used.Except(MayUse[folder], StringComparer.Ordinal));
    }

    [Fact]
    public void The_engine_has_no_word_of_MSBuild() =>
        Assert.DoesNotContain(
            typeof(AutonomOS.Migrations.Diagnostics.Finding).Assembly.GetReferencedAssemblies(),
            assembly => assembly.Name!.StartsWith("Microsoft.Build", StringComparison.Ordinal));

    [GeneratedRegex(@"AutonomOS\.Migrations\.(Startup|Diagnostics|Connections|Schema|Tracking|Catalog|Alembic|Guarding|Stamping|Reports|Operations|Sql|Planning|Snapshots|Upgrading|Scratch|Replaying)\b")]
    private static partial Regex Mention();

    private static string Engine() => Path.Combine(Repository.Root, "src", "AutonomOS.Migrations");
}
