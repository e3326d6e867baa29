namespace AutonomOS.Migrations.Connections;

/// <summary>
/// Takes a <c>postgresql://</c> URL apart. Without a driver it is read by libpq's rules (<c>conninfo_uri_parse</c>), with one by
/// SQLAlchemy's (<c>sqlalchemy.engine.url</c>). What both would read into the wrong part (an unencoded '@' or '/' of a password) is an
/// error, so that no piece of a password is ever taken for a host or a database and shown.
/// </summary>
internal static class ConnectionUrl
{
    private static readonly string[] Drivers = ["psycopg2", "psycopg2cffi", "psycopg", "psycopg_async", "asyncpg", "pg8000"];

    /// <summary>The form of a URL, or null when the value is no URL at all.</summary>
    /// <param name="value">The variable's value.</param>
    /// <param name="origin">For the message.</param>
    /// <exception cref="Diagnostics.FindingException">It is a URL of something else.</exception>
    internal static UrlForm? FormOf(string value, UrlOrigin origin)
    {
        var end = value.IndexOf("://", StringComparison.Ordinal);
        if (end <= 0 || !value.AsSpan(0, end).ContainsOnlySchemeCharacters())
        {
            return null;
        }

        var scheme = value[..end];
        if (scheme is "postgresql" or "postgres")
        {
            return UrlForm.LibpqUrl;
        }

        var plus = scheme.IndexOf('+', StringComparison.Ordinal);
        return plus > 0 && scheme[..plus] is "postgresql" or "postgres" && Array.IndexOf(Drivers, scheme[(plus + 1)..]) >= 0
            ? UrlForm.SqlAlchemyUrl
            : throw origin.Unreadable(
                "it does not begin with postgresql://, postgres:// or postgresql+DRIVER:// with one of the drivers "
                + string.Join(", ", Drivers) + '.');
    }

    /// <summary>Reads the parts of a URL into libpq's keywords.</summary>
    /// <param name="value">The URL.</param>
    /// <param name="form">Its form.</param>
    /// <param name="origin">For messages.</param>
    internal static Dictionary<string, string> Read(string value, UrlForm form, UrlOrigin origin)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = value[(value.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var at = UserInfoEnd(rest, form);
        if (at >= 0)
        {
            var colon = rest.IndexOf(':', StringComparison.Ordinal);
            var hasPassword = colon >= 0 && colon < at;
            Add(read, "user", rest[..(hasPassword ? colon : at)], "the user", origin);
            if (hasPassword)
            {
                Add(read, "password", rest[(colon + 1)..at], "the password", origin);
            }

            rest = rest[(at + 1)..];
        }

        var query = rest.IndexOf('?', StringComparison.Ordinal);
        var beforeQuery = query < 0 ? rest : rest[..query];
        var slash = beforeQuery.IndexOf('/', StringComparison.Ordinal);
        if (beforeQuery.Contains('@', StringComparison.Ordinal))
        {
            throw origin.Unreadable("it has an '@' too many; in user and password write '@' as %40, '/' as %2F and ':' as %3A.");
        }

        HostList.ReadAuthority(slash < 0 ? beforeQuery : beforeQuery[..slash], read, origin);
        if (slash >= 0)
        {
            Add(read, "dbname", beforeQuery[(slash + 1)..], "the database name", origin);
        }

        if (query >= 0)
        {
            ReadQuery(rest[(query + 1)..], form, read, origin);
        }

        return read;
    }

    // libpq looks for '@' before the first '/'. SQLAlchemy's pattern, (user without ':' and '/')(:password without '@')?@, lets a password
    // hold '/' and '?'.
    private static int UserInfoEnd(string rest, UrlForm form)
    {
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (at < 0 || slash < 0 || at < slash)
        {
            return at;
        }

        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        return form == UrlForm.SqlAlchemyUrl && colon >= 0 && colon < slash ? at : -1;
    }

    private static void ReadQuery(string query, UrlForm form, Dictionary<string, string> read, UrlOrigin origin)
    {
        var hosts = new List<string>();
        string? previous = null;
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var sqlAlchemy = form == UrlForm.SqlAlchemyUrl;
            var name = PercentEncoding.Decode(equals < 0 ? pair : pair[..equals], sqlAlchemy, "a parameter's name", origin);
            var keyword = ParameterNames.Resolve(name, form, previous, origin);
            previous = name;
            if (equals < 0)
            {
                throw origin.Unreadable($"the parameter '{name}' has no '=' and no value.");
            }

            var value = PercentEncoding.Decode(pair[(equals + 1)..], sqlAlchemy, $"the parameter '{name}'", origin);
            if (keyword == "host")
            {
                hosts.Add(value);
            }
            else if (keyword == "ssl" && form == UrlForm.LibpqUrl && value == "true")
            {
                // JDBC's spelling, which libpq reads the same way.
                read["sslmode"] = "require";
            }
            else if (keyword is not null)
            {
                read[keyword] = value;
            }
        }

        if (hosts.Count > 0)
        {
            // SQLAlchemy: ?host=h1:5432&host=h2:5433, or ?host=h1,h2&port=5432,5433 as libpq has it. The query wins over the authority.
            HostList.ReadHostsWithPorts(hosts.SelectMany(host => host.Split(',')), read, origin);
        }
    }

    private static void Add(Dictionary<string, string> read, string keyword, string text, string part, UrlOrigin origin)
    {
        if (text.Length > 0)
        {
            read[keyword] = PercentEncoding.Decode(text, plusIsBlank: false, part, origin);
        }
    }

    private static bool ContainsOnlySchemeCharacters(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '_' or '-' or '.' or ':'))
            {
                return false;
            }
        }

        return true;
    }
}
