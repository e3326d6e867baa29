using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Catalog;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Guarding;

/// <summary>
/// Somebody holds a table's lock, so that a reading has to wait at this table; meanwhile he changes the catalog, and lets go by committing.
/// </summary>
public sealed class DdlWhileReading(PostgresFixture postgres)
{
    private const string Lock = "begin; lock table held in access exclusive mode";

    private static readonly SessionLimits Patient = SessionLimits.Default with { Lock = TimeSpan.FromSeconds(30) };

    [Theory]
    [InlineData("create table added (a integer)")]
    [InlineData("drop table held")]
    [InlineData("alter table held add column added integer")]
    public async Task Is_read_again_and_the_newest_state_is_judged(string change)
    {
        await using var deployment = await DeploymentAsync();
        await deployment.Development.ExecuteAsync(change);
        await using var holder = await deployment.Production.OpenAsync();
        await TwoDatabases.RunAsync(holder, Lock);
        var audit = deployment.AuditAsync(request => request with { Limits = Patient });
        Assert.True(await IsWaitedForAsync(deployment, audit));
        await TwoDatabases.RunAsync(holder, change + "; commit");

        var report = await audit;

        Assert.True(report.Passed, string.Join('\n', report.Findings.Select(finding => finding.Message)));
    }

    [Fact]
    public async Task Each_time_fails_after_three_looks()
    {
        await using var deployment = await DeploymentAsync();
        await using var one = await deployment.Production.OpenAsync();
        await using var other = await deployment.Production.OpenAsync();
        await TwoDatabases.RunAsync(one, Lock);
        var audit = deployment.AuditAsync(request => request with { Limits = Patient });
        var (holder, next) = (one, other);
        var number = 0;
        while (await IsWaitedForAsync(deployment, audit))
        {
            // The next one waits behind the reading for what this one gives up, and so comes before another reading.
            await Task.WhenAll(
                TwoDatabases.RunAsync(next, Lock), TwoDatabases.RunAsync(holder, $"create table added{++number} (); commit"));
            (holder, next) = (next, holder);
        }

        var report = await audit;

        Assert.Equal(Diagnosis.Unverified, report.Diagnosis);
        var finding = Assert.Single(report.Findings, finding => finding.Severity == AutonomOS.Migrations.Diagnostics.Severity.Error);
        Assert.Equal("AMB9003", finding.Code);
        Assert.Contains("production database", finding.Message, StringComparison.Ordinal);
        Assert.Empty(report.Differences);
        Assert.InRange(number, 3, int.MaxValue);
    }

    private async Task<Deployment> DeploymentAsync()
    {
        var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.OnBothAsync("create table held (a integer check (a > 0))");
        return deployment;
    }

    // True when the audit waits for a lock, false when it has ended.
    private static async Task<bool> IsWaitedForAsync(Deployment deployment, Task audit)
    {
        await using var connection = await deployment.Production.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            select exists (
              select from pg_locks l join pg_stat_activity a using (pid)
              where not l.granted and a.application_name = 'AutonomOS.Migrations.Build' and a.datname = current_database())
            """,
            connection);
        while (!audit.IsCompleted)
        {
            if (await command.ExecuteScalarAsync() is true)
            {
                return true;
            }
        }

        return false;
    }
}
