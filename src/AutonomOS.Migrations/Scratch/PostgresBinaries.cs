using System.Globalization;
using System.Text.RegularExpressions;

namespace AutonomOS.Migrations.Scratch;

/// <summary>Finds PostgreSQL's programs where packages of Debian, RPM, Homebrew, Alpine and the Windows installer put them, and on the path.</summary>
internal static partial class PostgresBinaries
{
    // As far above a server's version as a pg_dump is looked for.
    private const int MostMajorsAbove = 5;

    /// <summary>The folder with the server programs of a major version.</summary>
    /// <param name="major">The major version, such as 17.</param>
    /// <param name="given">The only folder to look in; null for the usual ones.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null when there is none.</returns>
    public static async Task<string?> ServerAsync(int major, string? given, CancellationToken cancellationToken)
    {
        foreach (var folder in given is null ? Folders(major) : [given])
        {
            if (Has(folder, "initdb") && Has(folder, "pg_ctl") && await MajorAsync(folder, "postgres", cancellationToken) == major)
            {
                return folder;
            }
        }

        return null;
    }

    /// <summary>The folder with a <c>pg_dump</c> that is at least as new as a server, and with its <c>psql</c>.</summary>
    /// <param name="major">The server's major version.</param>
    /// <param name="given">A folder to look in first; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null when there is none.</returns>
    public static async Task<string?> DumpAsync(int major, string? given, CancellationToken cancellationToken)
    {
        var folders = Enumerable.Range(major, MostMajorsAbove + 1).SelectMany(Folders).Distinct(StringComparer.Ordinal);
        foreach (var folder in given is null ? folders : folders.Prepend(given))
        {
            if (Has(folder, "psql") && await MajorAsync(folder, "pg_dump", cancellationToken) >= major)
            {
                return folder;
            }
        }

        return null;
    }

    /// <summary>Full path of a program.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="program">Its name without an extension.</param>
    public static string PathOf(string folder, string program) => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program);

    private static IEnumerable<string> Folders(int major)
    {
        var version = major.ToString(CultureInfo.InvariantCulture);
        string[] usual = OperatingSystem.IsWindows()
            ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", version, "bin")]
            : [
                $"/usr/lib/postgresql/{version}/bin",
                $"/usr/pgsql-{version}/bin",
                $"/usr/libexec/postgresql{version}",
                $"/opt/homebrew/opt/postgresql@{version}/bin",
                $"/usr/local/opt/postgresql@{version}/bin",
                $"/Applications/Postgres.app/Contents/Versions/{version}/bin",
                "/usr/local/pgsql/bin",
            ];
        return usual.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool Has(string folder, string program) => File.Exists(PathOf(folder, program));

    private static async Task<int?> MajorAsync(string folder, string program, CancellationToken cancellationToken) =>
        Has(folder, program)
        && await ServerProgram.RunAsync(PathOf(folder, program), ["--version"], new Dictionary<string, string?>(), cancellationToken) is { Code: 0 } said
        && Version().Match(said.Output) is { Success: true } version
            ? int.Parse(version.Value, CultureInfo.InvariantCulture)
            : null;

    // postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1); 19beta1.
    [GeneratedRegex(@"(?<=\(PostgreSQL\) )\d+")]
    private static partial Regex Version();
}
