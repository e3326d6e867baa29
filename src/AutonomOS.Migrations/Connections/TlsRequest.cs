using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// What the URL asks of TLS, by libpq's rules (https://www.postgresql.org/docs/current/libpq-ssl.html): with a root certificate at hand
/// the chain is verified whatever the mode, <c>sslrootcert=system</c> means <c>verify-full</c>, and Unix sockets have no TLS. The driver
/// is told "require" and the verification is put into the handshake here, because the driver's own would also read the environment and
/// would not verify in "require".
/// </summary>
internal sealed class TlsRequest
{
    private const UnixFileMode TooOpenForKey =
        UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly SslMode mode;
    private readonly X509Certificate2Collection? roots;
    private readonly bool verifyHost;
    private readonly bool verifyChain;
    private readonly bool direct;
    private readonly bool checkRevocation;
    private readonly SslProtocols protocols;
    private readonly string? certificate;
    private readonly string? key;
    private readonly string? keyPassword;

    private TlsRequest(
        SslMode mode, string? rootFile, IReadOnlyDictionary<string, string> read, ConnectionEnvironment environment, UrlOrigin origin)
    {
        this.roots = rootFile is null ? null : Load(rootFile, origin);
        this.mode = mode > SslMode.Require ? SslMode.Require : mode;
        this.verifyHost = mode == SslMode.VerifyFull;
        this.verifyChain = mode >= SslMode.VerifyCA || this.roots is not null;
        this.direct = IsDirect(read, environment, mode, origin);
        this.checkRevocation = read.GetValueOrDefault("check_certificate_revocation") is { } check
            && !check.Equals("false", StringComparison.OrdinalIgnoreCase);
        this.protocols = Protocols(
            read.GetValueOrDefault("ssl_min_protocol_version") ?? environment.Variable("PGSSLMINPROTOCOLVERSION"), origin);
        this.certificate = Existing(
            read.GetValueOrDefault("sslcert") ?? environment.Variable("PGSSLCERT"),
            environment.CertificateFile("postgresql.crt"),
            "sslcert",
            origin);
        if (this.certificate is not null)
        {
            this.key = Existing(
                read.GetValueOrDefault("sslkey") ?? environment.Variable("PGSSLKEY"),
                environment.CertificateFile("postgresql.key"),
                "sslkey",
                origin);
            this.keyPassword = read.GetValueOrDefault("sslpassword");
            CheckAccess(this.key, origin);
        }
    }

    /// <summary>Reads the parameters. Files are looked for and roots loaded at once, so that a missing one is told early.</summary>
    /// <param name="read">libpq's keywords.</param>
    /// <param name="form">The URL's form.</param>
    /// <param name="network">False when all hosts are Unix sockets, where all of this is ignored.</param>
    /// <param name="environment">For what the URL leaves out.</param>
    /// <param name="origin">For messages.</param>
    /// <returns>What is asked for; null for no TLS at all.</returns>
    internal static TlsRequest? Read(
        IReadOnlyDictionary<string, string> read, UrlForm form, bool network, ConnectionEnvironment environment, UrlOrigin origin)
    {
        // Npgsql does not read PGSSLMODE.
        var asked = Mode(read.GetValueOrDefault("sslmode"), "sslmode", origin);
        var askedOfDriver = Mode(read.GetValueOrDefault("ssl"), "ssl", origin);
        var fromVariable = form == UrlForm.Npgsql ? null : Mode(environment.Variable("PGSSLMODE"), "PGSSLMODE", origin);
        var stricter = asked is null || askedOfDriver > asked ? askedOfDriver : asked;
        var given = read.GetValueOrDefault("sslrootcert") ?? environment.Variable("PGSSLROOTCERT");
        var system = given == "system" && form != UrlForm.Npgsql;
        var mode = system ? SslMode.VerifyFull : stricter ?? fromVariable ?? SslMode.Prefer;
        if (!network || mode == SslMode.Disable)
        {
            return null;
        }

        if (environment.Variable("PGSSLCRL") is not null || environment.Variable("PGSSLCRLDIR") is not null)
        {
            throw origin.UnusableFile(
                "the variable PGSSLCRL or PGSSLCRLDIR asks for revocation lists, which cannot be honoured. Unset it.");
        }

        // Npgsql looks at the default file only when it verifies; libpq always.
        var byDefault = form == UrlForm.Npgsql && mode < SslMode.VerifyCA ? null : environment.CertificateFile("root.crt");
        var root = system ? null : Existing(given, byDefault, "sslrootcert", origin);
        return root is null && mode >= SslMode.VerifyCA && !system && form != UrlForm.Npgsql
            ? throw origin.UnusableFile(
                "the certificate is to be verified, but there is no root certificate. Give sslrootcert=FILE, or sslrootcert=system.")
            : new TlsRequest(mode, root, read, environment, origin);
    }

