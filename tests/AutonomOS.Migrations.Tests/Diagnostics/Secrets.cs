using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Diagnostics;

public sealed class Secrets
{
    [Theory]
    [InlineData("postgresql://app:geheim@db/shop", "postgresql://app:***@db/shop")]
    [InlineData("see https://u:ge@heim@host/x and more", "see https://u:***@host/x and more")]
    [InlineData("dblink('host=db password=geheim user=x')", "dblink('host=db password=*** user=x')")]
    [InlineData("options (user 'x', password => 'ge''heim')", "options (user 'x', password => ***)")]
    [InlineData("https://host/path?x=1@2", "https://host/path?x=1@2")]
    [InlineData("'Server=x;Uid=u;Pwd=geheim'", "'Server=x;Uid=u;Pwd=***'")]
    [InlineData("alter role app password 'ge''heim' login", "alter role app password *** login")]
    [InlineData("{ \"password\": \"geheim\", \"x\": 1 }", "{ \"password\": ***, \"x\": 1 }")]
    [InlineData("user mapping for app options (password 'geheim')", "user mapping for app options (password ***)")]
    [InlineData("create table t (password text)", "create table t (password text)")]
    [InlineData("no secret here", "no secret here")]
    [InlineData(null, null)]
    public void What_looks_like_a_password_is_masked(string? text, string? masked) =>
        Assert.Equal(masked, SecretMask.Apply(text));

    [Theory]
    [InlineData("postgres://u@corp:geheim@h/x", "postgres://u@corp:***@h/x")]
    [InlineData("postgres://u:ge/he'i\"m@h/x", "postgres://u:***@h/x")]
    [InlineData("password = E'ge\\'heim' x", "password = *** x")]
    [InlineData("PASSWORD $x$ge'heim$x$ login", "PASSWORD *** login")]
    [InlineData("x(password := 'geheim')", "x(password := ***)")]
    [InlineData("a?password%3Dgeheim&b", "a?password%3D***&b")]
    public void Whatever_way_it_is_written(string text, string masked) => Assert.Equal(masked, SecretMask.Apply(text));

    [Theory]
    [InlineData("execute 'alter role x password ''geheim'''", "f()")]
    [InlineData("v_password text := 'geheim'", "f()")]
    [InlineData("E'pw\nPASSWORD ''geheim'''", "f()")]
    [InlineData("'host=h password=''geheim'' x'::text", "t.c")]
    [InlineData("CHECK (((password)::text <> 'geheim'::text))", "t.c")]
    [InlineData("((password)::text = ANY ((ARRAY['geheim'::character varying, 'geheim'::character varying])::text[]))", "t.p")]
    [InlineData("CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf('password', 'geheim')", "t.g")]
    [InlineData("select set_config('app.password', 'geheim', true)", "f()")]
    [InlineData("password = ('geheim'::text)", "f()")]
    [InlineData("jsonb_build_object('password', 'geheim')", "f()")]
    [InlineData("'password=' || 'geheim'", "f()")]
    [InlineData("password $$geheim and more", "f()")]
    [InlineData("'geheim'::text", "public.t.password")]
    [InlineData("'geheim'::text", "public.t.\"db_Pwd\"")]
    public void A_definition_shows_no_string_on_a_line_with_its_word(string definition, string name)
    {
        var shown = SecretMask.OfDefinition(definition, name);

        Assert.DoesNotContain("geheim", shown, StringComparison.Ordinal);
        Assert.Contains("***", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_without_it_are_shown() => Assert.Equal(
        "a := 'b';\n  c := ***; v_password := ***;\nd := 'e';",
        SecretMask.OfDefinition("a := 'b';\n  c := 'd'; v_password := 'geheim';\nd := 'e';", "f()"));

    [Theory]
    [InlineData("password_hash <> 'x'", "f()")]
    [InlineData("state in ('passwordless', 'open')", "t.password_state")]
    [InlineData("'x'", "t.c")]
    [InlineData(null, "t.password")]
    public void Another_word_is_no_secret(string? definition, string name) => Assert.Equal(definition, SecretMask.OfDefinition(definition, name));

    [Fact]
    public void A_message_is_one_line_whatever_it_quotes()
    {
        var finding = DiagnosticCodes.ExtraInProduction.At("a\r\nb\u0085c\u2028d\te");

        Assert.Equal("a\\r\\nb\\u0085c\\u2028d\\te", finding.Message);
    }

    [Fact]
    public void Long_values_are_cut_around_the_place_that_differs()
    {
        var left = new string('a', 500) + "LEFT" + new string('b', 500);
        var right = new string('a', 500) + "RIGHT" + new string('b', 500);

        var shown = OneLine.Quote(left, OneLine.FirstDifference(left, right));

        Assert.InRange(shown.Length, 200, 204);
        Assert.Contains("LEFT", shown, StringComparison.Ordinal);
        Assert.StartsWith("'…a", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_of_surrogates_is_not_cut_in_two()
    {
        var shown = OneLine.Quote(string.Concat(Enumerable.Repeat("😀", 200)), 101);

        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(shown)));
    }

    [Fact]
    public void Nothing_is_told_from_an_empty_text()
    {
        Assert.Equal("nothing", OneLine.Quote(null));
        Assert.Equal("''", OneLine.Quote(""));
    }
}
