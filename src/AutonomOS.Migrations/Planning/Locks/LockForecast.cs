using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Locks;

/// <summary>One lock that an operation takes on a relation that is in production before the pending revisions run.</summary>
/// <param name="Relation">The relation, with its schema.</param>
/// <param name="Mode">The mode.</param>
public sealed record LockForecast(QualifiedName Relation, LockMode Mode)
{
    /// <summary>True when every row is read while the lock is held (a constraint is verified, an index is built).</summary>
    public bool Scans { get; init; }

    /// <summary>True when the relation is written anew while the lock is held: its file node changes.</summary>
    public bool Rewrites { get; init; }
}
