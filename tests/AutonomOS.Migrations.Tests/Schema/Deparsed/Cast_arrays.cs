using AutonomOS.Migrations.Schema.Deparsed;

namespace AutonomOS.Migrations.Tests.Schema.Deparsed;

/// <summary>What a server prints before it is dumped and restored, and after.</summary>
public sealed class Cast_arrays
{
    [Theory]
    [InlineData(
        "CHECK (((v)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])))",
        "CHECK (((v)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])))")]
    [InlineData("(ARRAY[x, f(y, 'z')])::text[]", "ARRAY[(x)::text, (f(y, 'z'))::text]")]
    [InlineData("(ARRAY['a,b'::x, E'\\'],'::x])::\"My \"\"[type\"[] || y", "ARRAY[('a,b'::x)::\"My \"\"[type\", (E'\\'],'::x)::\"My \"\"[type\"] || y")]
    [InlineData("(ARRAY['it''s'::x, \"a]\".b])::pg_catalog.text[]", "ARRAY[('it''s'::x)::pg_catalog.text, (\"a]\".b)::pg_catalog.text]")]
    [InlineData("(ARRAY[(ARRAY[a])::text[]])::x[]", "ARRAY[(ARRAY[(a)::text])::x]")]
    [InlineData("((ARRAY[a])::text[] = (ARRAY[b[1], c])::double precision[])", "(ARRAY[(a)::text] = ARRAY[(b[1])::double precision, (c)::double precision])")]
    public void Are_written_by_element(string kept, string restored)
    {
        Assert.Equal(restored, CastArrays.ByElement(kept));
        Assert.Equal(restored, CastArrays.ByElement(restored));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("(ARRAY[a, b])")]
    [InlineData("(ARRAY[])::text[]")]
    [InlineData("(ARRAY[a])::text")]
    [InlineData("(ARRAY[a])::text[][]")]
    [InlineData("(ARRAY[a])::character varying(3)[]")]
    [InlineData("(ARRAY[a] || b)::text[]")]
    [InlineData("(ARRAY[a")]
    [InlineData("'(ARRAY[a])::text[]'::text")]
    [InlineData("\"(ARRAY[a])::text[]\"")]
    [InlineData("E'\\'(ARRAY[a])::text[]'")]
    public void Are_left_alone_in_another_form(string? text) => Assert.Equal(text, CastArrays.ByElement(text));
}
