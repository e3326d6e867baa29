namespace AutonomOS.Migrations.Diagnostics;

/// <summary>How a finding weighs: an error fails the guard, a warning does not, an info is a note.</summary>
public enum Severity
{
    /// <summary>A note: told, never counted.</summary>
    Info,

    /// <summary>Told as a warning; the guard may still pass.</summary>
    Warning,

    /// <summary>The guard fails.</summary>
    Error,
}
