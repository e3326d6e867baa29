using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace AutonomOS.Migrations.Catalog;

/// <summary>
/// One kind's query, from an embedded file <c>NN-kind-name.sql</c>: the number orders the kinds, parents before children; the name, with
/// blanks for its hyphens, is the kind. A line that ends with <c>--@ &gt;= 15</c> or <c>--@ &lt; 15</c> is for servers of those majors
/// only; one that ends with <c>--@ in use</c> for databases where <see cref="InUse"/> holds, and so is a whole file that is named on a
/// line of its own after <c>--+</c>; one that ends with <c>--= ColumnOrder</c> or <c>--= not ColumnOrder</c> for readings that were asked
/// for it, or were not. Lines that begin with <c>--#</c> are what <see cref="Census"/> counts of the kind, where it is not in
/// <c>census.sql</c>. A file with a line that begins with <c>--=</c> and one of <see cref="OptionalKinds"/> is read only where that was
/// asked for. What the queries share is written <c>{{...}}</c>: see <see cref="QueryTemplate"/>.
/// </summary>
/// <param name="Kind">The kind's name.</param>
/// <param name="Text">The query, for one major version.</param>
/// <param name="InUse">
/// A cheap condition that holds wherever the query gives an object, from the lines that begin with <c>--?</c>; null where there is none.
/// Most databases have no object of most kinds, and the server takes a millisecond to plan a query that finds nothing.
/// </param>
/// <param name="Otherwise">What to ask where <paramref name="InUse"/> does not hold; null for nothing.</param>
/// <param name="IsCounted">
/// True where the file has the line <c>--? counted</c>: the query gives an object only where the census counts one of the kind.
/// </param>
/// <param name="Census">What the census counts of the kind where <paramref name="InUse"/> holds; null where it always counts.</param>
internal sealed record CatalogQuery(string Kind, string Text, string? InUse, string? Otherwise, bool IsCounted, string? Census)
{
    private const string Marker = "--@";
    private const string InUseMarker = "--?";
    private const string CensusMarker = "--#";
    private const string InUseCondition = "in use";
    private const string Counted = "counted";
    private const string IncludeMarker = "--+";
    private const string WordMarker = "--=";
    private const string Not = "not ";

    private static readonly ConcurrentDictionary<string, IReadOnlyList<CatalogQuery>> ByMajor = new(StringComparer.Ordinal);

    private static readonly IReadOnlyList<QueryFile> Files = [.. FileNames().Select(QueryFile.Read)];

    /// <summary>All kinds' names, in order, those that have to be asked for included; the same for every server.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Files.Select(file => file.Kind)];

    /// <summary>The names of the kinds that are read, in order; the same for every server.</summary>
    /// <param name="asked">What is read besides what always is.</param>
    public static IReadOnlyList<string> KindsOf(OptionalKinds asked) =>
        [.. Files.Where(file => IsAsked(file.Word, asked)).Select(file => file.Kind)];

    /// <summary>Every kind's query, in order.</summary>
    /// <param name="major">The server's major version, such as 17.</param>
    /// <param name="asked">What is read besides what always is.</param>
    public static IReadOnlyList<CatalogQuery> ForMajor(int major, OptionalKinds asked = OptionalKinds.None) => ByMajor.GetOrAdd(
        string.Create(CultureInfo.InvariantCulture, $"{major} {(int)asked}"),
        _ => [.. Files.Where(file => IsAsked(file.Word, asked)).Select(file => Of(file.Kind, major, file.Text, asked))]);

    /// <summary>Whether a file is read.</summary>
    /// <param name="word">What <see cref="WordOf"/> says of it.</param>
    /// <param name="asked">What is read besides what always is.</param>
    public static bool IsAsked(OptionalKinds word, OptionalKinds asked) => (word & ~asked) == OptionalKinds.None;

    /// <summary>What has to be asked for to have a file read, by its line that begins with <c>--=</c>.</summary>
    /// <param name="file">The file's text.</param>
    /// <exception cref="FormatException">The line says no word.</exception>
    public static OptionalKinds WordOf(string file)
    {
        foreach (var line in file.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(WordMarker, StringComparison.Ordinal))
            {
                return Word(line[WordMarker.Length..].Trim());
            }
        }

