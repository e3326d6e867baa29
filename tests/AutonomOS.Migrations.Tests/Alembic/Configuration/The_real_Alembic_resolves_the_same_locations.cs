using System.Diagnostics;
using System.Text.Json;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Configuration;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Configuration;

/// <summary>
/// The installed Alembic as oracle: one process resolves every variant from its working directory, as <c>alembic -c</c> does. Variants of
/// a rule that came later (<c>Since</c>) are compared where the installed one has it; <c>PYTHONPATH</c> can name a newer one.
/// </summary>
public sealed class The_real_Alembic_resolves_the_same_locations
{
    private const string Oracle = """
        import json, os, sys, warnings
        warnings.simplefilter('ignore')
        import alembic
        from alembic.config import Config
        from alembic.script import ScriptDirectory
        version = tuple(int(part) for part in alembic.__version__.split('.')[:2])
        answers = []
        path = list(sys.path)
        for case in json.load(open(sys.argv[1])):
            os.chdir(case['directory'])
            sys.path_importer_cache.clear()
            sys.path[:] = path + [case['directory']]
            for name in [name for name in sys.modules if name.split('.')[0] in ('pkg', 'lib')]:
                del sys.modules[name]
            try:
                files = dict(file_='alembic.ini', ini_section=case['section'])
                if version >= (1, 16):
                    files['toml_file'] = 'pyproject.toml'
                script = ScriptDirectory.from_config(Config(**files))
                locations = []
                for location in script._version_locations:
                    location = os.path.realpath(location)
                    if os.path.isdir(location) and location not in locations:
                        locations.append(location)
                answers.append({'script': os.path.abspath(script.dir), 'locations': locations,
                    'recursive': getattr(script, 'recursive_version_locations', False)})
            except Exception as error:
                answers.append(None)
        json.dump({'version': list(version), 'answers': answers}, sys.stdout)
        """;

