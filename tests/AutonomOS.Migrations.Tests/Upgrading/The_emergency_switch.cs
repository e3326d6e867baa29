using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Upgrading;

[CollectionDefinition(nameof(The_emergency_switch), DisableParallelization = true)]
public sealed class AloneInTheProcess;

/// <summary><c>DISABLE_AUTO_MIGRATIONS</c> is one variable for the whole process: no other test may run meanwhile.</summary>
[Collection(nameof(The_emergency_switch))]
public sealed class The_emergency_switch(PostgresFixture postgres)
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData(" Yes ", true)]
    [InlineData("on", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public async Task Switched_on_it_touches_nothing_says_so_and_succeeds(string value, bool isOn)
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await deployment.AddAsync("aaaa11112222", "5a9d6371e18c", "op.add_column('users', sa.Column('phone', sa.Text()))", "alter table users add column phone text");
        Environment.SetEnvironmentVariable("DISABLE_AUTO_MIGRATIONS", value);
        try
        {
            var result = (await deployment.UpgradeAsync()).Result;

            Assert.True(result.Succeeded);
            Assert.Equal(isOn, result.Findings.Any(finding => finding.Descriptor == DiagnosticCodes.MigrationsDisabled));
            Assert.Equal(isOn ? "5a9d6371e18c" : "aaaa11112222", await deployment.Production.VersionAsync());
            Assert.Equal(isOn, result.Lines[^1].StartsWith("⚠️ MIGRATIONS ARE DISABLED", StringComparison.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable("DISABLE_AUTO_MIGRATIONS", null);
        }
    }
}
