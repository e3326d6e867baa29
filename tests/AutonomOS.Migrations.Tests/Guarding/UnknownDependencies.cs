using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Stamping;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Guarding;

/// <summary>
/// A dependency that only running the file would tell is a warning, and no verdict ever rests on it: what it names may be applied
/// without a row of its own, and would otherwise account for a difference that is drift.
/// </summary>
public sealed class UnknownDependencies(PostgresFixture postgres)
{
    [Fact]
    public async Task With_nothing_pending_the_verdict_does_not_rest_on_them_and_the_warning_is_all()
    {
        await using var deployment = await BranchesAsync();
        await deployment.OnBothAsync(Deployment.VersionTable("contract01", "expand01"));

        var report = await deployment.AuditAsync(UpgradeTarget.Heads);

        var finding = Assert.Single(report.Findings);
        Assert.Equal(("AMB3015", Severity.Warning), (finding.Code, finding.Severity));
        Assert.True(report.Passed);
        Assert.Empty(report.History!.Pending!);
    }

    [Fact]
    public async Task With_something_pending_that_may_be_applied_the_guard_cannot_verify()
    {
        await using var deployment = await BranchesAsync();
        await deployment.Development.ExecuteAsync(Deployment.VersionTable("contract01", "expand01"));
        await deployment.Production.ExecuteAsync(Deployment.VersionTable("contract01"));

        var report = await deployment.AuditAsync(UpgradeTarget.Heads);

        var finding = Assert.Single(report.Findings, found => found.Severity == Severity.Error);
        Assert.Equal("AMB3035", finding.Code);
        Assert.Contains("Production", finding.Message, StringComparison.Ordinal);
        Assert.Contains("whether 'expand01' is pending or applied", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("contract01_test.py", finding.File, StringComparison.Ordinal);
        Assert.False(report.Passed);
        Assert.Equal(Diagnosis.Unverified, report.Diagnosis);
        Assert.Null(report.History!.Pending);
    }

    [Fact]
    public async Task Development_is_not_said_to_be_behind_for_certain()
    {
        await using var deployment = await BranchesAsync();
        await deployment.OnBothAsync(Deployment.VersionTable("contract01"));

        var errors = (await deployment.AuditAsync(UpgradeTarget.Heads)).Findings.Where(finding => finding.Severity == Severity.Error);

        Assert.Equal(["AMB3035", "AMB3035"], errors.Select(finding => finding.Code));
    }

    [Fact]
    public async Task Pending_revisions_whose_own_dependencies_are_unknown_are_pending_all_the_same()
    {
        await using var deployment = await BranchesAsync();
        await deployment.Development.ExecuteAsync(Deployment.VersionTable("contract01", "expand01"));
        await deployment.Production.ExecuteAsync(Deployment.VersionTable("expand01"));

        var report = await deployment.AuditAsync(UpgradeTarget.Heads);

        Assert.True(report.Passed);
        Assert.Equal(["contract01"], report.History!.Pending);
    }

    [Fact]
    public async Task A_stamp_does_not_vouch_for_what_it_cannot_see()
    {
        await using var deployment = await BranchesAsync();

        var result = await BaselineStamp.RunAsync(
            new StampRequest(deployment.Request, ["contract01"], false), CancellationToken.None);

        Assert.Equal("AMB3035", Assert.Single(result.Findings, finding => finding.Severity == Severity.Error).Code);
        Assert.Equal(["False"], await deployment.Production.QueryAsync("select to_regclass('alembic_version') is not null"));
    }

    private async Task<Deployment> BranchesAsync()
    {
        var deployment = await Deployment.UntrackedAsync(postgres);
        deployment.AddRevision("expand01", "5a9d6371e18c");
        deployment.AddRevision("contract01", "5a9d6371e18c", rest: "depends_on = tuple(find())");
        return deployment;
    }
}
