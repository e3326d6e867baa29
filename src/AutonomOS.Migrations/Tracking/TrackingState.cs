using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tracking;

/// <summary>What a database says of its own migrations.</summary>
public enum TrackingStatus
{
    /// <summary>There is no version table.</summary>
    Missing,

    /// <summary>There is a version table and it has no row.</summary>
    Empty,

    /// <summary>There is a version table with at least one row.</summary>
    Tracked,

    /// <summary>There is a table of that name that cannot be a version table, or rows that cannot be revisions.</summary>
    Malformed,

    /// <summary>Several tables could be the version table and nothing tells which.</summary>
    Ambiguous,
}

/// <summary>The version table of one database and its rows.</summary>
/// <param name="Tool">The tool it belongs to, such as <c>alembic</c>.</param>
/// <param name="Status">What was found.</param>
/// <param name="Table">The version table's full name, quoted; null when there is none or when it is ambiguous.</param>
/// <param name="Revisions">The rows in ordinal order; empty unless <paramref name="Status"/> is <see cref="TrackingStatus.Tracked"/>.</param>
/// <param name="Detail">
/// What is wrong (<see cref="TrackingStatus.Malformed"/>) or which tables there are (<see cref="TrackingStatus.Ambiguous"/>); else null.
/// </param>
public sealed record TrackingState(string Tool, TrackingStatus Status, string? Table, IReadOnlyList<string> Revisions, string? Detail)
{
    /// <summary>
    /// What mends it, as a sentence; null where there is no such thing, and unless <see cref="TrackingStatus.Malformed"/>.
    /// </summary>
    public string? Remedy { get; init; }

    /// <summary>The state in words on one line: the rows where there are any.</summary>
    public override string ToString() => this.Status switch
    {
        TrackingStatus.Missing => "no version table",
        TrackingStatus.Empty => $"{this.Table} is empty",
        TrackingStatus.Tracked => string.Join(", ", this.Revisions.Select(revision => OneLine.Escape(revision))),
        _ => this.Detail is { } detail ? OneLine.Escape(detail) : "not readable",
    };
}
