using AutonomOS.Migrations.Alembic;
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

    [Fact]
    public void C14_a_TOML_configuration_is_refused_until_the_build_says_the_same()
    {
        using var folder = new AlembicFolder();
        folder.Write("pyproject.toml", "[tool.alembic]\nscript_location = \"m\"\n").Revision("a1", folder: "m/versions");
        var finding = AlembicFolder.Only(folder.Load(), DiagnosticCodes.ConfigurationNotReadable);
        Assert.Contains("AlembicScriptLocation", finding.Message, StringComparison.Ordinal);
        Assert.True(folder.Load(new AlembicSettings { ScriptLocation = "m" }).IsTrusted);
        folder.Write("pyproject.toml", "[tool.alembic]\nscript_location = \"m\"\nversion_locations = [\"x\"]\n");
        finding = AlembicFolder.Only(folder.Load(new AlembicSettings { ScriptLocation = "m" }), DiagnosticCodes.ConfigurationNotReadable);
        Assert.Contains("AlembicVersionLocations", finding.Message, StringComparison.Ordinal);
        Assert.True(folder.Load(new AlembicSettings { VersionLocations = ["m/versions"] }).IsTrusted);
    }

    [Fact]
    public void C15_a_TOML_table_beside_the_ini_that_could_add_keys_is_refused()
    {
        using var folder = AlembicFolder.Standard().Revision("a1");
        folder.Write("pyproject.toml", "[tool.alembic]\nfile_template = \"x\"\n");
        Assert.True(folder.Load().IsTrusted);
        folder.Write("pyproject.toml", "[tool.alembic]\nversion_locations = [\"x\"]\n");
        AlembicFolder.Only(folder.Load(), DiagnosticCodes.ConfigurationNotReadable);
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
        Assert.Equal(Severity.Warning, AlembicFolder.Only(history, DiagnosticCodes.VersionLocationNotFound).Severity);
        Assert.True(history.IsTrusted);
    }

    [Fact]
    public void C20_the_build_can_do_without_any_configuration()
    {
        using var folder = new AlembicFolder();
        folder.Revision("a1");
        Assert.True(folder.Load(new AlembicSettings { ScriptLocation = "migrations" }).IsTrusted);
        Assert.True(folder.Load(new AlembicSettings { VersionLocations = ["migrations/versions"] }).IsTrusted);
        AlembicFolder.Only(folder.Load(new AlembicSettings { ScriptLocation = "x" }), DiagnosticCodes.ScriptLocationNotFound);
        folder.Write("alembic.ini", "[alembic]\n");
        AlembicFolder.Only(folder.Load(), DiagnosticCodes.ScriptLocationNotSet);
    }

    [Fact]
    public void Compiled_revisions_are_refused()
    {
        using var folder = AlembicFolder.Standard("sourceless = true\nscript_location = migrations").Revision("a1");
        Assert.Equal(2, AlembicFolder.Only(folder.Load(), DiagnosticCodes.SourcelessNotSupported).Line);
    }

    [Fact]
    public void The_nearest_configuration_up_to_the_repository_root_is_found()
    {
        using var folder = AlembicFolder.Standard().Revision("a1").Write("src/app/x.csproj", string.Empty);
        folder.Write("src/pyproject.toml", "[tool.black]\n");
        Assert.Equal(folder.At("alembic.ini"), folder.Load(project: "src/app").ConfigFile);
        Directory.CreateDirectory(folder.At("src/.git"));
        var finding = AlembicFolder.Only(folder.Load(project: "src/app"), DiagnosticCodes.ConfigurationNotFound);
        Assert.Contains($"'{folder.At("src/app")}', '{folder.At("src")}'", finding.Message, StringComparison.Ordinal);
        Assert.Contains("AlembicConfigFile", finding.Message, StringComparison.Ordinal);
        Assert.Contains("AlembicScriptLocation", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_configuration_that_does_not_exist_is_not_replaced_by_another()
    {
        using var folder = AlembicFolder.Standard().Revision("a1");
        AlembicFolder.Only(folder.Load(new AlembicSettings { ConfigFile = "other.ini" }), DiagnosticCodes.ConfigurationNotFound);
    }
}
