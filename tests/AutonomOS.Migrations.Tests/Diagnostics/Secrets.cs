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
