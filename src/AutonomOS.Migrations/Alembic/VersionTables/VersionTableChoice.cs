using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Alembic.VersionTables;

/// <summary>Which relation is the version table.</summary>
/// <param name="Status"><see cref="TrackingStatus.Tracked"/> when one was chosen, whatever its rows; otherwise why none was.</param>
/// <param name="Relation">The one chosen, or the malformed one; else null.</param>
/// <param name="Detail">What is wrong with it, or which ones there are; else null.</param>
public sealed record VersionTableChoice(TrackingStatus Status, VersionTableRelation? Relation, string? Detail)
{
    /// <summary>What there is to say when no rows can be read: not for <see cref="TrackingStatus.Tracked"/>.</summary>
    public TrackingState ToTrackingState() => new("alembic", this.Status, this.Relation?.FullName, [], this.Detail);
}
