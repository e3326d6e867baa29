using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Approvals;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Guarding;

/// <summary>What production has yet to apply, and what that does to it.</summary>
internal static class PendingOfProduction
{
    /// <summary>Reads the pending revisions' files.</summary>
    /// <param name="production">Production with its rows.</param>
    /// <param name="files">The files, held against production's version column.</param>
    /// <param name="settings">How the version table is called.</param>
    /// <returns>Null when what is pending cannot be told; the tracking rules say why.</returns>
    /// <exception cref="FindingException">AMB3011: a file can no longer be opened.</exception>
    internal static PendingOperations? Read(DatabaseReport production, AlembicHistory files, AlembicSettings settings) =>
        files is { IsTrusted: true, Graph: { } graph }
        && production.Tracking is { Status: TrackingStatus.Tracked } tracking
        && !TrackingRules.Of(production, graph, settings).Any()
        && !TrackingRules.OfDependencies(production, graph).Any()
            ? PendingOperations.Read([.. graph.Pending(tracking.Revisions).Select(revision => graph.Find(revision)!)], files.ScriptLocation)
            : null;

    /// <summary>Judges.</summary>
    /// <param name="pending">What is pending.</param>
    /// <param name="facts">What production has of its names.</param>
    /// <param name="request">What was decided.</param>
    /// <param name="files">The files; null when a SQL file is judged, where the project's approvals mean nothing.</param>
    internal static MigrationPlan Judge(PendingOperations pending, ProductionFacts facts, PlanRequest request, AlembicHistory? files) => pending.Judge(
        facts,
        request.Policy,
        files is null ? (Approval[])[] : request.Approvals,
        revision => files?.Graph?.Contains(revision) == true,
        DateOnly.FromDateTime(DateTime.UtcNow));
}