    /// <summary>Tells the driver.</summary>
    /// <param name="settings">The driver's settings.</param>
    internal void Configure(NpgsqlConnectionStringBuilder settings)
    {
        settings.SslMode = this.mode;
        settings.SslNegotiation = this.direct ? SslNegotiation.Direct : SslNegotiation.Postgres;
        if (this.certificate is not null)
        {
            settings.SslCertificate = this.certificate;
            settings.SslKey = this.key;
            settings.SslPassword = this.keyPassword;
        }
    }

    /// <summary>Puts the verification into the handshake.</summary>
    /// <param name="handshake">The handshake's options.</param>
    /// <param name="refused">Is told why a certificate is refused.</param>
    internal void Verify(SslClientAuthenticationOptions handshake, Action<string> refused)
    {
        handshake.EnabledSslProtocols = this.protocols;
        if (!this.verifyChain)
        {
            return;
        }

        var policy = new X509ChainPolicy
        {
            RevocationMode = this.checkRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
            DisableCertificateDownloads = !this.checkRevocation,
        };
        if (this.roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(this.roots);
        }

        handshake.CertificateChainPolicy = policy;
        handshake.RemoteCertificateValidationCallback = (_, _, _, errors) =>
        {
            var counted = this.verifyHost ? errors : errors & ~SslPolicyErrors.RemoteCertificateNameMismatch;
            if (counted != SslPolicyErrors.None)
            {
                refused(counted.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
                    ? "its certificate is not signed by a trusted root, or not valid now"
                    : counted.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "its certificate is for another host name"
                    : "it showed no certificate");
            }

            return counted == SslPolicyErrors.None;
        };
    }

    private static SslMode? Mode(string? value, string parameter, UrlOrigin origin) => value switch
    {
        null => null,
        _ => value.Replace("-", string.Empty, StringComparison.Ordinal).ToLowerInvariant() switch
        {
            "disable" => SslMode.Disable,
            "allow" => SslMode.Allow,
            "prefer" => SslMode.Prefer,
            "require" => SslMode.Require,
            "verifyca" => SslMode.VerifyCA,
            "verifyfull" => SslMode.VerifyFull,
            _ => throw origin.Unreadable($"{parameter} is none of disable, allow, prefer, require, verify-ca, verify-full."),
        },
    };

    private static bool IsDirect(
        IReadOnlyDictionary<string, string> read, ConnectionEnvironment environment, SslMode mode, UrlOrigin origin)
    {
        var value = read.GetValueOrDefault("sslnegotiation") ?? environment.Variable("PGSSLNEGOTIATION")
            ?? (read.GetValueOrDefault("direct_tls") is "true" or "True" or "1" ? "direct" : "postgres");
        return value.ToUpperInvariant() switch
        {
            "POSTGRES" => false,
            "DIRECT" when mode >= SslMode.Require => true,
            "DIRECT" => throw origin.Unreadable("sslnegotiation=direct needs sslmode=require or stricter."),
            _ => throw origin.Unreadable("sslnegotiation is neither postgres nor direct."),
        };
    }

    // None: what the operating system allows, TLS 1.2 and later everywhere .NET 10 runs with default settings, as in libpq.
    // CA5398 (versions in code) is about code that decides by itself; here the URL asks for a lower bound.
#pragma warning disable CA5398
    private static SslProtocols Protocols(string? minimum, UrlOrigin origin) => minimum switch
    {
        null or "" or "TLSv1" or "TLSv1.1" => SslProtocols.None,
        "TLSv1.2" => SslProtocols.Tls12 | SslProtocols.Tls13,
        "TLSv1.3" => SslProtocols.Tls13,
        _ => throw origin.Unreadable("ssl_min_protocol_version is none of TLSv1, TLSv1.1, TLSv1.2, TLSv1.3."),
    };
#pragma warning restore CA5398

    private static string? Existing(string? given, string? byDefault, string parameter, UrlOrigin origin) =>
        string.IsNullOrEmpty(given) ? byDefault
        : File.Exists(given) ? given
        : throw origin.UnusableFile($"{parameter} names the file {given}, which does not exist. Put it there or mend the path.");

    private static X509Certificate2Collection Load(string file, UrlOrigin origin)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw origin.UnusableFile($"the root certificate file {file} cannot be read as PEM. Mend it, or its permissions.");
        }

        return certificates.Count > 0
            ? certificates
            : throw origin.UnusableFile($"the root certificate file {file} holds no PEM certificate.");
    }

    // libpq refuses such keys too; it further allows group read only to keys that root owns.
    private static void CheckAccess(string? key, UrlOrigin origin)
    {
        if (key is not null && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(key) & TooOpenForKey) != 0)
        {
            throw origin.UnusableFile($"the private key {key} may be accessed by others. Take their rights away: chmod 600.");
        }
    }
}
