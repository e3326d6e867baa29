using AutonomOS.Migrations.Catalog;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// What DbCompare=Privileges and DbCompare=DefaultPrivileges tell. Each row: kind, object, property (null: the object itself), DDL of both
/// sides, DDL of one side, value without and with it. Roles that every server has stand for those of an application.
/// </summary>
public sealed class Changes_of_privileges(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    private const string Table = "create table t (a integer, b text);";
    private const string Reader = Table + "grant select on t to pg_monitor;";
    private const string Function = "create function f(integer) returns integer language sql as 'select 1';";
    private const string Server = "create foreign data wrapper w; create server v foreign data wrapper w;";

    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        { "privilege", "table s.t for pg_monitor", null, Table, "grant select on t to pg_monitor", null, null },
        { "privilege", "table s.t for PUBLIC", null, Table, "grant select on t to public", null, null },
        { "privilege", "table s.t for pg_monitor", "privileges", Reader, "grant insert on t to pg_monitor", "SELECT", "INSERT, SELECT" },
        { "privilege", "table s.t for pg_monitor", "privileges", Reader, "grant all on t to pg_monitor", "SELECT", "ALL" },
        {
            "privilege", "table s.t for pg_monitor", "privileges", Reader,
            "grant select on t to pg_monitor with grant option",
            "SELECT",
            "SELECT with grant option"
        },
        {
            "privilege", "table s.t for pg_monitor", "privileges",
            Table + "grant all on t to pg_monitor",
            "grant all on t to pg_monitor with grant option",
            "ALL",
            "ALL with grant option"
        },
        {
            "privilege", "table s.t for pg_monitor", "privileges",
            Table + "grant all on t to pg_monitor",
            "grant select, insert on t to pg_monitor with grant option",
            "ALL",
            "ALL, INSERT with grant option, SELECT with grant option"
        },
        {
            "privilege", "table s.t for pg_monitor", "privileges",
            Table + "grant all on t to pg_monitor",
            "revoke truncate on t from pg_monitor",
            "ALL",
            "DELETE, INSERT, REFERENCES, SELECT, TRIGGER, UPDATE"
        },
        { "privilege", "table s.t kept from its owner", null, Table, "revoke update on t from current_user", null, null },
        {
            "privilege", "table s.t kept from its owner", "privileges",
            Table + "revoke update on t from current_user",
            "revoke all on t from current_user",
            "UPDATE",
            "ALL"
        },
        { "privilege", "column s.t.a for pg_monitor", null, Table, "grant update (a) on t to pg_monitor", null, null },
        {
            "privilege", "column s.t.a for pg_monitor", "privileges",
            Table + "grant update (a), select (a) on t to pg_monitor",
            "revoke update (a) on t from pg_monitor",
            "SELECT, UPDATE",
            "SELECT"
        },
        {
            "privilege", "column s.t.a for pg_monitor", "privileges",
            Table + "grant update (a) on t to pg_monitor",
            "grant all (a) on t to pg_monitor",
            "UPDATE",
            "ALL"
        },
        { "privilege", "column s.t.xmin for pg_monitor", null, Table, "grant select (xmin) on t to pg_monitor", null, null },
        { "privilege", "view s.v for pg_monitor", null, "create view v as select 1 as a", "grant select on v to pg_monitor", null, null },
        {
            "privilege", "materialized view s.m for pg_monitor", null,
            "create materialized view m as select 1 as a", "grant select on m to pg_monitor", null, null
        },
        {
            "privilege", "column s.v.a for pg_monitor", null,
            "create view v as select 1 as a", "grant select (a) on v to pg_monitor", null, null
        },
        { "privilege", "sequence s.q for pg_monitor", null, "create sequence q", "grant usage on sequence q to pg_monitor", null, null },
        {
            "privilege", "sequence s.t_i_seq for pg_monitor", null,
            "create table t (i integer generated always as identity)", "grant usage on sequence t_i_seq to pg_monitor", null, null
        },
        {
            "privilege", "sequence s.q for pg_monitor", "privileges",
            "create sequence q; grant usage on sequence q to pg_monitor",
            "grant all on sequence q to pg_monitor",
            "USAGE",
            "ALL"
        },
        { "privilege", "function s.f(integer) for pg_monitor", null, Function, "grant execute on function f to pg_monitor", null, null },
        { "privilege", "function s.f(integer) kept from PUBLIC", null, Function, "revoke execute on function f from public", null, null },
        {
            "privilege", "procedure s.p() kept from PUBLIC", null,
            "create procedure p() language sql as ''", "revoke execute on procedure p from public", null, null
        },
        {
            "privilege", "aggregate s.g(integer) kept from PUBLIC", null,
            "create aggregate g(integer) (sfunc = int4pl, stype = integer)", "revoke execute on function g from public", null, null
        },
        {
            "privilege", "aggregate s.g(*) for pg_monitor", null,
            "create aggregate g(*) (sfunc = int8inc, stype = bigint, initcond = 0)", "grant execute on function g to pg_monitor", null, null
        },
        {
            "privilege", "function s.r(integer, integer) kept from PUBLIC", null,
            "create type r as range (subtype = integer)", "revoke execute on function r(integer, integer) from public", null, null
        },
        {
            "privilege", "enum s.e kept from PUBLIC", null,
            "create type e as enum ('a')", "revoke usage on type e from public", null, null
        },
        { "privilege", "domain s.d for pg_monitor", null, "create domain d as text", "grant usage on type d to pg_monitor", null, null },
        {
            "privilege", "composite type s.c for pg_monitor", null,
            "create type c as (a text)", "grant usage on type c to pg_monitor with grant option", null, null
        },
        {
            "privilege", "range type s.r for pg_monitor", null,
            "create type r as range (subtype = integer)", "grant usage on type r to pg_monitor", null, null
        },
        { "privilege", "type s.t kept from PUBLIC", null, Table, "revoke usage on type t from public", null, null },
        { "privilege", "schema s for pg_monitor", null, "", "grant usage on schema s to pg_monitor", null, null },
        {
            "privilege", "schema s for pg_monitor", "privileges",
            "grant usage on schema s to pg_monitor",
            "grant create on schema s to pg_monitor",
            "USAGE",
            "ALL"
        },
        { "privilege", "foreign data wrapper w for pg_monitor", null, Server, "grant usage on foreign data wrapper w to pg_monitor", null, null },
        { "privilege", "server v for pg_monitor", null, Server, "grant usage on foreign server v to pg_monitor", null, null },
        {
            "privilege", "foreign table s.t for pg_monitor", null,
            Server + "create foreign table t (a integer) server v", "grant select on t to pg_monitor", null, null
        },
        {
            "privilege", "foreign column s.t.a for pg_monitor", "privileges",
            Server + "create foreign table t (a integer) server v; grant select (a) on t to pg_monitor",
            "grant insert (a) on t to pg_monitor with grant option",
            "SELECT",
            "INSERT with grant option, SELECT"
        },
        {
            "privilege", "language l kept from PUBLIC", null,
            "create trusted language l handler plpgsql_call_handler", "revoke usage on language l from public", null, null
        },
        {
            "privilege", "table s.p for pg_monitor", null,
            "create table t (a integer) partition by list (a); create table p partition of t for values in (1)",
            "grant select on p to pg_monitor", null, null
        },
        {
            "default privilege", "of pg_monitor in s on tables for pg_read_all_stats", null,
            "", "alter default privileges for role pg_monitor in schema s grant select on tables to pg_read_all_stats", null, null
        },
        {
            "default privilege", "of pg_monitor in s on sequences for PUBLIC", null,
            "", "alter default privileges for role pg_monitor in schema s grant usage on sequences to public", null, null
        },
        {
            "default privilege", "of pg_monitor in s on functions for pg_read_all_stats", null,
            "", "alter default privileges for role pg_monitor in schema s grant execute on functions to pg_read_all_stats", null, null
        },
        {
            "default privilege", "of pg_monitor in s on types for pg_read_all_stats", null,
            "", "alter default privileges for role pg_monitor in schema s grant usage on types to pg_read_all_stats", null, null
        },
        {
            "default privilege", "of pg_monitor in s on tables for pg_read_all_stats", "privileges",
            "alter default privileges for role pg_monitor in schema s grant select on tables to pg_read_all_stats",
            "alter default privileges for role pg_monitor in schema s grant all on tables to pg_read_all_stats with grant option",
            "SELECT",
            "ALL with grant option"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAskedAsync(
            kind == "privilege" ? OptionalKinds.Privileges : OptionalKinds.DefaultPrivileges, kind, name, property, setup, change, before, after);
}
