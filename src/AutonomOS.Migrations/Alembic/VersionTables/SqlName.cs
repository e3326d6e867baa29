namespace AutonomOS.Migrations.Alembic.VersionTables;

/// <summary>Identifiers as SQL wants them: always in double quotes, so that no name of a table is ever read as SQL.</summary>
internal static class SqlName
{
    /// <summary>Quotes one identifier.</summary>
    /// <param name="name">Any name.</param>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
