using System.Globalization;
using AutonomOS.Migrations.Sql;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Tests.Sql;

/// <summary>Where statements begin and end, and what is text or comment in them.</summary>
public sealed class Texts_of_SQL
{
    public static TheoryData<string, string> Cases => new()
    {
        { "DROP TABLE a;;\n; DROP TABLE b", "drop_table a; drop_table b" },
        { "/* a /* b; */ DROP TABLE x; */ DROP TABLE y -- ; DROP TABLE z", "drop_table y" },
        { "SELECT 'a;''b'; DROP TABLE t; SELECT ''", "select; drop_table t; select" },
        { "SELECT 'a'\n  -- still the same text\n  ';DROP TABLE x;'; DROP TABLE t", "select; drop_table t" },
        { "SELECT 'a\\'; DROP TABLE t; --'", "select; drop_table t" },
        { "SELECT E'a\\'; DROP TABLE t; --'", "select" },
        { "SELECT $$;$a$;$$, $a$ $$ ; $b$ $a$, 1; DROP TABLE t", "select; drop_table t" },
        { "SELECT a$b$c FROM t; DROP TABLE a$b$", "select; drop_table a$b$" },
        { "SELECT 1*--;\n2; SELECT 1/*;*/; SELECT @-1 +-2, 1<-1; DROP TABLE t", "select; select; select; drop_table t" },
        { "DROP TABLE U&\"d\\0061t\\+000061\", U&\"d!0061ta\" /* x */ UESCAPE '!', \"q\"\"x\", É, ABÉ", "drop_table data; drop_table data; drop_table q\"x; drop_table É; drop_table abÉ" },
        { "DROP TABLE \"" + new string('é', 40) + "\"", "drop_table " + new string('é', 31) },
        { "DROP TABLE a" + new string('b', 80), "drop_table a" + new string('b', 62) },
        { "COPY t (a) FROM stdin;\n1\n; DROP TABLE x;\n\\.\nDROP TABLE y;", "insert t; drop_table y" },
        { "COPY t FROM stdin; DROP TABLE x;\r\n1\r\n\\.\r\nDROP TABLE y;", "insert t; drop_table x; drop_table y" },
        { "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END; DROP TABLE t", "create_function f (); drop_table t" },
        { "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; DELETE FROM x); DROP TABLE y", "create_rule t#r; drop_table y" },
        { "BEGIN; DROP TABLE a; COMMIT; DROP TABLE b; BEGIN; DROP TABLE c; ROLLBACK TO x; DROP TABLE d", "begin; drop_table a; commit; drop_table b outside; begin outside; drop_table c; rollback to savepoint; drop_table d" },
        { "COMMIT AND CHAIN; DROP TABLE b", "commit; drop_table b" },
        { "\\connect db\nDROP TABLE t;\n\\i x.sql", "SQL: a command of psql's is no SQL; drop_table t; SQL: a command of psql's is no SQL" },
        { "DROP TABLE :name; DROP TABLE t", "DROP: a variable of psql's is no SQL; drop_table t" },
        { "SELECT a[1:n], json_object('a':b), x::int FROM t", "select" },
        { "DROP TABLE t, 'x'", "DROP: it is not SQL that is understood" },
        { "DROP TABLE t extra", "DROP: it is not SQL that is understood" },
        { "DROP TABLE select", "DROP: it is not SQL that is understood" },
        { "FROBNICATE t", "SQL: no statement begins so" },
        { "DROP TABLE (a; DROP TABLE b", "DROP: parentheses that do not match" },
        { "DROP TABLE a); DROP TABLE b", "DROP: parentheses that do not match; drop_table b" },
        { "SELECT my.fn(1), pg_catalog.lower('x')", "my.fn(): what the function does is not known" },
        { "SELECT pg_temp.lower('x')", "pg_temp.lower(): what the function does is not known" },
        { "UPDATE t SET a = fn(1)", "fn(): what the function does is not known; update t all" },
        { "DELETE FROM t WHERE id = id", "delete t where all" },
        { "DELETE FROM t WHERE 1 = 0", "delete t where" },
        { "CREATE USER MAPPING FOR a SERVER s OPTIONS (password 'p')", "create_user_mapping a s" },
        { "ALTER USER MAPPING FOR a SERVER s OPTIONS (SET password 'p')", "alter_user_mapping a s = OPTIONS (SET password '...')" },
        { "PREPARE x AS DELETE FROM t; EXECUTE x", "PREPARE: whether the prepared statement is run is not known; EXECUTE: what a prepared statement does is not known" },
        { "COPY t FROM PROGRAM 'rm'", "COPY: what a program on the server does is not known" },
        { "DO LANGUAGE plpython3u $$ x = 1 $$", "DO: its body is not PL/pgSQL" },
        { "DO $$ BEGIN DROP TABLE a; ", "DO: what opens here is not closed" },
        { "DO $$ BEGIN DROP TABLE a; $$", "DO: its body is not understood" },
        { "DO $$ BEGIN IF x THEN RETURN; END IF; DROP TABLE a; END $$", "drop_table a maybe" },
        { "DO $$ BEGIN CREATE TABLE a (); EXCEPTION WHEN others THEN DROP TABLE b; END $$; DROP TABLE c", "create_table a () maybe; drop_table b maybe; drop_table c" },
        { "DO $$ DECLARE x int := fn(); BEGIN x := 1; EXECUTE 'DROP TABLE ' || x; END; $$", "fn(): what the function does is not known; EXECUTE in a DO block: the statement is put together while it runs" },
        { "DO $$ BEGIN EXECUTE 'DO $x$ BEGIN EXECUTE ''DROP TABLE a''; END $x$'; END; $$", "drop_table a" },
        { "DO $$ BEGIN EXECUTE format('DROP TABLE %I.%I', 'S', 'x'); EXECUTE format('DROP TABLE %s', t); END; $$", "drop_table S.x; EXECUTE in a DO block: the statement is put together while it runs" },
        { "DO $$ BEGIN FOR r IN EXECUTE 'DELETE FROM t RETURNING 1' LOOP NULL; END LOOP; WHILE fn() LOOP EXIT; END LOOP; END; $$", "delete t all; fn(): what the function does is not known" },
        { "DO $$ DECLARE c CURSOR FOR SELECT fn(); BEGIN OPEN c; PERFORM 1; SELECT 1 INTO x; COMMIT; DROP TABLE a; END $$", "fn(): what the function does is not known; perform; select; commit; drop_table a" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Are_split_as_PostgreSQL_splits_them(string sql, string expected) => Assert.Equal(expected, Told.Of(SqlReader.Read(sql, "f", 1)));

    [Fact]
    public void Have_the_lines_of_their_file()
    {
        var sql = "\n-- x\nDROP TABLE a;\n\nDO $$\nBEGIN\n  DROP TABLE b;\n  EXECUTE '\n    DROP TABLE c';\nEND $$;\nSELECT\n  /* never closed";

        Assert.Equal([12, 16, 18, 21], SqlReader.Read(sql, "f", 10).Select(operation => operation.Place.Line));
        Assert.Equal([2, 4, 5, 6], SqlReader.Read(sql, "f", 0, new() { LineOf = line => line / 2 + 1 }).Select(operation => operation.Place.Line));
    }

    [Fact]
    public void May_hold_the_binds_of_text()
    {
        var binds = new SqlReading { HasBinds = true };

        Assert.Equal("delete t where", Told.Of(SqlReader.Read("DELETE FROM t WHERE a = :a AND b = CAST(:b AS int) AND c = 'x'::text AND d[1\\:2] = :d", "f", 1, binds)));
        Assert.Equal("DROP: it is not SQL that is understood", Told.Of(SqlReader.Read("DROP TABLE :name", "f", 1, binds)));
    }

    [Fact]
    public void May_begin_outside_a_transaction_or_under_a_condition()
    {
        var reading = new SqlReading { IsOutsideTransaction = true, IsConditional = true };

        Assert.Equal("drop_table a maybe outside", Told.Of(SqlReader.Read("DROP TABLE a", "f", 1, reading)));
    }

    // A reader that goes back over what it has passed would need hours for these; the test has no clock, the test run has.
    private static readonly (string What, Func<string> Sql)[] Hostile =
    [
        ("unclosed", () => string.Concat(Enumerable.Repeat("/*", 500_000))),
        ("unclosed", () => string.Concat(Enumerable.Repeat("(", 500_000))),
        ("select", () => "SELECT " + new string('(', 250_000) + "1" + new string(')', 250_000)),
        ("quotes", () => string.Concat(Enumerable.Repeat("SELECT 1;'", 100_000))),
        ("escapes", () => string.Concat(Enumerable.Repeat("U&'a' ", 500_000))),
        ("dollars", () => string.Concat(Enumerable.Repeat("$a$ $b$ ", 500_000))),
        ("delete", () => "WITH " + string.Concat(Enumerable.Range(0, 100_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"a{i} AS (SELECT 1), "))) + "z AS (DELETE FROM t) SELECT 1"),
        ("not", () => "SELECT 1 WHERE " + string.Concat(Enumerable.Repeat("NOT (", 100_000)) + "1" + new string(')', 100_000)),
        ("delete", () => "DELETE FROM t WHERE " + string.Concat(Enumerable.Repeat("NOT (", 100_000)) + "1" + new string(')', 100_000)),
        ("blocks", () => "DO $$ " + string.Concat(Enumerable.Repeat("BEGIN DROP TABLE a; ", 100_000)) + string.Concat(Enumerable.Repeat("EXCEPTION WHEN others THEN NULL; END; ", 100_000)) + "$$"),
        ("ifs", () => "DO $$ BEGIN " + string.Concat(Enumerable.Repeat("IF a THEN ", 100_000)) + "DROP TABLE a; " + string.Concat(Enumerable.Repeat("END IF; ", 100_000)) + "END $$"),
        ("insert", () => "INSERT INTO t VALUES " + string.Join(", ", Enumerable.Repeat("(1, 'x', now())", 150_000))),
        ("data", () => string.Concat(Enumerable.Repeat("COPY t FROM stdin;\n1\n", 100_000))),
    ];

    [Fact]
    public void Are_read_in_one_pass_however_deep_they_are()
    {
        foreach (var (what, sql) in Hostile)
        {
            var operations = SqlReader.Read(sql(), what, 1);

            Assert.NotEmpty(operations);
            Assert.True(operations.All(operation => operation.Place.Line >= 1), what);
        }
    }

    [Fact]
    public void Are_covered_by_tokens_and_blanks()
    {
        const string Sql = "SELECT 1.5e-3, .5, 1..2, 0x1F, 1_000, $1, a->>'b', x!=-1, 'q'::text, [1:2], a:=1, \"é\", B'1'; -- end";
        var lexer = new SqlLexer(Sql, 0, hasBinds: false);
        var tokens = new List<string>();
        while (lexer.Next() is { Kind: not SqlTokenKind.End } token)
        {
            tokens.Add(Sql.Substring(token.Start, token.Length));
        }

        Assert.Equal(
            "SELECT|1.5e-3|,|.5|,|1|..|2|,|0x1F|,|1_000|,|$1|,|a|->>|'b'|,|x|!=-|1|,|'q'|::|text|,|[|1|:|2|]|,|a|:=|1|,|\"é\"|,|B'1'|;",
            string.Join('|', tokens));
    }
}
