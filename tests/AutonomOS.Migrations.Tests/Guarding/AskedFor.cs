using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Reports;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Guarding;

public sealed class AskedFor(PostgresFixture postgres)
{
    private const string Script = """
        comment on column users.email is 'x'; grant select on users to public;
        do $$ begin execute format('alter database %I set own.url to ''postgres://app:geheim@db/x''', current_database()); end $$;
        """;

    [Fact]
    public async Task What_DbCompare_asks_for_is_drift_and_leaves_the_list_of_what_was_not_compared()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync(Script);

        var report = await deployment.AuditAsync(request => request with
        {
            AlsoCompared = OptionalKinds.Comments | OptionalKinds.Privileges | OptionalKinds.DatabaseSettings,
        });

        Assert.Equal(
            [
                "privilege table public.users for PUBLIC is in production and not in development: somebody changed production by hand. Remove it there, or write a migration that adds it.",
                "comment column public.users.email is in production and not in development: somebody changed production by hand. Remove it there, or write a migration that adds it.",
                "database setting parameter own.url is in production and not in development: somebody changed production by hand. Remove it there, or write a migration that adds it.",
            ],
            report.Findings.Where(finding => finding.Code == "AMB2002").Select(finding => finding.Message));
        Assert.False(report.Passed);
        Assert.Empty(report.NotCompared.Intersect(["comments", "privileges", "database settings"]));
        Assert.Contains("ownership", report.NotCompared);
        Assert.Equal(report.NotCompared, AuditJson.Read(AuditJson.Write(report)).NotCompared);
        Assert.DoesNotContain("geheim", AuditJson.Write(report), StringComparison.Ordinal);
        Assert.Contains("\"comment\": 3", AuditJson.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_asks_for_is_named_in_a_pass()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync(Script);

        var report = await deployment.AuditAsync();

        Assert.True(report.Passed);
        Assert.Contains(
            LogText.GuardLines(report),
            line => line.StartsWith("Not compared:    data, privileges, default privileges, ownership, comments, security labels,", StringComparison.Ordinal));
    }
}
