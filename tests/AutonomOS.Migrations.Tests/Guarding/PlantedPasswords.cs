using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Reports;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Guarding;

/// <summary>A password wherever a schema can hold one: the difference is told where a change of it can be, the password nowhere.</summary>
public sealed class PlantedPasswords(PostgresFixture postgres)
{
    private const string Frame = "create foreign data wrapper w; create server v foreign data wrapper w;";

    public static TheoryData<string, string?> Places { get; } = new()
    {
        { "alter foreign data wrapper w options (secret '{0}')", "foreign option foreign data wrapper w.secret" },
        { "alter server v options (password '{0}')", "foreign option server v.password" },
        { "alter server v options (url 'jdbc:x://h/d?user=u&key={0}')", "foreign option server v.url" },
        { "create foreign table t (a integer) server v options (token '{0}')", "foreign option foreign table public.t.token" },
        { "create foreign table t (a integer options (token '{0}')) server v", "foreign option foreign column public.t.a.token" },
        { "create user mapping for public server v options (user 'u', password '{0}')", null },
        { "create subscription planted connection 'host=x.invalid password={0}' publication p with (connect = false, slot_name = none)", null },
        {
            "create function f() returns text language sql as $$ select 'postgresql://u:{0}@h/d' $$",
            "function public.f()"
        },
        { "create function f() returns void language sql as $$ -- password: {0}\n $$", "function public.f()" },
        { "create table t (a text default 'postgresql://u:{0}@h/d')", "column public.t.a" },
        { "create table t (a text check (a <> 'host=h password={0}'))", "constraint public.t.t_a_check" },
        { "create view v as select 'postgresql://u:{0}@h/d'::text as a", "view public.v" },
        { "create materialized view m as select 'host=h pwd={0}'::text as a", "materialized view public.m" },
        {
            "create table t (a text); create rule r as on insert to t do instead update t set a = 'postgresql://u:{0}@h/d'",
            "rule public.t.r"
        },
        {
            "create table t (a text); create function f() returns trigger language plpgsql as 'begin return new; end'; "
            + "create trigger g before insert on t for each row execute function f('postgresql://u:{0}@h/d')",
            "trigger public.t.g"
        },
        {
            "create table t (a text); create function f() returns trigger language plpgsql as 'begin return new; end'; "
            + "create trigger g before insert on t for each row when (new.a <> 'host=h password={0}') execute function f()",
            "trigger public.t.g"
        },
        { "create table t (a text); create policy p on t using (a <> 'postgresql://u:{0}@h/d')", "policy public.t.p" },
        { "create table t (a text); create policy p on t with check (a <> 'postgresql://u:{0}@h/d')", "policy public.t.p" },
        { "create domain d as text default 'postgresql://u:{0}@h/d'", "domain public.d" },
        { "create domain d as text check (value <> 'postgresql://u:{0}@h/d')", "domain constraint public.d.d_check" },
        { "create table t (a text); create index i on t (a) where a <> 'postgresql://u:{0}@h/d'", "index public.i" },
        { "create table t (a text, b text generated always as (a || 'postgresql://u:{0}@h/d') stored)", "column public.t.b" },
        { "create procedure f() language sql as $$ select 'postgresql://u:{0}@h/d' $$", "procedure public.f()" },
        { "create function f() returns text language sql as 'select 1::text' set search_path = 'postgresql://u:{0}@h/d'", "function public.f()" },
        { "create function f(a text default 'postgresql://u:{0}@h/d') returns text language sql as 'select 1::text'", "function public.f(text)" },
        {
            "create table t (a text) partition by list (a); create table p partition of t for values in ('postgresql://u:{0}@h/d')",
            "table public.p"
        },
        { "create type e as enum ('postgresql://u:{0}@h/d')", "enum public.e" },
        { "create table t (a text); create statistics x on (a || 'postgresql://u:{0}@h/d') from t", "statistics public.x" },
        { "create aggregate g(text) (sfunc = textcat, stype = text, initcond = 'postgresql://u:{0}@h/d')", "aggregate public.g(text)" },
        { "create table t (a text); create publication p for table t where (a <> 'postgresql://u:{0}@h/d')", "publication table p public.t" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Are_told_nowhere(string ddl, string? different)
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.OnBothAsync(Frame);
        await deployment.Development.ExecuteAsync(ddl.Replace("{0}", "geheim1", StringComparison.Ordinal));
        await deployment.Production.ExecuteAsync(ddl.Replace("{0}", "geheim2", StringComparison.Ordinal));

        var report = await deployment.AuditAsync();
        var written = await SchemaSnapshot.OfDevelopmentAsync(deployment.Request, CancellationToken.None);
        var file = written.File is null ? "" : await File.ReadAllTextAsync(written.File, TestContext.Current.CancellationToken);
        await deployment.OnBothAsync("drop subscription if exists planted");

        Assert.Equal(
            different is null ? [] : [different], report.Differences.Select(difference => $"{difference.Kind} {difference.ObjectName}"));
        Assert.Equal(different is null, report.Passed);
        Assert.NotEmpty(file);
        Assert.All([.. Texts(report), file], text => Assert.DoesNotContain("geheim", text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Texts(AuditReport report) =>
    [
        AuditJson.Write(report),
        DatabaseSummary.Write(report, "development"),
        DatabaseSummary.Write(report, "production"),
        .. LogText.GuardLines(report),
        .. LogText.AuditLines(report),
        .. report.Findings.Select(finding => finding.Message),
    ];
}
