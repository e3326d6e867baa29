namespace AutonomOS.Migrations.Alembic.Operations;

/// <summary>
/// What a piece of SQL does, told from its words alone, those of quoted text included: it may call something destructive that is
/// not, and never the reverse. What builds SQL at run time cannot be told.
/// </summary>
internal static class SqlEffect
{
    // Every kind of object that DROP knows, by its first word (PostgreSQL 18), and the kinds of things ALTER takes out.
    private static readonly HashSet<string> Objects = new(StringComparer.Ordinal)
    {
        "ACCESS", "AGGREGATE", "ATTRIBUTE", "CAST", "COLLATION", "COLUMN", "CONSTRAINT", "CONVERSION", "DATABASE", "DOMAIN", "EVENT",
        "EXTENSION", "FOREIGN", "FUNCTION", "GROUP", "INDEX", "LANGUAGE", "MAPPING", "MATERIALIZED", "OPERATOR", "OWNED", "POLICY",
        "PROCEDURAL", "PROCEDURE", "PUBLICATION", "ROLE", "ROUTINE", "RULE", "SCHEMA", "SEQUENCE", "SERVER", "STATISTICS",
        "SUBSCRIPTION", "TABLE", "TABLESPACE", "TEXT", "TRANSFORM", "TRIGGER", "TYPE", "USER", "VIEW",
    };

    /// <summary>Classifies SQL.</summary>
    /// <param name="sql">One or more statements.</param>
    /// <returns>The gravest effect, and the table's name when it creates exactly one.</returns>
    public static (OperationEffect Effect, SqlWord? Table) Of(string sql)
    {
        var words = SqlWords.Of(sql);
        var effect = OperationEffect.Other;
        var created = new List<SqlWord>();
        var alters = false;
        for (var i = 0; i < words.Count; i++)
        {
            var next = Keyword(words, i + 1);
            switch (words[i].Keyword)
            {
                case "TRUNCATE":
                // FROM, or the action of a MERGE.
                case "DELETE" when next == "FROM" || Keyword(words, i - 1) == "THEN":
                // ALTER TABLE t DROP c, where the word COLUMN is left out.
                case "DROP" when (alters || Objects.Contains(next)) && !LosesNoObject(words, i):
                    return (OperationEffect.Destroys, null);
                case "ALTER":
                    alters |= next is "TABLE" or "FOREIGN" or "TYPE";
                    break;
                case "EXECUTE" when next is not ("FUNCTION" or "PROCEDURE" or "ON"):
                    effect = OperationEffect.NotReadable;
                    break;
                case "CREATE":
                    created.AddRange(Created(words, i));
                    break;
                default:
                    break;
            }
        }

        return effect == OperationEffect.Other && created.Count > 0
            ? (OperationEffect.CreatesTable, created.Count == 1 ? created[0] : null)
            : (effect, null);
    }

    // ALTER [COLUMN] c DROP IDENTITY; but ALTER TABLE t DROP identity drops a column, for that word is not reserved.
    private static bool LosesNoObject(List<SqlWord> words, int drop) =>
        Keyword(words, drop + 1) is "DEFAULT" or "NOT"
        || (Keyword(words, drop + 1) is ("IDENTITY" or "EXPRESSION") && Keyword(words, drop - 2) is ("ALTER" or "COLUMN"));

    private static IEnumerable<SqlWord> Created(List<SqlWord> words, int create)
    {
        var at = create + 1;
        while (Keyword(words, at) is "UNLOGGED" or "FOREIGN")
        {
            at++;
        }

        if (Keyword(words, at) != "TABLE")
        {
            yield break;
        }

        at++;
        while (Keyword(words, at) is "IF" or "NOT" or "EXISTS")
        {
            at++;
        }

        if (at < words.Count)
        {
            yield return words[at];
        }
    }

    private static string Keyword(List<SqlWord> words, int index) =>
        index >= 0 && index < words.Count ? words[index].Keyword : string.Empty;
}
