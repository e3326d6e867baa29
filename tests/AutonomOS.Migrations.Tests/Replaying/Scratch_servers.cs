using System.Globalization;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Replaying;
using AutonomOS.Migrations.Scratch;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Guarding;
using AutonomOS.Migrations.Tests.Upgrading;

namespace AutonomOS.Migrations.Tests.Replaying;

/// <summary>Where scratch databases are made, and that nothing of them is left.</summary>
public sealed class Scratch_servers(PostgresFixture postgres, PostgresMajors majors)
{
    private static readonly string[] Nowhere = ["/nowhere"];

    [Fact]
    public async Task A_guard_that_is_to_be_proven_replays_on_the_development_server_where_that_is_allowed()
    {
        await using var deployment = await Replaying.IntactAsync(postgres);
        var proof = new ProofRequest(
            true,
            Replaying.Driver,
            new() { Binaries = Nowhere[0], ContainerEngine = "none", OnDevelopment = true, DevelopmentVariable = deployment.DevelopmentVariable },
            deployment.Folder);

        var report = await ProvenAudit.RunAsync(deployment.Request with { Proof = proof }, _ => { }, CancellationToken.None);

        Assert.True(report.Passed, string.Join('\n', report.Findings.Select(finding => finding.Message)));
        Assert.Equal("✅ PROVEN", report.Proof[^1]);
        Assert.Contains(report.Proof, line => line.Contains($"the development server ({deployment.DevelopmentVariable})", StringComparison.Ordinal));
        Assert.Empty(await LeftAsync(deployment.Development));
    }

    [Theory]
    [InlineData(true, false, Diagnosis.Unverified)]
    [InlineData(false, true, Diagnosis.Ok)]
    public async Task Without_a_scratch_server_a_proof_that_is_required_fails_and_another_is_left_out(bool isRequired, bool passes, Diagnosis diagnosis)
    {
        await using var deployment = await Replaying.IntactAsync(postgres);
        var proof = new ProofRequest(isRequired, Replaying.Driver, new() { Binaries = Nowhere[0], ContainerEngine = "none" }, deployment.Folder);

        var report = await ProvenAudit.RunAsync(deployment.Request with { Proof = proof }, _ => { }, CancellationToken.None);

        Assert.Equal((passes, diagnosis), (report.Passed, report.Diagnosis));
        Assert.Contains(report.Findings, finding => finding.Descriptor == DiagnosticCodes.NoScratchServer);
    }

    [Fact]
    public async Task What_the_guard_itself_refuses_is_not_replayed_and_what_only_a_replay_shows_refuses()
    {
        await using var deployment = await Replaying.IntactAsync(postgres);
        var proof = new ProofRequest(true, Replaying.Driver, new(), deployment.Folder);
        await deployment.OnBothAsync("alter table users add column nickname text");

        var report = await ProvenAudit.RunAsync(deployment.Request with { Proof = proof }, _ => { }, CancellationToken.None);

        Assert.Equal((false, Diagnosis.Mismatch), (report.Passed, report.Diagnosis));
        Assert.Equal(
            ["AMB6054", "AMB6055", "AMB6056"], report.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Code).Order(StringComparer.Ordinal));

        await deployment.Production.ExecuteAsync("drop table users");
        var refused = await ProvenAudit.RunAsync(deployment.Request with { Proof = proof }, _ => { }, CancellationToken.None);
        Assert.Empty(refused.Proof);
        Assert.False(refused.Passed);
    }

    [Fact]
    public async Task On_PostgreSQL_18_without_a_pg_dump_of_its_version_equality_stands_for_the_copy()
    {
        var deployment = await Deployment.TrackedAsync(await majors.CreateDatabaseAsync(18), await majors.CreateDatabaseAsync(18));
        await using var replayed = await Replaying.IntactAsync(await Deploying.DeployableAsync(deployment));

        var (result, _) = await replayed.ReplayAsync(new() { Binaries = PostgresMajors.Binaries(18) });

        Assert.Empty(result.Findings);
        Assert.Contains(result.Lines, line => line.StartsWith("Copy:       what the migrations make, which production is equal to (no pg_dump of version 18", StringComparison.Ordinal));
        Assert.Contains("Production, after its pending migrations, is what the migrations make at the heads: yes", result.Lines);
        Assert.Equal("✅ PROVEN", result.Lines[^1]);
    }

    [Fact]
    public async Task What_a_run_left_behind_that_was_killed_is_swept_by_the_next()
    {
        await using var deployment = await Replaying.IntactAsync(postgres);
        var own = (await deployment.Development.QueryAsync("select oid::text from pg_database where datname = current_database()")).Single();
        var left = $"amb_scratch_{own}_0123456789abcdef";
        await deployment.Development.ExecuteAsync($"create database {left}");
        var folder = Directory.CreateTempSubdirectory("amb-scratch-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "owner"), string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} 2001-01-01T00:00:00.0000000Z"));

        await using (await ScratchServer.FindAsync(
            new() { Binaries = Nowhere[0], ContainerEngine = "none", OnDevelopment = true, DevelopmentVariable = deployment.DevelopmentVariable }, 15, SessionLimits.Default, _ => { }, CancellationToken.None))
        {
            Assert.Empty(await LeftAsync(deployment.Development));
        }

        await using (await ScratchServer.FindAsync(new(), 15, SessionLimits.Default, _ => { }, CancellationToken.None))
        {
            Assert.False(Directory.Exists(folder));
        }
    }

    private static Task<IReadOnlyList<string?>> LeftAsync(TestDatabase database) =>
        database.QueryAsync("select datname::text from pg_database where datname like 'amb\\_scratch\\_' || (select oid from pg_database where datname = current_database()) || '\\_%'");
}
