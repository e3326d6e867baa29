using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Configuration;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Configuration;

public sealed class Pyproject_is_read_as_Alembic_reads_it
{
    [Theory]
    [InlineData("[tool.alembic]\nscript_location = \"m\"\nversion_locations = [\"m/a\", '%(here)s/m/b']")]
    [InlineData("\ttool . \"alembic\" . 'script_location' = 'm'\ntool.alembic.version_locations = [\n  'm/a', # one\n  'm/b',\n]")]
    [InlineData("[tool]\nalembic = { script_location = '''\nm''', version_locations = ['m/a', \"m\\u002Fb\"] }")]
    [InlineData("[tool]\nalembic.script_location = 'm'\nalembic.version_locations = ['m/a', 'm/b']")]
    [InlineData("tool = { alembic = { script_location = 'm', version_locations = ['m/a', 'm/b'] } }")]
    [InlineData("tool = { alembic.script_location = 'm', \"alembic\".version_locations = ['m/a', 'm/b'] }")]
    [InlineData("[ \"tool\" . alembic ]\r\nscript_location = 'm'\r\nversion_locations = ['m/a', 'm/b']\r\n")]
    [InlineData("[tool.\"alemb\\u0069c\"]\nscript_location = 'm'\nversion_locations = ['m/a', 'm/b']")]
    [InlineData("\"to\\u006Fl\".alembic.script_location = 'm'\ntool.alembic.version_locations = ['m/a', 'm/b']")]
    [InlineData(
        "[[tool.alembic.post_write_hooks]]\nname = 'x'\n[tool.alembic]\nscript_location = 'm'\nversion_locations = ['m/a', 'm/b']\n"
        + "future = 07:32:00")]
    public void C14_toml_alone_is_enough_however_the_table_is_written(string text)
    {
        using var folder = new AlembicFolder();
        folder.Write("pyproject.toml", text).Revision("a1", folder: "m/a").Revision("b2", folder: "m/b");
        Assert.True(PyprojectTable.MayHold(text));
        var history = folder.Load();
        Assert.Empty(history.Findings);
        Assert.Equal((folder.At("pyproject.toml"), folder.At("m")), (history.ConfigFile, history.ScriptLocation));
        Assert.Equal([folder.At("m/a"), folder.At("m/b")], history.VersionLocations);
    }

    [Theory]
    [InlineData("[project]\ndependencies = [\n  \"alembic==1.16\",\n  \"tomli\",\n]\n[tool.black]\nx = '[tool.alembic]'")]
    [InlineData("[tool.poetry.dependencies]\nalembic = '^1.13'\n[tool.ruff.lint.per-file-ignores]\n'alembic/*' = ['D']")]
    [InlineData("[tool.mypy]\nplugins = \"a\\u0062\"\n")]
    public void C14_a_pyproject_without_the_table_is_passed_over_unparsed(string text)
    {
        using var folder = AlembicFolder.Standard().Revision("a1").Write("app/pyproject.toml", text + "\nbroken");
        Assert.False(PyprojectTable.MayHold(text));
        Assert.True(folder.Load(project: "app").IsTrusted);
    }

