using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Operations;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Scratch;
using AutonomOS.Migrations.Snapshots;

namespace AutonomOS.Migrations.Replaying;

/// <summary>
/// What a baseline revision stands for that is empty on purpose, as SQL: <c>schema/&lt;revision&gt;.baseline.sql</c>, made by
/// <c>pg_dump</c>. A replay begins with it.
/// </summary>
internal static class BaselineFiles
{
    /// <summary>The file of a revision.</summary>
    /// <param name="environment">Full path of the Alembic environment's folder.</param>
    /// <param name="revision">The revision.</param>
    public static string PathOf(string environment, string revision) =>
        Path.ChangeExtension(SnapshotFiles.PathOf(environment, [revision]), ".baseline.sql");

    /// <summary>
    /// Writes what production is, which has just been stamped: the schema file of its revision and, where that is one base revision that is
    /// empty on purpose, the SQL it stands for.
    /// </summary>
    /// <param name="audit">Where production and the migration files are.</param>
    /// <param name="binaries">A folder with <c>pg_dump</c> to look in first; null for none.</param>
    /// <param name="revisions">The rows that were stamped.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What was written and what was not, in lines for people: a stamp that is done stays done.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        AuditRequest audit, string? binaries, IReadOnlyList<string> revisions, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var snapshot = await SchemaSnapshot.OfProductionAsync(audit, cancellationToken);
        lines.Add(snapshot.File is { } written
            ? $"Wrote:      {written}"
            : $"Not wrote:  the schema file: {snapshot.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error)?.Message}");
        var files = AlembicHistory.Load(audit.Alembic, audit.ProjectDirectory);
        if (revisions is [var only] && files.Graph!.Bases.Contains(only) && UpgradeOperations.Read(files.Graph.Find(only)!).Count == 0)
        {
            lines.Add(await WriteSqlAsync(audit, binaries, PathOf(files.ScriptLocation!, only), cancellationToken));
        }

        return lines;
    }

    private static async Task<string> WriteSqlAsync(AuditRequest audit, string? binaries, string file, CancellationToken cancellationToken)
    {
        try
        {
            var value = UrlVariable.Read(audit.ProductionUrlVariable)!;
            var target = ConnectionTarget.Parse("production", audit.ProductionUrlVariable, value);
            await using var look = await DatabaseLook.OpenAsync(target, audit, null, readsCatalog: false, cancellationToken);
            var folder = await PostgresBinaries.DumpAsync(look.Major, binaries, cancellationToken);
            var (sql, why) = folder is null
                ? (null, $"no pg_dump of version {look.Major} or later is here")
                : await ProductionCopy.DumpAsync(folder, target, value, look.VersionTable?.FullName, cancellationToken);
            if (sql is null)
            {
                return $"Not wrote:  {file}, from which a replay begins: {why}";
            }

            var temporary = $"{file}.{Path.GetRandomFileName()}";
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(temporary, sql, cancellationToken);
            File.Move(temporary, file, overwrite: true);
            return $"Wrote:      {file}, from which a replay begins";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FindingException)
        {
            return $"Not wrote:  {file}, from which a replay begins: {(e as FindingException)?.Finding.Message ?? e.GetType().Name}";
        }
    }

    /// <summary>Runs one in a scratch database.</summary>
    /// <param name="file">Full path.</param>
    /// <param name="major">The server's major version.</param>
    /// <param name="database">An empty scratch database.</param>
    /// <param name="binaries">A folder with <c>psql</c> to look in first; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="FindingException">AMB6058: there is no psql, or the file cannot be run.</exception>
    public static async Task LoadAsync(string file, int major, ScratchDatabase database, string? binaries, CancellationToken cancellationToken)
    {
        if (await PostgresBinaries.DumpAsync(major, binaries, cancellationToken) is not { } folder)
        {
            throw new FindingException(DiagnosticCodes.ReplayNotPossible.At(
                file, 0, "The baseline is run with psql, and there is none here. Install PostgreSQL's client programs."));
        }

        if (await ProductionCopy.LoadAsync(folder, await File.ReadAllTextAsync(file, cancellationToken), database, cancellationToken) is { } why)
        {
            throw new FindingException(DiagnosticCodes.ReplayNotPossible.At(file, 0, $"The baseline cannot be run in a scratch database: {why}. Write it again with dotnet msbuild -t:StampBaseline."));
        }
    }
}
