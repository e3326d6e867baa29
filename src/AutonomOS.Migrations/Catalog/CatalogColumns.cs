using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace AutonomOS.Migrations.Catalog;

/// <summary>
/// The columns of the tables of <c>pg_catalog</c> that are compared (<see cref="SystemCatalogs"/>): those that a kind's query names, and
/// those that none names, with the reason. A test holds that every column of PostgreSQL 13 to 18 is one of them; a newer server is asked
/// for the others.
/// </summary>
internal static partial class CatalogColumns
{
    /// <summary>The newest server whose columns are all known.</summary>
    public const int NewestMajor = 18;

    /// <summary>Named by no query, as <c>table.column</c>, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> Unread { get; } = new[]
    {
        (Reason: "told by pg_get_constraintdef, in a constraint's definition", Table: "pg_constraint", Columns: (string[])
            [
                "conbin", "condeferred", "conenforced", "conexclop", "confdelsetcols", "confdeltype", "confkey", "confmatchtype", "confrelid",
                "confupdtype", "connoinherit", "conperiod",
            ]),
        ("follows from the types of the key's columns", "pg_constraint", ["conffeqop", "conpfeqop", "conppeqop"]),
        (
            "told by pg_get_triggerdef, in a trigger's definition",
            "pg_trigger",
            [
                "tgargs", "tgattr", "tgconstrrelid", "tgdeferrable", "tginitdeferred", "tgnargs", "tgnewtable", "tgoldtable", "tgqual", "tgtype",
            ]),
        ("of triggers inside a foreign key", "pg_trigger", ["tgconstrindid"]),
        ("told by pg_get_ruledef and pg_get_viewdef, in a rule's and a view's definition", "pg_rewrite", ["ev_action", "ev_qual", "is_instead"]),
        (
            "told by pg_get_function_arguments and pg_get_function_result, in a routine's arguments and result",
            "pg_proc",
            [
                "proallargtypes", "proargdefaults", "proargmodes", "proargnames", "pronargdefaults", "proretset", "prorettype", "provariadic",
            ]),
        ("told by pg_get_function_arguments, in an aggregate's arguments", "pg_aggregate", ["aggnumdirectargs"]),
        ("told by pg_get_statisticsobjdef_expressions", "pg_statistic_ext", ["stxexprs"]),
        ("follows from the operator's arguments and its function", "pg_operator", ["oprkind", "oprresult"]),
        ("follows from the operator and its family", "pg_amop", ["amoplefttype", "amopmethod", "amoprighttype"]),
        ("follows from the handler", "pg_language", ["lanispl"]),
        ("follows from the constraint the index is behind", "pg_index", ["indimmediate", "indisexclusion", "indisprimary"]),
        ("follows from the index's definition", "pg_index", ["indnkeyatts"]),
        ("which snapshots may use the index: state", "pg_index", ["indcheckxmin"]),
        ("follows from the type", "pg_attribute", ["attalign", "attbyval", "attlen"]),
        ("follows from the defaults, the parents and what was added to rows that were there", "pg_attribute",
            ["attcacheoff", "atthasdef", "atthasmissing", "attinhcount", "attmissingval"]),
        ("the number of dimensions is a remark: every array has any number (PostgreSQL's documentation, \"Declaration of Array Types\")",
            "pg_attribute", ["attndims"]),
        ("as attndims, of a domain over an array", "pg_type", ["typndims"]),
        ("follows from the relation's checks, indexes, rules, heirs, triggers and columns", "pg_class",
            ["relchecks", "relnatts", "relhasindex", "relhasrules", "relhassubclass", "relhastriggers"]),
        ("of the server's own relations", "pg_class", ["relisshared"]),
        ("where the rows are, and how many: state", "pg_class",
            ["relallfrozen", "relallvisible", "relfilenode", "relfrozenxid", "relminmxid", "relpages", "relrewrite", "reltuples"]),
        ("what the extension's script says of its members", "pg_extension", ["extcondition", "extconfig", "extrelocatable"]),
        ("may hold a password, and only a superuser may read it", "pg_subscription", ["subconninfo"]),
        ("a transaction to skip once: state", "pg_subscription", ["subskiplsn"]),
        ("who the record is of: what is granted is what differs from it", "pg_init_privs", ["privtype"]),
        ("follows from the event triggers", "pg_database", ["dathasloginevt"]),
        ("how old the rows are: state", "pg_database", ["datfrozenxid", "datminmxid"]),
        ("the same in every database, and only before version 15", "pg_database", ["datlastsysoid"]),
    }
        .SelectMany(row => row.Columns.Select(column => (Column: $"{row.Table}.{column}", row.Reason)))
        .ToFrozenDictionary(row => row.Column, row => row.Reason, StringComparer.Ordinal);

    /// <summary>All that are known: each word that a query says, columns among them, and <see cref="Unread"/>.</summary>
    /// <param name="major">The server's major version.</param>
    public static IReadOnlySet<string> Known(int major) => CatalogQuery.ForMajor(major)
        .Concat(CatalogQuery.ForMajor(major, Enum.GetValues<OptionalKinds>().Aggregate((all, word) => all | word)))
        .SelectMany(query => Word().Matches(query.Text).Select(word => word.Value))
        .Concat(Unread.Keys)
        .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("[a-z_][a-z0-9_]*")]
    private static partial Regex Word();
}
