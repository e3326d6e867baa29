namespace AutonomOS.Migrations.Alembic;

/// <summary>Lines of a file, counted from 1.</summary>
/// <param name="First">The first line.</param>
/// <param name="Last">The last line, included.</param>
public readonly record struct LineSpan(int First, int Last);
