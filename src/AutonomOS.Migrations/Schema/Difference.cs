using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Schema;

/// <summary>How an object differs, told from production's side.</summary>
public enum Change
{
    /// <summary>In development and not in production.</summary>
    Missing,

    /// <summary>In production and not in development.</summary>
    Extra,

    /// <summary>In both, with one property unequal.</summary>
    Changed,
}

/// <summary>One object that is on one side only, or one property of an object that is unequal.</summary>
/// <param name="Kind">The object's kind.</param>
/// <param name="ObjectName">The object's full name.</param>
/// <param name="Change">How it differs.</param>
/// <param name="Property">The unequal property; null unless <paramref name="Change"/> is <see cref="Change.Changed"/>.</param>
/// <param name="Development">The property's value in development; null when it has none.</param>
/// <param name="Production">The property's value in production; null when it has none.</param>
/// <param name="IsNote">True when it is told but is no drift.</param>
public sealed record Difference(
    string Kind, string ObjectName, Change Change, string? Property, string? Development, string? Production, bool IsNote)
{
    /// <summary>The pending revision that accounts for it; null for none.</summary>
    public string? ExplainedBy { get; init; }

    /// <summary>
    /// The same as it may be shown: bodies and defaults come from people, and people write URLs with passwords into them.
    /// </summary>
    public Difference Masked() => this with
    {
        Development = SecretMask.OfDefinition(this.Development, this.ObjectName),
        Production = SecretMask.OfDefinition(this.Production, this.ObjectName),
    };
}
