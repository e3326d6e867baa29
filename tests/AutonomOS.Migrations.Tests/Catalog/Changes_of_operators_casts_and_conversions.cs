namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Each row: kind, object, property (null: the object itself), DDL of both sides, DDL of one side, value without and with it.
/// </summary>
public sealed class Changes_of_operators_casts_and_conversions(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    private const string Operator =
        "create function f(integer, integer) returns boolean language sql immutable as 'select true'; create function "
        + "g(integer, integer) returns boolean language sql immutable as 'select true'; create operator === (leftarg = "
        + "integer, rightarg = integer, function = f);";

    private const string Class =
        "create operator family f using btree; create operator family g using btree; create operator class c for type "
        + "point using btree family f as storage point;";

    private const string Mood =
        "create type m as enum ('a'); create function f(m) returns integer language sql as 'select 1'; create function "
        + "g(m) returns integer language sql as 'select 1';";

    private const string Conversion = "create conversion c for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;";

    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        {
            "operator", "s.!==(none, integer)", null,
            "",
            "create operator !== (rightarg = integer, function = int4abs)",
            null,
            null
        },
        {
            "operator", "s.===(integer, integer)", null,
            "create function f(integer, integer) returns boolean language sql as 'select true'",
            "create operator === (leftarg = integer, rightarg = integer, function = f)",
            null,
            null
        },
        {
            "operator", "s.!!!(none, integer)", null,
            "create function f(integer) returns integer language sql immutable as 'select $1'; ",
            "create operator !!! (rightarg = integer, function = f)",
            null,
            null
        },
        {
            "operator", "s.===(integer, integer)", "function",
            Operator,
            "update pg_operator set oprcode = 's.g(integer,integer)'::regprocedure where oid = 's.===(integer,integer)'::regoperator",
            "s.f(integer, integer)",
            "s.g(integer, integer)"
        },
        {
            "operator", "s.====(integer, integer)", "function",
            Operator
            + "drop operator === (integer, integer); create operator === (leftarg = integer, rightarg = integer, function = "
            + "f, commutator = ====)",
            "create operator ==== (leftarg = integer, rightarg = integer, function = f, commutator = ===)",
            null,
            "s.f(integer, integer)"
        },
        {
            "operator", "s.===(integer, integer)", "commutator",
            Operator,
            "update pg_operator set oprcom = oid where oid = 's.===(integer,integer)'::regoperator",
            null,
            "s.===(integer, integer)"
        },
        {
            "operator", "s.===(integer, integer)", "negator",
            Operator,
            "update pg_operator set oprnegate = '=(integer,integer)'::regoperator where oid = 's.===(integer,integer)'::regoperator",
            null,
            "pg_catalog.=(integer, integer)"
        },
        {
            "operator", "s.===(integer, integer)", "restrict",
            Operator,
            "alter operator === (integer, integer) set (restrict = eqsel)",
            null,
            "pg_catalog.eqsel(internal, oid, internal, integer)"
        },
        {
            "operator", "s.===(integer, integer)", "join",
            Operator,
            "alter operator === (integer, integer) set (join = eqjoinsel)",
            null,
            "pg_catalog.eqjoinsel(internal, oid, internal, smallint, internal)"
        },
        {
            "operator", "s.===(integer, integer)", "hashes",
            Operator,
            "update pg_operator set oprcanhash = true where oid = 's.===(integer,integer)'::regoperator",
            "false",
            "true"
        },
        {
            "operator", "s.===(integer, integer)", "merges",
            Operator,
            "update pg_operator set oprcanmerge = true where oid = 's.===(integer,integer)'::regoperator",
            "false",
            "true"
        },
        { "operator family", "s.f using btree", null, "", "create operator family f using btree", null, null },
        {
            "operator family", "s.f using hash", null,
            "create operator family f using btree",
            "create operator family f using hash",
            null,
            null
        },
        {
            "operator family", "s.f using btree", "operators",
            "create operator family f using btree",
            "alter operator family f using btree add operator 1 < (integer, integer)",
            null,
            "1 pg_catalog.<(integer, integer)"
        },
        {
            "operator family", "s.f using btree", "operators",
            "create operator family f using btree; alter operator family f using btree add operator 1 < (integer, integer)",
            "alter operator family f using btree add operator 2 <= (integer, integer)",
            "1 pg_catalog.<(integer, integer)",
            "1 pg_catalog.<(integer, integer), 2 pg_catalog.<=(integer, integer)"
        },
        {
            "operator family", "s.f using gist", "operators",
            "create operator family f using gist",
            "alter operator family f using gist add operator 15 <-> (point, point) for order by float_ops",
            null,
            "15 pg_catalog.<->(point, point) for order by pg_catalog.float_ops"
        },
        {
            "operator family", "s.f using btree", "functions",
            "create operator family f using btree",
            "alter operator family f using btree add function 1 (integer, integer) btint4cmp(integer, integer)",
            null,
            "1 (integer, integer) pg_catalog.btint4cmp(integer, integer)"
        },
        {
            "operator family", "pg_catalog.integer_ops using btree", null,
            "create function f(integer, text) returns boolean language sql immutable as 'select true'; create operator <<< "
            + "(leftarg = integer, rightarg = text, function = f)",
            "alter operator family integer_ops using btree add operator 1 <<< (integer, text)",
            null,
            null
        },
        {
            "operator family", "pg_catalog.integer_ops using hash", null,
            "create function f(integer) returns integer language sql immutable as 'select 1'",
            "alter operator family integer_ops using hash add function 1 (text, text) f(integer)",
            null,
            null
        },
        {
            "operator class", "s.c using btree", null,
            "create operator family f using btree",
            "create operator class c for type integer using btree family f as storage integer",
            null,
            null
        },
        {
            "operator family", "s.c using btree", null,
            "",
            "create operator class c for type integer using btree as operator 1 <, function 1 btint4cmp(integer, integer)",
            null,
            null
        },
        {
            "operator class", "s.c using btree", "input type",
            Class,
            "update pg_opclass set opcintype = 'bigint'::regtype where opcname = 'c'",
            "point",
            "bigint"
        },
        {
            "operator class", "s.c using btree", "default",
            Class,
            "update pg_opclass set opcdefault = true where opcname = 'c'",
            "false",
            "true"
        },
        {
            "operator class", "s.c using btree", "storage",
            Class,
            "update pg_opclass set opckeytype = 'text'::regtype where opcname = 'c'",
            null,
            "text"
        },
        {
            "operator class", "s.c using btree", "family",
            Class,
            "update pg_opclass set opcfamily = (select oid from pg_opfamily where opfname = 'g') where opcname = 'c'",
            "s.f",
            "s.g"
        },
        { "cast", "s.m as integer", null, Mood, "create cast (m as integer) with function f(m)", null, null },
        { "cast", "integer as s.m", null, Mood, "create cast (integer as m) with inout", null, null },
        { "cast", "bigint as date", null, "", "create cast (bigint as date) with inout", null, null },
        {
            "cast", "s.m as integer", "function",
            Mood + "create cast (m as integer) with function f(m)",
            "drop cast (m as integer); create cast (m as integer) with function g(m)",
            "s.f(s.m)",
            "s.g(s.m)"
        },
        {
            "cast", "s.m as integer", "context",
            Mood + "create cast (m as integer) with function f(m)",
            "drop cast (m as integer); create cast (m as integer) with function f(m) as assignment",
            "explicit",
            "assignment"
        },
        {
            "cast", "s.m as integer", "context",
            Mood + "create cast (m as integer) with function f(m)",
            "drop cast (m as integer); create cast (m as integer) with function f(m) as implicit",
            "explicit",
            "implicit"
        },
        {
            "cast", "s.m as integer", "method",
            Mood + "create cast (m as integer) with inout",
            "update pg_cast set castmethod = 'b' where castsource = 'm'::regtype",
            "inout",
            "binary"
        },
        {
            "cast", "bigint as date", "context",
            "create cast (bigint as date) with inout",
            "drop cast (bigint as date); create cast (bigint as date) with inout as assignment",
            "explicit",
            "assignment"
        },
        {
            "transform", "integer language sql", null,
            "",
            "create transform for integer language sql (to sql with function int4recv(internal))",
            null,
            null
        },
        {
            "transform", "integer language sql", "from sql",
            "create transform for integer language sql (to sql with function int4recv(internal))",
            "create or replace transform for integer language sql (from sql with function prsd_lextype(internal), to sql "
            + "with function int4recv(internal))",
            null,
            "pg_catalog.prsd_lextype(internal)"
        },
        {
            "transform", "integer language sql", "to sql",
            "create or replace transform for integer language sql (from sql with function prsd_lextype(internal))",
            "create or replace transform for integer language sql (from sql with function prsd_lextype(internal), to sql "
            + "with function int4recv(internal))",
            null,
            "pg_catalog.int4recv(internal)"
        },
        { "conversion", "s.c", null, "", "create conversion c for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;", null, null },
        {
            "conversion", "s.c", "from",
            Conversion,
            "update pg_conversion set conforencoding = pg_char_to_encoding('LATIN2') where conname = 'c'",
            "LATIN1",
            "LATIN2"
        },
        {
            "conversion", "s.c", "to",
            Conversion,
            "update pg_conversion set contoencoding = pg_char_to_encoding('LATIN2') where conname = 'c'",
            "UTF8",
            "LATIN2"
        },
        {
            "conversion", "s.c", "function",
            Conversion,
            "update pg_conversion set conproc = 'win_to_utf8'::regproc where conname = 'c'",
            "pg_catalog.iso8859_1_to_utf8",
            "pg_catalog.win_to_utf8"
        },
        { "conversion", "s.c", "default", Conversion, "update pg_conversion set condefault = true where conname = 'c'", "false", "true" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAsync(kind, name, property, setup, change, before, after);
}
