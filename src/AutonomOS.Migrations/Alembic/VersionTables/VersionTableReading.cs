using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Alembic.VersionTables;

/// <summary>Which relation is the version table.</summary>
/// <param name="Status"><see cref="TrackingStatus.Tracked"/> when one was chosen, whatever its rows; otherwise why none was.</param>
/// <param name="Relation">The one chosen, or the malformed one; else null.</param>
/// <param name="Detail">What is wrong with it, or which ones there are; else null.</param>
public sealed record VersionTableChoice(TrackingStatus Status, VersionTableRelation? Relation, string? Detail);

/// <summary>The version table of a database as it was found and read.</summary>
/// <param name="State">What it says.</param>
/// <param name="Relation">The relation; null when there is none or when it is ambiguous.</param>
public sealed record VersionTableReading(TrackingState State, VersionTableRelation? Relation);
