namespace AutonomOS.Migrations.Guarding;

/// <summary>How many objects of a kind there are.</summary>
/// <param name="Kind">The kind, such as <c>table</c>.</param>
/// <param name="Count">How many.</param>
public sealed record KindCount(string Kind, int Count);
