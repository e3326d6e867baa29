using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Connections;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PasswordFiles(PostgresFixture postgres) : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(this.file);

    [Theory]
    [InlineData("h:5432:db:u:pw", "pw")]
    [InlineData("*:*:*:*:pw", "pw")]
    [InlineData("x:*:*:*:no\n# h:5432:db:u:comment\n\nshort\nh:*:db:*:first\nh:*:*:*:second", "first")]
    [InlineData(@"h:5432:db:u:p\:w\\x:y", @"p:w\x:y")]
    [InlineData(@"\h:5432:d\b:u:pw", "pw")]
    [InlineData("h:5433:db:u:pw", "-")]
    [InlineData("h:5432:DB:u:pw", "-")]
    [InlineData("h*:5432:db:u:pw", "-")]
    [InlineData(@"\*:5432:db:u:pw", "-")]
    [InlineData("h:5432:db:u:", "-")]
    [InlineData("h:5432:db:u", "-")]
    public void The_first_line_that_fits_gives_the_password(string lines, string password)
    {
        this.Write(lines);
        Assert.Equal($"h:5432 u {password} db", UrlReading.Parts("postgresql://u@h/db", ("PGPASSFILE", this.file)));
        Assert.Equal($"h:5432 u {password} db", UrlReading.Parts($"postgresql://u@h/db?passfile={Uri.EscapeDataString(this.file)}"));
    }

    [Fact]
    public void Every_host_has_its_own()
    {
        this.Write("h1:1:db:u:one\nh2:2:db:u:two");
        var settings = UrlReading.Read("postgresql://u@h1:1,h2:2,h3:3/db", ("PGPASSFILE", this.file));
        Assert.Equal(["one", "two", null], settings.Hosts.Select(host => settings.PasswordFor(host).Password));
    }

    [Fact]
    public void A_default_socket_is_localhost_and_another_folder_is_itself()
    {
        this.Write("localhost:5432:db:u:default\n/run/x:5432:db:u:folder");
        Assert.Contains(" default ", UrlReading.Parts("postgresql://u@/db", ("PGPASSFILE", this.file)), StringComparison.Ordinal);
        Assert.Contains(
            " folder ", UrlReading.Parts("postgresql://u@/db?host=/run/x", ("PGPASSFILE", this.file)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_URL_wins_over_PGPASSWORD_and_that_over_the_file()
    {
        this.Write("*:*:*:*:file");
        Assert.Contains(
            " url ",
            UrlReading.Parts("postgresql://u:url@h/db", ("PGPASSFILE", this.file), ("PGPASSWORD", "env")),
            StringComparison.Ordinal);
        Assert.Contains(
            " env ", UrlReading.Parts("postgresql://u@h/db", ("PGPASSFILE", this.file), ("PGPASSWORD", "env")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_in_the_home_folder_is_found()
    {
        var home = Directory.CreateTempSubdirectory();
        var path = Path.Combine(home.FullName, ".pgpass");
        File.WriteAllText(path, "*:*:*:*:home");
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        Assert.Contains(" home ", UrlReading.Parts("postgresql://u@h/db", ("HOME", home.FullName)), StringComparison.Ordinal);
        home.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_that_others_may_read_is_ignored_and_named_when_the_password_is_missed()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        this.Write("*:*:*:*:s3cr3t");
        File.SetUnixFileMode(this.file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var url = new UriBuilder(database.Url) { Password = "", Query = $"passfile={Uri.EscapeDataString(this.file)}" }.Uri.AbsoluteUri;
        var target = ConnectionTarget.Parse("production", "PROD", url, UrlReading.Machine());
        var failure = await Assert.ThrowsAsync<FindingException>(
            () => ReadOnlySession.OpenAsync(target, SessionLimits.Default, CancellationToken.None));
        Assert.Equal("AMB0009", failure.Finding.Code);
        Assert.Contains(this.file, failure.Finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_from_the_file_logs_in()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var role = "role_" + database.Name;
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'p:w\\x'");
        this.Write($@"*:*:{database.Name}:{role}:p\:w\\x");
        var uri = new Uri(database.UrlFor(role, "x"));
        var target = ConnectionTarget.Parse(
            "production",
            "PROD",
            $"host={uri.Host} port={uri.Port} user={role} dbname={database.Name} passfile={this.file}",
            UrlReading.Machine());
        await using (var session = await ReadOnlySession.OpenAsync(target, SessionLimits.Default, CancellationToken.None))
        {
            Assert.Equal(role, session.Server.User);
        }

        await database.ExecuteAsync($"DROP ROLE {role}");
    }

    private void Write(string lines)
    {
        File.WriteAllText(this.file, lines);
        File.SetUnixFileMode(this.file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
