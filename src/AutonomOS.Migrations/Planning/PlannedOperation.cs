using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Locks;

namespace AutonomOS.Migrations.Planning;

/// <summary>One pending operation and what it will do to this production.</summary>
/// <param name="Revision">Its revision; null where a SQL file is judged.</param>
/// <param name="Operation">What it does.</param>
public sealed record PlannedOperation(string? Revision, SchemaOperation Operation)
{
    /// <summary>The object as messages and approvals name it (<c>public.users.email</c>), its schema found in production; null for none.</summary>
    public string? FullName { get; init; }

    /// <summary>True when an object or rows that production has will be gone.</summary>
    public bool IsDestructive { get; init; }

    /// <summary>Locks on relations that production has, the strongest first.</summary>
    public IReadOnlyList<LockForecast> Locks { get; init; } = [];

    /// <summary>Estimated rows of the relation it acts on; null where that is not known, or it is new.</summary>
    public long? EstimatedRows { get; init; }

    /// <summary>Bytes of the relation it acts on; null where it is new, or there is none.</summary>
    public long? EstimatedBytes { get; init; }

    /// <summary>What the rules say of it.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
