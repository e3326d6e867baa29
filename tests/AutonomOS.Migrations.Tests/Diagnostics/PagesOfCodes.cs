using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Diagnostics;

public sealed class PagesOfCodes
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "diagnostics");

    private static readonly string[] Sections =
        ["## What it means", "## Example", "## How to mend it", "## How to accept it"];

    public static TheoryData<string> Codes => [.. DiagnosticCodes.All.Keys];

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Folder).Select(page => Path.GetFileName(page))];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_a_page_under_its_own_title(string code)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, $"{code}.md"));
        Assert.Equal($"# {code}: {DiagnosticCodes.All[code].Title}", lines[0]);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_page_has_the_four_sections_in_order_and_none_is_empty(string code)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, $"{code}.md"));
        Assert.Equal(Sections, lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.All(Sections, section => Assert.Contains(
            lines.SkipWhile(line => line != section).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)),
            line => !string.IsNullOrWhiteSpace(line)));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_example_shows_the_code_with_its_severity(string code)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, $"{code}.md"));
        var example = string.Join('\n', lines.SkipWhile(line => line != "## Example").TakeWhile(line => line != "## How to mend it"));
        Assert.Contains(code, example, StringComparison.Ordinal);
        var severity = DiagnosticCodes.All[code].Severity == Severity.Warning ? "warning" : "error";
        Assert.DoesNotContain($"{(severity == "warning" ? "error" : "warning")} {code}", example, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_page_belongs_to_a_code(string page) =>
        Assert.Contains(Path.GetFileNameWithoutExtension(page), DiagnosticCodes.All.Keys);
}
