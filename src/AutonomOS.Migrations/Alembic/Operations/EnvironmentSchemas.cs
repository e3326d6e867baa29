using AutonomOS.Migrations.Alembic.Python;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql;

namespace AutonomOS.Migrations.Alembic.Operations;

/// <summary>
/// The schemas that <c>env.py</c> makes before the revisions run, most often that of the version table: literals with <c>CREATE SCHEMA</c>
/// and <c>CreateSchema('app')</c>. Whether it comes to them is not known, so that each is under a condition.
/// </summary>
internal static class EnvironmentSchemas
{
    /// <summary>Reads them.</summary>
    /// <param name="scriptLocation">The folder with <c>env.py</c>; null where it is not known.</param>
    public static IReadOnlyList<SchemaOperation> Read(string? scriptLocation)
    {
        if (scriptLocation is null)
        {
            return [];
        }

        var path = Path.Combine(scriptLocation, "env.py");
        var source = UpgradeOperations.Source(path) ?? string.Empty;

        var schemas = new List<SchemaOperation>();
        var lines = new PythonLineReader(source);
        while (lines.Read())
        {
            for (var at = 0; at < lines.Tokens.Count; at++)
            {
                var token = lines.Tokens[at];
                if (token.Kind == PythonTokenKind.Literal && PythonText.Evaluate(Written(token), token.Line) is TextValue { Text: var text })
                {
                    if (at > 1 && Written(lines.Tokens[at - 2]) is "CreateSchema" && Written(lines.Tokens[at - 1]) is "(")
                    {
                        schemas.Add(new CreateObject("schema", new QualifiedName(null, text)) { Place = new(path, token.Line), IsTolerant = true });
                    }
                    else
                    {
                        schemas.AddRange(Created(text, path, token.Line));
                    }
                }
            }
        }

        return [.. schemas.Select(schema => schema with { IsConditional = true })];

        ReadOnlySpan<char> Written(PythonToken token) => source.AsSpan(token.Start, token.Length);
    }

    private static IEnumerable<SchemaOperation> Created(string text, string path, int line) =>
        text.Contains("schema", StringComparison.OrdinalIgnoreCase)
            ? SqlReader.Read(text, path, line).OfType<CreateObject>().Where(create => create is { ObjectKind: "schema", Target: not null })
            : [];
}
