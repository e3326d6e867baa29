namespace AutonomOS.Migrations.Connections;

/// <summary>
/// The table of connection parameters: libpq's keywords
/// (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS), what SQLAlchemy's drivers add, and how Npgsql spells
/// them (https://www.npgsql.org/doc/connection-string-parameters.html). A parameter that is in no row is an error: it may be what keeps
/// a connection safe.
/// </summary>
internal static class ParameterNames
{
    /// <summary>The longest name that is shown; whatever is longer is no parameter and may be anything.</summary>
    private const int LongestShown = 40;

    // Looked at, and acted on.
    private static readonly HashSet<string> Honoured =
    [
        "host", "port", "dbname", "user", "password", "passfile", "options", "target_session_attrs", "search_path",
        "sslmode", "sslrootcert", "sslcert", "sslkey", "sslpassword", "sslnegotiation", "ssl", "ssl_min_protocol_version",
        "check_certificate_revocation", "channel_binding", "require_auth", "gssencmode", "krbsrvname", "unix_sock", "direct_tls",
    ];

    // About speed, comfort or naming: no effect on what is read, or ours win (application name, timeouts, encoding).
    private static readonly HashSet<string> Harmless =
    [
        "application_name", "fallback_application_name", "connect_timeout", "client_encoding", "keepalives", "keepalives_idle",
        "keepalives_interval", "keepalives_count", "tcp_user_timeout", "load_balance_hosts", "sslcompression", "sslsni", "gsslib",
        "gssdelegation", "min_protocol_version", "max_protocol_version",
    ];

    // Rules that are not ours to drop and that cannot be kept here.
    private static readonly HashSet<string> NotHonoured =
    [
        "service", "servicefile", "hostaddr", "sslcrl", "sslcrldir", "sslcertmode", "ssl_max_protocol_version", "requirepeer",
        "requiressl", "sslkeylogfile", "replication", "scram_client_key", "scram_server_key", "oauth_issuer", "oauth_client_id",
        "oauth_client_secret", "oauth_scope", "authtype", "ssl_context", "server_settings", "dsn",
    ];

    // Arguments of the drivers' connect() that SQLAlchemy passes on: names libpq does not know.
    private static readonly HashSet<string> HarmlessForDrivers =
    [
        "prepared_statement_cache_size", "prepared_statement_name_func", "statement_cache_size", "max_cached_statement_lifetime",
        "max_cacheable_statement_size", "command_timeout", "timeout", "tcp_keepalive", "async_fallback", "prepare_threshold",
    ];

    private static readonly Dictionary<string, string> Npgsql = new(StringComparer.Ordinal)
    {
        ["host"] = "host",
        ["server"] = "host",
        ["port"] = "port",
        ["database"] = "dbname",
        ["db"] = "dbname",
        ["username"] = "user",
        ["userid"] = "user",
        ["uid"] = "user",
        ["password"] = "password",
        ["psw"] = "password",
        ["pwd"] = "password",
        ["passfile"] = "passfile",
        ["options"] = "options",
        ["searchpath"] = "search_path",
        ["targetsessionattributes"] = "target_session_attrs",
        ["sslmode"] = "sslmode",
        ["sslnegotiation"] = "sslnegotiation",
        ["rootcertificate"] = "sslrootcert",
        ["sslcertificate"] = "sslcert",
        ["sslkey"] = "sslkey",
        ["sslpassword"] = "sslpassword",
        ["checkcertificaterevocation"] = "check_certificate_revocation",
        ["channelbinding"] = "channel_binding",
        ["requireauth"] = "require_auth",
        ["gssencryptionmode"] = "gssencmode",
        ["kerberosservicename"] = "krbsrvname",
        ["krbsrvname"] = "krbsrvname",
    };

