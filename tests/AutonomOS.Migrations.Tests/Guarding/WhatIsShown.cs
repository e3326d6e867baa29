using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Reports;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Guarding;

/// <summary>What a report shows of databases that are odd, closed or hold secrets.</summary>
public sealed class WhatIsShown(PostgresFixture postgres)
{
    [Fact]
    public async Task A_password_in_a_function_s_body_is_compared_and_not_shown()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Development.ExecuteAsync("create function f() returns text language sql as $$ select 'postgresql://app:geheim1@db/x' $$");
        await deployment.Production.ExecuteAsync("create function f() returns text language sql as $$ select 'postgresql://app:geheim2@db/x' $$");

        var report = await deployment.AuditAsync();

        Assert.Equal("AMB2003", Assert.Single(report.Findings).Code);
        Assert.DoesNotContain("geheim", AuditJson.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_make_one_line_each()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync("create table \"a\"\"b.c\nd😀\" (id integer); create schema \"x y\"; create table \"x y\".\"é\" (id integer)");

        var report = await deployment.AuditAsync();

        Assert.Equal(["schema \"x y\"", "table public.\"a\"\"b.c\\nd😀\""], report.Findings.Select(finding => finding.Message.Split(" is in production")[0]));
        Assert.All(report.Findings, finding => Assert.DoesNotContain('\n', finding.Message));
        Assert.All(LogText.GuardLines(report), line => Assert.DoesNotContain('\n', line));
        Assert.Contains("\"x y\" (1)", DatabaseSummary.Write(report, "production"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_read_the_version_table_and_nothing_else_sees_every_difference()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await using var role = await RoleAsync(deployment);
        await deployment.Production.ExecuteAsync($"grant select on alembic_version to {role.Name}; alter table users add column hotfix text default 'x'");
        deployment.SetUrls(deployment.Development.Url, deployment.Production.UrlFor(role.Name, "geheim"));

        var report = await deployment.AuditAsync();

        Assert.Contains("public.users.hotfix", Assert.Single(report.Findings, finding => finding.Severity == Severity.Error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_not_read_the_version_table_could_not_verify()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await using var role = await RoleAsync(deployment);
        deployment.SetUrls(deployment.Development.Url, deployment.Production.UrlFor(role.Name, "geheim"));

        var report = await deployment.AuditAsync();

        Assert.Equal(("AMB0012", Diagnosis.Unverified), (Assert.Single(report.Findings).Code, report.Diagnosis));
        Assert.DoesNotContain("geheim", AuditJson.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_locked_by_someone_else_could_not_be_read()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.OnBothAsync("create index on users (lower(email))");
        await using var other = await deployment.Production.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand("lock table users in access exclusive mode", other, transaction);
        await command.ExecuteNonQueryAsync();

        var report = await deployment.AuditAsync(request => request with { Limits = request.Limits with { Lock = TimeSpan.FromMilliseconds(50) } });

        Assert.Equal("AMB0014", Assert.Single(report.Findings).Code);
        Assert.False(report.Passed);
        Assert.Null(report.Distance);
    }

    [Fact]
    public async Task Broken_migration_files_are_told_with_file_and_line_and_nothing_is_decided()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        var file = deployment.AddRevision("aaaa11112222", "gone");

        var report = await deployment.AuditAsync();

        var finding = Assert.Single(report.Findings);
        Assert.Equal(("AMB3021", file, 5), (finding.Code, finding.File, finding.Line));
        Assert.Equal(Diagnosis.Unverified, report.Diagnosis);
        Assert.Null(report.History);
        Assert.DoesNotContain(report.ForAudit().Findings, f => f.Severity == Severity.Error);
    }

    [Fact]
    public void Differences_between_major_versions_come_with_a_warning()
    {
        AutonomOS.Migrations.Schema.Difference[] drift =
            [new("view", "public.v", AutonomOS.Migrations.Schema.Change.Changed, "definition", "a", "b", IsNote: false)];

        Assert.Equal("AMB2005", Assert.Single(DriftRules.OfVersions(drift, "17.2", "15.18")).Code);
        Assert.Empty(DriftRules.OfVersions(drift, "15.2", "15.18"));
        Assert.Empty(DriftRules.OfVersions([], "17.2", "15.18"));
    }

    [Fact]
    public void Auto_migrations_disabled_while_revisions_are_pending_is_a_warning()
    {
        var finding = Assert.Single(PendingRules.Of(["a"], PendingPolicy.Allow, autoMigrationsDisabled: true, UpgradeTarget.Head));

        Assert.Equal(("AMB1008", Severity.Warning), (finding.Code, finding.Severity));
        Assert.Empty(PendingRules.Of([], PendingPolicy.Fail, autoMigrationsDisabled: true, UpgradeTarget.Head));
    }

    [Fact]
    public async Task A_cancelled_audit_ends_at_once()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Audit.RunAsync(deployment.Request, cancellation.Token));
    }

    private static async Task<Role> RoleAsync(Deployment deployment)
    {
        var role = new Role(deployment, $"reader_{deployment.Production.Name}");
        await deployment.Production.ExecuteAsync($"create role {role.Name} login password 'geheim'");
        return role;
    }

    private sealed record Role(Deployment Deployment, string Name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await this.Deployment.Production.ExecuteAsync($"drop owned by {this.Name}; drop role {this.Name}");
    }
}
