using System.Text.RegularExpressions;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Diagnostics;

public sealed partial class PropertiesInTheDocuments
{
    public static TheoryData<string> Documents => ["README.md", "nuget/README.md"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_property_that_the_targets_read_is_in_the_table_and_no_other(string document)
    {
        var read = Directory.EnumerateFiles(Path.Combine(Repository.Root, "nuget", "build"))
            .SelectMany(file => Reference().Matches(File.ReadAllText(file)))
            .Select(reference => reference.Groups[1].Value)
            .Where(property => !property.EndsWith("DependsOn", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(read);

        var told = File.ReadLines(Path.Combine(Repository.Root, document))
            .SkipWhile(line => line != "## Properties")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Name().Matches(line.Split('|')[1]))
            .Select(name => name.Groups[1].Value)
            .Where(name => Reference().IsMatch($"$({name})"))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Equal(read.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\$\(((?:Db|Alembic|StampBaseline)\w+)\)")]
    private static partial Regex Reference();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
