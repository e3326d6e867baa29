using System.Globalization;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Scratch;

namespace AutonomOS.Migrations.Replaying;

/// <summary>Production's schema, without a row, in a scratch database: made by <c>pg_dump</c>, which only reads.</summary>
internal static class ProductionCopy
{
    // libpq's variables for a URL's parameters.
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["host"] = "PGHOST",
        ["port"] = "PGPORT",
        ["sslmode"] = "PGSSLMODE",
        ["sslrootcert"] = "PGSSLROOTCERT",
        ["sslcert"] = "PGSSLCERT",
        ["sslkey"] = "PGSSLKEY",
        ["options"] = "PGOPTIONS",
        ["passfile"] = "PGPASSFILE",
        ["service"] = "PGSERVICE",
        ["channel_binding"] = "PGCHANNELBINDING",
        ["gssencmode"] = "PGGSSENCMODE",
        ["target_session_attrs"] = "PGTARGETSESSIONATTRS",
        ["sslnegotiation"] = "PGSSLNEGOTIATION",
    };

    /// <summary>Fills a scratch database.</summary>
    /// <param name="binaries">Full path of the folder with <c>pg_dump</c> and <c>psql</c>.</param>
    /// <param name="production">Production.</param>
    /// <param name="value">Its URL.</param>
    /// <param name="database">An empty scratch database.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null; or why there is no copy.</returns>
    public static async Task<string?> FillAsync(
        string binaries, ConnectionTarget production, string value, ScratchDatabase database, CancellationToken cancellationToken)
    {
        var (sql, why) = await DumpAsync(binaries, production, value, null, cancellationToken);
        return sql is null ? why : await LoadAsync(binaries, sql, database, cancellationToken);
    }

    /// <summary>A database's schema as SQL.</summary>
    /// <param name="binaries">Full path of the folder with <c>pg_dump</c>.</param>
    /// <param name="target">The database.</param>
    /// <param name="value">Its URL.</param>
    /// <param name="without">A table to leave out, as it is shown; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The SQL; or null, and why there is none.</returns>
    public static async Task<(string? Sql, string? Why)> DumpAsync(
        string binaries, ConnectionTarget target, string value, string? without, CancellationToken cancellationToken)
    {
        var dumped = await ServerProgram.RunAsync(
            PostgresBinaries.PathOf(binaries, "pg_dump"),
            [
                "--schema-only", "--lock-wait-timeout=5000", "--no-owner", "--no-privileges", "--no-subscriptions", "--no-password",
                .. without is null ? (string[])[] : ["--exclude-table", without],
            ],
            Environment(target, value),
            cancellationToken);

        // The key of psql's restrict command is another one each time.
        return dumped.Code != 0
            ? (null, $"pg_dump ended with exit code {dumped.Code}: {Said(dumped.Errors, target)}")
            : (string.Concat(dumped.Output.Split('\n').SkipLast(1).Where(line => !IsRestriction(line)).Select(line => line + "\n")), null);
    }

    private static bool IsRestriction(string line) =>
        line.StartsWith(@"\restrict ", StringComparison.Ordinal) || line.StartsWith(@"\unrestrict ", StringComparison.Ordinal);

    /// <summary>Runs SQL, with psql's commands in it, in one transaction of a scratch database.</summary>
    /// <param name="binaries">Full path of the folder with <c>psql</c>.</param>
    /// <param name="sql">The SQL.</param>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null; or why it could not be run.</returns>
    public static async Task<string?> LoadAsync(string binaries, string sql, ScratchDatabase database, CancellationToken cancellationToken)
    {
        var loaded = await ServerProgram.RunAsync(
            PostgresBinaries.PathOf(binaries, "psql"),
            ["--no-psqlrc", "--quiet", "--no-password", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-", "--output=" + (OperatingSystem.IsWindows() ? "NUL" : "/dev/null")],
            Environment(database.Target, database.Url),
            cancellationToken,
            sql);
        return loaded.Code == 0 ? null : $"psql ended with exit code {loaded.Code}: {Said(loaded.Errors, database.Target)}";
    }

    private static string Said(string errors, ConnectionTarget target) =>
        OneLine.Shorten(target.Mask(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "nothing"));

    // Never on the command line: every user of the machine can read those.
    private static Dictionary<string, string?> Environment(ConnectionTarget target, string value)
    {
        var url = SqlAlchemyUrl.Of(target, value, null, "").Url;
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PGHOST"] = target.Host,
            ["PGPORT"] = target.Port.ToString(CultureInfo.InvariantCulture),
            ["PGDATABASE"] = target.Database,
            ["PGUSER"] = target.User,
            ["LC_ALL"] = "C",
            ["PGCLIENTENCODING"] = "UTF8",
        };
        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var query = rest.IndexOf('?', StringComparison.Ordinal) is var found and >= 0 ? found : rest.Length;
        var credentials = rest[..query].LastIndexOf('@') is var at and >= 0 ? rest[..at] : "";
        if (credentials.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0)
        {
            variables["PGPASSWORD"] = Uri.UnescapeDataString(credentials[(colon + 1)..]);
        }

        foreach (var pair in rest[query..].TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, text) = pair.Split('=', 2) is [var left, var right] ? (left, Uri.UnescapeDataString(right)) : (pair, "");
            if (name is "password")
            {
                variables["PGPASSWORD"] = text;
            }
            else if (Variables.TryGetValue(name, out var variable) && !variables.ContainsKey(variable))
            {
                variables[variable] = text;
            }
        }

        return variables;
    }
}