    // The driver's own tuning. "Trust Server Certificate" has had no effect since Npgsql 8.
    private static readonly HashSet<string> HarmlessForNpgsql =
    [
        "applicationname", "enlist", "clientencoding", "encoding", "timezone", "includerealm", "persistsecurityinfo", "logparameters",
        "includeerrordetail", "includefailedbatchedcommand", "pooling", "minimumpoolsize", "minpoolsize", "maximumpoolsize",
        "maxpoolsize", "connectionidlelifetime", "connectionpruninginterval", "connectionlifetime", "loadbalancetimeout", "timeout",
        "commandtimeout", "cancellationtimeout", "loadbalancehosts", "hostrecheckseconds", "keepalive", "tcpkeepalive",
        "tcpkeepalivetime", "tcpkeepaliveinterval", "readbuffersize", "writebuffersize", "socketreceivebuffersize",
        "socketsendbuffersize", "maxautoprepare", "autoprepareminusages", "noresetonclose", "arraynullabilitymode",
        "loadtablecomposites", "servercompatibilitymode", "trustservercertificate", "internalcommandtimeout", "multiplexing",
        "writecoalescingbufferthresholdbytes", "useperfcounters",
    ];

    /// <summary>What a parameter is called here (libpq's keyword), or null for one without effect.</summary>
    /// <param name="name">As written.</param>
    /// <param name="form">The form it was written in.</param>
    /// <param name="previous">The parameter written before it; what follows a password may be a piece of it and is not shown.</param>
    /// <param name="origin">For the message.</param>
    /// <exception cref="Diagnostics.FindingException">It is not known, or cannot be honoured.</exception>
    internal static string? Resolve(string name, UrlForm form, string? previous, UrlOrigin origin)
    {
        if (form == UrlForm.Npgsql)
        {
            var key = Squeezed(name);
            return Npgsql.TryGetValue(key, out var keyword) ? keyword
                : HarmlessForNpgsql.Contains(key) ? null
                : throw Unknown(name, previous, Npgsql.Keys.Concat(HarmlessForNpgsql), Squeezed, origin);
        }

        if (form == UrlForm.SqlAlchemyUrl && name == "database")
        {
            return "dbname";
        }

        return Honoured.Contains(name) ? name
            : Harmless.Contains(name) || (form == UrlForm.SqlAlchemyUrl && HarmlessForDrivers.Contains(name)) ? null
            : NotHonoured.Contains(name)
                ? throw origin.UnknownParameter(
                    $"has the parameter '{name}', which is known but cannot be honoured here. Give the check a URL without it.")
            : throw Unknown(
                name, previous, Honoured.Concat(Harmless).Concat(form == UrlForm.SqlAlchemyUrl ? HarmlessForDrivers : []), n => n, origin);
    }

    /// <summary>Whether a word is a keyword of libpq, which writes them in small letters only.</summary>
    /// <param name="word">A word.</param>
    internal static bool IsLibpqKeyword(string word) => Honoured.Contains(word) || Harmless.Contains(word) || NotHonoured.Contains(word);

    private static string Squeezed(string name) =>
        name.Replace(" ", string.Empty, StringComparison.Ordinal).ToLowerInvariant();

    private static Diagnostics.FindingException Unknown(
        string name, string? previous, IEnumerable<string> known, Func<string, string> normalize, UrlOrigin origin)
    {
        var (candidate, distance) = known.Select(candidate => (candidate, distance: Distance(normalize(name), candidate)))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal).First();
        var near = distance <= 2;
        var afterPassword = previous is not null && previous.Contains("pass", StringComparison.OrdinalIgnoreCase);
        if (!near && (afterPassword || !IsNameLike(name)))
        {
            return origin.UnknownParameter(
                "has a parameter whose name is not shown because it may be a piece of a password. "
                + "Percent-encode the password in a URL, quote it in a keyword string.");
        }

        return origin.UnknownParameter($"has the parameter '{name}', which is not known.{(near ? $" Did you mean '{candidate}'?" : "")} "
            + "Remove or mend it: a check has to know every parameter, since it may be what keeps the connection safe.");
    }

    private static bool IsNameLike(string name) =>
        name.Length is > 0 and <= LongestShown && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ' ' or '-' or '.');

    // Levenshtein distance, two rows.
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > LongestShown)
        {
            return int.MaxValue;
        }

        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
