namespace AutonomOS.Migrations.Operations;

/// <summary>Where something is written.</summary>
/// <param name="File">Full path of the file.</param>
/// <param name="Line">Line, counted from 1; 0 for the file as a whole.</param>
public readonly record struct SourcePlace(string File, int Line);
