namespace AutonomOS.Migrations.Alembic.VersionTables;

/// <summary>A relation that may be the version table, as pg_catalog describes it.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its <c>relkind</c>: <c>r</c>, <c>p</c>, <c>v</c>, <c>m</c>, <c>f</c>, or one that holds no rows.</param>
/// <param name="Columns">Its columns with their types, as SQL; empty when it has none.</param>
/// <param name="VersionType">The type of the column <c>version_num</c>, as SQL; null when there is none.</param>
/// <param name="HoldsText">Whether that column holds text that comes back as it went in: neither a number nor blank-padded.</param>
/// <param name="Width">How many characters that column holds; null when there is no limit.</param>
/// <param name="PrimaryKey">Name of the primary key; null when there is none.</param>
/// <param name="IsReadable">Whether the role may read all its rows: privileges are there and no row security hides any.</param>
/// <param name="IsNamed">Whether it was found by its name, not by its shape.</param>
/// <param name="FullName">Schema and name as PostgreSQL shows them, quoted only where SQL needs it.</param>
/// <param name="IsWritable">Whether rows can be put in, changed and taken out at all, whoever asks.</param>
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
    string FullName,
    bool IsWritable)
{
    /// <summary>Whether rows can be read from it.</summary>
    public bool HoldsRows => this.Kind is "r" or "p" or "v" or "m" or "f";

    /// <summary>What it is, in words with an article.</summary>
    public string KindName => this.Kind switch
    {
        "r" => "a table",
        "p" => "a partitioned table",
        "v" => "a view",
        "m" => "a materialized view",
        "f" => "a foreign table",
        "S" => "a sequence",
        "c" => "a composite type",
        _ => "an index",
    };
}
