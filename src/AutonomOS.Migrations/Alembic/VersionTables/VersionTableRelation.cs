namespace AutonomOS.Migrations.Alembic.VersionTables;

/// <summary>A relation that may be the version table, as pg_catalog describes it.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its <c>relkind</c>: <c>r</c>, <c>p</c>, <c>v</c>, <c>m</c> or <c>f</c>.</param>
/// <param name="Columns">Its columns with their types, as SQL; empty when it has none.</param>
/// <param name="VersionType">The type of the column <c>version_num</c>, as SQL; null when there is none.</param>
/// <param name="HoldsText">Whether that column holds text that comes back as it went in: neither a number nor blank-padded.</param>
/// <param name="Width">How many characters that column holds; null when there is no limit.</param>
/// <param name="PrimaryKey">Name of the primary key; null when there is none.</param>
/// <param name="IsReadable">Whether the role may read all its rows: privileges are there and no row security hides any.</param>
/// <param name="IsNamed">Whether it was found by its name, not by its shape.</param>
/// <param name="FullName">Schema and name as PostgreSQL shows them, quoted only where SQL needs it.</param>
public sealed record VersionTableRelation(
    string Schema,
    string Name,
    string Kind,
    string Columns,
    string? VersionType,
    bool HoldsText,
    int? Width,
    string? PrimaryKey,
    bool IsReadable,
    bool IsNamed,
    string FullName);
