namespace AutonomOS.Migrations.Guarding;

/// <summary>What the audit says in one word.</summary>
public enum Diagnosis
{
    /// <summary>Something could not be looked at: neither yes nor no.</summary>
    Unverified,

    /// <summary>Synchronized and tracked.</summary>
    Ok,

    /// <summary>The schemas or the revisions do not match.</summary>
    Mismatch,

    /// <summary>A database has no version table.</summary>
    Missing,
}
