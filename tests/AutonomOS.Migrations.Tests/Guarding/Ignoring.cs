using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Reports;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Guarding;

public sealed class Ignoring(PostgresFixture postgres)
{
    private const string Stray =
        """
        create table stray (id serial primary key, owner integer references orders, constraint positive check (id > 0));
        create index stray_owner on stray (owner);
        alter table stray enable row level security;
        create policy everyone on stray;
        create function touch() returns trigger language plpgsql as 'begin return new; end';
        create trigger touched before update on stray for each row execute function touch();
        """;

    [Fact]
    public async Task An_ignored_table_hides_what_goes_with_it_and_nothing_else()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.OnBothAsync("create table orders (id integer primary key)");
        await deployment.Production.ExecuteAsync(Stray);
        await deployment.Production.ExecuteAsync("create table stray_too (id integer); create view stray_view as select id from stray");

        var report = await AuditAsync(deployment, "table:public.stray");

        Assert.Equal(
            ["function public.touch()", "table public.stray_too", "view public.stray_view"],
            report.Differences.Where(difference => !difference.IsNote).Select(difference => $"{difference.Kind} {difference.ObjectName}").Order(StringComparer.Ordinal));
        Assert.Equal(new IgnoredReport("table:public.stray", "because", 0, 1), Assert.Single(report.Ignored));
        Assert.DoesNotContain(report.Findings, finding => finding.Code == "AMB2006");
    }

    [Fact]
    public async Task A_pass_says_how_much_was_ignored_and_by_what()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync("create table temp_1 (id integer); create table temp_2 (id integer)");

        var report = await AuditAsync(deployment, "table:public.temp_*");

        Assert.True(report.Passed);
        Assert.Equal(0, report.Distance!.Tables);
        Assert.Contains(LogText.GuardLines(report), line => line == "Ignored:         2 objects by 1 DbIgnore entry: table:public.temp_*");
        Assert.Equal(report.Ignored, AuditJson.Read(AuditJson.Write(report)).Ignored);
        Assert.Equal(report.Databases[0].Fingerprint, report.Databases[1].Fingerprint);
    }

    [Fact]
    public async Task A_column_can_be_ignored_by_itself()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.OnBothAsync("create table orders (id integer, extra text)");
        await deployment.Production.ExecuteAsync("alter table orders alter extra type varchar(3), alter id type bigint");

        var difference = Assert.Single((await AuditAsync(deployment, "column:public.orders.extra")).Differences);

        Assert.Equal("public.orders.id", difference.ObjectName);
    }

    [Fact]
    public async Task A_partition_goes_with_its_ignored_table_whatever_its_name()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync(
            "create table m (id integer) partition by list (id); create table a partition of m for values in (1); create table z partition of m for values in (2)");

        Assert.True((await AuditAsync(deployment, "table:public.m")).Passed);
    }

    [Fact]
    public async Task A_partition_of_its_partition_goes_with_it_too()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync(
            """
            create table z (id integer, part integer) partition by list (id);
            create table y partition of z for values in (1) partition by list (part);
            create table x partition of y for values in (1) partition by list (id);
            create table a partition of x for values in (1);
            create table other (id integer) partition by list (id);
            create table b partition of other for values in (1);
            """);

        var report = await AuditAsync(deployment, "table:public.z");

        Assert.Equal(["public.other"], report.Differences.Select(difference => difference.ObjectName));
        Assert.Equal(new IgnoredReport("table:public.z", "because", 0, 1), Assert.Single(report.Ignored));
        Assert.Equal(2, report.Distance!.Tables);
    }

    [Fact]
    public async Task An_entry_that_covers_nothing_warns_and_does_not_fail()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.OnBothAsync("create table there (id integer)");

        var report = await AuditAsync(deployment, "table:public.gone", "table:public.there", "table:PUBLIC.*");

        Assert.True(report.Passed);
        Assert.Equal(
            ["AMB2006 table:public.gone", "AMB2006 table:PUBLIC.*"],
            report.Findings.Where(finding => finding.Severity == Severity.Warning).Select(finding => $"{finding.Code} {finding.Message.Split('\'')[1]}"));
    }

    private static Task<AuditReport> AuditAsync(Deployment deployment, params string[] entries) => deployment.AuditAsync(
        request => request with { Ignored = [.. entries.Select(entry => IgnoreRule.Parse(entry, "because", out _)!)] });
}
