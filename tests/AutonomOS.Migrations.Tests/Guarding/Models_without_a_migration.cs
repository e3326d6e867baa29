using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Guarding;

/// <summary><c>alembic check</c>, by a command that prints what Alembic 1.19.2 prints, and by Debian's Alembic 1.8.1, which has none.</summary>
public sealed class Models_without_a_migration(PostgresFixture postgres)
{
    private static readonly ModelCheckRequest Debians = new(AlembicDriver.Default with { Command = "/usr/bin/alembic" }, "/");

    [Theory]
    [InlineData("echo 'No new upgrade operations detected.'", null, "")]
    [InlineData("echo 'FAILED: New upgrade operations detected: [(\"add_table\", Table(\"orders\"))]'; exit 255", "AMB6014", "[(\"add_table\", Table(\"orders\"))]")]
    [InlineData("echo 'New upgrade operations detected: []'", "AMB6014", "")]
    [InlineData("echo 'FAILED: Target database is not up to date.'; exit 255", "AMB6015", "Target database is not up to date.")]
    [InlineData("echo 'Error: No such command '\\''check'\\''.' >&2; exit 2", "AMB6015", "has no 'alembic check'")]
    [InlineData("echo 'No new upgrade operations detected.'; exit 1", "AMB6015", "exit code 1")]
    [InlineData("true", "AMB6015", "did not say that it found nothing")]
    public async Task What_it_prints_decides(string script, string? code, string message)
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);

        var report = await AuditAsync(deployment, script);

        Assert.Equal(code is null, report.Passed);
        Assert.Equal(code is null ? [] : [code], report.Findings.Select(finding => finding.Code));
        Assert.Contains(message, string.Concat(report.Findings.Select(finding => finding.Message)), StringComparison.Ordinal);
        Assert.Equal(code switch { null => Diagnosis.Ok, "AMB6014" => Diagnosis.Mismatch, _ => Diagnosis.Unverified }, report.Diagnosis);
    }

    [Fact]
    public async Task It_gets_developments_URL_and_not_productions()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        var seen = Path.Combine(deployment.Folder, "seen");

        var report = await AuditAsync(deployment, $"echo \"$1\" > '{seen}'; env >> '{seen}'; echo 'No new upgrade operations detected.'");

        Assert.True(report.Passed);
        var lines = await File.ReadAllLinesAsync(seen);
        Assert.Equal("check", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("URL_OF_THE_TEAM=postgresql", StringComparison.Ordinal) && line.Contains(deployment.Development.Name, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(deployment.Production.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_Alembic_that_has_no_check_is_a_finding_and_so_is_none()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);

        var old = await deployment.AuditAsync(request => request with { ModelCheck = Debians });
        Assert.Equal(DiagnosticCodes.ModelsNotChecked, Assert.Single(old.Findings).Descriptor);
        Assert.Contains("has no 'alembic check', which came with 1.9.0", old.Findings[0].Message, StringComparison.Ordinal);

        var none = await deployment.AuditAsync(request => request with { ModelCheck = Debians with { Driver = Debians.Driver with { Command = "./nowhere" } } });
        Assert.Equal(DiagnosticCodes.AlembicNotFound, Assert.Single(none.Findings).Descriptor);
        Assert.False(none.Passed);
    }

    [Fact]
    public async Task Without_development_nothing_is_known()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.SetUrls(null, deployment.Production.Url);

        var report = await deployment.AuditAsync(request => request with { ModelCheck = Debians });

        Assert.Contains(report.Findings, finding => finding.Descriptor == DiagnosticCodes.ModelsNotChecked);
        Assert.False(report.Passed);
    }

    private static async Task<AuditReport> AuditAsync(Deployment deployment, string script)
    {
        var file = Path.Combine(deployment.Folder, "alembic.sh");
        await File.WriteAllTextAsync(file, $"{script}\n");
        var driver = AlembicDriver.Default with { Command = $"/bin/sh '{file}'", UrlVariable = "URL_OF_THE_TEAM" };
        return await deployment.AuditAsync(request => request with { ModelCheck = new(driver, deployment.Folder) });
    }
}
