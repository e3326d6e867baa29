using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Configuration;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Configuration;

public sealed class The_configuration_is_found
{
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

    [Fact]
    public void A_pyproject_with_the_table_is_as_good_as_an_ini_and_the_nearest_folder_wins()
    {
        using var folder = AlembicFolder.Standard("script_location = nowhere");
        folder.Write("src/pyproject.toml", "[tool.alembic]\nscript_location = \"m\"\n").Revision("a1", folder: "src/m/versions");
        Directory.CreateDirectory(folder.At("src/app"));
        var history = folder.Load(project: "src/app");
        Assert.Equal((folder.At("src/pyproject.toml"), true), (history.ConfigFile, history.IsTrusted));
    }

    [Fact]
    public void The_configuration_in_the_working_directory_is_preferred_as_Alembic_reads_that()
    {
        using var folder = AlembicFolder.Standard("script_location = nowhere");
        folder.Write("other/alembic.ini", "[alembic]\nscript_location = m\n").Revision("a1", folder: "other/m/versions");
        Assert.True(folder.Load(new AlembicSettings { WorkingDirectory = "other" }).IsTrusted);
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

    [Theory]
    [InlineData(".")]
    [InlineData("app/deep")]
    public void C20_the_folder_of_Flask_Migrate_is_found_by_itself(string project)
    {
        using var folder = new AlembicFolder();
        folder.Write("migrations/alembic.ini", "[alembic]\n# script_location is passed by Flask-Migrate\n[logging]\n")
            .Write("migrations/env.py", "").Revision("a1").Write("pyproject.toml", "[tool.black]\n");
        Directory.CreateDirectory(folder.At(project));
        var history = folder.Load(project: project);
        Assert.True(history.IsTrusted);
        Assert.Equal(
            (folder.At("migrations/alembic.ini"), folder.At("migrations")), (history.ConfigFile, history.ScriptLocation));
        Assert.True(folder.Load(project: "migrations").IsTrusted);
        Assert.True(folder.Load(new AlembicSettings { ConfigFile = folder.At("migrations/alembic.ini") }).IsTrusted);
        File.Delete(folder.At("migrations/alembic.ini"));
        Assert.True(folder.Load(project: project).IsTrusted);
    }

    [Fact]
    public void C20_the_own_configuration_of_Flask_Migrate_counts_and_starts_at_the_application()
    {
        using var folder = new AlembicFolder();
        folder.Write("migrations/alembic.ini", "[alembic]\nversion_locations = migrations/versions %(here)s/more gone\n")
            .Write("migrations/env.py", "").Revision("a1").Revision("b2", folder: "migrations/more")
            .Write("pyproject.toml", "[tool.alembic]\nfile_template = 'x'\n");
        var history = folder.Load();
        var finding = AlembicFolder.Only(history, DiagnosticCodes.VersionLocationNotFound);
        Assert.Contains("the folder that holds Flask-Migrate's migrations", finding.Message, StringComparison.Ordinal);
        Assert.Equal([folder.At("migrations/versions"), folder.At("migrations/more")], history.VersionLocations);
    }

    [Fact]
    public void C20_a_configuration_with_a_script_location_wins_over_the_folder_of_Flask_Migrate()
    {
        using var folder = AlembicFolder.Standard("script_location = db").Revision("a1", folder: "db/versions");
        folder.Write("app/migrations/env.py", "").Revision("b2", folder: "app/migrations/versions");
        Assert.Equal(folder.At("db"), folder.Load(project: "app").ScriptLocation);
    }

    [Fact]
    public void C20_a_named_configuration_without_script_location_is_not_replaced_by_the_folder_of_Flask_Migrate()
    {
        using var folder = new AlembicFolder();
        folder.Write("db/alembic.ini", "[alembic]\n").Write("migrations/env.py", "").Revision("a1");
        AlembicFolder.Only(folder.Load(new AlembicSettings { ConfigFile = "db/alembic.ini" }), DiagnosticCodes.ScriptLocationNotSet);
    }

    [Theory]
    [InlineData("db/one.ini", null, "db/one")]
    [InlineData("cfg/pyproject.toml", null, "cfg/toml")]
    [InlineData("db/one.ini", "cfg/pyproject.toml", "db/one")]
    [InlineData("cfg/pyproject.toml", "db/one.ini", "db/one")]
    [InlineData("cfg/pyproject.toml", "db/empty.ini", "cfg/toml")]
    [InlineData("db/empty.ini", "cfg/pyproject.toml", "cfg/toml")]
    [InlineData("db/one.ini", "db/two.ini", "db/two")]
    [InlineData("absent.ini", "db/two.ini", "db/two")]
    public void C21_ALEMBIC_CONFIG_names_a_file_and_the_property_wins_for_its_kind(string variable, string? property, string scripts)
    {
        using var folder = AlembicFolder.Standard("script_location = nowhere");
        folder.Write("db/one.ini", "[alembic]\nscript_location = %(here)s/one\n")
            .Write("db/two.ini", "[alembic]\nscript_location = %(here)s/two\n")
            .Write("db/empty.ini", "[alembic]\n")
            .Write("cfg/pyproject.toml", "[tool.alembic]\nscript_location = '%(here)s/toml'\n");
        foreach (var location in new[] { "db/one", "db/two", "cfg/toml" })
        {
            Directory.CreateDirectory(folder.At(location));
        }

        var history = folder.Load(new AlembicSettings { EnvironmentConfigFile = variable, ConfigFile = property });
        Assert.Equal(folder.At(scripts), history.ScriptLocation);
    }

    [Fact]
    public void C21_a_relative_ALEMBIC_CONFIG_starts_at_the_working_directory()
    {
        using var folder = AlembicFolder.Standard("script_location = nowhere");
        folder.Write("db/x.ini", "[alembic]\nscript_location = m\n").Revision("a1", folder: "db/m/versions");
        var settings = new AlembicSettings { EnvironmentConfigFile = "x.ini", WorkingDirectory = "db" };
        Assert.True(folder.Load(settings).IsTrusted);
        Assert.True(folder.Load(new AlembicSettings { EnvironmentConfigFile = "db/x.ini" }).IsTrusted);
        var finding = AlembicFolder.Only(
            folder.Load(settings with { EnvironmentConfigFile = "db/x.ini" }), DiagnosticCodes.ConfigurationNotFound);
        Assert.Contains(
            $"ALEMBIC_CONFIG names {OneLine.Quote(folder.At("db/db/x.ini"))}, which does not exist (a relative value starts at"
            + " AlembicWorkingDirectory)",
            finding.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void C21_an_ini_and_a_pyproject_can_be_named_together()
    {
        using var folder = new AlembicFolder();
        folder.Write("a/x.ini", "[alembic]\nversion_locations = %(here)s/v\n").Revision("a1", folder: "a/v")
            .Write("b/pyproject.toml", "[tool.alembic]\nscript_location = '%(here)s/s'\nversion_locations = ['none']\n");
        Directory.CreateDirectory(folder.At("b/s"));
        foreach (var named in new[] { "a/x.ini;b/pyproject.toml", " b/pyproject.toml ; a/x.ini ;" })
        {
            var history = folder.Load(new AlembicSettings { ConfigFile = named });
            Assert.True(history.IsTrusted);
            Assert.Equal((folder.At("a/x.ini"), folder.At("b/s")), (history.ConfigFile, history.ScriptLocation));
        }
    }

    [Theory]
    [InlineData("a.ini;b.ini")]
    [InlineData("pyproject.toml;x/pyproject.toml")]
    [InlineData("a.ini;pyproject.toml;b.ini")]
    public void C21_two_files_of_one_kind_are_refused(string named)
    {
        using var folder = new AlembicFolder();
        foreach (var file in named.Split(';'))
        {
            folder.Write(file, "[alembic]\n");
        }

        Assert.StartsWith(
            "AlembicConfigFile names ",
            AlembicFolder.Only(folder.Load(new AlembicSettings { ConfigFile = named }), DiagnosticCodes.PropertyInvalid).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void C21_the_file_that_is_not_named_is_looked_for_in_the_working_directory()
    {
        using var folder = new AlembicFolder();
        folder.Write("a/x.ini", "[alembic]\n").Write("a/pyproject.toml", "[tool.alembic]\nscript_location = 'm'\n")
            .Write("pyproject.toml", "[tool.alembic]\nscript_location = 'm'\n").Revision("a1", folder: "a/m/versions")
            .Revision("b2", folder: "m/versions");
        var settings = new AlembicSettings { ConfigFile = "a/x.ini" };
        Assert.Equal(folder.At("a/m"), folder.Load(settings).ScriptLocation);
        Assert.Equal(folder.At("m"), folder.Load(settings with { WorkingDirectory = "." }).ScriptLocation);
    }

    [Fact]
    public void The_nearest_folder_of_a_project_gives_the_same_answer_as_the_project()
    {
        using var folder = AlembicFolder.Standard("script_location = db").Revision("a1", folder: "db/versions");
        Directory.CreateDirectory(folder.At("app/deep"));
        Assert.Equal(folder.Root, AlembicConfigLocator.NearestFolder(folder.At("app/deep")));
        folder.Write("app/migrations/env.py", "").Revision("b2", folder: "app/migrations/versions");
        Assert.Equal(folder.At("app"), AlembicConfigLocator.NearestFolder(folder.At("app/deep")));
        Assert.Equal(folder.At("db"), folder.Load(project: "app").ScriptLocation);
        Assert.Equal(folder.At("db"), folder.Load(project: "app/deep").ScriptLocation);
        File.Delete(folder.At("alembic.ini"));
        Assert.Equal(folder.At("app/migrations"), folder.Load(project: "app").ScriptLocation);
        Assert.Equal(folder.At("app/migrations"), folder.Load(project: "app/deep").ScriptLocation);
    }
}