        return OptionalKinds.None;
    }

    /// <summary>A query's text without the lines that are for other versions, and with what it shares with others written out.</summary>
    /// <param name="major">The server's major version.</param>
    /// <param name="file">The file's text.</param>
    /// <param name="asked">What is read besides what always is.</param>
    /// <exception cref="FormatException">A marker says neither <c>&gt;=</c> nor <c>&lt;</c>, no number or no word; or the template is wrong.</exception>
    public static string TextFor(int major, string file, OptionalKinds asked = OptionalKinds.None) => Of("", major, file, asked).Text;

    /// <summary>The text of an embedded file.</summary>
    /// <param name="file">Its name, such as <c>census.sql</c>.</param>
    public static string ReadFile(string file)
    {
        using var reader = new StreamReader(typeof(CatalogQuery).Assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd();
    }

    /// <summary>A kind's query for a server, from its file.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="major">The server's major version.</param>
    /// <param name="file">The file's text.</param>
    /// <param name="asked">What is read besides what always is.</param>
    /// <exception cref="FormatException">As <see cref="TextFor"/>.</exception>
    public static CatalogQuery Of(string kind, int major, string file, OptionalKinds asked = OptionalKinds.None)
    {
        var text = new StringBuilder(file.Length);
        var otherwise = new StringBuilder(file.Length);
        var inUse = new StringBuilder();
        var census = new StringBuilder();
        var isCounted = false;
        foreach (var line in QueryTemplate.Include(file).AsSpan().EnumerateLines())
        {
            var at = line.IndexOf(Marker, StringComparison.Ordinal);
            var condition = at < 0 ? [] : line[(at + Marker.Length)..].Trim();
            var word = line.IndexOf(WordMarker, StringComparison.Ordinal);
            if (word > 0)
            {
                if (IsFor(asked, line[(word + WordMarker.Length)..].Trim()))
                {
                    var kept = line[..word].TrimEnd();
                    text.Append(kept).Append('\n');
                    otherwise.Append(kept).Append('\n');
                }
            }
            else if (line.StartsWith(InUseMarker, StringComparison.Ordinal) && line[InUseMarker.Length..].Trim() is Counted)
            {
                isCounted = true;
            }
            else if (line.StartsWith(InUseMarker, StringComparison.Ordinal))
            {
                inUse.Append(line[InUseMarker.Length..]).Append('\n');
            }
            else if (line.StartsWith(CensusMarker, StringComparison.Ordinal))
            {
                census.Append(line[CensusMarker.Length..]).Append('\n');
            }
            else if (line.StartsWith(IncludeMarker, StringComparison.Ordinal))
            {
                text.Append(TextFor(major, ReadFile(line[IncludeMarker.Length..].Trim().ToString()), asked));
            }
            else if (condition is InUseCondition)
            {
                text.Append(line[..at].TrimEnd()).Append('\n');
            }
            else if (at < 0 || IsFor(major, condition))
            {
                var kept = at < 0 ? line : line[..at].TrimEnd();
                text.Append(kept).Append('\n');
                otherwise.Append(kept).Append('\n');
            }
        }

        return new(
            kind,
            QueryTemplate.Expand(text.ToString()),
            inUse.Length == 0 ? null : inUse.ToString(),
            otherwise.Length == text.Length ? null : QueryTemplate.Expand(otherwise.ToString()),
            isCounted,
            census.Length == 0 ? null : census.ToString());
    }

    private static bool IsFor(int major, ReadOnlySpan<char> condition) => condition switch
    {
        ['>', '=', ' ', .. var least] => major >= int.Parse(least, CultureInfo.InvariantCulture),
        ['<', ' ', .. var first] => major < int.Parse(first, CultureInfo.InvariantCulture),
        _ => throw new FormatException($"'{Marker} {condition}' is no condition on the server's version: write '>= 15' or '< 15'."),
    };

    private static bool IsFor(OptionalKinds asked, ReadOnlySpan<char> condition) => condition.StartsWith(Not, StringComparison.Ordinal)
        ? (Word(condition[Not.Length..]) & asked) == OptionalKinds.None
        : IsAsked(Word(condition), asked);

    private static OptionalKinds Word(ReadOnlySpan<char> word) =>
        Enum.TryParse<OptionalKinds>(word, out var kind) && kind != OptionalKinds.None && word.SequenceEqual(Enum.GetName(kind))
            ? kind
            : throw new FormatException($"'{WordMarker} {word}' is none of {nameof(OptionalKinds)}.");

    private static IEnumerable<string> FileNames() => typeof(CatalogQuery).Assembly.GetManifestResourceNames()
        .Where(name => name is [>= '0' and <= '9', >= '0' and <= '9', '-', ..] && name.EndsWith(".sql", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    // A class, and not a tuple: code for lists of those is in no assembly, and a cold guard would wait for the JIT.
    private sealed record QueryFile(string Kind, OptionalKinds Word, string Text)
    {
        public static QueryFile Read(string name)
        {
            var text = ReadFile(name);
            return new(Path.GetFileNameWithoutExtension(name)[3..].Replace('-', ' '), WordOf(text), text);
        }
    }
}
