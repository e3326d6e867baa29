namespace AutonomOS.Migrations.Tests.Alembic.Revisions;

/// <summary>The forms of section 7 of the facts on which a reader with regular expressions stumbles, each by its number.</summary>
public sealed class Forms_found_in_public_repositories
{
    [Theory]
    [InlineData("u'3537d5420e0e'", "3537d5420e0e")]
    [InlineData("U\"3537d5420e0e\"", "3537d5420e0e")]
    [InlineData("r'a\\b'", "a\\b")]
    public void F03_a_string_may_have_a_prefix(string value, string expected) =>
        IsRead("x.py", $"revision = {value}\ndown_revision = None\n", expected);

    [Fact]
    public void F04_a_docstring_that_names_another_revision_does_not_count() =>
        IsRead("x.py", "\"\"\"empty\n\nRevision ID: ussuri_expand01\nRevises: train\n\"\"\"\nrevision = '2023_1_expand01'\ndown_revision = None\n", "2023_1_expand01");

    [Fact]
    public void F05_the_name_of_the_file_does_not_count() =>
        IsRead("31337ec0ffee_flavors.py", "revision = '313373c0ffee'\ndown_revision = None\n", "313373c0ffee");

    [Theory]
    [InlineData("kilo")]
    [InlineData("Ibac91d24da2")]
    [InlineData("start_neutron_fwaas")]
    [InlineData("0450_add_x")]
    [InlineData("001")]
    public void F06_an_identifier_need_not_be_hexadecimal(string revision) =>
        IsRead("x.py", $"revision = '{revision}'\ndown_revision = None\n", revision);

    [Fact]
    public void F07_a_comment_may_follow_on_the_line() =>
        IsRead("x.py", "revision = '03d710ccf29c'  # Generate a new 'unique' ID\ndown_revision = None  # = 'no'\n", "03d710ccf29c");

    [Fact]
    public void F08_of_two_assignments_the_last_counts()
    {
        using var folder = AlembicFolder.Standard().Revision("p1")
            .Write("migrations/versions/x.py", "revision = 'a1'\ndown_revision = 'p1'\ndepends_on = 'gone'\ndepends_on = None\n");
        var history = folder.Load();
        Assert.Empty(history.Findings);
        Assert.Empty(history.Graph!.Find("a1")!.DependsOn);
    }

    private static void IsRead(string file, string source, string revision)
    {
        using var folder = AlembicFolder.Standard().Write($"migrations/versions/{file}", source);
        var history = folder.Load();
        Assert.Empty(history.Findings);
        Assert.Equal([revision], history.Graph!.Heads);
    }
}
