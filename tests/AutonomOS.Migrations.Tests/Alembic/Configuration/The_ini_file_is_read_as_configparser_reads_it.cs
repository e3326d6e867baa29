using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Configuration;

public sealed class The_ini_file_is_read_as_configparser_reads_it
{
    [Fact]
    public void C02_a_named_section_is_read_and_the_default_one_is_no_fallback()
    {
        using var folder = AlembicFolder.Standard("script_location = nowhere\n[two]\nscript_location = migrations");
        Assert.True(folder.Revision("a1").Load(new AlembicSettings { Section = "two" }).IsTrusted);
        var finding = AlembicFolder.Only(folder.Load(new AlembicSettings { Section = "Two" }), DiagnosticCodes.ScriptLocationNotSet);
        Assert.Contains("no section 'Two'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void C03_DEFAULT_is_inherited_and_interpolated()
    {
        using var folder = new AlembicFolder();
        folder.Write("alembic.ini", "[DEFAULT]\nscript_location = m\nyear=2026\n[alembic]\nversion_locations ="
            + " %(script_location)s/%(Year)s\n").Revision("a1", folder: "m/2026");
        Assert.Equal([folder.At("m/2026")], folder.Load().VersionLocations);
    }

    [Theory]
    [InlineData("Script_Location : migrations")]
    [InlineData("SCRIPT_LOCATION=migrations   ")]
    [InlineData("# script_location = x\n  ; a comment\n\nscript_location\t=\tmigrations\r")]
    [InlineData("other = a\n   continued = b\n   [not a section]\nscript_location = migrations")]
    public void C04_keys_have_no_case_and_two_delimiters(string section)
    {
        using var folder = AlembicFolder.Standard(section).Revision("a1");
        Assert.True(folder.Load().IsTrusted);
    }

    [Fact]
    public void C05_inline_comment_is_data()
    {
        using var folder = AlembicFolder.Standard("script_location = migrations  # mine").Revision("a1");
        var finding = AlembicFolder.Only(folder.Load(), DiagnosticCodes.ScriptLocationNotFound);
        Assert.Equal((folder.At("alembic.ini"), 2), (finding.File, finding.Line));
        Assert.Contains("'migrations  # mine'", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF[alembic]\nscript_location = m\n", 1, "byte order mark")]
    [InlineData("[alembic]\nscript_location = m\nSCRIPT_LOCATION = n\n", 3, "there twice")]
    [InlineData("[alembic]\n[x]\n[alembic]\n", 3, "there twice")]
    [InlineData("script_location = m\n", 1, "before the first section")]
    [InlineData("[alembic]\npostgresql//u$hunter2\n", 2, "neither '=' nor ':'")]
    [InlineData("[alembic]\n= hunter2\n", 2, "neither '=' nor ':'")]
    public void C06_what_configparser_refuses_is_refused_at_its_line(string text, int line, string what)
    {
        using var folder = new AlembicFolder();
        var finding = AlembicFolder.Only(folder.Write("alembic.ini", text).Load(), DiagnosticCodes.ConfigurationNotReadable);
        Assert.Equal((folder.At("alembic.ini"), line), (finding.File, finding.Line));
        Assert.Contains(what, finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void C06_bytes_that_are_not_UTF8_are_refused()
    {
        using var folder = new AlembicFolder();
        AlembicFolder.Only(folder.Write("alembic.ini", [0x5B, 0xFF, 0x5D]).Load(), DiagnosticCodes.ConfigurationNotReadable);
    }

    [Theory]
    [InlineData("script_location = migr%%tions", "migr%tions")]
    [InlineData("sqlalchemy.url = postgresql://u:p%40ss@h/d\nscript_location = %(here)s/migrations", "migrations")]
    public void C07_percent_signs_matter_only_where_a_value_is_asked_for(string section, string expected)
    {
        using var folder = AlembicFolder.Standard(section).Revision("a1", folder: expected + "/versions");
        Assert.Equal(folder.At(expected), folder.Load().ScriptLocation);
    }

    [Theory]
    [InlineData("script_location = %(nope)s/x", "'nope'")]
    [InlineData("script_location = 100%", "'%' has to be followed")]
    [InlineData("script_location = %(a)s\na = %(b)s\nb = %(a)s", "too deep")]
    [InlineData(
        "script_location = %(a)s\na=%(b)s%(b)s%(b)s%(b)s%(b)s%(b)s%(b)s%(b)s\nb=%(c)s%(c)s%(c)s%(c)s%(c)s%(c)s\n"
        + "c=%(d)s%(d)s%(d)s%(d)s%(d)s%(d)s\nd=%(e)s%(e)s%(e)s%(e)s%(e)s%(e)s\ne=%(f)s%(f)s%(f)s%(f)s%(f)s%(f)s\nf=",
        "too deep")]
    public void C07_what_cannot_be_interpolated_is_said_at_the_option(string section, string what)
    {
        using var folder = AlembicFolder.Standard(section);
        var finding = AlembicFolder.Only(folder.Load(), DiagnosticCodes.InterpolationFailed);
        Assert.Equal(2, finding.Line);
        Assert.Contains(what, finding.Message, StringComparison.Ordinal);
    }
}
