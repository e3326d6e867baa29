using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Reports;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Stamping;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Guarding;

/// <summary><c>AlembicUpgradeTarget</c>: every command that people are told to type is the one they deploy with.</summary>
public sealed class The_upgrade_target(PostgresFixture postgres)
{
    private const string Head = "aaaa11112222";

    [Theory]
    [InlineData(UpgradeTarget.Head)]
    [InlineData(UpgradeTarget.Heads)]
    public async Task An_untracked_development_is_told_the_right_command(UpgradeTarget target)
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Development.ExecuteAsync("drop table alembic_version");

        Says(target, await deployment.AuditAsync(target), "AMB1002");
    }

    [Theory]
    [InlineData(UpgradeTarget.Head)]
    [InlineData(UpgradeTarget.Heads)]
    public async Task An_empty_development_is_told_the_right_command(UpgradeTarget target)
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Development.ExecuteAsync("delete from alembic_version");

        Says(target, await deployment.AuditAsync(target), "AMB1003");
    }

    [Theory]
    [InlineData(UpgradeTarget.Head)]
    [InlineData(UpgradeTarget.Heads)]
    public async Task Diverged_and_behind_are_told_the_right_command(UpgradeTarget target)
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.AddRevision(Head, "5a9d6371e18c");
        await deployment.Production.ExecuteAsync($"update alembic_version set version_num = '{Head}'");

        var report = await deployment.AuditAsync(target);

        Says(target, report, "AMB1005");
        Says(target, report, "AMB1006");
        Says(target, LogText.GuardLines(report)[^2]);
    }

    [Theory]
    [InlineData(UpgradeTarget.Head)]
    [InlineData(UpgradeTarget.Heads)]
    public async Task Pending_revisions_are_told_with_the_right_command(UpgradeTarget target)
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.AddRevision(Head, "5a9d6371e18c");
        await deployment.Development.ExecuteAsync($"update alembic_version set version_num = '{Head}'");

        var passed = await deployment.AuditAsync(target);
        var strict = await deployment.AuditAsync(request => request with
        {
            PendingPolicy = PendingPolicy.Fail,
            Alembic = request.Alembic with { UpgradeTarget = target },
        });
        var hidden = DriftRules.Of([new("table", "public.more", Change.Missing, null, null, null, IsNote: false)], [Head], target);

        Says(target, LogText.GuardLines(passed)[^2]);
        Says(target, LogText.GuardLines(AuditJson.Read(AuditJson.Write(passed)))[^2]);
        Says(target, strict, "AMB1011");
        Says(target, hidden.Single(finding => finding.Code == "AMB9001").Message);
        Says(target, Assert.Single(PendingRules.Of([Head], PendingPolicy.Allow, autoMigrationsDisabled: true, target)).Message);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("depends_on = 'aaaa11112222'", false)]
    public async Task Several_heads_are_an_error_for_head_alone_also_where_one_real_head_is_left(string rest, bool hasTwoRealHeads)
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.AddRevision(Head, "5a9d6371e18c");
        deployment.AddRevision("bbbb11112222", "5a9d6371e18c", rest: rest);
        await deployment.OnBothAsync(
            "update alembic_version set version_num = 'bbbb11112222';" + (hasTwoRealHeads ? $"insert into alembic_version values ('{Head}')" : ""));

        Assert.Equal("AMB1007", Assert.Single((await deployment.AuditAsync(UpgradeTarget.Head)).Findings).Code);
        var heads = await deployment.AuditAsync(UpgradeTarget.Heads);
        Assert.True(heads.Passed);
        Assert.Empty(heads.Findings);
    }

    [Fact]
    public async Task One_head_is_enough_for_head_and_for_heads()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.AddRevision("bbbb11112222", null);
        deployment.AddRevision(Head, "('5a9d6371e18c', 'bbbb11112222')");
        await deployment.OnBothAsync($"update alembic_version set version_num = '{Head}'");

        Assert.True((await deployment.AuditAsync(UpgradeTarget.Head)).Passed);
        Assert.True((await deployment.AuditAsync(UpgradeTarget.Heads)).Passed);
    }

    [Theory]
    [InlineData(UpgradeTarget.Head)]
    [InlineData(UpgradeTarget.Heads)]
    public async Task A_stamp_tells_the_right_command(UpgradeTarget target)
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        deployment.AddRevision("5a9d6371e18c", null, "op.create_table('gone', sa.Column('id', sa.Integer()))");
        deployment.AddRevision(Head, "5a9d6371e18c", "op.drop_table('users')\nop.execute(make_sql())");

        var full = await StampAsync(deployment, target);
        await deployment.Production.ExecuteAsync("drop table users");
        var empty = await StampAsync(deployment, target);

        Assert.Equal(["AMB5006", "AMB5007", "AMB5010"], full.Findings.Select(finding => finding.Code).Distinct().Order(StringComparer.Ordinal));
        Assert.All(full.Findings, finding => Says(target, finding.Message));
        Assert.Equal("AMB5004", Assert.Single(empty.Findings).Code);
        Says(target, empty.Findings[0].Message);
    }

    private static Task<StampResult> StampAsync(Deployment deployment, UpgradeTarget target) => BaselineStamp.RunAsync(
        new(deployment.Request with { Alembic = new() { UpgradeTarget = target } }, [], DryRun: false), CancellationToken.None);

    private static void Says(UpgradeTarget target, AuditReport report, string code) =>
        Says(target, Assert.Single(report.Findings, finding => finding.Code == code).Message);

    private static void Says(UpgradeTarget target, string text)
    {
        Assert.Contains("alembic upgrade head", text, StringComparison.Ordinal);
        Assert.Equal(target == UpgradeTarget.Heads, text.Contains("alembic upgrade heads", StringComparison.Ordinal));
        Assert.Equal(target == UpgradeTarget.Head, text.Replace("heads", "", StringComparison.Ordinal).Contains("upgrade head", StringComparison.Ordinal));
    }
}