    private static readonly Variant[] Variants =
    [
        new("script_location = m"),
        new("script_location = ./m/"),
        new("script_location = %(here)s/m"),
        new("script_location = m  # comment"),
        new("script_location = m ; comment"),
        new("script_location = m\n  # comment"),
        new("script_location =\n  m"),
        new("script_location = gone"),
        new("version_locations = a"),
        new("Script_Location : m"),
        new("SCRIPT_LOCATION=m   "),
        new("script_location\t=\tm"),
        new("script_location = = m"),
        new("script_location = m\nscript_location = a"),
        new("script_location = m\nSCRIPT_location = a"),
        new("script_location = m\n[x]\n[x]"),
        new("script_location = m\n[alembic]"),
        new("script_location = m\n[DEFAULT]\n[DEFAULT]"),
        new("script_location = m\n[DEFAULT]\nversion_locations = a"),
        new("[DEFAULT]\nscript_location = m\n[two]", Section: "two"),
        new("script_location = a\n[two]\nscript_location = m", Section: "two"),
        new("script_location = m\n[two]", Section: "two"),
        new("script_location = m", Section: "Alembic"),
        new("script_location = %(dir)s\nDir = m"),
        new("script_location = %(DIR)s\ndir = m"),
        new("script_location = m\nversion_locations = %(script_location)s/versions %(here)s/a"),
        new("script_location = m%%n"),
        new("script_location = %(nope)s"),
        new("script_location = m%"),
        new("script_location = %(a)s\na = %(b)s\nb = %(a)s"),
        new("script_location = m\nsqlalchemy.url = postgresql://u:%40@h/%(nope)s"),
        new("script_location = m\nno delimiter"),
        new("script_location = m\n= value"),
        new("script_location = m\nempty =\nversion_locations = a"),
        new("script_location = m\nversion_locations ="),
        new("script_location = m\nversion_locations = a b"),
        new("script_location = m\nversion_locations = a,b"),
        new("script_location = m\nversion_locations = a,   b   c"),
        new("script_location = m\nversion_locations = a , b"),
        new("script_location = m\nversion_locations = a,"),
        new("script_location = m\nversion_locations = ,a"),
        new("script_location = m\nversion_locations = a\n  b"),
        new("script_location = m\nversion_locations =\n  a\n  b"),
        new("script_location = m\nversion_locations = a,\n  b"),
        new("script_location = m\nversion_locations = a b gone a"),
        new("script_location = m\nversion_locations = a link"),
        new("script_location = m\nversion_locations = a a/sub"),
        new("script_location = m\nversion_path_separator = space\nversion_locations = a   b"),
        new("script_location = m\nversion_path_separator = os\nversion_locations = a:b"),
        new("script_location = m\nversion_path_separator = :\nversion_locations = a::b:"),
        new("script_location = m\nversion_path_separator = ;\nversion_locations = a;b"),
        new("script_location = m\nversion_path_separator = ;\nversion_locations = a b"),
        new("script_location = m\nversion_path_separator = os  # Use os.pathsep\nversion_locations = a:b"),
        new("script_location = m\nversion_path_separator = os  # Use os.pathsep"),
        new("script_location = m\nversion_path_separator =\nversion_locations = a"),
        new("script_location = pkg:m"),
        new("script_location = pkg.inner:db:m"),
        new("script_location = pkg:inner/db/m"),
        new("script_location = lib:m\nprepend_sys_path = src"),
        new("script_location = lib:m\nprepend_sys_path = .,src"),
        new("script_location = lib:m\nprepend_sys_path = .:src"),
        new("script_location = lib:m"),
        new("script_location = pkg.inner:\nversion_locations = pkg:m/versions"),
        new("  script_location = m\n  version_locations = a"),
        new("  script_location = m\n    version_locations = a"),
        new("a = 1\n   [not a section]\nscript_location = m"),
        new("# c\n; c\n\n\n   # c\nscript_location = m"),
        new("script_location = m\n\n\n   \nversion_locations = a\n\n\n"),
        new("script_location = m\r\nversion_locations = a\r\n"),
        new("script_location = m\rversion_locations = a"),
        new("\u00a0script_location = m\nversion_locations = \u00a0a"),

        // From here on rules of 1.16.
        new("script_location =", Since: 16),
        new("script_location = m\npath_separator = newline\nversion_locations =\n  a\n  b", Since: 16),
        new("script_location = m\npath_separator = ;\nversion_locations = a ; b ;; ", Since: 16),
        new("script_location = m\npath_separator = ;\nversion_locations = a; ;b", Since: 16),
        new("script_location = m\npath_separator = comma\nversion_path_separator = ;\nversion_locations = a;b", Since: 16),
        new("script_location = m\npath_separator = ;\nversion_path_separator = comma\nversion_locations = a;b", Since: 16),
        new("script_location = m\npath_separator = comma", Since: 16),
        new("script_location = m\npath_separator = comma\nprepend_sys_path = .", Since: 16),
        new("script_location = m\nversion_path_separator = comma\nprepend_sys_path = .", Since: 16),
        new("script_location = lib:m\nversion_path_separator = ;\nprepend_sys_path = .:src", Since: 16),
        new("script_location = m\nrecursive_version_locations = true", Since: 16),
        new("script_location = m\nrecursive_version_locations = True", Since: 16),
        new("", Toml: "script_location = 'm'", Since: 16),
        new("", Toml: "script_location = 'm'\nversion_locations = ['a', '%(here)s/b', '']", Since: 16),
        new("", Toml: "script_location = 'm'\nversion_locations = []", Since: 16),
        new("", Toml: "script_location = 'm'\nversion_locations = ''", Since: 16),
        new("", Toml: "script_location = 'm'\nversion_locations = [1]", Since: 16),
        new("", Toml: "script_location = ['m']", Since: 16),
        new("", Toml: "script_location = 1", Since: 16),
        new("", Toml: "script_location = 'm%%n'", Since: 16),
        new("", Toml: "script_location = '%(nope)s'", Since: 16),
        new("", Toml: "script_location = 'm%'", Since: 16),
        new("", Toml: "script_location = 'lib:m'\nprepend_sys_path = ['src']", Since: 16),
        new("", Toml: "script_location = 'lib:m'\nprepend_sys_path = 'src'", Since: 16),
        new("", Toml: "script_location = 'm'\nrecursive_version_locations = true", Since: 16),
        new("", Toml: "script_location = 'm'\nrecursive_version_locations = 'true'", Since: 16),
        new("", Toml: "script_location = 'm'\nscript_location = 'a'", Since: 16),
        new("", Toml: "script_location = 'm'\nsourceless = 1", Since: 16),
        new("script_location = m", Toml: "script_location = 'a'\nversion_locations = ['b']", Since: 16),
        new("version_locations = a b", Toml: "script_location = 'm'\nversion_locations = ['b']", Since: 16),
        new("version_locations =", Toml: "script_location = 'm'\nversion_locations = ['b']", Since: 16),
        new("script_location = m\nrecursive_version_locations = no", Toml: "recursive_version_locations = true", Since: 16),
        new("script_location = m", Section: "two", Toml: "script_location = 'a'", Since: 16),
    ];

