using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Snapshots;

namespace AutonomOS.Migrations.Guarding;

/// <summary>Where schema files are, and what they are for.</summary>
/// <param name="StandForDevelopment">True where production is held to its revision's file, and no development is looked at.</param>
/// <param name="Of">Full path of the file of a database's revision, whether it is there or not; null where its rows mean nothing.</param>
internal sealed record SchemaFiles(bool StandForDevelopment, Func<DatabaseLook, string?> Of);

/// <summary>What is wrong with schema files.</summary>
internal static class SchemaFileRules
{
    private const string Write = "dotnet msbuild -t:DbSnapshot";
    private const int MostNamed = 3;

    /// <summary>There is no file to hold production to.</summary>
    /// <param name="production">Production.</param>
    /// <param name="file">Full path of the file that is not there.</param>
    /// <param name="development">The environment variable for development's URL.</param>
    internal static Finding Missing(DatabaseLook production, string file, string development) => DiagnosticCodes.SnapshotMissing.At(
        $"{TrackingRules.Where(production.Report)} stands at {string.Join(", ", production.Report.Tracking!.Revisions)}, and there is no {file} that says what it should have there. Set {development} to hold it to a development database; or check the revision out, upgrade a development database to it, write the file ({Write}) and commit it.");

    /// <summary>A file says nothing of a comparison that was asked for otherwise.</summary>
    /// <param name="header">What the file's first lines say.</param>
    /// <param name="file">Full path of the file.</param>
    /// <param name="database">The database that is held to it.</param>
    /// <param name="request">What to audit.</param>
    /// <exception cref="FindingException">AMB6036: it was written for other schemas, with other words of DbCompare, or for other revisions.</exception>
    internal static void VerifyFits(SnapshotHeader header, string file, DatabaseLook database, AuditRequest request)
    {
        var why = !header.Revisions.Order(Utf8Order.Instance).SequenceEqual(database.Report.Tracking!.Revisions.Order(Utf8Order.Instance), StringComparer.Ordinal)
                ? $"is of {(header.Revisions.Count == 0 ? "no revision" : string.Join(", ", header.Revisions))}, whatever its name says"
            : !SameSchemas(header.Schemas, request.Schemas) ? $"was written with DbSchemas={(header.Schemas is null ? "*" : string.Join(';', header.Schemas))}"
            : header.Compared != request.AlsoCompared ? $"was written with DbCompare={header.Compared}"
            : null;
        if (why is not null)
        {
            throw new FindingException(DiagnosticCodes.SnapshotOtherwise.At(
                file, 1, $"The schema file {why}, so that it cannot be held to what is asked for now. Write it again with the settings of now: {Write}."));
        }
    }

    /// <summary>Whether development is what its file says. Reads development's catalog once more, where there is a file.</summary>
    /// <param name="development">Development, after everything else was read.</param>
    /// <param name="file">Full path of its revision's file; null where that is not known.</param>
    /// <param name="request">What to audit.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>Nothing where the project has no schema files.</returns>
    internal static async Task<IReadOnlyList<Finding>> OfDevelopmentAsync(
        DatabaseLook development, string? file, AuditRequest request, CancellationToken cancellationToken)
    {
        if (file is null || !Directory.Exists(Path.GetDirectoryName(file)))
        {
            return [];
        }

        var revisions = string.Join(", ", development.Report.Tracking!.Revisions);
        if (!File.Exists(file))
        {
            return [DiagnosticCodes.HeadWithoutSnapshot.At(
                $"There is no {file} for {revisions}, where development stands, though other revisions have theirs. Write and commit it: {Write}.")];
        }

        try
        {
            using var expected = SnapshotReader.Open(file);
            VerifyFits(expected.Header, file, development, request);
            await development.ReadAgainAsync(cancellationToken);
            var result = await SchemaComparison.CompareAsync(
                expected,
                new ShownReader(development.Catalog),
                DatabaseLook.Scope(development) with { Majors = (expected.Header.Major, development.Major) },
                cancellationToken);
            var differences = result.Differences.Where(difference => !difference.IsNote).ToList();
            return differences.Count == 0 ? [] : [DiagnosticCodes.SnapshotOutdated.At(
                file,
                1,
                $"Development stands at {revisions} and is not what this file says of it ({string.Join(", ", differences.Take(MostNamed).Select(Named))}{(differences.Count > MostNamed ? $" and {differences.Count - MostNamed} more" : "")}): development was changed by hand, or the revision was edited after the file was written. Make development anew from the migrations, or, where it is right, write the file again: {Write}.")];
        }
        catch (FindingException e)
        {
            // Development itself is there: its file is no reason to fail.
            return [e.Finding.Code.StartsWith("AMB60", StringComparison.Ordinal) ? e.Finding.As(Severity.Warning) : e.Finding];
        }
    }

    private static string Named(Difference difference) => $"{difference.Kind} {difference.ObjectName}";

    private static bool SameSchemas(IReadOnlyList<string>? one, IReadOnlyList<string>? other) => one is null || other is null
        ? one is null && other is null
        : one.ToHashSet(StringComparer.Ordinal).SetEquals(other);
}
