using System.Globalization;
using System.Text.Json;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Reports;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Alembic;

namespace AutonomOS.Migrations.Tests.Reports.History;

public sealed class What_the_log_and_the_files_say
{
    [Fact]
    public void The_json_has_the_names_that_programs_rely_on_and_paths_from_the_project()
    {
        using var folder = AlembicFolder.Standard()
            .Write(
                "migrations/versions/x.py",
                "\"\"\"add users\n\nCreate Date: 2026-01-02 03:04:05\n\"\"\"\n"
                + "revision = 'b'\ndown_revision = 'a'\ndepends_on = ('c',)\nbranch_labels = f()\n")
            .Revision("a", more: "branch_labels = 'shop'")
            .Revision("c");
        Directory.CreateDirectory(folder.At("src/App"));

        using var document = JsonDocument.Parse(HistoryJson.Write(folder.Load(project: "src/App"), folder.At("src/App")));
        var root = document.RootElement;
        var b = root.GetProperty("revisions").EnumerateArray().Single(revision => revision.GetProperty("revision").GetString() == "b");

        Assert.Equal(
            "formatVersion tool configFile versionLocations heads realHeads bases branchPoints mergePoints revisions diagnostics",
            string.Join(' ', root.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(1, root.GetProperty("formatVersion").GetInt32());
        Assert.Equal("alembic", root.GetProperty("tool").GetString());
        Assert.Equal("../../alembic.ini", root.GetProperty("configFile").GetString());
        Assert.Equal(["../../migrations/versions"], Texts(root, "versionLocations"));
        Assert.Equal(["b", "c"], Texts(root, "heads"));
        Assert.Equal(["b"], Texts(root, "realHeads"));
        Assert.Equal(["a", "c"], Texts(root, "bases"));
        Assert.Empty(Texts(root, "branchPoints"));
        Assert.Empty(Texts(root, "mergePoints"));
        Assert.Equal(
            "revision file line downRevisions dependsOn branchLabels message createDate dynamic",
            string.Join(' ', b.EnumerateObject().Select(property => property.Name)));
        Assert.Equal("../../migrations/versions/x.py", b.GetProperty("file").GetString());
        Assert.Equal(5, b.GetProperty("line").GetInt32());
        Assert.Equal(["a"], Texts(b, "downRevisions"));
        Assert.Equal(["c"], Texts(b, "dependsOn"));
        Assert.Equal("add users", b.GetProperty("message").GetString());
        Assert.Equal("2026-01-02 03:04:05", b.GetProperty("createDate").GetString());
        Assert.Equal(["branch_labels"], Texts(b, "dynamic"));
        var finding = Assert.Single(root.GetProperty("diagnostics").EnumerateArray());
        Assert.Equal("code severity message file line", string.Join(' ', finding.EnumerateObject().Select(property => property.Name)));
        Assert.Equal("AMB3015", finding.GetProperty("code").GetString());
        Assert.Equal("../../migrations/versions/x.py", finding.GetProperty("file").GetString());
        Assert.Equal(8, finding.GetProperty("line").GetInt32());
    }

    [Fact]
    public void Revisions_in_the_json_stand_in_an_order_in_which_they_can_be_applied()
    {
        using var folder = AlembicFolder.Standard().Revision("a", "'b'").Revision("b", "'c'").Revision("c");

        using var document = JsonDocument.Parse(HistoryJson.Write(folder.Load(), folder.Root));

        Assert.Equal(
            ["c", "b", "a"],
            document.RootElement.GetProperty("revisions").EnumerateArray()
                .Select(revision => revision.GetProperty("revision").GetString()));
    }

    [Fact]
    public void Of_a_configuration_that_cannot_be_read_the_json_has_empty_lists_and_the_reason()
    {
        using var folder = new AlembicFolder();

        using var document = JsonDocument.Parse(HistoryJson.Write(folder.Load(), folder.Root));
        var root = document.RootElement;

        Assert.Equal(JsonValueKind.Null, root.GetProperty("configFile").ValueKind);
        Assert.All(
            (string[])["versionLocations", "heads", "realHeads", "bases", "branchPoints", "mergePoints", "revisions"],
            name => Assert.Equal(0, root.GetProperty(name).GetArrayLength()));
        Assert.Equal("AMB3001", Assert.Single(root.GetProperty("diagnostics").EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal(["History:  nothing to show"], HistoryTree.LogLines(folder.Load(), UpgradeTarget.Head));
    }

    [Fact]
    public void Text_that_is_no_Unicode_does_not_keep_the_json_from_being_written()
    {
        using var folder = AlembicFolder.Standard().Write(
            "migrations/versions/a.py", "'''\\ud800 \\x1b[2J'''\nrevision = 'a'\ndown_revision = None\nbranch_labels = '\\udfff'\n");

        using var document = JsonDocument.Parse(HistoryJson.Write(folder.Load(), folder.Root));

        Assert.Equal("a", document.RootElement.GetProperty("revisions")[0].GetProperty("revision").GetString());
    }

    [Fact]
    public void The_log_counts_draws_and_says_how_several_heads_are_merged()
    {
        using var folder = AlembicFolder.Standard().Revision("a").Revision("b", "'a'").Revision("c", "'a'");

        var lines = HistoryTree.LogLines(folder.Load(), UpgradeTarget.Head);

        Assert.Equal("History:  3 revisions, 2 heads, 1 base, 1 branchpoint, newest first", lines[0]);
        Assert.Equal(["* b (head)", "│ * c (head)", "├─╯", "* a (base, branchpoint)"], lines.Skip(1).SkipLast(1));
        Assert.StartsWith("Heads:    ", lines[^1], StringComparison.Ordinal);
        Assert.Contains("alembic merge", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(
            HistoryTree.LogLines(folder.Load(), UpgradeTarget.Heads), line => line.Contains("alembic merge", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(100, 101, null)]
    [InlineData(101, 102, "... and 1 older revision: history.txt has the whole tree, history.json all revisions")]
    [InlineData(150, 102, "... and 50 older revisions: history.txt has the whole tree, history.json all revisions")]
    public void The_log_shows_the_newest_hundred_lines_and_the_file_all(int count, int logged, string? last)
    {
        using var folder = AlembicFolder.Standard();
        for (var number = 0; number < count; number++)
        {
            folder.Revision(Name(number), number == 0 ? "None" : $"'{Name(number - 1)}'");
        }

        var history = folder.Load();
        var lines = HistoryTree.LogLines(history, UpgradeTarget.Head);

        Assert.Equal(logged, lines.Count);
        Assert.Equal(last ?? "* r000 (base)", lines[^1]);
        Assert.Equal(count, HistoryTree.FileLines(history).Count(line => line.StartsWith("* ", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_log_looks_as_the_document_shows_it()
    {
        using var folder = AlembicFolder.Standard();
        Write("5a9d6371e18c", "baseline", "2026-01-02", "down_revision = None");
        Write("a1", "add orders", "2026-01-20", "down_revision = '5a9d6371e18c'");
        Write("b1", "add coupons", "2026-01-10", "down_revision = '5a9d6371e18c'");
        Write("m1", "merge heads", "2026-02-01", "down_revision = ('a1', 'b1')");
        Write("expand01", "add users.full_name", "2026-03-02", "down_revision = 'm1'\nbranch_labels = ('expand',)");
        Write("contract01", "drop users.name", "2026-03-04", "down_revision = 'm1'\ndepends_on = 'expand01'");

        Assert.Contains(
            $"```text\n{string.Join('\n', HistoryTree.LogLines(folder.Load(), UpgradeTarget.Head))}\n```",
            File.ReadAllText(Path.Combine(Repository.Root, "docs/alembic.md")),
            StringComparison.Ordinal);

        void Write(string id, string message, string date, string body) => folder.Write(
            $"migrations/versions/{id}.py", $"\"\"\"{message}\n\nCreate Date: {date} 09:00:00.000001\n\"\"\"\nrevision = '{id}'\n{body}\n");
    }

    [Fact]
    public void The_file_for_people_has_the_findings_before_the_tree()
    {
        using var folder = AlembicFolder.Standard().Revision("a").Revision("b", "'gone'");

        var lines = HistoryTree.FileLines(folder.Load()).ToList();

        Assert.Equal("Alembic history: 2 revisions, 2 heads, 2 bases, newest first", lines[0]);
        Assert.StartsWith($"AMB3021 {folder.At("migrations/versions/b.py")}(2): Revision 'b'", lines[2], StringComparison.Ordinal);
        Assert.Equal(["", "* a (head, base)", "", "* b (head) (follows gone, which no file has)"], lines.Skip(3));
    }

    [Fact]
    public void G15_an_identifier_that_may_not_fit_is_a_warning_where_no_database_tells_the_width()
    {
        using var folder = AlembicFolder.Standard().Revision(new string('a', 33));

        var finding = AlembicFolder.Only(folder.Load().WithoutDatabase(), DiagnosticCodes.RevisionIdentifierTooLong);

        Assert.Equal(Severity.Warning, finding.Severity);
    }

    [Fact]
    public void The_files_of_a_history_replace_those_of_an_earlier_run_and_touch_no_other()
    {
        using var folder = AlembicFolder.Standard().Revision("a");
        ReportFiles.Write(Samples.Passing, folder.At("ops"));
        var audit = File.ReadAllText(folder.At("ops/audit.json"));

        ReportFiles.WriteHistory(folder.Load(), folder.Root, folder.At("ops"));
        var written = File.ReadAllText(folder.At("ops/history.json"));
        ReportFiles.Invalidate(folder.At("ops"));
        Assert.Equal(written, File.ReadAllText(folder.At("ops/history.json")));

        ReportFiles.Write(Samples.Passing, folder.At("ops"));
        ReportFiles.InvalidateHistory(folder.Root, folder.At("ops"));
        Assert.Equal(audit, File.ReadAllText(folder.At("ops/audit.json")));
        Assert.Contains("AMB0022", File.ReadAllText(folder.At("ops/history.json")), StringComparison.Ordinal);
        Assert.Contains("AMB0022", File.ReadAllText(folder.At("ops/history.txt")), StringComparison.Ordinal);
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"r{number:000}");

    private static IEnumerable<string?> Texts(JsonElement json, string name) =>
        json.GetProperty(name).EnumerateArray().Select(text => text.GetString());
}
