using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Guarding;

/// <summary>What the guard says of what it could not see: it is never called equal.</summary>
public sealed class WhatCouldNotBeSeen(PostgresFixture postgres)
{
    private const string Mappings = """
        create foreign data wrapper w;
        create server v foreign data wrapper w;
        create user mapping for pg_monitor server v options (password 'geheim');
        create user mapping for public server v options (password 'geheim');
        """;

    private static readonly DatabaseReport Database = new("production", "h", 5432, "app", "auditor", "17.2", "", [], [], null, null);

    [Fact]
    public async Task Options_of_user_mappings_that_only_others_may_read_are_unknown()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.OnBothAsync(Mappings);
        var role = $"reader_{deployment.Production.Name}";
        await deployment.Production.ExecuteAsync($"create role {role} login password 'p'; grant select on alembic_version to {role}");
        try
        {
            deployment.SetUrls(deployment.Development.Url, deployment.Production.UrlFor(role, "p"));

            var report = await deployment.AuditAsync();

            Assert.Equal(Diagnosis.Unverified, report.Diagnosis);
            Assert.Equal(["AMB9007", "AMB9007"], report.Findings.Select(finding => finding.Code));
            Assert.Contains(
                $"user mapping pg_monitor on v: options may not be read by role {role} in production (only pg_monitor",
                report.Findings[0].Message,
                StringComparison.Ordinal);
            Assert.Contains($"GRANT {LocalCluster.Superuser} TO {role}", report.Findings[1].Message, StringComparison.Ordinal);
            Assert.Empty(report.Differences);
            Assert.DoesNotContain(report.ForAudit().Findings, finding => finding.Severity == Severity.Error);
        }
        finally
        {
            await deployment.Production.ExecuteAsync($"drop owned by {role}; drop role {role}");
        }
    }

    [Fact]
    public async Task A_superuser_sees_all_of_them()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.OnBothAsync(Mappings);

        Assert.True((await deployment.AuditAsync()).Passed);
    }

    [Theory]
    [InlineData("cast", false, 3L, 2L, true, "AMB9005", "of the kind 'cast', 2 were read and 3 are in the catalog.")]
    [InlineData("pg_graph", true, 2L, 0L, false, "AMB9006", "has 2 objects in the system catalog pg_graph")]
    [InlineData("pg_graph", true, null, 0L, false, "AMB9006", "GRANT SELECT ON pg_catalog.pg_graph TO 'auditor'")]
    [InlineData("graph", false, 1L, 0L, false, "AMB9006", "has 1 of the kind 'graph', which is not compared")]
    public void What_the_census_found_fails_with_its_numbers(
        string what, bool isCatalog, long? counted, long read, bool isModelled, string code, string says)
    {
        var finding = Assert.Single(CompletenessRules.Of([new Discrepancy(what, isCatalog, counted, read, isModelled)], Database, null));

        Assert.Equal((code, Severity.Error), (finding.Code, finding.Severity));
        Assert.Contains(says, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_a_newer_server_has_is_named_in_one_line_and_fails()
    {
        var findings = CompletenessRules.Of(
            [
                new("pg_class.relnew", IsCatalog: true, 1, 0, IsModelled: false),
                new("pg_graph", IsCatalog: true, 1, 0, IsModelled: false),
                new("pg_class.relkind 'g'", IsCatalog: true, 2, 0, IsModelled: false),
            ],
            Database,
            null).ToList();

        Assert.Equal([("AMB9006", Severity.Error), ("AMB9009", Severity.Error)], findings.Select(finding => (finding.Code, finding.Severity)));
        Assert.EndsWith(
            " is PostgreSQL 17.2; 18 is the newest that this version of the package knows. It does not read what that keeps in "
            + "pg_class.relnew, pg_class.relkind 'g'. Could not verify: update the package.",
            findings[1].Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_comparable_across_versions_names_both_and_the_ways_out()
    {
        Difference text = new("view", "public.v", Change.Changed, "definition", "a\nb", "c", IsNote: false);

        var finding = Assert.Single(CompletenessRules.OfVersions([text], Database with { ServerVersion = "13.23" }, Database));

        Assert.Equal(("AMB9008", Severity.Error), (finding.Code, finding.Severity));
        Assert.StartsWith(
            "view public.v: definition is not comparable across versions: production (PostgreSQL 17.2) prints 'c' and development "
            + "(PostgreSQL 13.23) prints 'a\\nb'.",
            finding.Message,
            StringComparison.Ordinal);
        Assert.Contains("'view:public.v' in DbIgnore", finding.Message, StringComparison.Ordinal);
    }
}
