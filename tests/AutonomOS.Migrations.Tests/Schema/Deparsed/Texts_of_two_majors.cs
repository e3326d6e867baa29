using AutonomOS.Migrations.Schema.Deparsed;

namespace AutonomOS.Migrations.Tests.Schema.Deparsed;

/// <summary>What servers of two versions printed of one statement, and what is not the same however much it looks like it.</summary>
public sealed class Texts_of_two_majors
{
    /// <summary>Pairs as versions 13 to 18 printed them: the older version with its text, the newer with its own.</summary>
    public static TheoryData<int, string, int, string> Equal { get; } = new()
    {
        { 15, " SELECT t.a,\n    t.b\n   FROM app.t\n  WHERE (t.a > 1);", 16, " SELECT a,\n    b\n   FROM app.t\n  WHERE (a > 1);" },
        { 15, " SELECT x.a FROM app.t x(id, a);", 18, " SELECT a FROM app.t x(id, a);" },
        { 15, " SELECT \"T x\".\"a b\" FROM ONLY app.t \"T x\";", 16, " SELECT \"a b\" FROM ONLY app.t \"T x\";" },
        { 15, " SELECT t.a FROM app.t TABLESAMPLE bernoulli (10) REPEATABLE (5);", 16, " SELECT a FROM app.t TABLESAMPLE bernoulli (10) REPEATABLE (5);" },
        { 15, " SELECT s.k FROM app.srf(1) s(k, v);", 16, " SELECT k FROM app.srf(1) s(k, v);" },
        { 15, " SELECT q.a FROM ( SELECT t.a FROM app.t WHERE (t.b > 1)) q;", 16, " SELECT a FROM ( SELECT t.a FROM app.t WHERE (t.b > 1)) q;" },
        { 15, " SELECT v.n FROM ( VALUES (1,'a'::text)) v(n, s);", 16, " SELECT n FROM ( VALUES (1,'a'::text)) v(n, s);" },
        { 15, " SELECT z.a FROM ROWS FROM(generate_series(1, 2)) z(a);", 16, " SELECT a FROM ROWS FROM(generate_series(1, 2)) z(a);" },
        { 15, " WITH x AS ( SELECT t.a FROM app.t) SELECT x.a FROM x;", 16, " WITH x AS ( SELECT t.a FROM app.t) SELECT a FROM x;" },
        {
            15, " SELECT t.a FROM app.t WHERE (EXISTS ( SELECT 1 FROM app.u WHERE (u.t_id = t.id)));",
            16, " SELECT a FROM app.t WHERE (EXISTS ( SELECT 1 FROM app.u WHERE (u.t_id = t.id)));"
        },
        { 15, " SELECT t.a AS b, t.b AS a FROM app.t ORDER BY t.b;", 16, " SELECT a AS b, b AS a FROM app.t ORDER BY t.b;" },
        { 15, " SELECT (t.p).street AS street, t.*::app.t AS t FROM app.t;", 16, " SELECT (p).street AS street, t.*::app.t AS t FROM app.t;" },
        { 15, " SELECT sum(t.a) OVER w AS s FROM app.t WINDOW w AS (PARTITION BY t.b);", 16, " SELECT sum(a) OVER w AS s FROM app.t WINDOW w AS (PARTITION BY b);" },
        { 15, "XMLSERIALIZE(CONTENT x AS text)", 16, "XMLSERIALIZE(CONTENT x AS text NO INDENT)" },
        { 16, "(json <> ''::text)", 17, "(\"json\" <> ''::text)" },
        { 15, "(json_array = 1)", 16, "(\"json_array\" = 1)" },
        { 13, "date_part('year'::text, d)", 14, "EXTRACT(year FROM d)" },
        { 13, "CHECK ((date_part('year'::text, i) > (2000)::double precision))", 18, "CHECK ((EXTRACT(year FROM i) > (2000)::numeric))" },
        { 13, "((5)::double precision <= date_part('hour'::text, i))", 14, "((5)::numeric <= EXTRACT(hour FROM i))" },
        {
            13, "(date_part('dow'::text, i) = ANY (ARRAY[(0)::double precision, (6)::double precision]))",
            14, "(EXTRACT(dow FROM i) = ANY (ARRAY[(0)::numeric, (6)::numeric]))"
        },
        { 13, "\"substring\"(c, 1, 2)", 14, "SUBSTRING(c FROM 1 FOR 2)" },
        { 13, "\"substring\"(c, 2)", 14, "SUBSTRING(c FROM 2)" },
        { 13, "\"substring\"(c, 'a#\"b#\"c'::text, '#'::text)", 14, "SUBSTRING(c SIMILAR 'a#\"b#\"c'::text ESCAPE '#'::text)" },
        { 13, "\"position\"((b || c), 'a'::text)", 14, "POSITION(('a'::text) IN ((b || c)))" },
        { 13, "btrim(c)", 14, "TRIM(BOTH FROM c)" },
        { 13, "ltrim(c, 'x'::text)", 14, "TRIM(LEADING 'x'::text FROM c)" },
        { 13, "rtrim(c)", 14, "TRIM(TRAILING FROM c)" },
        { 13, "\"overlay\"(c, 'x'::text, 2, 3)", 14, "OVERLAY(c PLACING 'x'::text FROM 2 FOR 3)" },
        { 13, "\"overlay\"(c, 'x'::text, 2)", 14, "OVERLAY(c PLACING 'x'::text FROM 2)" },
        { 13, "timezone('Europe/Berlin'::text, timezone('UTC'::text, ts))", 14, "((ts AT TIME ZONE 'UTC'::text) AT TIME ZONE 'Europe/Berlin'::text)" },
        { 13, "(timezone('UTC'::text, tz))::date", 14, "((tz AT TIME ZONE 'UTC'::text))::date" },
        { 13, "\"overlaps\"(ts, iv, ts, iv)", 14, "((ts, iv) OVERLAPS (ts, iv))" },
        { 13, "pg_collation_for(c)", 14, "COLLATION FOR (c)" },
        { 13, "\"normalize\"(c, 'nfd'::text)", 14, "NORMALIZE(c, NFD)" },
        { 13, "(NOT is_normalized(c))", 14, "(NOT (c IS NORMALIZED))" },
        { 13, "is_normalized(c, 'nfd'::text)", 14, "(c IS NFD NORMALIZED)" },
        { 13, "\"xmlexists\"('//a'::text, x)", 14, "XMLEXISTS(('//a'::text) PASSING (x))" },
        {
            13, "\"substring\"(btrim(c), 1, \"position\"(c, 'a'::text))",
            14, "SUBSTRING(TRIM(BOTH FROM c) FROM 1 FOR POSITION(('a'::text) IN (c)))"
        },
        { 13, "a integer, INOUT b text DEFAULT btrim(' x '::text)", 14, "IN a integer, INOUT b text DEFAULT TRIM(BOTH FROM ' x '::text)" },
        {
            13, "CREATE INDEX i6 ON app.chk USING btree (timezone('UTC'::text, d))",
            14, "CREATE INDEX i6 ON app.chk USING btree ((d AT TIME ZONE 'UTC'::text))"
        },
        { 13, " SELECT t.json,\n btrim(t.c) AS btrim FROM app.t;", 17, " SELECT \"json\", TRIM(BOTH FROM c) AS btrim FROM app.t;" },
    };

