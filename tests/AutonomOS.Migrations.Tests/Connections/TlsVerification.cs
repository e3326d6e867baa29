using System.Net;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Connections;

/// <summary>A cluster whose certificate is for <c>localhost</c> only, signed by a root of its own, and a client certificate.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TlsCluster : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    /// <summary>The server.</summary>
    internal LocalCluster Cluster { get; private set; } = null!;

    /// <summary>The folder of <c>root.crt</c>, <c>other.crt</c>, <c>client.crt</c>, <c>client.key</c>.</summary>
    internal string Folder => this.folder.FullName;

    public async ValueTask InitializeAsync()
    {
        // The server reads its files as another user: make the way to them passable.
        File.SetUnixFileMode(this.Folder, (UnixFileMode)0b111_101_101);
        using var rootKey = RSA.Create(2048);
        using var root = Root(rootKey, "CN=test root");
        await File.WriteAllTextAsync(this.Path("root.crt"), root.ExportCertificatePem());
        using var otherKey = RSA.Create(2048);
        using var other = Root(otherKey, "CN=other root");
        await File.WriteAllTextAsync(this.Path("other.crt"), other.ExportCertificatePem());
        this.Issue(root, "server", "CN=localhost", "localhost");
        this.Issue(root, "client", "CN=tlsuser", null);
        this.Cluster = await LocalCluster.StartAsync();
        foreach (var name in (string[])["server.crt", "server.key", "root.crt"])
        {
            // Written by the server itself, the files belong to it and have its rights.
            var text = await File.ReadAllTextAsync(this.Path(name));
            await this.ExecuteAsync(
                $"COPY (SELECT unnest(string_to_array('{text.Trim()}', E'\\n'))) TO '{this.Cluster.DataDirectory}/{name}'");
            File.SetUnixFileMode($"{this.Cluster.DataDirectory}/{name}", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await this.ExecuteAsync("CREATE ROLE tlsuser LOGIN");
        await File.WriteAllTextAsync(
            $"{this.Cluster.DataDirectory}/pg_hba.conf",
            "local all all trust\nhostssl all tlsuser all cert\nhostnossl plain all all scram-sha-256\nhost all all all scram-sha-256\n");
        await this.ExecuteAsync("ALTER SYSTEM SET ssl = on");
        await this.ExecuteAsync("ALTER SYSTEM SET ssl_ca_file = 'root.crt'");
        await this.Cluster.StopServerAsync();
        await this.Cluster.StartServerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await this.Cluster.DisposeAsync();
        this.folder.Delete(recursive: true);
    }

    /// <summary>Full path of a file in <see cref="Folder"/>.</summary>
    internal string Path(string name) => System.IO.Path.Combine(this.Folder, name);

    private static X509Certificate2 Root(RSA key, string name)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private void Issue(X509Certificate2 root, string file, string name, string? host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (host is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(host);
            names.AddIpAddress(IPAddress.IPv6Loopback);
            request.CertificateExtensions.Add(names.Build());
        }

        using var certificate = request.Create(
            root, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(this.Path(file + ".crt"), certificate.ExportCertificatePem());
        File.WriteAllText(this.Path(file + ".key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(
            this.Path(file + ".encrypted.key"),
            key.ExportEncryptedPkcs8PrivateKeyPem(
                "s3cr3t", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        File.SetUnixFileMode(this.Path(file + ".key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(this.Path(file + ".encrypted.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(this.Cluster.SuperuserConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

[UnsupportedOSPlatform("windows")]
public sealed class TlsVerification(TlsCluster tls) : IClassFixture<TlsCluster>
{
    [Theory]
    [InlineData("localhost", "", "true")]
    [InlineData("localhost", "sslmode=disable", "false")]
    [InlineData("localhost", "sslmode=allow", "false")]
    [InlineData("localhost", "sslmode=prefer", "true")]
    [InlineData("127.0.0.1", "sslmode=require", "true")]
    [InlineData("127.0.0.1", "sslmode=require&sslrootcert=root.crt", "true")]
    [InlineData("127.0.0.1", "sslmode=verify-ca&sslrootcert=root.crt", "true")]
    [InlineData("localhost", "sslmode=verify-full&sslrootcert=root.crt", "true")]
    [InlineData("localhost", "ssl=true", "true")]
    [InlineData("localhost", "sslmode=require&channel_binding=require", "true")]
    [InlineData("localhost", "sslmode=require&ssl_min_protocol_version=TLSv1.3", "true")]
    public async Task A_connection_is_as_secret_as_the_url_asks(string host, string query, string encrypted)
    {
        await using var session = await Sessions.OpenAsync(this.Url(host, query));
        Assert.Equal([encrypted], await session.ReadAsync("SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()"));
    }

    [Theory]
    [InlineData("127.0.0.1", "sslmode=verify-full&sslrootcert=root.crt", "another host name")]
    [InlineData("localhost", "sslmode=verify-full&sslrootcert=other.crt", "trusted root")]
    [InlineData("localhost", "sslmode=verify-ca&sslrootcert=other.crt", "trusted root")]
    [InlineData("localhost", "sslmode=require&sslrootcert=other.crt", "trusted root")]
    [InlineData("localhost", "sslmode=prefer&sslrootcert=other.crt", "trusted root")]
    [InlineData("localhost", "sslrootcert=system", "trusted root")]
    [InlineData("localhost", "sslmode=require&sslrootcert=system", "trusted root")]
    public async Task A_certificate_that_does_not_hold_is_AMB0016_and_says_why(string host, string query, string why)
    {
        var finding = await Sessions.OpenRefusalAsync(this.Url(host, query));
        Assert.Equal("AMB0016", finding.Code);
        Assert.Contains(why, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SSL Mode=VerifyFull", "trusted root")]
    [InlineData("SSL Mode=VerifyCA", "trusted root")]
    [InlineData("SSL Mode=Require;Root Certificate=other.crt", "trusted root")]
    public async Task An_Npgsql_string_is_verified_by_the_systems_roots_or_those_it_names(string settings, string why)
    {
        var finding = await Sessions.OpenRefusalAsync(
            $"Host=localhost;Port={tls.Cluster.Port};Username=postgres;Password=postgres;" + this.WithPaths(settings));
        Assert.Equal("AMB0016", finding.Code);
        Assert.Contains(why, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_certificate_logs_in()
    {
        foreach (var key in (string[])["client.key", "client.encrypted.key&sslpassword=s3cr3t"])
        {
            await using var session = await Sessions.OpenAsync(
                $"postgresql://tlsuser@localhost:{tls.Cluster.Port}/postgres?sslmode=verify-full"
                + $"&sslrootcert={tls.Path("root.crt")}&sslcert={tls.Path("client.crt")}&sslkey={tls.Path(key)}");
            Assert.Equal("tlsuser", session.Server.User);
        }
    }

    [Fact]
    public async Task A_key_that_cannot_be_opened_is_AMB0009()
    {
        var finding = await Sessions.OpenRefusalAsync(
            $"postgresql://tlsuser@localhost:{tls.Cluster.Port}/postgres?sslmode=require"
            + $"&sslcert={tls.Path("client.crt")}&sslkey={tls.Path("client.encrypted.key")}&sslpassword=s3cr3tx");
        Assert.Equal("AMB0009", finding.Code);
        Assert.DoesNotContain("s3cr3t", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sslmode=verify-full", "sslrootcert=system")]
    [InlineData("sslmode=verify-ca", "sslrootcert=system")]
    [InlineData("sslrootcert=missing.crt", "missing.crt")]
    [InlineData("sslrootcert=client.key", "client.key")]
    [InlineData("sslcert=missing.crt", "missing.crt")]
    [InlineData("sslcert=client.crt&sslkey=missing.key", "missing.key")]
    [InlineData("sslcert=client.crt&sslkey=open.key", "chmod 600")]
    public void A_file_that_cannot_be_used_is_AMB0009_and_named(string query, string named)
    {
        File.WriteAllText(tls.Path("open.key"), "");
        File.SetUnixFileMode(tls.Path("open.key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var finding = UrlReading.Refusal(this.Url("localhost", query));
        Assert.Equal("AMB0009", finding.Code);
        Assert.Contains(named, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_root_certificate_of_the_home_folder_counts_also_with_require()
    {
        var home = Directory.CreateTempSubdirectory();
        Directory.CreateDirectory(Path.Combine(home.FullName, ".postgresql"));
        File.Copy(tls.Path("other.crt"), Path.Combine(home.FullName, ".postgresql", "root.crt"));
        var target = ConnectionTarget.Parse(
            "production", "PROD", this.Url("localhost", "sslmode=require"), UrlReading.Machine(("HOME", home.FullName)));
        var finding = await Sessions.RefusalAsync(
            () => ReadOnlySession.OpenAsync(target, SessionLimits.Default, CancellationToken.None));
        Assert.Equal("AMB0016", finding.Code);
        home.Delete(recursive: true);
    }

    [Fact]
    public void PGSSLMODE_counts_where_the_url_says_nothing() =>
        Assert.Equal("AMB0009", UrlReading.Refusal("postgresql://u@h/db", ("PGSSLMODE", "verify-full")).Code);

    [Fact]
    public async Task On_a_Unix_socket_there_is_no_TLS_as_in_libpq()
    {
        await using var session = await Sessions.OpenAsync(
            $"host={tls.Cluster.Folder} port={tls.Cluster.Port} user=postgres dbname=postgres sslmode=verify-full");
        Assert.Equal(["false"], await session.ReadAsync("SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()"));
    }

    [Fact]
    public async Task A_server_without_TLS_is_AMB0016_when_TLS_is_required()
    {
        await using var plain = await LocalCluster.StartAsync();
        var finding = await Sessions.OpenRefusalAsync($"postgresql://postgres:s3cr3t@127.0.0.1:{plain.Port}/postgres?sslmode=require");
        Assert.Equal("AMB0016", finding.Code);
        Assert.Contains("offers no TLS", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Direct_negotiation_with_a_server_that_does_not_know_it_fails_and_does_not_fall_back()
    {
        // PostgreSQL 17 knows it; the servers of these tests may be older.
        var version = int.Parse(
            (await (await Sessions.OpenAsync(this.Url("localhost", ""))).ReadAsync("SHOW server_version_num"))[0]!,
            System.Globalization.CultureInfo.InvariantCulture);
        var url = this.Url("localhost", "sslmode=require&sslnegotiation=direct");
        if (version >= 170000)
        {
            await (await Sessions.OpenAsync(url)).DisposeAsync();
            return;
        }

        Assert.Equal("AMB0016", (await Sessions.OpenRefusalAsync(url)).Code);
    }

    private string Url(string host, string query) =>
        $"postgresql://postgres:postgres@{host}:{tls.Cluster.Port}/postgres?{this.WithPaths(query)}";

    private string WithPaths(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, @"=(\w+\.(?:crt|key))", match => "=" + tls.Path(match.Groups[1].Value));
}