    [Fact]
    public async Task C01_to_C19_variants_of_ini_and_toml()
    {
        using var folder = new AlembicFolder();
        var directories = Variants.Select((variant, number) => Write(folder, variant, $"v{number}")).ToArray();
        folder.Write(
            "cases.json",
            JsonSerializer.Serialize(Variants.Zip(directories, (variant, directory) => new { directory, section = variant.Section })));
        folder.Write("oracle.py", Oracle);
        using var process = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", [folder.At("oracle.py"), folder.At("cases.json")])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);

        using var json = JsonDocument.Parse(output);
        var minor = json.RootElement.GetProperty("version")[1].GetInt32();
        var compared = 0;
        var unequal = new List<string>();
        foreach (var (number, answer) in json.RootElement.GetProperty("answers").EnumerateArray().Index())
        {
            var variant = Variants[number];
            if (variant.Since > minor)
            {
                continue;
            }

            compared++;
            var expected = answer.ValueKind == JsonValueKind.Null
                ? "an error"
                : Text(
                    answer.GetProperty("script").GetString()!,
                    answer.GetProperty("locations").EnumerateArray().Select(location => location.GetString()!),
                    answer.GetProperty("recursive").GetBoolean());
            var ours = Ours(directories[number], variant.Section);
            if (expected != ours)
            {
                unequal.Add($"{variant}: Alembic {expected}, we {ours}");
            }
        }

        Assert.True(unequal.Count == 0, string.Join('\n', unequal));
        Assert.True(compared >= 60, $"only {compared} variants were compared");
    }

    private static string Ours(string directory, string section)
    {
        try
        {
            var read = AlembicConfiguration.Read(new AlembicSettings { Section = section }, directory, []);
            return Text(read.ScriptLocation!, read.VersionLocations, read.Recursive);
        }
        catch (FindingException)
        {
            return "an error";
        }
    }

    // The order in which locations are looked through decides nothing.
    private static string Text(string script, IEnumerable<string> locations, bool recursive) =>
        Path.TrimEndingDirectorySeparator(script) + (recursive ? " with all below " : " with ")
        + string.Join(' ', locations.Select(Path.TrimEndingDirectorySeparator).Order(StringComparer.Ordinal));

    private static string Write(AlembicFolder folder, Variant variant, string name)
    {
        foreach (var location in new[]
            { "m/versions", "m%n/versions", "versions", "a/sub", "b", "pkg/m/versions", "pkg/inner/db/m/versions", "src/lib/m/versions" })
        {
            Directory.CreateDirectory(folder.At($"{name}/{location}"));
        }

        Directory.CreateSymbolicLink(folder.At($"{name}/link"), folder.At($"{name}/a"));
        folder.Write($"{name}/pkg/__init__.py", "").Write($"{name}/pkg/inner/__init__.py", "").Write($"{name}/src/lib/__init__.py", "");
        folder.Write($"{name}/alembic.ini", $"[alembic]\n{variant.Ini}\n");
        if (variant.Toml is { } toml)
        {
            folder.Write($"{name}/pyproject.toml", $"[tool.alembic]\n{toml}\n");
        }

        return folder.At(name);
    }

    private sealed record Variant(string Ini, string Section = "alembic", string? Toml = null, int Since = 0);
}
