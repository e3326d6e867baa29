namespace AutonomOS.Migrations.Catalog;

/// <summary>
/// The tables of <c>pg_catalog</c> of PostgreSQL 13 to 18: those that a query of <see cref="CatalogQuery"/> reads, and those that none
/// reads, with the reason. A test holds that every table of every server is in one of the lists; a server that has another one is told of
/// when somebody uses it.
/// </summary>
internal static class SystemCatalogs
{
    /// <summary>Read by a query.</summary>
    public static IReadOnlyList<string> Compared { get; } =
    [
        "pg_aggregate", "pg_am", "pg_amop", "pg_amproc", "pg_attrdef", "pg_attribute", "pg_cast", "pg_class", "pg_collation",
        "pg_constraint", "pg_conversion", "pg_depend", "pg_enum", "pg_event_trigger", "pg_extension", "pg_foreign_data_wrapper",
        "pg_foreign_server", "pg_foreign_table", "pg_index", "pg_inherits", "pg_language", "pg_namespace", "pg_opclass", "pg_operator",
        "pg_opfamily", "pg_policy", "pg_proc", "pg_publication", "pg_publication_namespace", "pg_publication_rel", "pg_range",
        "pg_rewrite", "pg_sequence", "pg_statistic_ext", "pg_subscription", "pg_transform", "pg_trigger", "pg_ts_config",
        "pg_ts_config_map", "pg_ts_dict", "pg_ts_parser", "pg_ts_template", "pg_type",
    ];

    /// <summary>Those of <see cref="Compared"/> that a server has.</summary>
    /// <param name="major">The server's major version.</param>
    public static IEnumerable<string> ComparedOn(int major) => Compared.Where(catalog => major >= 15 || catalog != "pg_publication_namespace");

    /// <summary>
    /// Read by a query only where that was asked for, as <see cref="OptionalKinds"/>. Whoever changes them during a reading does not touch
    /// what is read: all of it is of the snapshot.
    /// </summary>
    public static IReadOnlyList<string> ComparedOnRequest { get; } =
    [
        "pg_database", "pg_db_role_setting", "pg_default_acl", "pg_description", "pg_init_privs", "pg_seclabel", "pg_shdescription",
        "pg_shseclabel",
    ];

    /// <summary>Read by no query, by name, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> Uncompared { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["pg_auth_members"] = "roles: of the server, not of the database",
        ["pg_authid"] = "roles: of the server, not of the database",
        ["pg_largeobject"] = "large objects: data",
        ["pg_largeobject_metadata"] = "large objects: data",
        ["pg_parameter_acl"] = "privileges on settings: of the server, not of the database",
        ["pg_partitioned_table"] = "read through pg_get_partkeydef, which a table's query calls",
        ["pg_replication_origin"] = "how far replication got: state, and of the server",
        ["pg_shdepend"] = "which role owns what and may do what: follows from ownership and privileges",
        ["pg_statistic"] = "what ANALYZE gathered: data",
        ["pg_statistic_ext_data"] = "what ANALYZE gathered: data",
        ["pg_subscription_rel"] = "which tables a subscription has copied: state",
        ["pg_tablespace"] = "tablespaces: of the server; which object is in which is told as a note",
        ["pg_user_mapping"] = "read through the view pg_user_mappings, which everybody may read",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Compared, .. ComparedOnRequest, .. Uncompared.Keys];
}
