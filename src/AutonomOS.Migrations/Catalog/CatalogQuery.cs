using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace AutonomOS.Migrations.Catalog;

/// <summary>
/// One kind's query, from an embedded file <c>NN-kind-name.sql</c>: the number orders the kinds, parents before children; the name, with
/// blanks for its hyphens, is the kind. A line that ends with <c>--@ &gt;= 15</c> or <c>--@ &lt; 15</c> is for servers of those majors
/// only; one that ends with <c>--@ with partitions</c> or <c>--@ without partitions</c> for databases that have, or have not, what
/// <see cref="CatalogFeature"/> of that name says; several of these are set apart by commas, and all have to hold; one that ends with
/// <c>--= ColumnOrder</c> or <c>--= not ColumnOrder</c> for readings that were asked for it, or were not. A line that begins with
/// <c>--+</c> stands for the lines of the file that it names. Lines that begin with <c>--#</c> are what <see cref="Catalog.Census"/> counts
/// of the kind, where it is not in <c>census.sql</c>. A file with a line that begins with <c>--=</c> and one of
/// <see cref="OptionalKinds"/> is read only where that was asked for. What the queries share is written <c>{{...}}</c>: see
/// <see cref="QueryTemplate"/>.
/// </summary>
internal sealed class CatalogQuery
{
    /// <summary>Begins a line with a condition on which something is asked for.</summary>
    public const string InUseMarker = "--?";

    private const string Marker = "--@";
    private const string CensusMarker = "--#";
    private const string Counted = "counted";
    private const string IncludeMarker = "--+";
    private const string WordMarker = "--=";
    private const string Not = "not ";

    private static readonly ConcurrentDictionary<string, IReadOnlyList<CatalogQuery>> ByReading = new(StringComparer.Ordinal);

    private static readonly IReadOnlyList<QueryFile> Files = [.. FileNames().Select(name =>
        new QueryFile(Path.GetFileNameWithoutExtension(name)[3..].Replace('-', ' '), ReadFile(name)))];

    private readonly QueryFile file;
    private readonly int major;
    private readonly OptionalKinds asked;
    private readonly IReadOnlySet<string>? features;
    private string? text;

    private CatalogQuery(QueryFile file, int major, OptionalKinds asked, IReadOnlySet<string>? features)
    {
        this.file = file;
        this.major = major;
        this.asked = asked;
        this.features = features;
    }

    /// <summary>All kinds' names, in order, those that have to be asked for included; the same for every server.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Files.Select(file => file.Kind)];

    /// <summary>The kind's name.</summary>
    public string Kind => this.file.Kind;

    /// <summary>The query, for one major version and what a database has. Most are never asked, and are not written out then.</summary>
    /// <exception cref="FormatException">As <see cref="TextFor"/>.</exception>
    public string Text => this.text ??= TextFor(this.major, this.file.Text, this.asked, this.features);

    /// <summary>
    /// A cheap condition that holds wherever the query gives an object, from the lines that begin with <c>--?</c>; null where there is none.
    /// Most databases have no object of most kinds, and the server takes a millisecond to plan a query that finds nothing.
    /// </summary>
    public string? InUse => this.file.InUse;

    /// <summary>
    /// True where the file has the line <c>--? counted</c>: the query gives an object only where the census counts one of the kind.
    /// </summary>
    public bool IsCounted => this.file.IsCounted;

    /// <summary>What the census counts of the kind where <see cref="InUse"/> holds; null where it always counts.</summary>
    public string? Census => this.file.Census;

    /// <summary>The names of the kinds that are read, in order; the same for every server.</summary>
    /// <param name="asked">What is read besides what always is.</param>
    public static IReadOnlyList<string> KindsOf(OptionalKinds asked) =>
        [.. Files.Where(file => IsAsked(file.Word, asked)).Select(file => file.Kind)];

    /// <summary>Every kind's query, in order.</summary>
    /// <param name="major">The server's major version, such as 17.</param>
    /// <param name="asked">What is read besides what always is.</param>
    /// <param name="features">The names of those of <see cref="CatalogFeature.All"/> that the database has; null for all of them.</param>
    public static IReadOnlyList<CatalogQuery> ForMajor(
        int major, OptionalKinds asked = OptionalKinds.None, IReadOnlySet<string>? features = null) => ByReading.GetOrAdd(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{major} {(int)asked} {(features is null ? "*" : string.Join(' ', features.Order(StringComparer.Ordinal)))}"),
        _ => [.. Files.Where(file => IsAsked(file.Word, asked)).Select(file => new CatalogQuery(file, major, asked, features))]);

