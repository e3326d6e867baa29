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
            "security_invoker=on"
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
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAsync(kind, name, property, setup, change, before, after);
}
