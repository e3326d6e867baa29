using System.Text.RegularExpressions;
using AutonomOS.Migrations.Catalog;

namespace AutonomOS.Migrations.Tests.Catalog.Mutants;

/// <summary>
/// A kind's query that says less or something else than it should: without a column, without a condition, with a join that loses rows,
/// with another word for a state, with a list in another order, never asked, or asked as where there is nothing of a feature.
/// </summary>
/// <param name="Kind">The kind.</param>
/// <param name="What">What is other than in the file, for people.</param>
/// <param name="Column">The column that is dropped; null where the file's text is another.</param>
/// <param name="File">The file's text.</param>
internal sealed partial record QueryMutant(string Kind, string What, string? Column, string File)
{
    /// <summary>Every mutant of a kind, but for those without a column: which there are, only a server knows.</summary>
    /// <param name="kind">The kind.</param>
    public static IEnumerable<QueryMutant> Of(string kind)
    {
        var file = FileOf(kind);
        return Conditions(file).Select(part => Replaced(part, "true", ""))
            .Concat(Matches(LeftJoin(), file).Select(part => Replaced(part, "join", "")))
            .Concat(Matches(Word(), file).Select(part => Replaced(part, "'?'", "a word")))
            .Concat(Matches(Order(), file).Select(part => Replaced(part, file[part] + " desc", "an order")))
            .Concat(InUse(file).Select(part => Replaced(part, "false", "in use")))
            .Concat(CatalogFeature.All.Select(feature => new QueryMutant(
                kind, $"without {feature.Name}", null, Regex.Replace(file, $@"--@.*\bwith {feature.Name}\b", "--@ < 0").Replace($"--@ without {feature.Name}", "--@ >= 0", StringComparison.Ordinal))))
            .Where(mutant => mutant.File != file)
            .DistinctBy(mutant => mutant.File);

        QueryMutant Replaced(Range part, string by, string what) => new(
            kind,
            $"line {file[..part.Start.Value].Count(c => c == '\n') + 1}: {(what.Length > 0 ? what + ": " : "")}{file[part].ReplaceLineEndings(" ")} -> {by}",
            null,
            file[..part.Start.Value] + by + file[part.End.Value..]);
    }

    /// <summary>The text of a kind's file.</summary>
    /// <param name="kind">The kind.</param>
    public static string FileOf(string kind) => CatalogQuery.ReadFile(typeof(CatalogQuery).Assembly.GetManifestResourceNames()
        .Single(name => name.EndsWith($"-{kind.Replace(' ', '-')}.sql", StringComparison.Ordinal)
            && name.Length == kind.Length + "00-.sql".Length)).ReplaceLineEndings("\n");

    private static IEnumerable<Range> Matches(Regex regex, string file) => regex.Matches(file)
        .Select(match => match.Groups["part"])
        .Where(part => !InComment(file, part.Index))
        .Select(part => new Range(part.Index, part.Index + part.Length));

    private static bool InComment(string file, int at) =>
        file[(file.LastIndexOf('\n', Math.Max(at - 1, 0)) + 1)..at].Contains("--", StringComparison.Ordinal);

    private static IEnumerable<Range> Conditions(string file) => Matches(ConditionStart(), file)
        .Select(start => start.End.Value..EndOfCondition(file, start.End.Value))
        .Where(part => !file[part].Contains("--", StringComparison.Ordinal) && file[part].Trim() is not ("true" or ""));

    // Where the parenthesis closes that it is in, or another condition or clause begins beside it.
    private static int EndOfCondition(string file, int at)
    {
        var depth = 0;
        for (var i = at; i < file.Length; i++)
        {
            depth += file[i] switch { '(' or '{' => 1, ')' or '}' => -1, _ => 0 };
            if (depth < 0 || (depth == 0 && file[i] is ' ' or '\n' && Next().Match(file, i) is { Success: true } next && next.Index == i))
            {
                return i;
            }
        }

        return file.Length;
    }

    private static IEnumerable<Range> InUse(string file) => Exists().Matches(file)
        .Select(start => start.Index..(ClosingParenthesis(file, start.Index + "exists (".Length) + 1))
        .Concat(Size().Matches(file).Select(size => size.Index..(size.Index + size.Length)));

    private static int ClosingParenthesis(string file, int at)
    {
        for (var depth = 1; ; at++)
        {
            depth += file[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return at;
            }
        }
    }

    [GeneratedRegex(@"\b(?<part>(where|and|on) )(?=\S)")]
    private static partial Regex ConditionStart();

    [GeneratedRegex(@"[ \n]+(and|or|order by|group by|where|join|left join|cross join|union|limit|--@)\b|\n\s*(\)|--|,)| +--|[ \n]then ")]
    private static partial Regex Next();

    [GeneratedRegex(@"\b(?<part>left join) (?!lateral)")]
    private static partial Regex LeftJoin();

    [GeneratedRegex(@"\b(then|else) (?<part>'[^']+')")]
    private static partial Regex Word();

    [GeneratedRegex(@"order by (?<part>(?!convert_to\(o\.)[^()\n]*?(\([^()]*\)[^()\n]*?)?)(?=\)(?! o\b))")]
    private static partial Regex Order();

    [GeneratedRegex(@"(?<=^--\?.*)exists \((?=select)", RegexOptions.Multiline)]
    private static partial Regex Exists();

    [GeneratedRegex(@"(?<=^--\?.*)pg_relation_size\([^()]*\) is distinct from 0", RegexOptions.Multiline)]
    private static partial Regex Size();
}
