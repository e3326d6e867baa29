using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Snapshots;

namespace AutonomOS.Migrations.Stamping;

/// <summary>
/// Which revision production's schema is, by the schema files that the project has. Without any, nothing is said: a stamp rests on the
/// migration files then.
/// </summary>
internal static class KnownSnapshots
{
    /// <summary>Holds production to the schema file of the revisions that are to be stamped, and looks for one that it equals.</summary>
    /// <param name="target">Production.</param>
    /// <param name="request">What to stamp.</param>
    /// <param name="files">The migration files.</param>
    /// <param name="baseline">The revisions to stamp.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>The lines for people, and what speaks against the stamp.</returns>
    /// <exception cref="FindingException">Production or a schema file cannot be read.</exception>
    public static async Task<(IReadOnlyList<string> Lines, IReadOnlyList<Finding> Findings)> HoldAsync(
        ConnectionTarget target, StampRequest request, AlembicHistory files, IReadOnlyList<string> baseline, CancellationToken cancellationToken)
    {
        var environment = files.ScriptLocation!;
        if (!SnapshotFiles.AreIn(environment))
        {
            return ([], []);
        }

        await using var production = await DatabaseLook.OpenAsync(target, request.Audit, null, readsCatalog: true, cancellationToken);
        await production.BeginReadAsync(null, cancellationToken);
        var read = false;
        var own = SnapshotFiles.PathOf(environment, baseline);
        var differences = File.Exists(own) ? await CompareAsync(own) : null;
        if (differences is { Count: 0 })
        {
            return ([$"Verified:   production is what {own} says"], []);
        }

        var equal = await EqualAsync(files.Graph!);
        var advice = equal is null ? "" : $" It is what the schema file of {equal} says: -p:StampBaselineRevision={equal}.";
        return differences is null
            ? equal is null
                ? ([$"Not known:  there is no {own}, and production is what no other schema file says"], [])
                : ([], [DiagnosticCodes.BaselineOtherwise.At(
                    $"Stamping {string.Join(", ", baseline)} would be wrong:{advice.Replace("It is", "production is", StringComparison.Ordinal)} Nothing was stamped.")])
            : ([], [.. differences.Select(difference => DiagnosticCodes.BaselineOtherwise.At(
                $"{Named(difference)}, so production does not stand at {string.Join(", ", baseline)} ({own}).{advice} Nothing was stamped."))]);

        async Task<string?> EqualAsync(RevisionGraph graph)
        {
            foreach (var revision in graph.Revisions.Select(file => file.Revision))
            {
                if (SnapshotFiles.PathOf(environment, [revision]) is var file && file != own && File.Exists(file) && (await CompareAsync(file)).Count == 0)
                {
                    return revision;
                }
            }

            return null;
        }

        async Task<IReadOnlyList<Difference>> CompareAsync(string file)
        {
            if (read)
            {
                await production.ReadAgainAsync(cancellationToken);
            }

            read = true;
            using var snapshot = SnapshotReader.Open(file);
            var result = await SchemaComparison.CompareAsync(
                snapshot,
                new ShownReader(production.Catalog),
                DatabaseLook.Scope(production) with { Majors = (snapshot.Header.Major, production.Major) },
                cancellationToken);
            return [.. result.Differences.Where(difference => !difference.IsNote), .. result.NotComparable];
        }
    }

    private static string Named(Difference difference) => $"{difference.Kind} {difference.ObjectName} " + difference.Change switch
    {
        Change.Missing => "is not in production",
        Change.Extra => "is in production and not at that revision",
        _ => $"has another {difference.Property} in production",
    };
}
