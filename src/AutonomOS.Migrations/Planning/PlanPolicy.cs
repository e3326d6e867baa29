namespace AutonomOS.Migrations.Planning;

/// <summary>What the guard makes of what it cannot analyse.</summary>
public enum OpaquePolicy
{
    /// <summary>Warns.</summary>
    Warn,

    /// <summary>Fails.</summary>
    Fail,
}

/// <summary>What a team has decided about pending operations.</summary>
public sealed record PlanPolicy
{
    /// <summary><c>DbGuardOpaqueMigrations</c>. Default <see cref="OpaquePolicy.Warn"/>.</summary>
    public OpaquePolicy Opaque { get; init; }

    /// <summary>
    /// <c>DbGuardMaxLockedRows</c>: above so many estimated rows, what blocks a table while it reads or writes all of it is an error.
    /// Default 1,000,000.
    /// </summary>
    public long MaxLockedRows { get; init; } = 1_000_000;

    /// <summary><c>DbGuardProbeData</c>: whether the rows of production may be asked. Default false.</summary>
    public bool ProbeData { get; init; }
}
