using AutonomOS.Migrations.Diagnostics;
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
