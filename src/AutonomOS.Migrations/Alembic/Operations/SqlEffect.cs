namespace AutonomOS.Migrations.Alembic.Operations;

/// <summary>
/// What a piece of SQL does, told from its words alone, quoted text and comments included: it may call something destructive that is
/// not, and never the reverse. What builds SQL at run time cannot be told.
/// </summary>
internal static class SqlEffect
{
    private static readonly HashSet<string> DroppedWithData = new(StringComparer.Ordinal)
    {
        "TABLE", "COLUMN", "SCHEMA", "DATABASE", "OWNED", "MATERIALIZED", "EXTENSION", "TYPE", "DOMAIN", "SEQUENCE", "FOREIGN",
        "TABLESPACE",
    };

    private static readonly HashSet<string> DroppedFromTable = new(StringComparer.Ordinal)
    {
        "CONSTRAINT", "DEFAULT", "NOT", "EXPRESSION", "IDENTITY", "INDEX", "VIEW", "FUNCTION", "PROCEDURE", "ROUTINE", "AGGREGATE",
        "TRIGGER",
        "RULE", "POLICY", "ROLE", "USER", "GROUP", "CAST", "COLLATION", "CONVERSION", "OPERATOR", "PUBLICATION", "SUBSCRIPTION",
        "STATISTICS",
        "SERVER", "ACCESS", "EVENT", "LANGUAGE", "TEXT", "TRANSFORM",
    };

    /// <summary>Classifies SQL.</summary>
    /// <param name="sql">One or more statements.</param>
    /// <returns>The gravest effect, and the name of the table when it creates exactly one.</returns>
    public static (OperationEffect Effect, string? Table) Of(string sql)
    {
        var words = Words(sql);
        var effect = OperationEffect.Other;
        var created = new List<string>();
        var alters = false;
        for (var i = 0; i < words.Count; i++)
        {
            var next = i + 1 < words.Count ? words[i + 1].ToUpperInvariant() : string.Empty;
            switch (words[i].ToUpperInvariant())
            {
                case "TRUNCATE":
                // FROM, or the action of a MERGE.
                case "DELETE" when next == "FROM" || (i > 0 && words[i - 1].Equals("THEN", StringComparison.OrdinalIgnoreCase)):
                case "DROP" when DroppedWithData.Contains(next):
                // ALTER TABLE t DROP c, where the word COLUMN is left out.
                case "DROP" when alters && !DroppedFromTable.Contains(next):
                    return (OperationEffect.Destroys, null);
                case "ALTER":
                    alters = next is "TABLE" or "FOREIGN" or "TYPE";
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

    private static IEnumerable<string> Created(List<string> words, int create)
    {
        var at = create + 1;
        while (at < words.Count && words[at].ToUpperInvariant() is "UNLOGGED" or "FOREIGN")
        {
            at++;
        }

        if (at >= words.Count || !words[at].Equals("TABLE", StringComparison.OrdinalIgnoreCase))
        {
            yield break;
        }

        at++;
        while (at < words.Count && words[at].ToUpperInvariant() is "IF" or "NOT" or "EXISTS")
        {
            at++;
        }

        if (at < words.Count)
        {
            yield return words[at];
        }
    }

    private static List<string> Words(string sql)
    {
        var words = new List<string>();
        for (var at = 0; at < sql.Length;)
        {
            var start = at;
            while (at < sql.Length && (char.IsLetterOrDigit(sql[at]) || sql[at] is '_' or '$' or '.' or '"'))
            {
                at++;
            }

            if (at > start)
            {
                words.Add(sql[start..at].Replace("\"", string.Empty, StringComparison.Ordinal));
            }
            else
            {
                at++;
            }
        }

        return words;
    }
}
