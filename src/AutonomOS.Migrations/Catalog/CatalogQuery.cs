using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace AutonomOS.Migrations.Catalog;

/// <summary>
/// One kind's query, from an embedded file <c>NN-kind-name.sql</c>: the number orders the kinds, parents before children; the name, with
/// blanks for its hyphens, is the kind. A line that ends with <c>--@ &gt;= 15</c> or <c>--@ &lt; 15</c> is for servers of those majors
/// only. What the queries share is written <c>{{...}}</c>: see <see cref="QueryTemplate"/>.
/// </summary>
/// <param name="Kind">The kind's name.</param>
/// <param name="Text">The query, for one major version.</param>
/// <param name="InUse">
/// A cheap condition that holds wherever the query gives an object, from the lines that begin with <c>--?</c>; null where there is none.
/// Most databases have no object of most kinds, and the server takes a millisecond to plan a query that finds nothing.
/// </param>
internal sealed record CatalogQuery(string Kind, string Text, string? InUse)
{
    private const string Marker = "--@";
    private const string InUseMarker = "--?";

    private static readonly ConcurrentDictionary<int, IReadOnlyList<CatalogQuery>> ByMajor = new();

    /// <summary>The kinds' names, in order; the same for every server.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. FileNames().Select(KindOf)];

    /// <summary>True when the query takes the list of schemas.</summary>
    public bool TakesSchemas => this.Text.Contains("$1", StringComparison.Ordinal);

    /// <summary>Every kind's query, in order.</summary>
    /// <param name="major">The server's major version, such as 17.</param>
    public static IReadOnlyList<CatalogQuery> ForMajor(int major) =>
        ByMajor.GetOrAdd(major, version => [.. FileNames().Select(file => Of(KindOf(file), version, ReadFile(file)))]);

    /// <summary>A query's text without the lines that are for other versions, and with what it shares with others written out.</summary>
    /// <param name="major">The server's major version.</param>
    /// <param name="file">The file's text.</param>
    /// <exception cref="FormatException">A marker says neither <c>&gt;=</c> nor <c>&lt;</c>, or no number; or the template is wrong.</exception>
    public static string TextFor(int major, string file) => Of("", major, file).Text;

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
    /// <exception cref="FormatException">As <see cref="TextFor"/>.</exception>
    public static CatalogQuery Of(string kind, int major, string file)
    {
        var text = new StringBuilder(file.Length);
        var inUse = new StringBuilder();
        foreach (var line in file.AsSpan().EnumerateLines())
        {
            var at = line.IndexOf(Marker, StringComparison.Ordinal);
            if (line.StartsWith(InUseMarker, StringComparison.Ordinal))
            {
                inUse.Append(line[InUseMarker.Length..]).Append('\n');
            }
            else if (at < 0)
            {
                text.Append(line).Append('\n');
            }
            else if (IsFor(major, line[(at + Marker.Length)..].Trim()))
            {
                text.Append(line[..at].TrimEnd()).Append('\n');
            }
        }

        return new(kind, QueryTemplate.Expand(text.ToString()), inUse.Length == 0 ? null : inUse.ToString());
    }

    private static bool IsFor(int major, ReadOnlySpan<char> condition) => condition switch
    {
        ['>', '=', ' ', .. var least] => major >= int.Parse(least, CultureInfo.InvariantCulture),
        ['<', ' ', .. var first] => major < int.Parse(first, CultureInfo.InvariantCulture),
        _ => throw new FormatException($"'{Marker} {condition}' is no condition on the server's version: write '>= 15' or '< 15'."),
    };

    private static IEnumerable<string> FileNames() => typeof(CatalogQuery).Assembly.GetManifestResourceNames()
        .Where(name => name is [>= '0' and <= '9', >= '0' and <= '9', '-', ..] && name.EndsWith(".sql", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static string KindOf(string file) => Path.GetFileNameWithoutExtension(file)[3..].Replace('-', ' ');
}
