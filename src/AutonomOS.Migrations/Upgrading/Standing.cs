using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Upgrading;

/// <summary>Where the databases stand on the history. Reads the migration files and the version tables and nothing else.</summary>
/// <param name="History">The migration files.</param>
/// <param name="Databases">Those that are configured and could be read, development first; only their tracking is known.</param>
/// <param name="NotConfigured">Names of the variables that are not set.</param>
/// <param name="Findings">What is wrong with the files, with the version tables, and why a database could not be read.</param>
public sealed record Standing(
    AlembicHistory History, IReadOnlyList<DatabaseReport> Databases, IReadOnlyList<string> NotConfigured, IReadOnlyList<Finding> Findings)
{
    /// <summary>Looks.</summary>
    /// <param name="request">The databases and the migration files.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>What was seen; what could not be is a finding in it.</returns>
    public static async Task<Standing> ReadAsync(AuditRequest request, CancellationToken cancellationToken)
    {
        var files = AlembicHistory.Load(request.Alembic, request.ProjectDirectory).WithoutDatabase();
        var findings = new List<Finding>(files.Findings);
        var databases = new List<DatabaseReport>();
        var notConfigured = new List<string>();
        foreach (var (role, variable) in (IEnumerable<(string, string)>)[("development", request.DevelopmentUrlVariable), ("production", request.ProductionUrlVariable)])
        {
            var (look, failure) = await Audit.OpenAsync(role, variable, request, null, readsCatalog: false, cancellationToken);
            if (failure is not null)
            {
                var isNotSet = failure.Descriptor == DiagnosticCodes.ProductionUrlNotSet || failure.Descriptor == DiagnosticCodes.DevelopmentUrlNotSet;
                (isNotSet ? notConfigured : []).Add(variable);
                findings.AddRange(isNotSet ? [] : [failure]);
                continue;
            }

            await using (look)
            {
                await look!.ReadTrackingAsync(cancellationToken);
                databases.Add(look.Report);
                findings.AddRange(look.NotReadable is { } why
                    ? [why]
                    : TrackingRules.Of(look.Report, files.IsTrusted ? files.Graph : null, request.Alembic));
            }
        }

        if (notConfigured.Count == 2)
        {
            findings.Add(DiagnosticCodes.ProductionUrlNotSet.At(
                $"Neither {request.DevelopmentUrlVariable} nor {request.ProductionUrlVariable} is set, so there is no database whose place could be shown. Set one of them; the tree alone is shown by dotnet msbuild -t:DbHistory."));
        }

        return new(files, databases, notConfigured, findings);
    }

    /// <summary>What a database has yet to apply.</summary>
    /// <param name="database">One of <see cref="Databases"/>.</param>
    /// <returns>In an order in which it can be; null when that cannot be told.</returns>
    public IReadOnlyList<string>? PendingOf(DatabaseReport database) =>
        this.History is { IsTrusted: true, Graph: { } graph } && database.Tracking is { Status: TrackingStatus.Tracked } rows && rows.Revisions.All(graph.Contains)
            ? graph.Pending(rows.Revisions)
            : null;
}
