namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Each row: kind, object, property (null: the object itself), DDL of both sides, DDL of one side, value without and with it.
/// </summary>
public sealed class Changes_of_domains_and_other_types(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    private const string Canonical =
        "create type r; create function r_canonical(r) returns r language internal immutable strict as 'int4range_canonical';";

    private const string Functions = """
        create type b;
        create function b_in(cstring) returns b language internal immutable strict as 'int4in';
        create function b_in_2(cstring) returns b language internal immutable strict as 'int4in';
        create function b_out(b) returns cstring language internal immutable strict as 'int4out';
        create function b_out_2(b) returns cstring language internal immutable strict as 'int4out';
        create function b_receive(internal) returns b language internal immutable strict as 'int4recv';
        create function b_send(b) returns bytea language internal immutable strict as 'int4send';
        """;

    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        { "domain", "s.d", null, "", "create domain d as integer default 1 not null constraint k check (value > 0)", null, null },
        { "domain", "s.d", "type", "create domain d as integer", "drop domain d; create domain d as bigint", "integer", "bigint" },
        {
            "domain", "s.d", "type",
            "create domain d as varchar(20)",
            "drop domain d; create domain d as varchar(30)",
            "character varying(20)",
            "character varying(30)"
        },
        { "domain", "s.d", "type", "create domain d as text", "drop domain d; create domain d as text[]", "text", "text[]" },
        {
            "domain", "s.d", "type",
            "create domain b as integer; create domain d as integer",
            "drop domain d; create domain d as b",
            "integer",
            "s.b"
        },
        {
            "domain", "s.d", "collation",
            "create domain d as text",
            "drop domain d; create domain d as text collate \"C\"",
            null,
            "pg_catalog.\"C\""
        },
        {
            "domain", "s.d", "collation",
            "create domain b as text collate \"C\"; create domain d as b",
            "drop domain d; create domain d as b collate \"POSIX\"",
            null,
            "pg_catalog.\"POSIX\""
        },
        { "domain", "s.d", "nullable", "create domain d as integer", "alter domain d set not null", "true", "false" },
        { "domain", "s.d", "default", "create domain d as integer", "alter domain d set default 0", null, "0" },
        {
            "domain", "s.d", "default",
            "create domain d as text default 'a'",
            "alter domain d set default lower('B')",
            "'a'::text",
            "lower('B'::text)"
        },
        {
            "domain", "s.d", "default",
            "create function f() returns integer language sql as 'select 1'; create domain d as integer default 1",
            "alter domain d set default f()",
            "1",
            "s.f()"
        },
        {
            "domain constraint", "s.d.k", null,
            "create domain d as integer",
            "alter domain d add constraint k check (value > 0)",
            null,
            null
        },
        {
            "domain constraint", "s.d.k", "definition",
            "create domain d as integer constraint k check (value > 0)",
            "alter domain d drop constraint k; alter domain d add constraint k check (value >= 0)",
            "CHECK ((VALUE > 0))",
            "CHECK ((VALUE >= 0))"
        },
        {
            "domain constraint", "s.d.k", "definition",
            "create domain d as integer constraint k check (value > 0)",
            "alter domain d drop constraint k; alter domain d add constraint k check (value > 0) not valid",
            "CHECK ((VALUE > 0))",
            "CHECK ((VALUE > 0)) NOT VALID"
        },
        {
            "domain constraint", "s.d.k", "definition",
            "create domain d as integer; alter domain d add constraint k check (value > 0) not valid",
            "alter domain d validate constraint k",
            "CHECK ((VALUE > 0)) NOT VALID",
            "CHECK ((VALUE > 0))"
        },
        {
            "domain constraint", "s.d.k", null,
            "create domain d as integer constraint j check (value > 0)",
            "alter domain d add constraint k check (value > 0)",
            null,
            null
        },
        { "composite type", "s.y", null, "", "create type y as (a integer)", null, null },
        { "composite type", "s.y", "attributes", "create type y as ()", "alter type y add attribute a integer", null, "a integer" },
        {
            "composite type", "s.y", "attributes",
            "create type y as (a integer, b text)",
            "alter type y drop attribute a",
            "a integer, b text",
            "b text"
        },
        {
            "composite type", "s.y", "attributes",
            "create type y as (a integer)",
            "alter type y add attribute \"B b\" text[]",
            "a integer",
            "a integer, \"B b\" text[]"
        },
        {
            "composite type", "s.y", "attributes",
            "create type y as (a integer)",
            "alter type y rename attribute a to b",
            "a integer",
            "b integer"
        },
        {
            "composite type", "s.y", "attributes",
            "create type y as (a integer)",
            "alter type y alter attribute a type numeric(9,2)",
            "a integer",
            "a numeric(9,2)"
        },
        {
            "composite type", "s.y", "attributes",
            "create type y as (a text, b text)",
            "alter type y alter attribute b type text collate \"C\"",
            "a text, b text",
            "a text, b text collate pg_catalog.\"C\""
        },
        {
            "composite type", "s.y", "attributes",
            "create type y as (a integer, b integer)",
            "drop type y; create type y as (b integer, a integer)",
            "a integer, b integer",
            "b integer, a integer"
        },
        {
            "composite type", "s.y", "attributes",
            "create type x as (a integer); create type y as (a integer)",
            "alter type y alter attribute a type x",
            "a integer",
            "a s.x"
        },
        { "range type", "s.r", null, "", "create type r as range (subtype = integer)", null, null },
        {
            "range type", "s.r", "subtype",
            "create type r as range (subtype = integer)",
            "drop type r; create type r as range (subtype = bigint)",
            "integer",
            "bigint"
        },
        {
            "range type", "s.r", "operator class",
            "create type r as range (subtype = text)",
            "drop type r; create type r as range (subtype = text, subtype_opclass = text_pattern_ops)",
            null,
            "pg_catalog.text_pattern_ops"
        },
        {
            "range type", "s.r", "collation",
            "create type r as range (subtype = text)",
            "drop type r; create type r as range (subtype = text, collation = \"C\")",
            null,
            "pg_catalog.\"C\""
        },
        {
            "range type", "s.r", "canonical function",
            Canonical + "create type r as range (subtype = integer)",
            "drop type r cascade;" + Canonical + "create type r as range (subtype = integer, canonical = r_canonical)",
            null,
            "s.r_canonical"
        },
        {
            "range type", "s.r", "difference function",
            "create type r as range (subtype = float8)",
            "drop type r; create type r as range (subtype = float8, subtype_diff = float8mi)",
            null,
            "pg_catalog.float8mi"
        },
        {
            "range type", "s.r", "difference function",
            "create function \"Mine\"(float8, float8) returns float8 language sql immutable as 'select $1 - $2'; create type r as "
            + "range (subtype = float8, subtype_diff = float8mi)",
            "drop type r; create type r as range (subtype = float8, subtype_diff = \"Mine\")",
            "pg_catalog.float8mi",
            "s.\"Mine\""
        },
        {
            "range type", "s.r", "multirange type",
            "create type r as range (subtype = integer)",
            "drop type r; create type r as range (subtype = integer, multirange_type_name = many)",
            null,
            "s.many"
        },
        {
            "range type", "s.my_range", "multirange type",
            "create type my_range as range (subtype = integer)",
            "alter type my_multirange rename to r",
            null,
            "s.r"
        },
        { "base type", "s.b", null, "", "create type b", null, null },
        {
            "base type", "s.b", "defined",
            "create type b",
            "update pg_type set typisdefined = true, typtype = 'b' where typname = 'b'",
            "false",
            "true"
        },
        {
            "base type", "s.b", "input function",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "drop type b cascade;" + Functions + "create type b (input = b_in_2, output = b_out, internallength = 4, alignment = int4)",
            "s.b_in",
            "s.b_in_2"
        },
        {
            "base type", "s.b", "output function",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "drop type b cascade;" + Functions + "create type b (input = b_in, output = b_out_2, internallength = 4, alignment = int4)",
            "s.b_out",
            "s.b_out_2"
        },
        {
            "base type", "s.b", "receive function",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "alter type b set (receive = b_receive)",
            null,
            "s.b_receive"
        },
        {
            "base type", "s.b", "send function",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "alter type b set (send = b_send)",
            null,
            "s.b_send"
        },
        {
            "base type", "s.b", "modifier input function",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "alter type b set (typmod_in = varchartypmodin)",
            null,
            "pg_catalog.varchartypmodin"
        },
        {
            "base type", "s.b", "modifier output function",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "alter type b set (typmod_out = varchartypmodout)",
            null,
            "pg_catalog.varchartypmodout"
        },
        {
            "base type", "s.b", "analyze function",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "alter type b set (analyze = ts_typanalyze)",
            null,
            "pg_catalog.ts_typanalyze"
        },
        {
            "base type", "s.b", "subscript function",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "alter type b set (subscript = jsonb_subscript_handler)",
            null,
            "pg_catalog.jsonb_subscript_handler"
        },
        {
            "base type", "s.b", "length",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "drop type b cascade;" + Functions + "create type b (input = b_in, output = b_out, internallength = 8, alignment = int4)",
            "4",
            "8"
        },
        {
            "base type", "s.b", "length",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "drop type b cascade;" + Functions + "create type b (input = b_in, output = b_out, internallength = variable, alignment "
            + "= int4)",
            "4",
            "variable"
        },
        {
            "base type", "s.b", "passed by value",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "drop type b cascade;" + Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4, "
            + "passedbyvalue)",
            "false",
            "true"
        },
        {
            "base type", "s.b", "alignment",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "drop type b cascade;" + Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = double)",
            "int4",
            "double"
        },
        {
            "base type", "s.b", "alignment",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "drop type b cascade;" + Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int2)",
            "int4",
            "int2"
        },
        {
            "base type", "s.b", "alignment",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "drop type b cascade;" + Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = char)",
            "int4",
            "char"
        },
        {
            "base type", "s.b", "storage",
            Functions + "create type b (input = b_in, output = b_out)",
            "alter type b set (storage = extended)",
            "plain",
            "extended"
        },
        {
            "base type", "s.b", "storage",
            Functions + "create type b (input = b_in, output = b_out, storage = external)",
            "alter type b set (storage = main)",
            "external",
            "main"
        },
        {
            "base type", "s.b", "category",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "drop type b cascade;" + Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4, "
            + "category = 'N')",
            "U",
            "N"
        },
        {
            "base type", "s.b", "preferred",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "drop type b cascade;" + Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4, "
            + "preferred = true)",
            "false",
            "true"
        },
        {
            "base type", "s.b", "default",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "drop type b cascade;" + Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4, "
            + "default = '7')",
            null,
            "7"
        },
        {
            "base type", "s.b", "element",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "drop type b cascade;" + Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4, "
            + "element = integer)",
            null,
            "integer"
        },
        {
            "base type", "s.b", "delimiter",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "drop type b cascade;" + Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4, "
            + "delimiter = ';')",
            ",",
            ";"
        },
        {
            "base type", "s.b", "collatable",
            Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4)",
            "drop type b cascade;" + Functions + "create type b (input = b_in, output = b_out, internallength = 4, alignment = int4, "
            + "collatable = true)",
            "false",
            "true"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAsync(kind, name, property, setup, change, before, after);
}
