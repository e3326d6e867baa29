namespace AutonomOS.Migrations.Connections;

/// <summary>What the transaction of a session may do.</summary>
internal enum SessionAccess
{
    /// <summary>Read one snapshot.</summary>
    ReadOnly,

    /// <summary>Write, where the role's own default allows it.</summary>
    Writable,
}
