using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using AutonomOS.Migrations.Testing;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Catalog.Dumps;

/// <summary>
/// What <c>pg_dump</c> says a database's schema is: somebody else's opinion of whether two databases are equal. And <c>psql</c>, which
/// restores it.
/// </summary>
internal static partial class SchemaDump
{
    private static readonly string Binaries = LocalCluster.FindBinaries() ?? "";

    /// <summary>A schema as SQL, without owners, privileges, comments and security labels, and without what is random or of the dump.</summary>
    /// <param name="database">Whose schema.</param>
    public static async Task<string> OfAsync(TestDatabase database)
    {
        var (code, dump, errors) = await RunAsync(
            database, "pg_dump", "", "--schema-only", "--no-owner", "--no-privileges", "--no-comments", "--no-security-labels");
        return code == 0 ? OfTheDumpItself().Replace(dump, "") : throw new InvalidOperationException($"pg_dump: {errors}");
    }

    /// <summary>
    /// The entries of a dump in an order of their own: pg_dump's goes by name and then by dependency, so that objects that depend on each
    /// other can come in the order of their ids.
    /// </summary>
    /// <param name="dump">What <see cref="OfAsync"/> gave.</param>
    public static IReadOnlyList<string> Entries(string dump) =>
        [.. EntryHead().Split(BetweenEntries().Replace(dump, "")).Select(entry => entry.Trim()).Order(StringComparer.Ordinal)];

    /// <summary>Runs SQL as psql runs a file: each statement in a transaction of its own, until one fails.</summary>
    /// <param name="database">Where.</param>
    /// <param name="sql">The statements.</param>
    /// <returns>The first error, or null.</returns>
    public static async Task<string?> RestoreAsync(TestDatabase database, string sql)
    {
        var (code, _, errors) = await RunAsync(database, "psql", sql, "-X", "-q", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1");
        return code == 0 ? null : errors.Split('\n').FirstOrDefault(line => line.Contains("ERROR:", StringComparison.Ordinal)) ?? errors;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(
        TestDatabase database, string program, string input, params string[] arguments)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var start = new ProcessStartInfo(Path.Combine(Binaries, program), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            Environment =
            {
                ["PGHOST"] = connection.Host,
                ["PGPORT"] = $"{connection.Port}",
                ["PGUSER"] = connection.Username,
                ["PGPASSWORD"] = connection.Password,
                ["PGDATABASE"] = database.Name,
                ["PGOPTIONS"] = "-c client_min_messages=warning",
                ["LC_ALL"] = "C.UTF-8",
            },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything, which its errors tell.
        }

        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    [GeneratedRegex(@"^(\\(un)?restrict .*|-- Dumped (from|by) .*)\n", RegexOptions.Multiline)]
    private static partial Regex OfTheDumpItself();

    [GeneratedRegex("^--\n-- Name: ", RegexOptions.Multiline)]
    private static partial Regex EntryHead();

    // Said once, before the first entry that it concerns.
    [GeneratedRegex("^(SET default_(tablespace|table_access_method) = .*;|--\n-- PostgreSQL database dump.*\n--)\n", RegexOptions.Multiline)]
    private static partial Regex BetweenEntries();
}
