using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Snapshots;

namespace AutonomOS.Migrations.Guarding;

/// <summary>Writes a database's schema into the schema file of its revision. Reads the database only.</summary>
public static class SchemaSnapshot
{
    /// <summary>Writes development's file, whole or not at all. Development has to stand at the heads.</summary>
    /// <param name="request">Where development and the migration files are; what it says of production is not used.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>What was done; what kept it from being done is a finding in it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; no file was written.</exception>
    public static Task<SnapshotResult> OfDevelopmentAsync(AuditRequest request, CancellationToken cancellationToken) =>
        RunAsync("development", request.DevelopmentUrlVariable, mustBeAtHeads: true, request, cancellationToken);

    /// <summary>Writes production's file, whole or not at all, wherever in the history production stands.</summary>
    /// <param name="request">Where production and the migration files are; what it says of development is not used.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>What was done; what kept it from being done is a finding in it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; no file was written.</exception>
    public static Task<SnapshotResult> OfProductionAsync(AuditRequest request, CancellationToken cancellationToken) =>
        RunAsync("production", request.ProductionUrlVariable, mustBeAtHeads: false, request, cancellationToken);

    private static async Task<SnapshotResult> RunAsync(
        string role, string variable, bool mustBeAtHeads, AuditRequest request, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        try
        {
            var reading = Task.Run(() => AlembicHistory.Load(request.Alembic, request.ProjectDirectory), cancellationToken);
            var opening = Audit.OpenAsync(role, variable, request, null, readsCatalog: true, cancellationToken);
            await Task.WhenAll(reading, opening);
            var (opened, failure) = await opening;
            await using var look = opened ?? throw new FindingException(failure!);
            await look.BeginReadAsync(null, cancellationToken);
            var files = Audit.FittedTo(look, await reading);
            findings.AddRange(Refusals(look, files, request, mustBeAtHeads));
            return findings.Exists(finding => finding.Severity == Severity.Error)
                ? new(null, false, findings)
                : await WriteAsync(look, files, request, findings, cancellationToken);
        }
        catch (FindingException e)
        {
            return new(null, false, [.. findings, e.Finding]);
        }
    }

    private static IEnumerable<Finding> Refusals(DatabaseLook look, AlembicHistory files, AuditRequest request, bool mustBeAtHeads)
    {
        var history = files.IsTrusted ? files.Graph : null;
        var tracking = look.Report.Tracking is null ? [] : TrackingRules.Of(look.Report, history, request.Alembic).ToList();
        if (tracking.Count == 0 && history is not null && look.Report.Tracking is not null)
        {
            tracking.AddRange(TrackingRules.OfDependencies(look.Report, history));
            tracking.AddRange(mustBeAtHeads ? TrackingRules.Behind(look.Report, history, request.Alembic.UpgradeTarget) : []);
        }

        return [
            .. new[] { look.NotReadable }.OfType<Finding>(),
            .. TrackingRules.OfRelation(look.Report, look.VersionTable),
            .. files.Findings,
            .. tracking];
    }

    private static async Task<SnapshotResult> WriteAsync(
        DatabaseLook look, AlembicHistory files, AuditRequest request, List<Finding> findings, CancellationToken cancellationToken)
    {
        var header = new SnapshotHeader(look.Report.Tracking!.Revisions, look.Major, request.Schemas, request.AlsoCompared);
        var file = SnapshotFiles.PathOf(files.ScriptLocation!, header.Revisions);
        var temporary = $"{file}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            try
            {
                using (var writer = new StreamWriter(temporary))
                using (var objects = new ScopedReader(new ShownReader(look.Catalog), DatabaseLook.Scope(look)))
                {
                    await SnapshotWriter.WriteAsync(objects, header, writer, cancellationToken);
                }

                await look.VerifyUnchangedAsync(cancellationToken);
                findings.AddRange(CompletenessRules.Of(look.Catalog.Discrepancies!, look.Report, request.Schemas));
                if (findings.Exists(finding => finding.Severity == Severity.Error))
                {
                    return new(null, false, findings);
                }

                var isNew = !File.Exists(file) || !await SameAsync(file, temporary, cancellationToken);
                File.Move(temporary, file, overwrite: true);
                return new(file, isNew, findings);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(DiagnosticCodes.OutputNotWritable.At(
                $"{file} cannot be written ({e.GetType().Name}): make its folder writable, and write it again with dotnet msbuild -t:DbSnapshot."));
        }
    }

    private static async Task<bool> SameAsync(string one, string other, CancellationToken cancellationToken) =>
        await File.ReadAllTextAsync(one, cancellationToken) == await File.ReadAllTextAsync(other, cancellationToken);
}

/// <summary>What became of a schema file.</summary>
/// <param name="File">Full path; null when it was not written.</param>
/// <param name="IsNew">True when there was none, or it said something else.</param>
/// <param name="Findings">What was found.</param>
public sealed record SnapshotResult(string? File, bool IsNew, IReadOnlyList<Finding> Findings);
