namespace AutonomOS.Migrations.Catalog;

/// <summary>
/// What is compared only where somebody asks for it, because development and production often differ in it on purpose. The words are
/// those of the property <c>DbCompare</c>, and of the lines <c>--=</c> in the files of queries (<see cref="CatalogQuery"/>).
/// </summary>
[Flags]
public enum OptionalKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Who may do what with objects of the database, and with the database.</summary>
    Privileges = 1,

    /// <summary>What <c>ALTER DEFAULT PRIVILEGES</c> has in store for objects to come.</summary>
    DefaultPrivileges = 2,

    /// <summary>Which role owns what, the database included.</summary>
    Ownership = 4,

    /// <summary>Comments on objects, and on the database.</summary>
    Comments = 8,

    /// <summary>Security labels on objects, and on the database.</summary>
    SecurityLabels = 16,

    /// <summary>The order of a table's columns, which is told as a note otherwise.</summary>
    ColumnOrder = 32,

    /// <summary>Encoding, locale and the rest of the database's own properties, and the settings it has for its sessions.</summary>
    DatabaseSettings = 64,
}
