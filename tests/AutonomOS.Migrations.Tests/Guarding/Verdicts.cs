using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Guarding;

/// <summary>What the guard decides: each state of the two databases and the files, on real servers.</summary>
public sealed class Verdicts(PostgresFixture postgres)
{
    [Fact]
    public async Task Same_revision_and_no_difference_pass()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);

        var report = await deployment.AuditAsync();

        Assert.Empty(report.Findings);
        Assert.True(report.Passed);
        Assert.Equal(Diagnosis.Ok, report.Diagnosis);
        Assert.Equal(new SchemaDistance(0, 0), report.Distance);
        Assert.Equal(report.Databases[0].Fingerprint, report.Databases[1].Fingerprint);
        Assert.Equal(["public.alembic_version", "public.users"], report.Databases[1].Tables);
        Assert.Empty(report.History!.Pending!);
    }

    [Fact]
    public async Task Production_not_configured_fails_and_names_the_variable_and_the_way_round()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.SetUrls(deployment.Development.Url, null);

        var report = await deployment.AuditAsync();

        var finding = Errors(report, "AMB0001");
        Assert.Contains(deployment.ProductionVariable, finding.Message, StringComparison.Ordinal);
        Assert.Contains("-p:DbGuardOnPublish=false", finding.Message, StringComparison.Ordinal);
        Assert.Equal(Diagnosis.Unverified, report.Diagnosis);
        Assert.Equal("development", Assert.Single(report.Databases).Role);
        Assert.Equal(["public.alembic_version", "public.users"], report.Databases[0].Tables);
    }

    [Fact]
    public async Task With_production_unset_the_audit_reports_development_alone_and_has_no_error()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.SetUrls(deployment.Development.Url, "  ");

        var report = (await deployment.AuditAsync()).ForAudit();

        Assert.DoesNotContain(report.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal(Diagnosis.Unverified, report.Diagnosis);
        Assert.False(report.Passed);
    }

    [Fact]
    public async Task Development_not_configured_fails()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.SetUrls(null, deployment.Production.Url);

        var report = await deployment.AuditAsync();

        Assert.Contains(deployment.DevelopmentVariable, Errors(report, "AMB0002").Message, StringComparison.Ordinal);
        Assert.Equal("production", Assert.Single(report.Databases).Role);
    }

    [Fact]
    public async Task One_database_under_two_names_fails()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.SetUrls(deployment.Production.Url, deployment.Production.Url + "?connect_timeout=3");

        Errors(await deployment.AuditAsync(), "AMB0005");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_and_the_password_is_not()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.SetUrls(deployment.Development.Url, "postgresql://app:s3cr%40t@127.0.0.1:1/shop");

        var report = await deployment.AuditAsync();

        var finding = Errors(report, "AMB0010");
        Assert.Contains("127.0.0.1:1", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr", finding.Message, StringComparison.Ordinal);
        Assert.Equal(Diagnosis.Unverified, report.Diagnosis);
        Assert.Contains(report.ForAudit().Findings, f => f.Severity == Severity.Error);
    }

    [Fact]
    public async Task Production_without_a_version_table_is_missing()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.Development.ExecuteAsync(Deployment.VersionTable("5a9d6371e18c"));

        var report = await deployment.AuditAsync();

        Assert.Contains("StampBaseline", Errors(report, "AMB1001").Message, StringComparison.Ordinal);
        Assert.Equal(Diagnosis.Missing, report.Diagnosis);
        Assert.Equal(new SchemaDistance(0, 0), report.Distance);
        Assert.DoesNotContain(report.ForAudit().Findings, finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public async Task Development_without_a_version_table_fails()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.Production.ExecuteAsync(Deployment.VersionTable("5a9d6371e18c"));

        Errors(await deployment.AuditAsync(), "AMB1002");
    }

    [Fact]
    public async Task Both_without_a_version_table_fail_with_both_codes()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);

        var report = await deployment.AuditAsync();

        Assert.Equal(["AMB1001", "AMB1002"], report.Findings.Select(finding => finding.Code).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_empty_version_table_fails(bool inProduction)
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await (inProduction ? deployment.Production : deployment.Development).ExecuteAsync("delete from alembic_version");

        var finding = Errors(await deployment.AuditAsync(), "AMB1003");

        Assert.Contains(inProduction ? "Production" : "Development", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_no_file_has_fails_and_near_names_are_offered()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync("update alembic_version set version_num = '5a9d6371e18d'");

        var finding = Errors(await deployment.AuditAsync(), "AMB1004");

        Assert.Contains("5a9d6371e18d", finding.Message, StringComparison.Ordinal);
        Assert.Contains("near: 5a9d6371e18c", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_ahead_of_development_diverged_and_this_is_told_before_development_is_behind()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c");
        await deployment.Production.ExecuteAsync("update alembic_version set version_num = 'aaaa11112222'");

        var report = await deployment.AuditAsync();

        Assert.Equal(["AMB1005", "AMB1006"], report.Findings.Select(finding => finding.Code));
        Assert.Equal(Diagnosis.Mismatch, report.Diagnosis);
    }

    [Fact]
    public async Task Development_behind_the_heads_is_no_picture()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c");

        Assert.Contains("aaaa11112222", Errors(await deployment.AuditAsync(), "AMB1006").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_heads_fail_where_upgrade_head_would_and_not_where_upgrade_heads_is_used()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c");
        deployment.AddRevision("bbbb11112222", "5a9d6371e18c");
        await deployment.OnBothAsync("delete from alembic_version; insert into alembic_version values ('aaaa11112222'), ('bbbb11112222')");

        var finding = Errors(await deployment.AuditAsync(), "AMB1007");
        var heads = await deployment.AuditAsync(UpgradeTarget.Heads);

        Assert.Contains("alembic merge", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("_test.py", finding.File, StringComparison.Ordinal);
        Assert.True(heads.Passed);
    }

    [Theory]
    [InlineData("alter table users add column hotfix text", "AMB2002", "column public.users.hotfix")]
    [InlineData("drop table users", "AMB2001", "table public.users")]
    [InlineData("alter table users alter column email drop not null", "AMB2003", "column public.users.email")]
    public async Task Production_edited_by_hand_fails_naming_the_object(string edit, string code, string named)
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync(edit);

        var report = await deployment.AuditAsync();

        Assert.Contains(named, Errors(report, code).Message, StringComparison.Ordinal);
        Assert.Equal(Diagnosis.Mismatch, report.Diagnosis);
        Assert.Equal(1, report.Distance!.Objects);
    }

    [Fact]
    public async Task Pending_revisions_without_a_difference_pass_and_are_listed()
    {
        await using var deployment = await PendingAsync();

        var report = await deployment.AuditAsync();

        Assert.True(report.Passed);
        Assert.Equal(["aaaa11112222"], report.History!.Pending);
    }

    [Theory]
    [InlineData(PendingPolicy.Warn, Severity.Warning, true)]
    [InlineData(PendingPolicy.Fail, Severity.Error, false)]
    public async Task Pending_revisions_can_be_made_a_warning_or_an_error(PendingPolicy policy, Severity severity, bool passes)
    {
        await using var deployment = await PendingAsync();

        var report = await deployment.AuditAsync(request => request with { PendingPolicy = policy });

        Assert.Equal(("AMB1011", severity), (Assert.Single(report.Findings).Code, report.Findings[0].Severity));
        Assert.Equal(passes, report.Passed);
    }

    [Fact]
    public async Task A_difference_that_no_pending_revision_accounts_for_is_drift()
    {
        await using var deployment = await PendingAsync();
        await deployment.Development.ExecuteAsync("alter table users add column phone text");

        var report = await deployment.AuditAsync();

        Assert.Contains("public.users.phone", Errors(report, "AMB2001").Message, StringComparison.Ordinal);
        Assert.Equal(Diagnosis.Mismatch, report.Diagnosis);
        Assert.Equal("public.users.phone", Assert.Single(report.Differences).ObjectName);
    }

    [Fact]
    public async Task An_extension_of_another_version_is_a_note_and_no_drift()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync("update pg_extension set extversion = '0.9' where extname = 'plpgsql'");

        var report = await deployment.AuditAsync();

        Assert.True(report.Passed);
        Assert.Equal(("AMB2004", Severity.Info), (Assert.Single(report.Findings).Code, report.Findings[0].Severity));
        Assert.Equal(0, report.Distance!.Objects);
    }

    [Fact]
    public async Task A_schema_to_compare_that_is_nowhere_fails_because_nothing_would_be_compared()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);

        var report = await deployment.AuditAsync(request => request with { Schemas = ["public", "biling"] });

        Assert.Contains("biling", Errors(report, "AMB0008").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_schemas_named_are_compared()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync("create schema private; create table private.secret (id integer)");

        Assert.False((await deployment.AuditAsync()).Passed);
        Assert.True((await deployment.AuditAsync(request => request with { Schemas = ["public"] })).Passed);
    }

    [Fact]
    public async Task A_schema_to_compare_may_have_any_name()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        const string hostile = "a,\n\"b\".{c}\\ 🔑 NULL $1 'x";
        var quoted = "\"" + hostile.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        await deployment.OnBothAsync($"create schema {quoted}");
        await deployment.Production.ExecuteAsync($"create table {quoted}.extra (id integer)");

        Assert.True((await deployment.AuditAsync(request => request with { Schemas = ["public", "public"] })).Passed);
        var report = await deployment.AuditAsync(request => request with { Schemas = [hostile, "public"] });

        Assert.Contains("extra", Errors(report, "AMB2002").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_revision_identifier_fails_unless_the_version_column_is_wide_enough()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        var longer = new string('a', 40);
        deployment.AddRevision(longer, "5a9d6371e18c");

        Errors(await deployment.AuditAsync(), "AMB3017");

        await deployment.OnBothAsync($"alter table alembic_version alter version_num type varchar(64); update alembic_version set version_num = '{longer}'");
        Assert.True((await deployment.AuditAsync()).Passed);
    }

    private async Task<Deployment> PendingAsync()
    {
        var deployment = await Deployment.TrackedAsync(postgres);
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c");
        await deployment.Development.ExecuteAsync("update alembic_version set version_num = 'aaaa11112222'");
        return deployment;
    }

    private static Finding Errors(AuditReport report, string code)
    {
        Assert.False(report.Passed);
        var error = Assert.Single(report.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal(code, error.Code);
        return error;
    }
}
