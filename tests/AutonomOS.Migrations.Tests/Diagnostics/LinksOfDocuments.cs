using System.Text.RegularExpressions;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Diagnostics;

public sealed partial class LinksOfDocuments
{
    public static TheoryData<string> Documents =>
    [
        .. new[] { "docs", "samples" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            .Select(file => Path.GetRelativePath(Repository.Root, file)),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_leads_to_something_that_is_there(string document) =>
        Assert.All(TargetsOf(document), target => Assert.True(Path.Exists(target), $"{document} links to {target}, which is not there"));

    [Fact]
    public void Pages_of_codes_link_to_each_other_only_because_the_package_holds_nothing_else()
    {
        var pages = Path.Combine(Repository.Root, "docs", "diagnostics");
        Assert.All(
            Directory.EnumerateFiles(pages),
            page => Assert.All(TargetsOf(Path.GetRelativePath(Repository.Root, page)), target => Assert.Equal(pages, Path.GetDirectoryName(target))));
    }

    private static IEnumerable<string> TargetsOf(string document)
    {
        var file = Path.Combine(Repository.Root, document);
        return Link().Matches(File.ReadAllText(file))
            .Select(link => link.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Select(target => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, target)));
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
