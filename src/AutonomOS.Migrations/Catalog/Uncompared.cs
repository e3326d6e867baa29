namespace AutonomOS.Migrations.Catalog;

/// <summary>What a comparison leaves out; a pass says so, because silence would be read as equality.</summary>
public static class Uncompared
{
    /// <summary>In the words of PostgreSQL's documentation, the commonest first.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "data",
        "privileges",
        "ownership",
        "comments",
        "roles and database settings",
        "columns and flags of tables that belong to extensions",
        "values of user mappings' options",
        "connection strings of subscriptions",
        "files of text search dictionaries",
    ];
}
