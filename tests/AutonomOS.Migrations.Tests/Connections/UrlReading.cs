using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Connections;

/// <summary>Reads URLs on a machine of which every variable is known.</summary>
internal static class UrlReading
{
    internal const string Variable = "DATABASE_URL_PROD";

    internal static ConnectionEnvironment Machine(params (string Name, string Value)[] variables) =>
        new(name => Array.Find(variables, pair => pair.Name == name).Value, "osuser");

    internal static ConnectionSettings Read(string value, params (string Name, string Value)[] variables) =>
        ConnectionSettings.Read(value, Machine(variables), new UrlOrigin("production", Variable));

    /// <summary>host:port list, user, password, database: what a URL comes down to.</summary>
    internal static string Parts(string value, params (string Name, string Value)[] variables)
    {
        var settings = Read(value, variables);
        var password = settings.PasswordFor(settings.Hosts[0]).Password ?? "-";
        return $"{string.Join(',', settings.Hosts)} {settings.User} {password} {settings.Database}";
    }

    internal static Finding Refusal(string value, params (string Name, string Value)[] variables)
    {
        var refusal = Assert.Throws<FindingException>(() => Read(value, variables));
        Assert.Null(refusal.InnerException);
        Assert.DoesNotContain('\n', refusal.Finding.Message);
        Assert.Contains(Variable, refusal.Finding.Message, StringComparison.Ordinal);
        return refusal.Finding;
    }
}
