using AutonomOS.Migrations.Package.Tests.Infrastructure;

namespace AutonomOS.Migrations.Package.Tests.Secrets;

public sealed class Nothing_secret_leaves_the_environment(PackedPackage package, ObservedServer server)
{
    private const string Password = "Tr0ub4dor&3/ß@;%41";
    private const string Planted = "planted-where-it-must-be-found";

    public enum Publish
    {
        Passing,
        Refused,
        ServerUnreachable,
        PasswordWrong,
        DevelopmentUnreadable,
    }

    [Theory]
    [InlineData(Publish.Passing)]
    [InlineData(Publish.Refused)]
    [InlineData(Publish.ServerUnreachable)]
    [InlineData(Publish.PasswordWrong)]
    [InlineData(Publish.DevelopmentUnreadable)]
    public async Task Neither_into_a_binary_log_nor_the_console_nor_a_report(Publish publish)
    {
        await using var scenario = await Scenario.CreateAsync(package, server, tracked: publish != Publish.Refused);

        // Planted in a property, whose value is logged, and in the project file, which is embedded.
        scenario.WithApplication($"<Planted>{Planted}</Planted>");
        var role = $"reader_{scenario.Production.Name}";
        await scenario.Production.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD '{Password}'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role};");
        await scenario.Development.ExecuteAsync($"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role};");
        string[] urls =
        [
            scenario.Development.UrlFor(role, Password),
            publish switch
            {
                Publish.ServerUnreachable => $"postgresql+psycopg2://{role}:{Uri.EscapeDataString(Password)}@127.0.0.1:1/{scenario.Production.Name}",
                Publish.PasswordWrong => scenario.Production.UrlFor("postgres", Password),
                _ => scenario.Production.UrlFor(role, Password),
            },
        ];
        scenario.Variables["DATABASE_URL"] = publish == Publish.DevelopmentUnreadable ? urls[0] + "?sslmode=sometimes&no_such=1" : urls[0];
        scenario.Variables["DATABASE_URL_PROD"] = urls[1];

        var outcome = await scenario.DotnetAsync("publish", "-bl:log.binlog", "-v:diag");

        Assert.True(outcome.ExitCode == (publish == Publish.Passing ? 0 : 1), outcome.Output);
        Assert.Equal(publish != Publish.Passing, outcome.Output.Contains("❌ GUARD FAILED", StringComparison.Ordinal));
        var (events, files) = BinaryLog.Read(Path.Combine(scenario.Folder, "log.binlog"));
        Assert.Contains(Planted, events, StringComparison.Ordinal);
        Assert.Contains(files.Values, file => file.Contains(Planted, StringComparison.Ordinal));
        Assert.Contains(Planted, outcome.Output, StringComparison.Ordinal);

        var reports = Directory.GetFiles(Path.Combine(scenario.Folder, "ops"), "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText, StringComparer.Ordinal);
        Assert.Equal(3, reports.Count);
        foreach (var (where, text) in reports.Concat(files).Append(new("the events", events)).Append(new("the console", outcome.Output)))
        {
            string[] secrets = [Password, Uri.EscapeDataString(Password), Uri.EscapeDataString(Password).ToLowerInvariant(), .. urls, scenario.Variables["DATABASE_URL"]!];
            Assert.All(secrets, secret => Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{where} holds {secret}"));
        }
    }

    [Fact]
    public async Task And_the_search_would_find_it_for_it_does_where_MSBuild_is_told_to_log_every_variable()
    {
        await using var scenario = await Scenario.CreateAsync(package, server);
        scenario.WithApplication();
        scenario.Variables["MSBUILDLOGALLENVIRONMENTVARIABLES"] = "1";

        await scenario.PassesAsync("publish", "-bl:log.binlog");

        Assert.Contains(scenario.Production.Url, BinaryLog.Read(Path.Combine(scenario.Folder, "log.binlog")).Events, StringComparison.Ordinal);
    }
}
