using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Guarding;

/// <summary>A side, or why there is none.</summary>
/// <param name="Look">The side; null when it could not be opened.</param>
/// <param name="Failure">Why it could not be opened; null when it could, or was not asked for.</param>
internal sealed record OpenedLook(DatabaseLook? Look, Finding? Failure);
