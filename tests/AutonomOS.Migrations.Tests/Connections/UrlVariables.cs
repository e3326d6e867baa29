using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Connections;

public sealed class UrlVariables
{
    [Theory]
    [InlineData("MSBUILD_URL")]
    [InlineData("msbuildUrl")]
    [InlineData("DOTNET_URL")]
    [InlineData("COMPlus_URL")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("A=B")]
    [InlineData("postgresql://u:s3cr3t@h/db")]
    [InlineData("postgresql://u:s3cr3t@h/db?a=b")]
    public void A_name_that_cannot_keep_a_secret_is_AMB0007(string name)
    {
        var finding = Assert.Throws<FindingException>(() => UrlVariable.Read(name)).Finding;
        Assert.Equal("AMB0007", finding.Code);
        Assert.DoesNotContain("s3cr3t", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \n", null)]
    [InlineData("postgresql://h/db", "postgresql://h/db")]
    public void A_blank_variable_is_as_good_as_none(string? value, string? read)
    {
        var name = $"AUTONOMOS_TEST_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(name, value);
        Assert.Equal(read, UrlVariable.Read(name));
        Environment.SetEnvironmentVariable(name, null);
    }
}
