using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Replaying;
using AutonomOS.Migrations.Stamping;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Guarding;
using AutonomOS.Migrations.Tests.Upgrading;

namespace AutonomOS.Migrations.Tests.Replaying;

/// <summary>Before a stamp the upgrade after it is run on a copy of production, and afterwards a replay can begin with what was written.</summary>
public sealed class Proven_stamps(PostgresFixture postgres)
{
    [Fact]
    public async Task A_stamp_that_is_proven_leaves_what_a_replay_begins_with()
    {
        await using var deployment = await this.UntrackedAsync();
        await deployment.Production.ExecuteAsync("create view mails as select email from users");
        await deployment.Development.ExecuteAsync("create view mails as select email from users; " + Deployment.VersionTable("5a9d6371e18c"));
        await deployment.AddAsync("aaaa11112222", "5a9d6371e18c", "op.add_column('users', sa.Column('phone', sa.Text()))", "alter table users add column phone text");

        var dry = await StampAsync(deployment, dryRun: true);
        Assert.False(Directory.Exists(Path.GetDirectoryName(deployment.SchemaFile())));
        var result = await StampAsync(deployment);

        Assert.Empty(dry.Findings);
        Assert.Empty(result.Findings);
        Assert.All([dry, result], stamp => Assert.Contains(stamp.Lines, line => line.StartsWith("Proof:      'alembic upgrade head' completes on a copy of production that is stamped so and drops nothing", StringComparison.Ordinal)));
        Assert.True(File.Exists(deployment.SchemaFile()));
        var sql = await File.ReadAllTextAsync(Path.ChangeExtension(deployment.SchemaFile(), ".baseline.sql"));
        Assert.Contains("CREATE VIEW public.mails", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("alembic_version", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("restrict", sql, StringComparison.Ordinal);

        var (replayed, _) = await deployment.ReplayAsync();
        Assert.Empty(replayed.Findings);
        Assert.Contains(replayed.Lines, line => line.StartsWith("Baseline:   ", StringComparison.Ordinal));
        Assert.Equal("✅ PROVEN", replayed.Lines[^1]);
    }

    [Fact]
    public async Task An_upgrade_that_fails_on_production_keeps_it_from_being_stamped()
    {
        await using var deployment = await this.UntrackedAsync();
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c", "op.add_column('users', sa.Column('email', sa.Text()))");

        var result = await StampAsync(deployment);

        var finding = Assert.Single(result.Findings);
        Assert.Equal(DiagnosticCodes.StampNotProven, finding.Descriptor);
        Assert.Contains("column \"email\" of relation \"users\" already exists", finding.Message, StringComparison.Ordinal);
        Assert.Equal("❌ Nothing was stamped: production is as it was.", result.Lines[^1]);
        Assert.Empty(await deployment.Production.QueryAsync("select relname::text from pg_class where relname = 'alembic_version'"));
    }

    [Fact]
    public async Task An_upgrade_that_drops_what_no_file_shows_keeps_it_from_being_stamped()
    {
        await using var deployment = await this.UntrackedAsync();
        await deployment.Production.ExecuteAsync("create function tidy() returns void language sql as $$ drop table if exists users $$");
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c", "op.create_index('users_email', 'users', ['email'])\nop.execute('set check_function_bodies = off')");
        var file = deployment.AddRevision("bbbb11112222", "aaaa11112222", "op.create_table('log', sa.Column('id', sa.Integer()))");
        await File.WriteAllTextAsync(
            Path.Combine(deployment.Folder, "alembic", "env.py"),
            Deploying.EnvPy("context.configure(connection=connection, on_version_apply=lambda **kw: kw['ctx'].connection.exec_driver_sql('select tidy()'))"));

        var result = await StampAsync(deployment);

        var finding = Assert.Single(result.Findings);
        Assert.Equal(DiagnosticCodes.StampNotProven, finding.Descriptor);
        Assert.Contains("drops table public.users", finding.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_cannot_be_proven_is_told_and_refused_only_where_a_proof_is_required(bool isRequired)
    {
        await using var deployment = await this.UntrackedAsync();

        var result = await StampAsync(deployment, proof: new(isRequired, Replaying.Driver, new() { Binaries = "/nowhere", ContainerEngine = "none" }, deployment.Folder));

        Assert.Equal(isRequired, result.Findings.Any(finding => finding.Descriptor == DiagnosticCodes.NoScratchServer));
        Assert.Equal(!isRequired, result.Lines.Any(line => line.StartsWith("Proof:      none: ", StringComparison.Ordinal)));
        Assert.Equal(
            isRequired ? [] : ["alembic_version"],
            await deployment.Production.QueryAsync("select relname::text from pg_class where relname = 'alembic_version'"));
    }

    private static Task<StampResult> StampAsync(Deployment deployment, bool dryRun = false, ProofRequest? proof = null) => ProvenStamp.RunAsync(
        new(deployment.Request, [], dryRun), proof ?? new(true, Replaying.Driver, new(), deployment.Folder), _ => { }, CancellationToken.None);

    private async Task<Deployment> UntrackedAsync()
    {
        var deployment = await Deployment.UntrackedAsync(postgres);
        await File.WriteAllTextAsync(Path.Combine(deployment.Folder, "alembic", "env.py"), Deploying.EnvPy());
        return deployment;
    }
}
