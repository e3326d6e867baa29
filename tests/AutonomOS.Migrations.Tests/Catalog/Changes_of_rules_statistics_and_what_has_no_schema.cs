namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Each row: kind, object, property (null: the object itself), DDL of both sides, DDL of one side, value without and with it.
/// </summary>
public sealed class Changes_of_rules_statistics_and_what_has_no_schema(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    private const string EventFunctions =
        "create function f() returns event_trigger language plpgsql as 'begin end'; "
        + "create function g() returns event_trigger language plpgsql as 'begin end';";

    private const string EventTrigger = "create event trigger e on ddl_command_start execute function f();";

    private const string Tables = "create table t (a integer, b integer, c integer); create table u (a integer, b integer, c integer);";

    private const string Language = "create language l handler plpgsql_call_handler;";

    private const string Method = "create access method m type table handler heap_tableam_handler;";

    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        { "event trigger", "e", null, EventFunctions, "create event trigger e on ddl_command_start execute function f();", null, null },
        {
            "event trigger", "e", "event",
            EventFunctions + EventTrigger,
            "drop event trigger e; create event trigger e on ddl_command_end execute function f()",
            "ddl_command_start",
            "ddl_command_end"
        },
        {
            "event trigger", "e", "tags",
            EventFunctions + EventTrigger,
            "drop event trigger e; create event trigger e on ddl_command_start when tag in ('DROP TABLE', 'CREATE TABLE') "
            + "execute function f()",
            null,
            "CREATE TABLE, DROP TABLE"
        },
        {
            "event trigger", "e", "function",
            EventFunctions + EventTrigger,
            "drop event trigger e; create event trigger e on ddl_command_start execute function g()",
            "s.f()",
            "s.g()"
        },
        { "event trigger", "e", "enabled", EventFunctions + EventTrigger, "alter event trigger e disable", "origin", "disabled" },
        { "event trigger", "e", "enabled", EventFunctions + EventTrigger, "alter event trigger e enable replica", "origin", "replica" },
        { "event trigger", "e", "enabled", EventFunctions + EventTrigger, "alter event trigger e enable always", "origin", "always" },
        { "rule", "s.t.r", null, "create table t (a integer)", "create rule r as on insert to t do instead nothing", null, null },
        { "rule", "s.v.r", null, "create view v as select 1 as a", "create rule r as on delete to v do instead nothing", null, null },
        {
            "rule", "s.t.r", "definition",
            "create table t (a integer); create rule r as on insert to t do instead nothing",
            "create or replace rule r as on insert to t do also nothing",
            "CREATE RULE r AS\n    ON INSERT TO s.t DO INSTEAD NOTHING;",
            "CREATE RULE r AS\n    ON INSERT TO s.t DO NOTHING;"
        },
        {
            "rule", "s.t.r", "enabled",
            "create table t (a integer); create rule r as on insert to t do instead nothing",
            "alter table t disable rule r",
            "origin",
            "disabled"
        },
        {
            "rule", "s.t.r", "enabled",
            "create table t (a integer); create rule r as on insert to t do instead nothing",
            "alter table t enable replica rule r",
            "origin",
            "replica"
        },
        {
            "rule", "s.t.r", "enabled",
            "create table t (a integer); create rule r as on insert to t do instead nothing",
            "alter table t enable always rule r",
            "origin",
            "always"
        },
        { "statistics", "s.x", null, "create table t (a integer, b integer)", "create statistics x on a, b from t", null, null },
        {
            "statistics", "s.x", null,
            "create materialized view t as select 1 as a, 2 as b",
            "create statistics x on a, b from t",
            null,
            null
        },
        {
            "statistics", "s.x", "table",
            Tables + "create statistics x on a, b from t",
            "drop statistics x; create statistics x on a, b from u",
            "s.t",
            "s.u"
        },
        {
            "statistics", "s.x", "kinds",
            Tables + "create statistics x (ndistinct) on a, b from t",
            "drop statistics x; create statistics x (ndistinct, mcv) on a, b from t",
            "ndistinct",
            "ndistinct, mcv"
        },
        {
            "statistics", "s.x", "kinds",
            Tables + "create statistics x on a, b from t",
            "drop statistics x; create statistics x (dependencies) on a, b from t",
            "ndistinct, dependencies, mcv",
            "dependencies"
        },
        {
            "statistics", "s.x", "kinds",
            Tables + "create statistics x (ndistinct) on a, b, (c + 1) from t",
            "drop statistics x; create statistics x (mcv) on a, b, (c + 1) from t",
            "ndistinct",
            "mcv"
        },
        {
            "statistics", "s.x", "columns",
            Tables + "create statistics x on a, b from t",
            "drop statistics x; create statistics x on a, c from t",
            "a, b",
            "a, c"
        },
        {
            "statistics", "s.x", "expressions",
            Tables + "create statistics x on a, b, (c + 1) from t",
            "drop statistics x; create statistics x on a, b, (c + 2) from t",
            "(c + 1)",
            "(c + 2)"
        },
        {
            "statistics", "s.x", "target",
            Tables + "create statistics x on a, b from t",
            "alter statistics x set statistics 7",
            null,
            "7"
        },
        {
            "statistics", "s.x", "target",
            Tables + "create statistics x on a, b from t; alter statistics x set statistics 7",
            "alter statistics x set statistics 0",
            "7",
            "0"
        },
        { "collation", "s.c", null, "", "create collation c (locale = 'C')", null, null },
        {
            "collation", "s.c", "provider",
            "create collation c (provider = icu, locale = 'de')",
            "update pg_collation set collprovider = 'b' where collname = 'c'",
            "icu",
            "builtin"
        },
        {
            "collation", "s.c", "locale",
            "create collation c (provider = icu, locale = 'de')",
            "update pg_collation set colliculocale = 'fr' where collname = 'c'",
            "de",
            "fr"
        },
        {
            "collation", "s.c", "lc_collate",
            "create collation c (lc_collate = 'C', lc_ctype = 'C')",
            "drop collation c; create collation c (lc_collate = 'POSIX', lc_ctype = 'C')",
            "C",
            "POSIX"
        },
        {
            "collation", "s.c", "lc_ctype",
            "create collation c (lc_collate = 'C', lc_ctype = 'C')",
            "drop collation c; create collation c (lc_collate = 'C', lc_ctype = 'POSIX')",
            "C",
            "POSIX"
        },
        {
            "collation", "s.c", "deterministic",
            "create collation c (provider = icu, locale = 'und')",
            "drop collation c; create collation c (provider = icu, locale = 'und', deterministic = false)",
            "true",
            "false"
        },
        {
            "collation", "s.c", "note:version",
            "create collation c (provider = icu, locale = 'de', version = '1')",
            "update pg_collation set collversion = '2' where collname = 'c'",
            "1",
            "2"
        },
        { "language", "l", null, "", "create language l handler plpgsql_call_handler", null, null },
        { "language", "l", "trusted", Language, "create or replace trusted language l handler plpgsql_call_handler", "false", "true" },
        {
            "language", "l", "handler",
            Language,
            "update pg_language set lanplcallfoid = 'now()'::regprocedure where lanname = 'l'",
            "pg_catalog.plpgsql_call_handler()",
            "pg_catalog.now()"
        },
        {
            "language", "l", "inline",
            Language,
            "create or replace language l handler plpgsql_call_handler inline plpgsql_inline_handler",
            null,
            "pg_catalog.plpgsql_inline_handler(internal)"
        },
        {
            "language", "l", "validator",
            Language,
            "create or replace language l handler plpgsql_call_handler validator plpgsql_validator",
            null,
            "pg_catalog.plpgsql_validator(oid)"
        },
        {
            "access method", "m", null,
            "",
            "create access method m type table handler heap_tableam_handler",
            null,
            null
        },
        { "access method", "m", "type", Method, "update pg_am set amtype = 'i' where amname = 'm'", "table", "index" },
        {
            "access method", "m", "handler",
            Method,
            "update pg_am set amhandler = 'bthandler'::regproc where amname = 'm'",
            "pg_catalog.heap_tableam_handler(internal)",
            "pg_catalog.bthandler(internal)"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAsync(kind, name, property, setup, change, before, after);
}
