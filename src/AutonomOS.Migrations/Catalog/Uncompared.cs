namespace AutonomOS.Migrations.Catalog;

/// <summary>What a comparison leaves out; a pass says so, because silence would be read as equality.</summary>
public static class Uncompared
{
    /// <summary>In the words of PostgreSQL's documentation, the commonest first.</summary>
    /// <param name="asked">What is compared besides what always is.</param>
    /// <param name="schemas">The schemas that are compared; null for all of them.</param>
    public static IReadOnlyList<string> By(OptionalKinds asked, IReadOnlyList<string>? schemas = null)
    {
        string? Unless(OptionalKinds kind, string words, string? rest = null) => asked.HasFlag(kind) ? rest : words;

        return
        [
            .. new[]
            {
                "data",
                Unless(OptionalKinds.Privileges, "privileges", "privileges on large objects, tablespaces, server parameters and in information_schema"),
                Unless(OptionalKinds.DefaultPrivileges, "default privileges"),
                Unless(OptionalKinds.Ownership, "ownership", "ownership of what the server or an extension made"),
                Unless(OptionalKinds.Comments, "comments", "comments on what the server or an extension made"),
                Unless(OptionalKinds.SecurityLabels, "security labels", "security labels on what the server or an extension made"),
                "roles and their memberships",
                Unless(OptionalKinds.DatabaseSettings, "database settings"),
                "what was changed by hand in members of extensions",
                "a table's own NOT NULL beside an inherited one",
                "names of NOT NULL constraints",
                "objects in pg_catalog and information_schema",
                "values of user mappings' options",
                "connection strings of subscriptions",
                "files of text search dictionaries",
                schemas is null ? null : "other schemas, and what a table has from a parent in one",
            }.OfType<string>(),
        ];
    }
}