    [Theory]
    [InlineData("[tool]\n[tool.x]\ny = 1")]
    [InlineData("[tool.alembic_utils]\nscript_location = 'nowhere'")]
    [InlineData("text = \"\"\"\n[tool.alembic]\nscript_location = 'nowhere'\n\"\"\"")]
    public void C14_what_only_looks_like_the_table_is_none(string text)
    {
        using var folder = AlembicFolder.Standard().Revision("a1").Write("app/pyproject.toml", text);
        Assert.True(PyprojectTable.MayHold(text));
        Assert.Equal(folder.At("alembic.ini"), folder.Load(project: "app").ConfigFile);
        var named = folder.Load(new AlembicSettings { ConfigFile = "app/pyproject.toml" });
        Assert.Contains(
            "no [tool.alembic]", AlembicFolder.Only(named, DiagnosticCodes.ScriptLocationNotSet).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void C15_the_ini_wins_key_by_key_with_its_defaults_and_whatever_its_section_is_named()
    {
        using var folder = AlembicFolder.Standard("script_location = migrations\n[two]\n[DEFAULT]\nrecursive_version_locations = True");
        folder.Revision("a1", folder: "x").Revision("b2", folder: "x/y").Revision("c3");
        folder.Write(
            "pyproject.toml",
            "[tool.alembic]\nscript_location = 'other'\nversion_locations = ['x']\nrecursive_version_locations = true\n");
        var history = folder.Load();
        Assert.Equal((folder.At("migrations"), folder.At("alembic.ini")), (history.ScriptLocation, history.ConfigFile));
        Assert.Equal([folder.At("x")], history.VersionLocations);
        Assert.Equal(1, history.Graph!.Count);

        Directory.CreateDirectory(folder.At("other"));
        Assert.Equal(folder.At("other"), folder.Load(new AlembicSettings { Section = "two" }).ScriptLocation);
        history = folder.Load(new AlembicSettings { Section = "three" });
        Assert.Equal((folder.At("other"), 2), (history.ScriptLocation, history.Graph!.Count));
    }

    [Fact]
    public void C15_an_empty_list_in_the_ini_leaves_the_toml_list_in_force()
    {
        using var folder = AlembicFolder.Standard("script_location = migrations\nversion_locations =").Revision("a1", folder: "x");
        folder.Write("pyproject.toml", "[tool.alembic]\nversion_locations = ['x']\n");
        Assert.Equal([folder.At("x")], folder.Load().VersionLocations);
    }

    [Theory]
    [InlineData("version_locations = 'm/versions'", "is text, which Alembic cannot use; write a list")]
    [InlineData("version_locations = [1]", "something else than text")]
    [InlineData("version_locations = [['x']]", "something else than text")]
    [InlineData("version_locations = true", "is true")]
    [InlineData("version_locations.x = 1", "is a table")]
    [InlineData("recursive_version_locations = 'true'", "is text, which Alembic cannot use; write true or false without quotes")]
    [InlineData("recursive_version_locations = 1", "is a number")]
    [InlineData("sourceless = 'false'", "is text")]
    [InlineData("prepend_sys_path = 2001-01-01", "is a date or time")]
    public void C16_a_value_of_the_wrong_type_is_told_at_its_line(string line, string what)
    {
        using var folder = new AlembicFolder();
        folder.Write("pyproject.toml", $"[tool.alembic]\nscript_location = 'm'\n\n{line}\n").Revision("a1", folder: "m/versions");
        var finding = AlembicFolder.Only(folder.Load(), DiagnosticCodes.TomlValueType);
        Assert.Equal((folder.At("pyproject.toml"), 4), (finding.File, finding.Line));
        Assert.Contains(what, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[tool.alembic]\nscript_location = ['m']", 2)]
    [InlineData("[tool.alembic.script_location]\nx = 'm'", 1)]
    [InlineData("[[tool.alembic]]\nscript_location = 'm'", 1)]
    [InlineData("[tool]\nalembic = 1", 2)]
    [InlineData("[[tool]]\nalembic.script_location = 'm'", 1)]
    [InlineData("tool = 'x'", 1)]
    public void C16_what_is_no_table_or_no_text_where_it_has_to_be_is_told_at_its_line(string text, int line)
    {
        using var folder = new AlembicFolder();
        var finding = AlembicFolder.Only(folder.Write("pyproject.toml", text).Load(), DiagnosticCodes.TomlValueType);
        Assert.Equal((folder.At("pyproject.toml"), line), (finding.File, finding.Line));
    }

    [Fact]
    public void C16_values_that_stand_for_nothing_are_the_default()
    {
        using var folder = new AlembicFolder();
        folder.Write("pyproject.toml", "[tool.alembic]\nscript_location = 'm'\nversion_locations = []\nprepend_sys_path = '.'\n")
            .Revision("a1", folder: "m/versions");
        Assert.True(folder.Load().IsTrusted);
        folder.Write("pyproject.toml", "[tool.alembic]\nscript_location = 'm'\nversion_locations = ''\n");
        Assert.True(folder.Load().IsTrusted);
    }

    [Fact]
    public void C16_compiled_revisions_are_refused()
    {
        using var folder = new AlembicFolder();
        folder.Write("pyproject.toml", "[tool.alembic]\nscript_location = 'm'\nsourceless = true\n").Revision("a1", folder: "m/versions");
        Assert.Equal(3, AlembicFolder.Only(folder.Load(), DiagnosticCodes.SourcelessNotSupported).Line);
    }

    [Theory]
    [InlineData("[tool.alembic]\na = 1\na = 2", 3)]
    [InlineData("[tool.alembic]\na = 1\n[tool.alembic]\nb = 2", 3)]
    [InlineData("[tool.alembic]\nurl = \"postgresql://u:hunter2@h\nx = 1", 2)]
    [InlineData("[tool.alembic\nhunter2 = 1", 1)]
    [InlineData("[tool.alembic]\nsourceless = True", 2)]
    [InlineData("[tool.alembic]\nx = \"\\U0", 0)]
    [InlineData("\uFEFF[tool.alembic]\nx = 1", 1)]
    public void C06_bad_toml_is_told_at_its_line_and_never_quoted(string text, int line)
    {
        using var folder = new AlembicFolder();
        var finding = AlembicFolder.Only(folder.Write("pyproject.toml", text).Load(), DiagnosticCodes.ConfigurationNotReadable);
        Assert.Equal((folder.At("pyproject.toml"), line), (finding.File, finding.Line));
        Assert.DoesNotContain("hunter2", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void C06_toml_that_is_not_UTF8_is_refused()
    {
        using var folder = new AlembicFolder();
        folder.Write("pyproject.toml", [.. Encoding.UTF8.GetBytes("[tool.alembic]\nx = '"), 0xFF, (byte)'\'']);
        AlembicFolder.Only(folder.Load(), DiagnosticCodes.ConfigurationNotReadable);
    }

    [Theory]
    [InlineData("100%%", "100%")]
    [InlineData("%(here)s/m", "m")]
    [InlineData("a%%(here)s", "a%(here)s")]
    public void C07_percent_signs_are_Pythons(string written, string expected)
    {
        using var folder = new AlembicFolder();
        folder.Write("pyproject.toml", $"[tool.alembic]\nscript_location = '{written}'\n").Revision("a1", folder: $"{expected}/versions");
        Assert.Equal(folder.At(expected), folder.Load().ScriptLocation);
    }

    [Theory]
    [InlineData("%(script_location)s/m")]
    [InlineData("%(Here)s/m")]
    [InlineData("100%")]
    [InlineData("%s")]
    [InlineData("%(here)")]
    public void C07_what_Python_cannot_format_is_told_at_its_line(string written)
    {
        using var folder = new AlembicFolder();
        folder.Write("pyproject.toml", $"[tool.alembic]\nscript_location = 'm'\nversion_locations = [\n  'a',\n  '{written}',\n]\n");
        Directory.CreateDirectory(folder.At("m"));
        Assert.Equal(5, AlembicFolder.Only(folder.Load(), DiagnosticCodes.InterpolationFailed).Line);
    }

    [Fact]
    public void C17_a_package_is_found_on_the_path_that_toml_prepends()
    {
        using var folder = new AlembicFolder();
        folder.Write(
            "pyproject.toml",
            "[tool.alembic]\nscript_location = 'pkg:m'\nprepend_sys_path = ['lib', '%(here)s/src']\n"
            + "version_locations = ['pkg.v:', 'pkg:m/w']\n");
        folder.Write("src/pkg/__init__.py", "").Write("src/pkg/v/__init__.py", "").Revision("a1", folder: "src/pkg/v")
            .Revision("b2", folder: "src/pkg/m/w");
        var history = folder.Load();
        Assert.Empty(history.Findings);
        Assert.Equal([folder.At("src/pkg/v"), folder.At("src/pkg/m/w")], history.VersionLocations);
    }

    [Theory]
    [InlineData("a = ", "[", "")]
    [InlineData("a = ", "{a=", "")]
    [InlineData("", "[tool.alembic.x", "]\n")]
    [InlineData("a", ".a", " = 1")]
    [InlineData("", "[[tool.alembic.a]]\n", "")]
    [InlineData("", "=\n", "")]
    [InlineData("x = '''", "'\n", "")]
    public void Hostile_toml_is_read_or_refused_and_never_throws(string before, string repeated, string after)
    {
        using var folder = AlembicFolder.Standard().Revision("a1");
        folder.Write("pyproject.toml", before + string.Concat(Enumerable.Repeat(repeated, 50_000)) + after + "\n[tool.alembic]\n");
        Assert.All(
            folder.Load().Findings, finding => Assert.Equal(DiagnosticCodes.ConfigurationNotReadable.Code, finding.Code));
    }

    [Theory]
    [InlineData("[tool.black]\nline-length = 100\n[project]\ndependencies = ['alembic==1.19.2']\n", false)]
    [InlineData("[tool.alembic]\n", true)]
    public void The_TOML_library_is_loaded_for_a_file_with_the_table_only(string pyproject, bool loaded)
    {
        using var folder = AlembicFolder.Standard().Revision("a1").Write("pyproject.toml", pyproject);
        var context = new Apart();
        var engine = context.LoadFromAssemblyPath(typeof(AlembicHistory).Assembly.Location);
        var settings = Activator.CreateInstance(engine.GetType(typeof(AlembicSettings).FullName!)!);
        var history = engine.GetType(typeof(AlembicHistory).FullName!)!.GetMethod("Load")!.Invoke(null, [settings, folder.Root])!;
        Assert.Equal(true, history.GetType().GetProperty("IsTrusted")!.GetValue(history));
        Assert.Equal(loaded, context.Assemblies.Any(assembly => assembly.GetName().Name == "Tomlyn"));
        context.Unload();
    }

    // A second engine in this process, with its own copy of the library.
    private sealed class Apart() : AssemblyLoadContext(isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name == "Tomlyn" ? this.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "Tomlyn.dll")) : null;
    }
}