    /// <summary>What must not be taken for the same, and whether the difference is certain.</summary>
    public static TheoryData<int, string, int, string, bool> Unequal { get; } = new()
    {
        // Another constant, column, table, function, operator, order or grouping.
        { 15, "(a > 1)", 16, "(a > 2)", true },
        { 15, "(c = 'x'::text)", 16, "(c = 'y'::text)", true },
        { 15, "(c = 'x'::text)", 16, "(c = 'X'::text)", true },
        { 15, "(c = ' x'::text)", 16, "(c = 'x'::text)", true },
        { 15, "(c = 'a''b'::text)", 16, "(c = 'a\"b'::text)", true },
        { 15, "(c = 'a\\b'::text)", 16, "(c = 'a\\\\b'::text)", true },
        { 15, "(a - b)", 16, "(b - a)", true },
        { 15, "(a < b)", 16, "(a > b)", true },
        { 15, "(a AND b)", 16, "(a OR b)", true },
        { 15, "lower(c)", 16, "upper(c)", true },
        { 15, "(a OPERATOR(app.+) b)", 16, "(a OPERATOR(other.+) b)", true },
        { 15, "(a OPERATOR(app.+) b)", 16, "(a + b)", true },
        { 15, "((a + b) * c)", 16, "(a + (b * c))", false },
        { 15, "(a COLLATE \"C\")", 16, "(a COLLATE \"POSIX\")", true },
        { 15, "(a)::integer", 16, "(a)::bigint", false },
        { 15, "a integer", 16, "a bigint", true },
        { 15, "(a * 2) stored", 18, "(a * 2) virtual", true },
        { 15, "\"a\"\"b\"", 16, "\"a\"", true },
        { 15, "(\"true\" = 1)", 16, "(true = 1)", false },
        { 15, "(\"user\" = 1)", 16, "(user = 1)", false },
        { 15, "(E'a\\'b' = c)", 16, "(E'a\\'' = c)", true },

        // Names of tables before columns: only that of the one relation in scope may go, and only outside of sub-selects.
        { 15, " SELECT t.a FROM app.t;", 16, " SELECT b FROM app.t;", true },
        { 15, " SELECT t.a, u.a FROM app.t, app.u;", 16, " SELECT u.a, t.a FROM app.t, app.u;", true },
        { 15, " SELECT t.a FROM (app.t JOIN app.u ON (true));", 16, " SELECT u.a FROM (app.t JOIN app.u ON (true));", true },
        { 15, " SELECT t.a FROM (app.t JOIN app.u ON (true));", 16, " SELECT a FROM (app.t JOIN app.u ON (true));", false },
        { 15, " SELECT t.a FROM app.t, app.u;", 16, " SELECT a FROM app.t, app.u;", false },
        {
            15, " SELECT t.a FROM app.t WHERE (EXISTS ( SELECT 1 FROM app.u WHERE (u.id = t.id)));",
            16, " SELECT a FROM app.t WHERE (EXISTS ( SELECT 1 FROM app.u WHERE (u.id = id)));", false
        },
        {
            15, " SELECT t.a FROM app.t WHERE (EXISTS ( SELECT 1 FROM app.u WHERE (u.id = t.id)));",
            16, " SELECT a FROM app.t WHERE (EXISTS ( SELECT 1 FROM app.u WHERE (u.id = u.id)));", true
        },
        { 15, " SELECT t.a FROM app.t UNION SELECT u.a FROM app.u;", 16, " SELECT a FROM app.t UNION SELECT a FROM app.u;", false },
        { 15, " SELECT t.f(1) AS f FROM app.t;", 16, " SELECT f(1) AS f FROM app.t;", false },
        { 15, " SELECT ''::t.kind AS f FROM app.t;", 16, " SELECT ''::kind AS f FROM app.t;", false },
        { 15, " SELECT (t.a COLLATE t.c) AS f FROM app.t;", 16, " SELECT (a COLLATE c) AS f FROM app.t;", false },
        { 15, " SELECT a.a FROM a.a;", 16, " SELECT a FROM a;", false },
        { 15, "( SELECT t.a FROM app.t)", 16, "( SELECT a FROM app.t)", false },
        { 14, " SELECT t.a FROM app.t;", 15, " SELECT a FROM app.t;", false },
        { 16, " SELECT t.a FROM app.t;", 17, " SELECT a FROM app.t;", false },

        // The standard's syntax.
        { 13, "date_part('year'::text, d)", 14, "EXTRACT(month FROM d)", true },
        { 13, "date_part('year'::text, d)", 14, "EXTRACT(year FROM e)", true },
        { 15, "date_part('year'::text, d)", 16, "EXTRACT(year FROM d)", false },
        { 13, "(date_part('epoch'::text, d) * (2)::double precision)", 14, "(EXTRACT(epoch FROM d) * (2)::numeric)", false },
        { 13, "(date_part('year'::text, d) > (1.5)::double precision)", 14, "(EXTRACT(year FROM d) > (1.5)::numeric)", false },
        { 13, "(a > (2)::double precision)", 14, "(a > (2)::numeric)", false },
        { 13, "\"position\"('a'::text, c)", 14, "POSITION(('a'::text) IN (c))", false },
        { 13, "\"substring\"(c, 2, 1)", 14, "SUBSTRING(c FROM 1 FOR 2)", true },
        { 13, "\"substring\"(c, 1)", 14, "SUBSTRING(c FROM 1 FOR 2)", true },
        { 13, "app.\"substring\"(c, 1)", 14, "SUBSTRING(c FROM 1)", true },
        { 13, "ltrim(c)", 14, "TRIM(TRAILING FROM c)", false },
        { 13, "btrim('x'::text, c)", 14, "TRIM(BOTH 'x'::text FROM c)", false },
        { 13, "timezone(a, b)", 14, "(a AT TIME ZONE b)", true },
        { 13, "\"overlaps\"(a, b, c, d)", 14, "((a, c) OVERLAPS (b, d))", true },
        { 13, "(a IN (1))", 14, "(a (1))", false },

        // Words that became keywords, between versions of which both know them as such or neither does.
        { 17, "(json = 1)", 18, "(\"json\" = 1)", false },
        { 15, "(json_value = 1)", 16, "(\"json_value\" = 1)", false },
        { 15, "(jsonb = 1)", 17, "(\"jsonb\" = 1)", false },

        // Something more, or less.
        { 15, "(a > 1)", 16, "((a > 1) AND (b > 1))", true },
        { 15, " SELECT a FROM app.t;", 16, " SELECT a FROM app.t WHERE (a IS NULL);", true },
        { 15, "FOREIGN KEY (a) REFERENCES app.p(id)", 18, "FOREIGN KEY (a) REFERENCES app.p(id) NOT ENFORCED", true },
        { 15, "CREATE INDEX i ON app.t USING btree (a)", 16, "CREATE INDEX i ON app.t USING btree (a DESC)", false },
        { 15, " SELECT a AS x FROM app.t;", 16, " SELECT a FROM app.t;", false },

        // What may be a name that the server made up, or is printed by a type that changes, is not certain.
        { 15, " SELECT t_1.a FROM app.t t_1, app.u;", 16, " SELECT t_2.a FROM app.t t_2, app.u;", false },
        { 15, "(j @? '$.\"a\"'::jsonpath)", 16, "(j @? '$.a'::jsonpath)", false },
        { 15, "nextval('app.json'::regclass)", 17, "nextval('app.\"json\"'::regclass)", false },

        // Of a version that is not known yet nothing is certain.
        { 18, "(a > 1)", 19, "(a > 2)", false },

        // What is not read is not compared.
        { 15, "(a > 1) -- x", 16, "(a > 1)", false },
        { 15, "'a", 16, "'b", false },
        { 15, "(a", 16, "a", false },
        { 15, "(a]", 16, "(a)", false },
        { 15, "U&'a'", 16, "'a'", false },
    };

    [Theory]
    [MemberData(nameof(Equal))]
    public void That_one_statement_made_are_equal(int older, string olderText, int newer, string newerText)
    {
        Assert.Equal(DeparsedLikeness.Equal, DeparsedComparison.Compare(olderText, older, newerText, newer));
        Assert.Equal(DeparsedLikeness.Equal, DeparsedComparison.Compare($"\n {newerText} ", newer, olderText, older));
    }

    [Theory]
    [MemberData(nameof(Unequal))]
    public void That_two_statements_made_are_never_equal(int older, string olderText, int newer, string newerText, bool isCertain)
    {
        var expected = isCertain ? DeparsedLikeness.Different : DeparsedLikeness.NotComparable;
        Assert.Equal(expected, DeparsedComparison.Compare(olderText, older, newerText, newer));
        Assert.Equal(expected, DeparsedComparison.Compare(newerText, newer, olderText, older));
    }
}
