using System.Text;

namespace AutonomOS.Migrations.Tests.Catalog.Dumps;

/// <summary>
/// Two schemas out of a public project's tests, each as SQL. Four layouts are known, by what is in the folder: <c>old.sql</c> and
/// <c>new.sql</c> with <c>diff.sql</c> between them, or <c>raw.sql</c> and its dump <c>pgdump.sql</c> (pgschema); <c>a.sql</c> and
/// <c>b.sql</c> with <c>expected.sql</c> (migra); and YAML files of cases with <c>current</c>, <c>desired</c> and <c>up</c> (sqldef). What
/// was changed by somebody's statements is a case too: it should be what it was to become, and often is not quite.
/// </summary>
/// <param name="Name">Where it is from.</param>
/// <param name="Left">One schema.</param>
/// <param name="Right">The other.</param>
internal sealed record CorpusCase(string Name, string Left, string Right)
{
    /// <summary>Every case of a folder, in the order of the names.</summary>
    /// <param name="folder">A folder of one of the three layouts.</param>
    public static IEnumerable<CorpusCase> In(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file);
            var cases = Path.GetFileName(file) switch
            {
                "old.sql" => Pair(name, Beside(file, "setup.sql"), File.ReadAllText(file), Beside(file, "new.sql"), Beside(file, "diff.sql")),
                // Of a client that is newer than some servers.
                "pgdump.sql" => Pair(
                    name, "", Beside(file, "raw.sql"), File.ReadAllText(file).Replace("SET transaction_timeout = 0;", "", StringComparison.Ordinal), ""),
                "a.sql" => Pair(name, "", File.ReadAllText(file), Beside(file, "b.sql"), Beside(file, "expected.sql")),
                ['t', 'e', 's', 't', 's', '_', ..] when file.EndsWith(".yml", StringComparison.Ordinal) => Yaml(name, File.ReadAllLines(file)),
                _ => [],
            };
            foreach (var one in cases)
            {
                yield return one;
            }
        }
    }

    private static IEnumerable<CorpusCase> Pair(string name, string setup, string before, string after, string between)
    {
        var (left, right) = ($"{setup}\n{before}\n", $"{setup}\n{after}\n");
        yield return new(name, left, right);
        if (between.Length > 0)
        {
            yield return new($"{name} changed", left + between, right);
        }
    }

    private static string Beside(string file, string name) =>
        Path.Combine(Path.GetDirectoryName(file)!, name) is var path && File.Exists(path) ? File.ReadAllText(path) : "";

    // Of YAML only what those files use: a case's name at the line's begin, its properties below it, and their texts as they stand.
    private static IEnumerable<CorpusCase> Yaml(string file, string[] lines)
    {
        string? name = null;
        var texts = new Dictionary<string, StringBuilder>();
        StringBuilder? text = null;
        foreach (var line in lines.Append("End:"))
        {
            if (line.Length > 0 && line[0] is not (' ' or '#'))
            {
                foreach (var one in name is null
                    ? []
                    : Pair($"{file} {name}", "", Of("current"), Of("desired"), Of("up")))
                {
                    yield return one;
                }

                (name, text) = (line.Split(':')[0], null);
                texts.Clear();
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal) && line.Length > 2 && line[2] is not (' ' or '#'))
            {
                var (property, value) = (line[2..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
                texts[property] = text = new();
                text.Append(value is ['|', ..] ? "" : value.Trim('"', '\''));
            }
            else if (line.TrimStart() is ['#', ..] && !line.StartsWith("    ", StringComparison.Ordinal))
            {
                text = null;
            }
            else
            {
                text?.Append(line.Length > 4 ? line[4..] : "").Append('\n');
            }
        }

        string Of(string property) => texts.TryGetValue(property, out var found) ? found.ToString() : "";
    }
}
