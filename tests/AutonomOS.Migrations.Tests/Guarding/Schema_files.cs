using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Guarding;

/// <summary>Production held to the schema file of its revision, and development to its own.</summary>
public sealed class Schema_files(PostgresFixture postgres, PostgresMajors majors)
{
    [Fact]
    public async Task Let_production_be_held_without_a_development_database()
    {
        await using var deployment = await WrittenAsync();
        deployment.SetUrls(null, deployment.Production.Url);

        var report = await deployment.AuditAsync();

        Assert.Empty(report.Findings);
        Assert.Equal((true, Diagnosis.Ok), (report.Passed, report.Diagnosis));
        Assert.Equal(["production"], report.Databases.Select(database => database.Role));
        Assert.Contains(report.NotCompared, what => what.Contains("foreign servers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Name_what_was_done_to_production_by_hand()
    {
        await using var deployment = await WrittenAsync();
        deployment.SetUrls(null, deployment.Production.Url);
        await deployment.Production.ExecuteAsync("alter table users add column phone text; alter table users alter column email type varchar(9); drop view active");

        var report = await deployment.AuditAsync();

        Assert.Equal(
            ["AMB2003 column public.users.email", "AMB2002 column public.users.phone", "AMB2001 view public.active"],
            report.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Code} {string.Join(' ', finding.Message.Split(' ').Take(2)).TrimEnd(':')}"));
        Assert.Equal((false, Diagnosis.Mismatch), (report.Passed, report.Diagnosis));
        Assert.All(report.Findings, finding => Assert.DoesNotContain("development", finding.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Judge_pending_revisions_all_the_same()
    {
        await using var deployment = await WrittenAsync();
        deployment.SetUrls(null, deployment.Production.Url);
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c", "op.drop_table('users')");

        var report = await deployment.AuditAsync();

        var error = Assert.Single(report.Findings, finding => finding.Severity == Severity.Error && finding.Code != "AMB4014");
        Assert.Equal(("AMB4001", 9), (error.Code, error.Line));
        Assert.Equal(["aaaa11112222"], report.History!.Pending);
    }

    [Fact]
    public async Task Are_not_looked_at_where_development_is_asked_for()
    {
        await using var deployment = await WrittenAsync();
        deployment.SetUrls(null, deployment.Production.Url);

        var report = await deployment.AuditAsync(request => request with { Expectation = Expectation.Development });

        Assert.Contains(report.Findings, finding => finding.Code == "AMB0002");
        Assert.False(report.Passed);
    }

    [Fact]
    public async Task Are_held_to_where_they_are_asked_for_though_there_is_a_development()
    {
        await using var deployment = await WrittenAsync();
        await deployment.OnBothAsync("alter table users add column phone text");

        var report = await deployment.AuditAsync(request => request with { Expectation = Expectation.Snapshot });

        Assert.Equal("AMB2002", Assert.Single(report.Findings).Code);
    }

    [Fact]
    public async Task Have_to_be_there_for_productions_revision()
    {
        await using var deployment = await WrittenAsync();
        File.Delete(deployment.SchemaFile());

        var asked = await deployment.AuditAsync(request => request with { Expectation = Expectation.Snapshot });

        Assert.Equal((false, Diagnosis.Unverified), (asked.Passed, asked.Diagnosis));
        Assert.Contains("-t:DbSnapshot", Assert.Single(asked.Findings, finding => finding.Code == "AMB6033").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_nothing_of_a_production_that_is_not_tracked()
    {
        await using var deployment = await WrittenAsync();
        await deployment.Production.ExecuteAsync("drop table alembic_version");

        var report = await deployment.AuditAsync(request => request with { Expectation = Expectation.Snapshot });

        Assert.Equal((false, Diagnosis.Missing), (report.Passed, report.Diagnosis));
    }

    [Fact]
    public async Task Warn_where_development_is_not_what_its_own_says()
    {
        await using var deployment = await WrittenAsync();
        await deployment.OnBothAsync("alter table users add column phone text");

        var report = await deployment.AuditAsync();

        var finding = Assert.Single(report.Findings);
        Assert.Equal(("AMB6035", Severity.Warning, deployment.SchemaFile()), (finding.Code, finding.Severity, finding.File));
        Assert.Contains("column public.users.phone", finding.Message, StringComparison.Ordinal);
        Assert.True(report.Passed);
    }

    [Fact]
    public async Task Warn_where_the_head_has_none()
    {
        await using var deployment = await WrittenAsync();
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c");
        await deployment.OnBothAsync("update alembic_version set version_num = 'aaaa11112222'");

        var report = await deployment.AuditAsync();

        Assert.Equal("AMB6034", Assert.Single(report.Findings).Code);
        Assert.True(report.Passed);
    }

    [Fact]
    public async Task Have_to_be_written_with_the_settings_of_now()
    {
        await using var deployment = await WrittenAsync();

        var others = await deployment.AuditAsync(request => request with { Expectation = Expectation.Snapshot, AlsoCompared = OptionalKinds.Comments });
        var schemas = await deployment.AuditAsync(request => request with { Expectation = Expectation.Snapshot, Schemas = ["public"] });
        File.Copy(deployment.SchemaFile(), deployment.SchemaFile("aaaa11112222"));
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c");
        await deployment.Production.ExecuteAsync("update alembic_version set version_num = 'aaaa11112222'");
        var revision = await deployment.AuditAsync(request => request with { Expectation = Expectation.Snapshot });

        Assert.All(new[] { others, schemas, revision }, report => Assert.Contains(report.Findings, finding => finding is { Code: "AMB6036", Severity: Severity.Error, Line: 1 }));
        Assert.All(new[] { others, schemas, revision }, report => Assert.Equal(Diagnosis.Unverified, report.Diagnosis));
    }

    [Fact]
    public async Task Are_the_same_bytes_when_nothing_changed()
    {
        await using var deployment = await WrittenAsync();
        var before = await File.ReadAllTextAsync(deployment.SchemaFile(), TestContext.Current.CancellationToken);

        var again = await SchemaSnapshot.OfDevelopmentAsync(deployment.Request, CancellationToken.None);

        Assert.Equal((deployment.SchemaFile(), false), (again.File, again.IsNew));
        Assert.Equal(before, await File.ReadAllTextAsync(deployment.SchemaFile(), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("alembic_version", before, StringComparison.Ordinal);
        Assert.Contains("\ncolumn public.users.email\n  in table public.users\n", before, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(deployment.SchemaFile())!));
    }

    [Fact]
    public async Task Are_written_at_the_heads_alone()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c");

        var behind = await SchemaSnapshot.OfDevelopmentAsync(deployment.Request, CancellationToken.None);
        await deployment.Development.ExecuteAsync("drop table alembic_version");
        var untracked = await SchemaSnapshot.OfDevelopmentAsync(deployment.Request, CancellationToken.None);
        deployment.SetUrls(null, null);
        var nowhere = await SchemaSnapshot.OfDevelopmentAsync(deployment.Request, CancellationToken.None);

        Assert.Equal(["AMB1006", "AMB1002", "AMB0002"], new[] { behind, untracked, nowhere }.Select(result => Assert.Single(result.Findings).Code));
        Assert.All(new[] { behind, untracked, nowhere }, result => Assert.Null(result.File));
        Assert.False(Directory.Exists(Path.GetDirectoryName(deployment.SchemaFile())));
    }

    [Fact]
    public async Task Hold_a_production_of_another_major_version()
    {
        await using var development = await majors.CreateDatabaseAsync(13);
        await using var production = await majors.CreateDatabaseAsync(18);
        await using var deployment = await Deployment.TrackedAsync(postgres);
        const string Schema = "create table users (id integer primary key, email text not null default 'x'); create view v as select substring(email from 1 for 2) as s from users; ";
        await development.ExecuteAsync(Schema + Deployment.VersionTable("5a9d6371e18c"));
        await production.ExecuteAsync(Schema + Deployment.VersionTable("5a9d6371e18c"));
        deployment.SetUrls(development.Url, production.Url);
        Assert.Empty((await SchemaSnapshot.OfDevelopmentAsync(deployment.Request, CancellationToken.None)).Findings);
        deployment.SetUrls(null, production.Url);

        var equal = await deployment.AuditAsync();
        await production.ExecuteAsync("create or replace view v as select substring(email from 1 for 3) as s from users");
        var changed = await deployment.AuditAsync();

        Assert.Empty(equal.Findings);
        Assert.Equal("AMB2003", Assert.Single(changed.Findings, finding => finding.Severity == Severity.Error).Code);
    }

    private async Task<Deployment> WrittenAsync()
    {
        var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.OnBothAsync("create view active as select id from users");
        var written = await SchemaSnapshot.OfDevelopmentAsync(deployment.Request, CancellationToken.None);
        Assert.Empty(written.Findings);
        Assert.Equal((deployment.SchemaFile(), true), (written.File, written.IsNew));
        return deployment;
    }
}
