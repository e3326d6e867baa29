namespace AutonomOS.Migrations.Build;

/// <summary>What the guard's word rests on: <c>DbGuardProof</c>.</summary>
public enum Proof
{
    /// <summary>What was read.</summary>
    Static,

    /// <summary>A replay of the migrations, where a scratch server is at hand.</summary>
    Auto,

    /// <summary>A replay of the migrations; without a scratch server the guard fails.</summary>
    Replay,
}
