namespace AutonomOS.Migrations.Planning;

/// <summary>Whether an object will be there when an operation runs.</summary>
internal enum Presence
{
    /// <summary>It will not.</summary>
    Missing,

    /// <summary>It will, and production has it now, under whatever name.</summary>
    Present,

    /// <summary>It will, and a pending operation makes it: there is nothing of production's in it.</summary>
    New,

    /// <summary>It cannot be told: its name, its kind, or what an operation before does is not known.</summary>
    Unknown,
}
