namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Each row: kind, object, property (null: the object itself), DDL of both sides, DDL of one side, value without and with it.
/// </summary>
public sealed class Changes_of_views_triggers_and_policies(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    private const string TableAndFunction =
        "create table t (a integer, b text); create function f() returns trigger language plpgsql as 'begin return new; "
        + "end';";

    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        { "view", "s.v", null, "create table t (a integer, b text);", "create view v as select a from t", null, null },
        {
            "view", "s.v", "definition",
            "create view v as select 1 as a",
            "create or replace view v as select 2 as a",
            " SELECT 1 AS a;",
            " SELECT 2 AS a;"
        },
        {
            "view", "s.v", "column defaults",
            "create table t (a integer, b text);create view v as select a from t",
            "alter view v alter a set default 1",
            null,
            "a 1"
        },
        {
            "view", "s.v", "options",
            "create table t (a integer, b text);create view v as select a from t",
            "alter view v set (security_barrier)",
            null,
            "security_barrier=true"
        },
        {
            "view", "s.v", "options",
            "create table t (a integer, b text);create view v as select a from t",
            "alter view v set (security_invoker = on)",
            null,
            "security_invoker=true"
        },
        {
            "view", "s.v", "options",
            "create table t (a integer, b text);create view v as select a from t",
            "create or replace view v as select a from t with local check option",
            null,
            "check_option=local"
        },
        {
            "materialized view", "s.m", null,
            "create table t (a integer, b text);",
            "create materialized view m as select a from t; create index on m (a)",
            null,
            null
        },
        {
            "materialized view", "s.m", "definition",
            "create materialized view m as select 1 as a",
            "drop materialized view m; create materialized view m as select 2 as a",
            " SELECT 1 AS a;",
            " SELECT 2 AS a;"
        },
        {
            "materialized view", "s.m", "access method",
            "create access method other type table handler heap_tableam_handler; create materialized view m as select 1 as a",
            "drop materialized view m; create materialized view m using other as select 1 as a",
            "heap",
            "other"
        },
        {
            "materialized view", "s.m", "options",
            "create table t (a integer, b text);create materialized view m as select a from t",
            "alter materialized view m set (fillfactor = 50)",
            null,
            "fillfactor=50"
        },
        {
            "materialized view", "s.m", "note:populated",
            "create table t (a integer, b text);create materialized view m as select a from t",
            "refresh materialized view m with no data",
            "true",
            "false"
        },
        {
            "trigger", "s.t.g", null,
            TableAndFunction,
            "create trigger g before insert on t for each row execute function f();",
            null,
            null
        },
        {
            "trigger", "s.v.g", null,
            TableAndFunction + "create view v as select a from t",
            "create trigger g instead of insert on v for each row execute function f()",
            null,
            null
        },
        {
            "trigger", "s.t.g", "definition",
            TableAndFunction + "create trigger g before insert on t for each row execute function f();",
            "drop trigger g on t;create trigger g after insert on t for each row execute function f();",
            "CREATE TRIGGER g BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.f()",
            "CREATE TRIGGER g AFTER INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.f()"
        },
        {
            "trigger", "s.t.g", "definition",
            TableAndFunction + "create trigger g before insert on t for each row execute function f();",
            "drop trigger g on t;create trigger g before insert or update of a on t for each row execute function f();",
            "CREATE TRIGGER g BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.f()",
            "CREATE TRIGGER g BEFORE INSERT OR UPDATE OF a ON s.t FOR EACH ROW EXECUTE FUNCTION s.f()"
        },
        {
            "trigger", "s.t.g", "definition",
            TableAndFunction + "create trigger g before insert on t for each row execute function f();",
            "drop trigger g on t;create trigger g before insert on t for each row when (new.a > 0) execute function f();",
            "CREATE TRIGGER g BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.f()",
            "CREATE TRIGGER g BEFORE INSERT ON s.t FOR EACH ROW WHEN ((new.a > 0)) EXECUTE FUNCTION s.f()"
        },
        {
            "trigger", "s.t.g", "definition",
            TableAndFunction + "create trigger g before insert on t for each row execute function f();",
            "drop trigger g on t;create trigger g before insert on t for each row execute function f('x');",
            "CREATE TRIGGER g BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.f()",
            "CREATE TRIGGER g BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.f('x')"
        },
        {
            "trigger", "s.t.g", "definition",
            TableAndFunction + "create trigger g before insert on t for each row execute function f();",
            "drop trigger g on t;create constraint trigger g after insert on t deferrable initially deferred for each "
            + "row execute function f()",
            "CREATE TRIGGER g BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.f()",
            "CREATE CONSTRAINT TRIGGER g AFTER INSERT ON s.t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION s.f()"
        },
        {
            "trigger", "s.t.g", "definition",
            TableAndFunction + "create trigger g after insert on t for each statement execute function f();",
            "drop trigger g on t;create trigger g after insert on t referencing new table as n for each statement execute function f();",
            "CREATE TRIGGER g AFTER INSERT ON s.t FOR EACH STATEMENT EXECUTE FUNCTION s.f()",
            "CREATE TRIGGER g AFTER INSERT ON s.t REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION s.f()"
        },
        {
            "trigger", "s.t.g", "enabled",
            TableAndFunction + "create trigger g before insert on t for each row execute function f();",
            "alter table t disable trigger g",
            "origin",
            "disabled"
        },
        {
            "trigger", "s.t.g", "enabled",
            TableAndFunction + "create trigger g before insert on t for each row execute function f();",
            "alter table t enable always trigger g",
            "origin",
            "always"
        },
        {
            "trigger", "s.t.g", "enabled",
            TableAndFunction + "create trigger g before insert on t for each row execute function f();",
            "alter table t enable replica trigger g",
            "origin",
            "replica"
        },
        { "policy", "s.t.p", null, "create table t (a integer, b text);", "create policy p on t", null, null },
        {
            "policy", "s.t.p", "command",
            "create table t (a integer, b text);create policy p on t for select using (a > 0)",
            "drop policy p on t; create policy p on t for delete using (a > 0)",
            "select",
            "delete"
        },
        {
            "policy", "s.t.p", "command",
            "create table t (a integer, b text);create policy p on t using (a > 0);",
            "drop policy p on t; create policy p on t for update using (a > 0)",
            "all",
            "update"
        },
        {
            "policy", "s.t.p", "command",
            "create table t (a integer, b text);create policy p on t for all with check (a > 0)",
            "drop policy p on t; create policy p on t for insert with check (a > 0)",
            "all",
            "insert"
        },
        {
            "policy", "s.t.p", "permissive",
            "create table t (a integer, b text);create policy p on t using (a > 0);",
            "drop policy p on t; create policy p on t as restrictive using (a > 0)",
            "true",
            "false"
        },
        {
            "policy", "s.t.p", "roles",
            "create table t (a integer, b text);create policy p on t using (a > 0);",
            "alter policy p on t to pg_read_all_stats, pg_monitor",
            "public",
            "pg_monitor, pg_read_all_stats"
        },
        {
            "policy", "s.t.p", "using",
            "create table t (a integer, b text);create policy p on t using (a > 0);",
            "alter policy p on t using (a > 1)",
            "(a > 0)",
            "(a > 1)"
        },
        {
            "policy", "s.t.p", "with check",
            "create table t (a integer, b text);create policy p on t using (a > 0);",
            "alter policy p on t with check (a > 1)",
            null,
            "(a > 1)"
        },
        {
            "view", "s.v", "definition",
            "create table t (a integer, b text);create view v as select a from t",
            "create or replace view v as select a from t where a > 0",
            " SELECT t.a\n   FROM s.t;",
            " SELECT t.a\n   FROM s.t\n  WHERE (t.a > 0);"
        },
        {
            "view", "s.v", "definition",
            "create table t (a integer, b text);create view v as select a from t",
            "drop view v; create view v as select a as b from t",
            " SELECT t.a\n   FROM s.t;",
            " SELECT t.a AS b\n   FROM s.t;"
        },
        {
            "view", "s.v", "options",
            "create table t (a integer, b text);create view v as select a from t with local check option",
            "create or replace view v as select a from t with cascaded check option",
            "check_option=local",
            "check_option=cascaded"
        },
        {
            "view", "s.v", "column defaults",
            "create table t (a integer, b text);create view v as select a, b from t; alter view v alter a set default 1",
            "alter view v alter b set default 'x'",
            "a 1",
            "a 1, b 'x'::text"
        },
        {
            "materialized view", "s.m", "toast options",
            "create table t (a integer, b text); create materialized view m as select a, b from t;",
            "alter materialized view m set (toast.autovacuum_enabled = off)",
            null,
            "autovacuum_enabled=false"
        },
        {
            "materialized view", "s.m", "column storage",
            "create table t (a integer, b text); create materialized view m as select a, b from t;",
            "alter materialized view m alter b set storage external",
            null,
            "b external"
        },
        {
            "materialized view", "s.m", "column storage",
            "create table t (a text, b numeric, c text); create materialized view m as select a, b, c from t; alter materialized "
            + "view m alter a set storage plain",
            "alter materialized view m alter b set storage extended, alter c set storage main",
            "a plain",
            "a plain, b extended, c main"
        },
        {
            "materialized view", "s.m", "column compression",
            "create table t (a integer, b text); create materialized view m as select a, b from t;",
            "alter materialized view m alter b set compression pglz",
            null,
            "b pglz"
        },
        {
            "materialized view", "s.m", "column compression",
            "create table t (a integer, b text); create materialized view m as select a, b from t;alter materialized view m alter b "
            + "set compression pglz",
            "alter materialized view m alter b set compression lz4",
            "b pglz",
            "b lz4"
        },
        {
            "materialized view", "s.m", "statistics targets",
            "create table t (a integer, b text); create materialized view m as select a, b from t;",
            "alter materialized view m alter b set statistics 9, alter a set statistics 0",
            null,
            "a 0, b 9"
        },
        {
            "materialized view", "s.m", "column options",
            "create table t (a integer, b text); create materialized view m as select a, b from t;",
            "alter materialized view m alter a set (n_distinct_inherited = 3, n_distinct = 2)",
            null,
            "a n_distinct=2 n_distinct_inherited=3"
        },
        {
            "materialized view", "s.m", "column options",
            "create table t (a integer, b text); create materialized view m as select b, a from t;",
            "alter materialized view m alter a set (n_distinct = 2), alter b set (n_distinct = 3)",
            null,
            "b n_distinct=3, a n_distinct=2"
        },
        {
            "materialized view", "s.m", "column compression",
            "create materialized view m as select 'x'::text as b, 'x'::text as a",
            "alter materialized view m alter a set compression pglz, alter b set compression pglz",
            null,
            "b pglz, a pglz"
        },
        {
            "materialized view", "s.m", "column storage",
            "create materialized view m as select 'x'::text as b, 'x'::text as a",
            "alter materialized view m alter a set storage external, alter b set storage main",
            null,
            "b main, a external"
        },
        {
            "materialized view", "s.m", "depends on extension",
            "create table t (a integer, b text); create materialized view m as select a, b from t; create materialized view n as select 1;",
            "alter materialized view m depends on extension plpgsql",
            null,
            "plpgsql"
        },
        {
            "materialized view", "s.m", "replica identity",
            "create table t (a integer, b text); create materialized view m as select a, b from t;",
            "alter table m replica identity full",
            "default",
            "full"
        },
        {
            "trigger", "s.t.g", "depends on extension",
            "create function f() returns trigger language plpgsql as 'begin return new; end'; create table t (a integer, b "
            + "text);create trigger g before insert on t for each row execute function f(); "
            + "create trigger h before insert on t for each row execute function f()",
            "alter trigger g on t depends on extension plpgsql",
            null,
            "plpgsql"
        },
        {
            "trigger", "s.t.g", "definition",
            "create function f() returns trigger language plpgsql as 'begin return new; end'; create table t (a integer, b "
            + "text);create function h() returns trigger language plpgsql as 'begin return new; end'; create trigger g before insert "
            + "on t for each row execute function f()",
            "create or replace trigger g before insert on t for each row execute function h()",
            "CREATE TRIGGER g BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.f()",
            "CREATE TRIGGER g BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.h()"
        },
        {
            "trigger", "s.t.g", "definition",
            "create function f() returns trigger language plpgsql as 'begin return new; end'; create table t (a integer, b "
            + "text);create trigger g after delete on t for each row execute function f()",
            "create or replace trigger g after delete on t for each statement execute function f()",
            "CREATE TRIGGER g AFTER DELETE ON s.t FOR EACH ROW EXECUTE FUNCTION s.f()",
            "CREATE TRIGGER g AFTER DELETE ON s.t FOR EACH STATEMENT EXECUTE FUNCTION s.f()"
        },
        {
            "trigger", "s.t.g", "definition",
            "create function f() returns trigger language plpgsql as 'begin return new; end'; create table t (a integer, b "
            + "text);create trigger g after update on t referencing old table as o for each statement execute function f()",
            "create or replace trigger g after update on t referencing old table as o new table as n for each statement execute "
            + "function f()",
            "CREATE TRIGGER g AFTER UPDATE ON s.t REFERENCING OLD TABLE AS o FOR EACH STATEMENT EXECUTE FUNCTION s.f()",
            "CREATE TRIGGER g AFTER UPDATE ON s.t REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION s.f()"
        },
        {
            "trigger", "s.t.g", "definition",
            "create function f() returns trigger language plpgsql as 'begin return new; end'; create table t (a integer, b "
            + "text);create trigger g after truncate on t execute function f()",
            "create or replace trigger g before truncate on t execute function f()",
            "CREATE TRIGGER g AFTER TRUNCATE ON s.t FOR EACH STATEMENT EXECUTE FUNCTION s.f()",
            "CREATE TRIGGER g BEFORE TRUNCATE ON s.t FOR EACH STATEMENT EXECUTE FUNCTION s.f()"
        },
        {
            "policy", "s.t.p", "roles",
            "create table t (a integer); create policy p on t to pg_monitor",
            "alter policy p on t to public",
            "pg_monitor",
            "public"
        },
        {
            "policy", "s.t.p", "with check",
            "create table t (a integer); create policy p on t for insert with check (a > 0)",
            "alter policy p on t with check (a > 1)",
            "(a > 0)",
            "(a > 1)"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAsync(kind, name, property, setup, change, before, after);
}
