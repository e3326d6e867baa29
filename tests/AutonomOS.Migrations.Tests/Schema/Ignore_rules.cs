using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Tests.Schema;

public sealed class Ignore_rules
{
    [Theory]
    [InlineData("table:public.users", "table public.users", true)]
    [InlineData(" table : public.users ", "table public.users", true)]
    [InlineData("table:public.users", "table public.users2", false)]
    [InlineData("table:public.users", "Table public.users", false)]
    [InlineData("table:public.Users", "table public.users", false)]
    [InlineData("table:public.users", "column public.users", false)]
    [InlineData("table:public.temp_*", "table public.temp_", true)]
    [InlineData("table:public.temp_*", "table public.temp_1.x", true)]
    [InlineData("table:public.temp_*", "table public.tem", false)]
    [InlineData("table:*_tmp", "table public.a_tmp", true)]
    [InlineData("table:*_tmp", "table public.a_tmp2", false)]
    [InlineData("table:*.a*b*c", "table s.a_b_c", true)]
    [InlineData("table:*.a*b*c", "table s.abcc", true)]
    [InlineData("table:*.a*b*c", "table s.acb", false)]
    [InlineData("table:ab*ba", "table aba", false)]
    [InlineData("table:*", "table public.users", true)]
    [InlineData("*:public.users", "materialized view public.users", true)]
    [InlineData("materialized*:*", "materialized view public.v", true)]
    [InlineData("function:public.f(integer, text)", "function public.f(integer, text)", true)]
    [InlineData("table:public.\"a:b\"", "table public.\"a:b\"", true)]
    [InlineData("table:public.a?[b]", "table public.a?[b]", true)]
    [InlineData("table:public.\"new\\nline\"", "table public.\"new\nline\"", true)]
    [InlineData("table:public.*\\nline\"", "table public.\"new\nline\"", true)]
    [InlineData("table:public.\"new\nline\"", "table public.\"new\nline\"", true)]
    [InlineData("table:public.\"new\\nline\"", "table public.\"new\tline\"", false)]
    [InlineData("table:public.a?[b]", "table public.axb", false)]
    public void Cover_what_their_kind_and_name_say(string entry, string reference, bool covered) =>
        Assert.Equal(covered, IgnoreRule.Parse(entry, "because", out _)!.Covers(reference));

    [Theory]
    [InlineData("public.users", "because", "is not of the form kind:name")]
    [InlineData(":public.users", "because", "is not of the form kind:name")]
    [InlineData("table:", "because", "is not of the form kind:name")]
    [InlineData("table: ", "because", "is not of the form kind:name")]
    [InlineData("table:public.users", "", "has no Justification")]
    [InlineData("table:public.users", "  ", "has no Justification")]
    [InlineData("table:public.users", null, "has no Justification")]
    public void That_say_too_little_are_refused(string entry, string? justification, string error)
    {
        Assert.Null(IgnoreRule.Parse(entry, justification, out var why));
        Assert.Equal(error, why);
    }

    [Fact]
    public void With_many_stars_take_no_longer_than_the_name_is_long()
    {
        var rule = IgnoreRule.Parse("table:" + string.Concat(Enumerable.Repeat("a*", 10_000)) + "b", "because", out _)!;
        Assert.False(rule.Covers("table " + new string('a', 100_000)));
    }
}
