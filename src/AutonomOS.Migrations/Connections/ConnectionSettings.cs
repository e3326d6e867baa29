using System.Globalization;
using Npgsql;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// Everything a URL and its surroundings say about a connection. The only class that holds a password; a class and no record, so that
/// nothing prints it. The driver gets every value explicitly: what is left out it would take from the environment by its own rules.
/// </summary>
internal sealed class ConnectionSettings
{
    /// <summary>Shown in <c>pg_stat_activity</c>.</summary>
    internal const string ApplicationName = "AutonomOS.Migrations.Build";

    private readonly string? password;
    private readonly string? passwordFile;
    private readonly string? options;
    private readonly string? searchPath;
    private readonly TlsRequest? tls;
    private readonly ChannelBinding channelBinding;
    private readonly GssEncryptionMode gssEncryption;
    private readonly string? requiredAuthentication;
    private readonly string? kerberosService;

    private ConnectionSettings(IReadOnlyDictionary<string, string> read, UrlForm form, ConnectionEnvironment environment, UrlOrigin origin)
    {
        this.Hosts = HostsOf(read, form, environment, origin);
        this.User = NotEmpty(read, "user") ?? environment.Variable("PGUSER") ?? environment.UserName;
        this.Database = NotEmpty(read, "dbname") ?? (form == UrlForm.Npgsql ? null : environment.Variable("PGDATABASE")) ?? this.User;
        foreach (var name in (string[])[this.User, this.Database])
        {
            if (name.Contains("://", StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
            {
                throw origin.Unreadable("its user or its database is a URL itself; give the name alone.");
            }
        }

        this.password = NotEmpty(read, "password") ?? environment.Variable("PGPASSWORD");
        this.passwordFile = NotEmpty(read, "passfile") ?? environment.Variable("PGPASSFILE") ?? environment.DefaultPasswordFile();
        this.options = OptionsOf(read, environment, origin);
        this.searchPath = NotEmpty(read, "search_path");
        this.Attributes = SessionAttributesMeaning.Parse(
            NotEmpty(read, "target_session_attrs") ?? environment.Variable("PGTARGETSESSIONATTRS"), origin);
        this.tls = TlsRequest.Read(read, form, this.Hosts.Any(host => !host.IsSocket), environment, origin);
        this.channelBinding = Choice(
            NotEmpty(read, "channel_binding") ?? environment.Variable("PGCHANNELBINDING"),
            "channel_binding",
            ChannelBinding.Prefer,
            origin);
        if (this.channelBinding == ChannelBinding.Require && (this.tls is null || this.Hosts.Any(host => host.IsSocket)))
        {
            throw origin.Unreadable("channel_binding=require needs TLS, which sslmode=disable and Unix sockets do without.");
        }

        this.gssEncryption = Choice(
            NotEmpty(read, "gssencmode") ?? environment.Variable("PGGSSENCMODE"), "gssencmode", GssEncryptionMode.Disable, origin);
        this.requiredAuthentication = Authentication(NotEmpty(read, "require_auth") ?? environment.Variable("PGREQUIREAUTH"), origin);
        this.kerberosService = NotEmpty(read, "krbsrvname") ?? environment.Variable("PGKRBSRVNAME");
    }

    /// <summary>Where to try, in order; at least one.</summary>
    internal IReadOnlyList<HostAddress> Hosts { get; }

    /// <summary>Role to log in as.</summary>
    internal string User { get; }

    /// <summary>Database.</summary>
    internal string Database { get; }

    /// <summary>What kind of session is wanted.</summary>
    internal SessionAttributes Attributes { get; }

    /// <summary>Reads a variable's value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="environment">For what it leaves out.</param>
    /// <param name="origin">For messages.</param>
    internal static ConnectionSettings Read(string value, ConnectionEnvironment environment, UrlOrigin origin)
    {
        // Secrets that come from files and dashboards often end in a line break.
        value = value.Trim();
        foreach (var name in (string[])["PGSERVICE", "PGHOSTADDR", "PGREQUIREPEER"])
        {
            if (environment.Variable(name) is not null)
            {
                throw origin.UnknownParameter(
                    $"cannot be followed while the environment variable {name} is set, which changes what it means. Unset it.");
            }
        }

        if (ConnectionUrl.FormOf(value, origin) is { } url)
        {
            return new(ConnectionUrl.Read(value, url, origin), url, environment, origin);
        }

        var form = KeywordString.FormOf(value, origin);
        var read = form == UrlForm.Npgsql ? KeywordString.ReadNpgsql(value, origin) : KeywordString.ReadLibpq(value, origin);
        return new(read, form, environment, origin);
    }

    /// <summary>The password for a host: from the URL, from <c>PGPASSWORD</c>, from the password file.</summary>
    /// <param name="address">The host.</param>
    /// <returns>The password, or null; and why the password file was not read, or null.</returns>
    internal (string? Password, string? Ignored) PasswordFor(HostAddress address) =>
        this.password is not null ? (this.password, null) : PasswordFile.Find(this.passwordFile, address, this.Database, this.User);

    /// <summary>Takes the password out of a text of the server's.</summary>
    /// <param name="text">The text.</param>
    /// <param name="password">The password in use.</param>
    internal static string Without(string text, string? password) =>
        string.IsNullOrEmpty(password) ? text : text.Replace(password, "***", StringComparison.Ordinal);

    /// <summary>Makes a source of one connection to one host.</summary>
    /// <param name="address">The host.</param>
    /// <param name="password">The password, or null.</param>
    /// <param name="limits">Timeouts.</param>
    /// <param name="refusedCertificate">Is told why a server's certificate was refused.</param>
    internal NpgsqlDataSource SourceFor(HostAddress address, string? password, SessionLimits limits, Action<string> refusedCertificate)
    {
        var connectSeconds = (int)Math.Clamp(Math.Ceiling(limits.Connect.TotalSeconds), 1, 1024);
        var builder = new NpgsqlSlimDataSourceBuilder();
        var settings = builder.ConnectionStringBuilder;
        settings.Host = address.Host;
        settings.Port = address.Port;
        settings.Username = this.User;
        settings.Database = this.Database;
        settings.ApplicationName = ApplicationName;
        settings.ClientEncoding = "UTF8";
        settings.Options = this.options;
        settings.SearchPath = this.searchPath;
        settings.Pooling = false;

        // A catalog comes in thousands of small rows: the fewer reads of the socket, the fewer waits.
        settings.ReadBufferSize = 32 * 1024;
        settings.Enlist = false;
        settings.Timeout = connectSeconds;

        // The server ends a statement by itself; this is for a server that has gone silent.
        settings.CommandTimeout = (int)Math.Min(Math.Ceiling(limits.Statement.TotalSeconds) + 5, int.MaxValue / 1000);
        settings.CancellationTimeout = (int)Interruption.Grace.TotalMilliseconds;
        settings.SslMode = SslMode.Disable;
        settings.SslNegotiation = SslNegotiation.Postgres;
        settings.GssEncryptionMode = address.IsSocket ? GssEncryptionMode.Disable : this.gssEncryption;
        settings.ChannelBinding = this.channelBinding;
        settings.RequireAuth = this.requiredAuthentication;
        if (this.kerberosService is not null)
        {
            settings.KerberosServiceName = this.kerberosService;
        }

        builder.EnableTransportSecurity().EnableIntegratedSecurity();
        if (this.tls is not null && !address.IsSocket)
        {
            this.tls.Configure(settings);
            builder.UseSslClientAuthenticationOptionsCallback(handshake => this.tls.Verify(handshake, refusedCertificate));
        }

        // Without it the driver asks for all types after each login: a round trip and some hundred rows.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));

        // Through a provider, so that it is in no connection string, and so that the driver looks nowhere else for one.
        builder.UsePasswordProvider(_ => password ?? string.Empty, (_, _) => ValueTask.FromResult(password ?? string.Empty));
        return builder.Build();
    }

    private static IReadOnlyList<HostAddress> HostsOf(
        IReadOnlyDictionary<string, string> read, UrlForm form, ConnectionEnvironment environment, UrlOrigin origin)
    {
        var hosts = NotEmpty(read, "host");
        var ports = NotEmpty(read, "port");
        if (form == UrlForm.Npgsql)
        {
            return hosts is null ? throw origin.Unreadable("it names no Host.") : HostList.Resolve(hosts, ports, origin);
        }

        if (NotEmpty(read, "unix_sock") is { } socket)
        {
            // pg8000 wants the socket itself: /run/postgresql/.s.PGSQL.5432
            var name = Path.GetFileName(socket);
            const string prefix = ".s.PGSQL.";
            return name.StartsWith(prefix, StringComparison.Ordinal) && Path.GetDirectoryName(socket) is { Length: > 0 } folder
                ? HostList.Resolve(folder, name[prefix.Length..], origin)
                : throw origin.Unreadable("unix_sock is no path that ends in .s.PGSQL.PORT.");
        }

        return HostList.Resolve(hosts ?? environment.Variable("PGHOST"), ports ?? environment.Variable("PGPORT"), origin);
    }

    private static string? OptionsOf(IReadOnlyDictionary<string, string> read, ConnectionEnvironment environment, UrlOrigin origin)
    {
        var given = NotEmpty(read, "options");
        var value = given ?? environment.Variable("PGOPTIONS");
        if (value is not null)
        {
            ServerOptions.Check(value, given is null ? "PGOPTIONS" : "options", origin);
        }

        return value;
    }

    private static string? NotEmpty(IReadOnlyDictionary<string, string> read, string keyword) =>
        read.TryGetValue(keyword, out var value) && value.Length > 0 ? value : null;

    private static T Choice<T>(string? value, string parameter, T byDefault, UrlOrigin origin)
        where T : struct, Enum =>
        value is null ? byDefault
        : Array.Find(Enum.GetNames<T>(), name => name.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<T>(name)
        : throw origin.Unreadable(string.Create(
            CultureInfo.InvariantCulture, $"{parameter} is none of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}."));

    // libpq's names into the driver's. A leading '!' forbids.
    private static string? Authentication(string? value, UrlOrigin origin)
    {
        if (value is null)
        {
            return null;
        }

        var methods = string.Join(',', value.Split(',').Select(method =>
            (method.Trim().StartsWith('!') ? "!" : string.Empty) + method.Trim().TrimStart('!').ToUpperInvariant() switch
            {
                "PASSWORD" => "Password",
                "MD5" => "MD5",
                "GSS" => "GSS",
                "SSPI" => "SSPI",
                "SCRAM-SHA-256" or "SCRAMSHA256" => "ScramSHA256",
                "NONE" => "None",
                _ => throw origin.Unreadable("require_auth is no list of password, md5, gss, sspi, scram-sha-256 and none."),
            }));
        try
        {
            // The driver refuses mixtures of wanted and forbidden methods, and lists that leave none.
            return new NpgsqlConnectionStringBuilder { RequireAuth = methods }.RequireAuth;
        }
        catch (ArgumentException)
        {
            throw origin.Unreadable("require_auth mixes wanted and forbidden methods, or leaves none.");
        }
    }
}
