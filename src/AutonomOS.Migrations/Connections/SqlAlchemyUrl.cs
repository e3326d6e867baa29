using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// A database URL in the form that SQLAlchemy reads, for the environment of the team's Alembic and for nothing else: it holds the password.
/// </summary>
public static partial class SqlAlchemyUrl
{
    // Npgsql's parameters that libpq has no word for.
    private static readonly string[] NpgsqlOnly = ["check_certificate_revocation", "require_auth"];

    /// <summary>The driver that a URL names.</summary>
    /// <param name="value">Any text; null for none.</param>
    /// <returns>Such as <c>asyncpg</c>; null when it names none.</returns>
    public static string? DriverOf(string? value) =>
        value is not null && Scheme().Match(value.TrimStart()) is { Success: true } scheme && scheme.Groups[1].Success
            ? scheme.Groups[1].Value : null;

    /// <summary>Makes the URL.</summary>
    /// <param name="target">The database, read from <paramref name="value"/>.</param>
    /// <param name="value">Its URL in any form that is read here.</param>
    /// <param name="driver">The driver of the team's own URL; taken where <paramref name="value"/> names none.</param>
    /// <param name="options">
    /// What to add to the <c>options</c> that the URL has, such as <c>-c lock_timeout=2000</c>. A URL without any is left so: there they come
    /// from <c>PGOPTIONS</c>.
    /// </param>
    /// <returns>The URL, and whether <paramref name="options"/> are in it.</returns>
    /// <exception cref="FindingException">AMB6004: it says something that SQLAlchemy's URLs have no word for.</exception>
    public static (string Url, bool HasOptions) Of(ConnectionTarget target, string value, string? driver, string options)
    {
        value = value.Trim();
        var origin = new UrlOrigin(target.Role, target.Variable);
        var form = ConnectionUrl.FormOf(value, origin) ?? KeywordString.FormOf(value, origin);
        var scheme = "postgresql" + ((DriverOf(value) ?? driver) is { } name ? $"+{name}" : "");
        var read = form switch
        {
            UrlForm.Npgsql => KeywordString.ReadNpgsql(value, origin),
            UrlForm.LibpqKeywords => KeywordString.ReadLibpq(value, origin),
            _ => ConnectionUrl.Read(value, form, origin),
        };
        if (form == UrlForm.SqlAlchemyUrl || (form == UrlForm.LibpqUrl && IsReadAlike(value)))
        {
            var rest = value[value.IndexOf("://", StringComparison.Ordinal)..];
            return Options().Match(rest) is { Success: true } own
                ? ($"{scheme}{rest[..(own.Index + own.Length)]}{Uri.EscapeDataString(" " + options)}{rest[(own.Index + own.Length)..]}", true)
                : (scheme + rest, false);
        }

        var hasOptions = read.TryGetValue("options", out var given) && given.Length > 0;
        return ($"{scheme}://{Rest(read, form, target, hasOptions ? $"{given} {options}" : null)}", hasOptions);
    }

    // What libpq and SQLAlchemy read differently: several hosts, an encoded host or database, '+' in the query, JDBC's ssl=true.
    private static bool IsReadAlike(string url)
    {
        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        var place = query < 0 ? rest : rest[..query];
        return place[(place.LastIndexOf('@') + 1)..].AsSpan().IndexOfAny(',', '%') < 0
            && (query < 0 || (!rest[query..].Contains('+', StringComparison.Ordinal) && !rest[query..].Contains("ssl=", StringComparison.Ordinal)));
    }

    private static string Rest(Dictionary<string, string> read, UrlForm form, ConnectionTarget target, string? options)
    {
        if (target.Database.AsSpan().IndexOfAny('?', '/') >= 0)
        {
            throw Unsaid(target, "the name of its database holds '?' or '/'");
        }

        var rest = new StringBuilder(Uri.EscapeDataString(target.User));
        if (read.GetValueOrDefault("password") is { Length: > 0 } password)
        {
            rest.Append(':').Append(Uri.EscapeDataString(password));
        }

        rest.Append('@');
        var query = new List<(string Name, string Value)>();
        switch (target.Hosts)
        {
            case [{ IsSocket: true } socket]:
                query.Add(("host", socket.Host));
                query.Add(("port", socket.Port.ToString(CultureInfo.InvariantCulture)));
                break;
            case [var host]:
                rest.Append(host);
                break;
            default:
                query.AddRange(target.Hosts.Select(host => ("host", host.ToString())));
                break;
        }

        rest.Append('/').Append(target.Database);
        foreach (var (name, value) in read.Where(pair => pair.Value.Length > 0))
        {
            if (name is not ("host" or "port" or "user" or "password" or "dbname" or "options" or "search_path" or "unix_sock"))
            {
                query.Add((name, form == UrlForm.Npgsql ? Spelled(name, value, target) : value));
            }
        }

        var path = read.GetValueOrDefault("search_path") is { Length: > 0 } schemas ? $"-csearch_path={schemas.Replace(" ", "", StringComparison.Ordinal)}" : null;
        if (string.Join(' ', new[] { options, path }.OfType<string>()) is { Length: > 0 } all)
        {
            query.Add(("options", all));
        }

        return query.Count == 0
            ? rest.ToString()
            : $"{rest}?{string.Join('&', query.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"))}";
    }

    // Npgsql's words as libpq spells them.
    private static string Spelled(string name, string value, ConnectionTarget target) => name switch
    {
        _ when NpgsqlOnly.Contains(name) => throw Unsaid(target, $"libpq has no word for its parameter {name}"),
        "sslmode" => value.ToLowerInvariant() switch { "verifyfull" => "verify-full", "verifyca" => "verify-ca", var mode => mode },
        "target_session_attrs" => SessionAttributesMeaning.Parse(value, new(target.Role, target.Variable)).Keyword(),
        "channel_binding" or "gssencmode" or "sslnegotiation" => value.ToLowerInvariant(),
        _ => value,
    };

    private static FindingException Unsaid(ConnectionTarget target, string why) => new(DiagnosticCodes.UrlNotForAlembic.At(
        $"The {target.Role} database URL in {target.Variable} cannot be written for SQLAlchemy: {why}. Write it as postgresql://..., without that."));

    [GeneratedRegex(@"^postgres(?:ql)?(?:\+(\w+))?://")]
    private static partial Regex Scheme();

    [GeneratedRegex("(?<=[?&])options=[^&]+")]
    private static partial Regex Options();
}