    /// <summary>A kind's query for a server, from its file.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="major">The server's major version.</param>
    /// <param name="file">The file's text.</param>
    /// <param name="features">As of <see cref="ForMajor"/>.</param>
    /// <exception cref="FormatException">The file's <c>--=</c> says no word.</exception>
    public static CatalogQuery Of(string kind, int major, string file, IReadOnlySet<string>? features) =>
        new(new(kind, file), major, OptionalKinds.None, features);

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

    /// <summary>A query's text without the lines that are for others, and with what it shares with others written out.</summary>
    /// <param name="major">The server's major version.</param>
    /// <param name="file">The file's text.</param>
    /// <param name="asked">What is read besides what always is.</param>
    /// <param name="features">As of <see cref="ForMajor"/>.</param>
    /// <exception cref="FormatException">A marker says nothing known, no number or no word; or the template is wrong.</exception>
    public static string TextFor(int major, string file, OptionalKinds asked = OptionalKinds.None, IReadOnlySet<string>? features = null)
    {
        var text = new StringBuilder(file.Length);
        foreach (var line in QueryTemplate.Include(file).AsSpan().EnumerateLines())
        {
            if (IsAbout(line))
            {
                continue;
            }

            var at = line.IndexOf(Marker, StringComparison.Ordinal);
            var word = line.IndexOf(WordMarker, StringComparison.Ordinal);
            if (word > 0 ? !IsFor(asked, line[(word + WordMarker.Length)..].Trim())
                : at >= 0 && !Array.TrueForAll(
                    line[(at + Marker.Length)..].Trim().ToString().Split(", "), condition => IsFor(major, features, condition)))
            {
                continue;
            }

            var kept = word > 0 ? line[..word].TrimEnd() : at >= 0 ? line[..at].TrimEnd() : line;
            if (kept.StartsWith(IncludeMarker, StringComparison.Ordinal))
            {
                text.Append(TextFor(major, ReadFile(kept[IncludeMarker.Length..].Trim().ToString()), asked, features));
            }
            else
            {
                text.Append(kept).Append('\n');
            }
        }

        return QueryTemplate.Expand(text.ToString());
    }

    /// <summary>The text of an embedded file.</summary>
    /// <param name="file">Its name, such as <c>census.sql</c>.</param>
    public static string ReadFile(string file)
    {
        using var reader = new StreamReader(typeof(CatalogQuery).Assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd();
    }

    // Lines that say something about the query and are no part of it.
    private static bool IsAbout(ReadOnlySpan<char> line) =>
        line.StartsWith(InUseMarker, StringComparison.Ordinal) || line.StartsWith(CensusMarker, StringComparison.Ordinal);

    private static bool IsFor(int major, IReadOnlySet<string>? features, string condition) => condition switch
    {
        ['>', '=', ' ', .. var least] => major >= int.Parse(least, CultureInfo.InvariantCulture),
        ['<', ' ', .. var first] => major < int.Parse(first, CultureInfo.InvariantCulture),
        _ when CatalogFeature.All.FirstOrDefault(one => condition == one.With || condition == one.Without) is { } feature =>
            (condition == feature.With) == (features is null || features.Contains(feature.Name)),
        _ => throw new FormatException(
            $"'{Marker} {condition}' is no condition on the server's version or on what a database has: write '>= 15', '< 15', or with or without what features.sql knows."),
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

    // What a file says about its query. A class, and not a tuple: code for lists of those is in no assembly, and a cold guard would wait
    // for the JIT.
    private sealed class QueryFile
    {
        public QueryFile(string kind, string text)
        {
            this.Kind = kind;
            this.Text = text;
            this.Word = WordOf(text);
            StringBuilder? inUse = null;
            StringBuilder? census = null;
            foreach (var line in text.AsSpan().EnumerateLines())
            {
                if (line.StartsWith(InUseMarker, StringComparison.Ordinal) && line[InUseMarker.Length..].Trim() is Counted)
                {
                    this.IsCounted = true;
                }
                else if (line.StartsWith(InUseMarker, StringComparison.Ordinal))
                {
                    (inUse ??= new()).Append(line[InUseMarker.Length..]).Append('\n');
                }
                else if (line.StartsWith(CensusMarker, StringComparison.Ordinal))
                {
                    (census ??= new()).Append(line[CensusMarker.Length..]).Append('\n');
                }
            }

            this.InUse = inUse?.ToString();
            this.Census = census?.ToString();
        }

        public string Kind { get; }

        public string Text { get; }

        public OptionalKinds Word { get; }

        public string? InUse { get; }

        public bool IsCounted { get; }

        public string? Census { get; }
    }
}
