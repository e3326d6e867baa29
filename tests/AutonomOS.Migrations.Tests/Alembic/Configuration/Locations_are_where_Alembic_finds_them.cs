using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Configuration;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Configuration;

public sealed class Locations_are_where_Alembic_finds_them
{
    [Fact]
    public void C01_relative_paths_start_at_the_ini_unless_a_working_directory_is_named()
    {
        using var folder = new AlembicFolder();
        folder.Write("db/alembic.ini", "[alembic]\nscript_location = db/m\n[here]\nscript_location = %(here)s/m\n")
            .Revision("a1", folder: "db/m/versions");
        var ini = new AlembicSettings { ConfigFile = "db/alembic.ini" };
        AlembicFolder.Only(folder.Load(ini), DiagnosticCodes.ScriptLocationNotFound);
        Assert.True(folder.Load(ini with { WorkingDirectory = "." }).IsTrusted);
        Assert.True(folder.Load(ini with { Section = "here" }).IsTrusted);
    }

    [Theory]
    [InlineData("version_locations = a b,  c", 3)]
    [InlineData("version_locations = a,   b", 2)]
    [InlineData("path_separator = ;\nversion_locations = a;;b ;", 2)]
    [InlineData("path_separator = :\nversion_locations = a: b", 2)]
    [InlineData("PATH_SEPARATOR : newline\nversion_locations = a\n\tb", 2)]
    [InlineData("path_separator = space\nversion_locations = a  b c", 3)]
    [InlineData("path_separator = newline\nversion_locations =\n  a\n\n  b\n  c", 3)]
    [InlineData("version_path_separator = ;\nversion_locations = a; b;c;", 3)]
    [InlineData("version_path_separator = :\npath_separator = ;\nversion_locations = a;b", 2)]
    [InlineData("path_separator = os\nversion_locations = a", 1)]
    [InlineData("version_locations = a a %(here)s/a link", 1)]
    [InlineData("version_locations = %(here)s/a,./b", 2)]
    public void C08_C10_C12_C19_lists_are_split_as_the_separator_says(string locations, int count)
    {
        using var folder = AlembicFolder.Standard($"script_location = migrations\n{locations}");
        folder.Revision("r1", folder: "a").Revision("r2", folder: "b").Revision("r3", folder: "c");
        Directory.CreateSymbolicLink(folder.At("link"), folder.At("a"));
        var history = folder.Load();
        Assert.Empty(history.Findings);
        Assert.Equal(count, history.Graph!.Count);
    }

    [Theory]
    [InlineData("space", ' ', ' ')]
    [InlineData("newline", '\n', '\n')]
    [InlineData("os", ':', ';')]
    [InlineData(":", ':', ':')]
    [InlineData(";", ';', ';')]
    [InlineData("OS", null, null)]
    [InlineData("", null, null)]
    [InlineData(",", null, null)]
    [InlineData("os  # Use os.pathsep.", null, null)]
    public void C10_a_separator_has_one_of_five_names_and_os_differs_on_Windows(string name, char? linux, char? windows) =>
        Assert.Equal((linux, windows), (LocationList.Separator(name, windows: false), LocationList.Separator(name, windows: true)));

    [Theory]
    [InlineData("version_locations = a,")]
    [InlineData("version_locations = a , b")]
    [InlineData("path_separator = ;\nversion_locations = a; ;b")]
    public void C08_an_empty_item_is_the_working_directory_and_warned_of(string locations)
    {
        using var folder = AlembicFolder.Standard($"script_location = migrations\n{locations}");
        folder.Revision("r1", folder: "a").Revision("r2", folder: ".");
        Directory.CreateDirectory(folder.At("b"));
        var history = folder.Load();
        var finding = AlembicFolder.Only(history, DiagnosticCodes.EmptyVersionLocation);
        Assert.Equal((Severity.Warning, folder.At("alembic.ini")), (finding.Severity, finding.File));
        Assert.Contains(OneLine.Quote(folder.Root), finding.Message, StringComparison.Ordinal);
        Assert.Equal(2, history.Graph!.Count);
    }

    [Fact]
    public void C09_a_list_over_lines_without_a_separator_is_warned_of_and_finds_nothing()
    {
        using var folder = AlembicFolder.Standard("script_location = migrations\nversion_locations =\n  a\n  b")
            .Revision("r1", folder: "a");
        var history = folder.Load();
        Assert.Equal(
            [DiagnosticCodes.VersionLocationNotFound.Code, DiagnosticCodes.NoRevisions.Code], history.Findings.Select(
                finding => finding.Code).Distinct());
        Assert.Contains("path_separator = newline", history.Findings[0].Message, StringComparison.Ordinal);
        Assert.False(history.IsTrusted);
    }

    [Fact]
    public void C11_an_invalid_separator_matters_only_with_a_list()
    {
        using var folder = AlembicFolder.Standard("script_location = migrations\nversion_path_separator = os  # Use os.pathsep")
            .Revision("a1");
        Assert.True(folder.Load().IsTrusted);
        folder.Write("alembic.ini", "[alembic]\nscript_location = migrations\nversion_path_separator = os  # x\nversion_locations = a\n");
        Assert.Equal(3, AlembicFolder.Only(folder.Load(), DiagnosticCodes.SeparatorInvalid).Line);
    }

