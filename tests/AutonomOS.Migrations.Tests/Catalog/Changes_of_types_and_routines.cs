namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Each row: kind, object, property (null: the object itself), DDL of both sides, DDL of one side, value without and with it.
/// </summary>
public sealed class Changes_of_types_and_routines(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        { "enum", "s.e", null, "", "create type e as enum ('a')", null, null },
        {
            "enum", "s.e", "labels",
            "create type e as enum ('a', 'c')",
            "alter type e add value 'b' before 'c'",
            "'a', 'c'",
            "'a', 'b', 'c'"
        },
        { "enum", "s.e", "labels", "create type e as enum ('a', 'c')", "alter type e add value 'b'", "'a', 'c'", "'a', 'c', 'b'" },
        {
            "enum", "s.e", "labels",
            "create type e as enum ('a', 'c')",
            "alter type e rename value 'c' to 'it''s, x'",
            "'a', 'c'",
            "'a', 'it''s, x'"
        },
        { "enum", "s.e", "labels", "create type e as enum ()", "alter type e add value 'a'", null, "'a'" },
        {
            "function", "s.f(text)", null,
            "create function f(a integer) returns integer language sql as 'select a';",
            "create function f(a text) returns text language sql as 'select a'",
            null,
            null
        },
        {
            "function", "s.f()", null,
            "create function f(a integer) returns integer language sql as 'select a';",
            "create function f() returns integer language sql as 'select 1'",
            null,
            null
        },
        {
            "function", "s.f(integer)", "arguments",
            "create function f(a integer) returns integer language sql as 'select $1';",
            "drop function f; create function f(b integer) returns integer language sql as 'select $1'",
            "a integer",
            "b integer"
        },
        {
            "function", "s.f(integer)", "arguments",
            "create function f(a integer) returns integer language sql as 'select a';",
            "drop function f; create function f(a integer default 1) returns integer language sql as 'select a'",
            "a integer",
            "a integer DEFAULT 1"
        },
        {
            "function", "s.f(integer)", "result",
            "create function f(a integer) returns integer language sql as 'select a';",
            "drop function f; create function f(a integer) returns bigint language sql as 'select a'",
            "integer",
            "bigint"
        },
        {
            "function", "s.f(integer)", "volatility",
            "create function f(a integer) returns integer language sql as 'select a';",
            "alter function f (integer) stable",
            "volatile",
            "stable"
        },
        {
            "function", "s.f(integer)", "volatility",
            "create function f(a integer) returns integer language sql as 'select a';",
            "alter function f (integer) immutable",
            "volatile",
            "immutable"
        },
        {
            "function", "s.f(integer)", "strict",
            "create function f(a integer) returns integer language sql as 'select a';",
            "alter function f (integer) strict",
            "false",
            "true"
        },
        {
            "function", "s.f(integer)", "parallel",
            "create function f(a integer) returns integer language sql as 'select a';",
            "alter function f (integer) parallel safe",
            "unsafe",
            "safe"
        },
        {
            "function", "s.f(integer)", "parallel",
            "create function f(a integer) returns integer language sql as 'select a';",
            "alter function f (integer) parallel restricted",
            "unsafe",
            "restricted"
        },
        {
            "function", "s.f(integer)", "security",
            "create function f(a integer) returns integer language sql as 'select a';",
            "alter function f (integer) security definer",
            "invoker",
            "definer"
        },
        {
            "function", "s.f(integer)", "leakproof",
            "create function f(a integer) returns integer language sql as 'select a';",
            "alter function f (integer) leakproof",
            "false",
            "true"
        },
        {
            "function", "s.f(integer)", "cost",
            "create function f(a integer) returns integer language sql as 'select a';",
            "alter function f (integer) cost 7",
            "100",
            "7"
        },
        {
            "function", "s.f(integer)", "rows",
            "create function f(a integer) returns setof integer language sql as 'select a'",
            "alter function f rows 5",
            "1000",
            "5"
        },
        {
            "function", "s.f(integer)", "settings",
            "create function f(a integer) returns integer language sql as 'select a';",
            "alter function f (integer) set work_mem = '1MB'",
            null,
            "work_mem=1MB"
        },
        {
            "function", "s.f()", "custom settings",
            "create function f() returns integer language sql as 'select 1' set app.key = 'geheim' set work_mem = '1MB'",
            "alter function f() set app.key = 'geheimer'",
            "(not shown)",
            "(not shown)"
        },
        {
            "procedure", "s.p()", "custom settings",
            "create procedure p() language sql as 'select 1' set app.key = e'geheim\\nx.y=1'",
            "alter procedure p() set app.key = 'geheim'; alter procedure p() set x.y = '1'",
            "(not shown)",
            "(not shown)"
        },
        {
            "function", "s.f(integer)", "support function",
            "create function f(a integer) returns integer language sql as 'select a';",
            "alter function f (integer) support pg_catalog.generate_series_int4_support",
            null,
            "generate_series_int4_support(internal)"
        },
        {
            "function", "s.f(integer)", "body",
            "create function f(a integer) returns integer language sql as 'select a';",
            "drop function f; create function f(a integer) returns integer language sql as 'select a + 1'",
            "select a",
            "select a + 1"
        },
        {
            "function", "s.f(integer)", "body",
            "create function f(a integer) returns integer language sql as 'select a';",
            "drop function f; create function f(a integer) returns integer language sql as 'select  a'",
            "select a",
            "select  a"
        },
        {
            "function", "s.f(integer)", "SQL-standard body",
            "create function f(a integer) returns integer language sql return a;",
            "drop function f; create function f(a integer) returns integer language sql return a + 1",
            "RETURN a",
            "RETURN (a + 1)"
        },
        {
            "procedure", "s.p(integer)", "SQL-standard body",
            "create table t (a integer); do $$ begin create procedure p(a integer) language sql begin atomic insert into t values (a); end; end $$",
            "do $$ begin create or replace procedure p(a integer) language sql begin atomic insert into t values (a + 1); end; end $$",
            "BEGIN ATOMIC\n INSERT INTO s.t (a)\n   VALUES (p.a);\nEND",
            "BEGIN ATOMIC\n INSERT INTO s.t (a)\n   VALUES ((p.a + 1));\nEND"
        },
        {
            "function", "s.f(integer)", "note:line endings",
            "create function f(a integer) returns integer language sql as e'select\\na';",
            "drop function f; create function f(a integer) returns integer language sql as e'select\\r\\na'",
            null,
            "CRLF"
        },
        { "procedure", "s.p(integer)", null, "", "create procedure p(a integer) language plpgsql as 'begin end';", null, null },
        {
            "procedure", "s.p(integer)", "arguments",
            "create procedure p(a integer) language plpgsql as 'begin end';",
            "drop procedure p; create procedure p(b integer) language plpgsql as 'begin end'",
            "IN a integer",
            "IN b integer"
        },
        {
            "procedure", "s.p(integer)", "body",
            "create procedure p(a integer) language plpgsql as 'begin end';",
            "drop procedure p; create procedure p(a integer) language plpgsql as 'begin  end'",
            "begin end",
            "begin  end"
        },
        {
            "procedure", "s.p(integer)", "security",
            "create procedure p(a integer) language plpgsql as 'begin end';",
            "alter procedure p (integer) security definer",
            "invoker",
            "definer"
        },
        {
            "procedure", "s.p(integer)", "settings",
            "create procedure p(a integer) language plpgsql as 'begin end';",
            "alter procedure p (integer) set work_mem = '1MB'",
            null,
            "work_mem=1MB"
        },
        {
            "procedure", "s.p(integer)", "note:line endings",
            "create procedure p(a integer) language plpgsql as e'begin\\nend'",
            "drop procedure p; create procedure p(a integer) language plpgsql as e'begin\\r\\nend'",
            null,
            "CRLF"
        },
        {
            "function", "s.f(integer)", "library",
            "create function f(a integer) returns integer language sql as 'select 1';",
            "update pg_proc set probin = 'x' where oid = 'f'::regproc",
            null,
            "x"
        },
        {
            "function", "s.f(integer)", "transforms for",
            "create function f(a integer) returns integer language sql as 'select 1';",
            "update pg_proc set protrftypes = '{25, 16}' where oid = 'f'::regproc",
            null,
            "text, boolean"
        },
        {
            "function", "s.f(integer)", "language",
            "create function f(a integer) returns integer language sql as 'select 1';",
            "set check_function_bodies = off; drop function f; "
            + "create function f(a integer) returns integer language plpgsql as 'select 1'; reset check_function_bodies",
            "sql",
            "plpgsql"
        },
        {
            "function", "s.f(integer)", "window",
            "create function f(a integer) returns integer language sql as 'select 1';",
            "update pg_proc set prokind = 'w' where oid = 'f'::regproc",
            "false",
            "true"
        },
        {
            "procedure", "s.p(integer)", "library",
            "create procedure p(a integer) language sql as 'select 1';",
            "update pg_proc set probin = 'x' where oid = 'p'::regproc",
            null,
            "x"
        },
        {
            "procedure", "s.p(integer)", "transforms for",
            "create procedure p(a integer) language sql as 'select 1';",
            "update pg_proc set protrftypes = '{25, 16}' where oid = 'p'::regproc",
            null,
            "text, boolean"
        },
        {
            "procedure", "s.p(integer)", "language",
            "create procedure p(a integer) language sql as 'select 1';",
            "set check_function_bodies = off; drop procedure p; "
            + "create procedure p(a integer) language plpgsql as 'select 1'; reset check_function_bodies",
            "sql",
            "plpgsql"
        },
        {
            "function", "s.f(integer)", "depends on extension",
            "create function f(a integer) returns integer language sql as 'select 1'; "
            + "create function g() returns integer language sql as 'select 1'",
            "alter function f depends on extension plpgsql",
            null,
            "plpgsql"
        },
        {
            "procedure", "s.p(integer)", "depends on extension",
            "create procedure p(a integer) language sql as 'select 1'; create procedure q() language sql as 'select 1'",
            "alter procedure p depends on extension plpgsql",
            null,
            "plpgsql"
        },
        {
            "function", "s.f(integer[])", "arguments",
            "create function f(a integer[]) returns integer language sql as 'select 1'",
            "drop function f; create function f(variadic a integer[]) returns integer language sql as 'select 1'",
            "a integer[]",
            "VARIADIC a integer[]"
        },
        {
            "function", "s.f(integer)", "arguments",
            "create function f(inout a integer) language sql as 'select 1'",
            "drop function f; create function f(a integer, out b integer) language sql as 'select 1'",
            "INOUT a integer",
            "a integer, OUT b integer"
        },
        {
            "function", "s.f(integer)", "arguments",
            "create function f(a integer default 1) returns integer language sql as 'select 1'",
            "create or replace function f(a integer default 2) returns integer language sql as 'select 1'",
            "a integer DEFAULT 1",
            "a integer DEFAULT 2"
        },
        {
            "function", "s.f()", "result",
            "create function f() returns table (a integer) language sql as 'select 1'",
            "drop function f; create function f() returns table (b integer) language sql as 'select 1'",
            "TABLE(a integer)",
            "TABLE(b integer)"
        },
        {
            "function", "s.f()", "settings",
            "create function f() returns integer language sql as 'select 1' set search_path = s set work_mem = '1MB'",
            "alter function f() reset search_path",
            "search_path=s\nwork_mem=1MB",
            "work_mem=1MB"
        },
        {
            "function", "s.f()", "SQL-standard body",
            "do $do$begin execute 'create function f() returns integer language sql begin atomic select 1; end'; end$do$",
            "do $do$begin execute 'create or replace function f() returns integer language sql begin atomic select 2; end'; end$do$",
            "BEGIN ATOMIC\n SELECT 1;\nEND",
            "BEGIN ATOMIC\n SELECT 2;\nEND"
        },
        {
            "procedure", "s.p(integer)", "arguments",
            "create procedure p(inout a integer) language plpgsql as 'begin end'",
            "drop procedure p; create procedure p(a integer, out b integer) language plpgsql as 'begin end'",
            "INOUT a integer",
            "IN a integer, OUT b integer"
        },
        {
            "enum", "s.e", "labels",
            "create type e as enum ('a', 'b')",
            "drop type e; create type e as enum ('b', 'a')",
            "'a', 'b'",
            "'b', 'a'"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAsync(kind, name, property, setup, change, before, after);
}
