namespace AutonomOS.Migrations.Connections;

/// <summary>Names of objects in SQL.</summary>
internal static class SqlName
{
    /// <summary>One identifier to be run: always in double quotes, so that no name is ever read as SQL.</summary>
    /// <param name="name">Any name.</param>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>
    /// SQL that gives a name as an identifier to be shown, quoted by one rule for every server: <c>quote_ident</c> goes by the server's
    /// keywords, and those differ between versions. Names that are to be found equal have to come from here. What <c>quote_ident</c> leaves
    /// as it is fits the rule in every version: it is asked first, because a regular expression takes three times as long.
    /// </summary>
    /// <param name="expression">SQL of type <c>name</c>, such as <c>c.relname</c>.</param>
    public static string Shown(string expression) =>
        $"""(case when quote_ident({expression}) = {expression} or {expression} ~ '^[a-z_][a-z0-9_$]*$' then {expression}::text else '"' || replace({expression}::text, '"', '""') || '"' end)""";
}
