using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Settings;

public sealed class Ignoring(PackedPackage package, ObservedServer server)
{
    private const string Items =
        """
        <Project><ItemGroup>
          <DbIgnore Include="table:public.temp_*" Justification="Made by the night's import; &quot;all&quot; of c:\it" />
          <DbIgnore Include="view:public.gone" Justification="Was replaced" />
          <DbIgnore Include="function:public.f(integer, text)" Justification="Made by hand" Condition="'$(WithoutReason)' == ''" />
          <DbIgnore Include="function:public.f(integer, text)" Condition="'$(WithoutReason)' != ''" />
        </ItemGroup></Project>
        """;

    [Fact]
    public async Task Items_of_the_project_leave_objects_out_and_need_a_reason()
    {
        await using var scenario = await Scenario.CreateAsync(package, server);
        scenario.WithApplication().Write("Directory.Build.props", Items).Write("table:public.temp_file", "A file that MSBuild might take for the pattern's match.");
        await scenario.Production.ExecuteAsync(
            "CREATE TABLE temp_1 (id integer); CREATE FUNCTION f(a integer, b text) RETURNS integer LANGUAGE sql AS 'SELECT 1'");

        var passed = await scenario.DotnetAsync("msbuild", "-restore", "-t:DbGuard");
        Assert.True(passed.ExitCode == 0, passed.Output);
        Assert.Contains("Ignored:         2 objects by 3 DbIgnore entries: table:public.temp_*, view:public.gone, function:public.f(integer, text)", passed.Output, StringComparison.Ordinal);
        Assert.Contains("app.csproj : warning AMB2006: DbIgnore 'view:public.gone'", passed.Output, StringComparison.Ordinal);
        Assert.Contains("""
            "justification": "Made by the night's import; \"all\" of c:\\it"
            """, scenario.Read("ops/db_audit/audit.json"), StringComparison.Ordinal);

        var refused = await scenario.DotnetAsync("msbuild", "-t:DbGuard", "-p:WithoutReason=true");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("app.csproj : error AMB0023: DbIgnore 'function:public.f(integer, text)' has no Justification", refused.Output, StringComparison.Ordinal);
        Assert.Contains("\"passed\": false", scenario.Read("ops/db_audit/audit.json"), StringComparison.Ordinal);
    }
}