    [Theory]
    [InlineData("path_separator = os  # Use os.pathsep", true)]
    [InlineData("version_path_separator = os  # Use os.pathsep", false)]
    public void C11_C12_the_older_separator_does_not_concern_prepend_sys_path(string separator, bool refused)
    {
        using var folder = AlembicFolder.Standard($"script_location = migrations\nprepend_sys_path = .\n{separator}").Revision("a1");
        Assert.Equal(refused ? [DiagnosticCodes.SeparatorInvalid.Code] : [], folder.Load().Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void C12_an_invalid_path_separator_is_not_replaced_by_a_valid_older_one()
    {
        using var folder = AlembicFolder.Standard(
            "script_location = migrations\nversion_path_separator = ;\npath_separator = comma\nversion_locations = a;b");
        var finding = AlembicFolder.Only(folder.Load(), DiagnosticCodes.SeparatorInvalid);
        Assert.Equal(4, finding.Line);
        Assert.StartsWith("path_separator is 'comma'", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", 2)]
    [InlineData("True", 1)]
    [InlineData("1", 1)]
    public void C13_recursion_is_on_for_exactly_true(string value, int count)
    {
        using var folder = AlembicFolder.Standard($"script_location = migrations\nrecursive_version_locations = {value}");
        folder.Revision("a1").Revision("b2", folder: "migrations/versions/2026").Revision("c3", folder: "migrations/versions/__pycache__");
        Assert.Equal(count, folder.Load().Graph!.Count);
        Assert.Equal(2, folder.Load(new AlembicSettings { RecursiveVersionLocations = true }).Graph!.Count);
    }

    [Theory]
    [InlineData("True")]
    [InlineData("true ; comment")]
    public void C13_an_inline_comment_or_a_capital_is_not_true(string value)
    {
        using var folder = AlembicFolder.Standard($"script_location = migrations\nsourceless = {value}").Revision("a1");
        Assert.True(folder.Load().IsTrusted);
    }

    [Theory]
    [InlineData("pkg:m")]
    [InlineData("pkg.inner:db:m")]
    [InlineData("lib:m/deep")]
    public void C17_a_package_location_is_found_under_the_working_directory_and_prepend_sys_path(string location)
    {
        using var folder = AlembicFolder.Standard($"prepend_sys_path = src:.\nscript_location = {location}");
        folder.Write("pkg/__init__.py", string.Empty).Write("pkg/inner/__init__.py", string.Empty);
        Directory.CreateDirectory(folder.At("src/pkg/m"));
        folder.Revision("a1", folder: "pkg/m/versions").Revision("a1", folder: "pkg/inner/db/m/versions")
            .Revision("a1", folder: "src/lib/m/deep/versions");
        Assert.True(folder.Load().IsTrusted);
    }

    [Theory]
    [InlineData("nope:m")]
    [InlineData("..:m")]
    [InlineData(":m")]
    public void C17_a_package_that_is_not_there_is_told_with_the_folders_searched(string location)
    {
        using var folder = AlembicFolder.Standard($"script_location = {location}");
        Assert.Contains(
            folder.Root, AlembicFolder.Only(folder.Load(), DiagnosticCodes.PackageLocationNotResolved).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void C18_a_missing_location_is_a_warning_beside_one_that_exists()
    {
        using var folder = AlembicFolder.Standard("script_location = migrations\nversion_locations = migrations/versions gone")
            .Revision("a1");
        var history = folder.Load();
        var finding = AlembicFolder.Only(history, DiagnosticCodes.VersionLocationNotFound);
        Assert.Equal((Severity.Warning, 3), (finding.Severity, finding.Line));
        Assert.Contains($"start at {OneLine.Quote(folder.Root)} (the configuration file's folder", finding.Message, StringComparison.Ordinal);
        Assert.True(history.IsTrusted);
    }

    [Fact]
    public void C18_a_file_in_the_place_of_a_location_is_warned_of()
    {
        using var folder = AlembicFolder.Standard("script_location = migrations\nversion_locations = migrations/versions alembic.ini")
            .Revision("a1");
        Assert.Contains(
            "is a file", AlembicFolder.Only(folder.Load(), DiagnosticCodes.VersionLocationNotFound).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void C18_a_missing_script_location_is_told_with_the_working_directory_and_why_it_is_that()
    {
        using var folder = AlembicFolder.Standard("script_location = db");
        var settings = new AlembicSettings { WorkingDirectory = "migrations", ConfigFile = "alembic.ini" };
        Assert.Contains(
            $"start at {OneLine.Quote(folder.Root)} (the configuration file's folder; set AlembicWorkingDirectory",
            AlembicFolder.Only(folder.Load(), DiagnosticCodes.ScriptLocationNotFound).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            $"start at {OneLine.Quote(folder.At("migrations"))} (AlembicWorkingDirectory)",
            AlembicFolder.Only(folder.Load(settings), DiagnosticCodes.ScriptLocationNotFound).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void C19_a_location_inside_another_counts_each_file_once_whichever_way_leads_to_it()
    {
        using var folder = AlembicFolder.Standard(
            "script_location = migrations\npath_separator = space\nrecursive_version_locations = true\n"
            + "version_locations = a link/sub a/sub");
        folder.Revision("r1", folder: "a").Revision("r2", folder: "a/sub");
        Directory.CreateSymbolicLink(folder.At("link"), folder.At("a"));
        var history = folder.Load();
        Assert.Empty(history.Findings);
        Assert.Equal(2, history.Graph!.Count);
        Assert.Equal([folder.At("a"), folder.At("a/sub")], history.VersionLocations);
    }

    [Fact]
    public void An_empty_script_location_is_the_working_directory()
    {
        using var folder = AlembicFolder.Standard("script_location =").Revision("a1", folder: "versions");
        Assert.Equal([folder.At("versions")], folder.Load().VersionLocations);
    }

    [Fact]
    public void Compiled_revisions_are_refused()
    {
        using var folder = AlembicFolder.Standard("sourceless = true\nscript_location = migrations").Revision("a1");
        Assert.Equal(2, AlembicFolder.Only(folder.Load(), DiagnosticCodes.SourcelessNotSupported).Line);
    }
}
