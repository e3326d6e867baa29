using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Guarding;

namespace AutonomOS.Migrations.Tests.Stamping;

/// <summary>Where the project has schema files, a stamp is held to them.</summary>
public sealed class Stamps_held_to_schema_files(PostgresFixture postgres)
{
    [Fact]
    public async Task Production_that_is_what_the_file_says_is_stamped_and_the_record_says_why()
    {
        await using var deployment = await this.WithFileAsync("5a9d6371e18c");

        var result = await Stamps.StampAsync(deployment);

        Assert.Empty(result.Findings);
        Assert.Contains($"Verified:   production is what {deployment.SchemaFile()} says", result.Lines);
    }

    [Fact]
    public async Task Production_that_is_something_else_is_refused_and_each_difference_is_told()
    {
        await using var deployment = await this.WithFileAsync("5a9d6371e18c");
        await deployment.Production.ExecuteAsync("alter table users add column phone text, alter column email drop not null");

        var result = await Stamps.StampAsync(deployment);

        Assert.Equal([DiagnosticCodes.BaselineOtherwise, DiagnosticCodes.BaselineOtherwise], result.Findings.Select(finding => finding.Descriptor));
        Assert.Contains(result.Findings, finding => finding.Message.StartsWith("column public.users.phone is in production and not at that revision", StringComparison.Ordinal));
        Assert.Contains(result.Findings, finding => finding.Message.StartsWith("column public.users.email has another nullable", StringComparison.Ordinal));
        Assert.Empty(await deployment.Production.QueryAsync("select relname::text from pg_class where relname = 'alembic_version'"));
    }

    [Fact]
    public async Task Production_that_is_what_another_file_says_gets_that_revision_proposed()
    {
        await using var deployment = await this.WithFileAsync("5a9d6371e18c");
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c", "op.add_column('users', sa.Column('phone', sa.Text()))");
        await deployment.Development.ExecuteAsync("alter table users add column phone text; update alembic_version set version_num = 'aaaa11112222'");
        Assert.NotNull((await SchemaSnapshot.OfDevelopmentAsync(deployment.Request, CancellationToken.None)).File);
        await deployment.Production.ExecuteAsync("alter table users add column phone text");

        var refused = Assert.Single((await Stamps.StampAsync(deployment)).Findings);
        Assert.Equal(DiagnosticCodes.BaselineOtherwise, refused.Descriptor);
        Assert.EndsWith("It is what the schema file of aaaa11112222 says: -p:StampBaselineRevision=aaaa11112222. Nothing was stamped.", refused.Message, StringComparison.Ordinal);

        File.Delete(deployment.SchemaFile());
        var without = Assert.Single((await Stamps.StampAsync(deployment)).Findings);
        Assert.Contains("-p:StampBaselineRevision=aaaa11112222", without.Message, StringComparison.Ordinal);
        Assert.Empty((await Stamps.StampAsync(deployment, "aaaa11112222")).Findings);
    }

    private async Task<Deployment> WithFileAsync(string revision)
    {
        var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.Development.ExecuteAsync(Deployment.VersionTable(revision));
        Assert.NotNull((await SchemaSnapshot.OfDevelopmentAsync(deployment.Request, CancellationToken.None)).File);
        return deployment;
    }
}
