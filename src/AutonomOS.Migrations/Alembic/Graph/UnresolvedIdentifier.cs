using System.Globalization;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Graph;

#pragma warning disable CA1032, CA1064 // RevisionIdentifiers catches it; nobody else sees it.
/// <summary>Why an identifier stands for nothing: one line without a full stop, with what to write instead.</summary>
/// <param name="status">The kind of it.</param>
/// <param name="message">The line.</param>
/// <param name="candidates">What may have been meant.</param>
internal sealed class UnresolvedIdentifier(ResolutionStatus status, string message, IEnumerable<string> candidates) : Exception(message)
#pragma warning restore CA1032, CA1064
{
    private const int Most = RevisionIdentifiers.MostCandidates;

    /// <summary>The kind of it.</summary>
    public ResolutionStatus Status => status;

    /// <summary>What may have been meant.</summary>
    public IReadOnlyList<string> Candidates { get; } = [.. candidates];

    /// <summary>A word that names nothing.</summary>
    /// <param name="symbol">The word.</param>
    /// <param name="known">All identifiers and labels.</param>
    public static UnresolvedIdentifier Unknown(string symbol, string[] known)
    {
        var near = NearMatches.Find(symbol, known);
        var range = symbol.Contains(':', StringComparison.Ordinal) ? "; a range such as a:b has no place here" : string.Empty;
        var steps = RelativeIdentifier.Parse(symbol) is null ? string.Empty : "; steps such as +1 have no place here";
        return new(
            ResolutionStatus.Unknown,
            $"{OneLine.Quote(symbol)} is no revision and no branch label of the migration files{range}{steps}"
            + (near.Count > 0 ? $"; did you mean {OneLine.QuoteAll(near)}?" : string.Empty),
            near);
    }

    /// <summary>One head wanted where there are several.</summary>
    /// <param name="links">The graph.</param>
    /// <param name="identifier">What was asked for.</param>
    /// <param name="heads">The heads.</param>
    public static UnresolvedIdentifier SeveralHeads(RevisionLinks links, string identifier, IReadOnlyList<int> heads) => new(
        ResolutionStatus.SeveralHeads,
        $"{OneLine.Quote(identifier)} asks for one head and there are {Listed(links, heads)}: name one of them, write heads, or merge them",
        First(links, heads));

    /// <summary>A revision that is not on the branch it was named with.</summary>
    /// <param name="links">The graph.</param>
    /// <param name="node">The revision.</param>
    /// <param name="label">The branch.</param>
    /// <param name="identifier">What was asked for.</param>
    public static UnresolvedIdentifier NotOnBranch(RevisionLinks links, int node, string label, string identifier) => new(
        ResolutionStatus.NotOnBranch,
        $"{OneLine.Quote(identifier)} is revision {OneLine.Quote(links.Name(node))}, which is not on branch {OneLine.Quote(label)}",
        First(links, [node]));

    /// <summary>Steps that come to a place where they could go several ways.</summary>
    /// <param name="links">The graph.</param>
    /// <param name="identifier">What was asked for.</param>
    /// <param name="from">The place.</param>
    /// <param name="next">The ways.</param>
    public static UnresolvedIdentifier AmbiguousWalk(RevisionLinks links, string identifier, int from, IReadOnlyList<int> next) => new(
        ResolutionStatus.AmbiguousWalk,
        $"{OneLine.Quote(identifier)} comes{(from == RevisionNames.Base ? string.Empty : $" from {OneLine.Quote(links.Name(from))}")} to a"
        + $" place where it could go to {Listed(links, next)}: name the revision",
        First(links, next));

    /// <summary>Steps that could begin at any of several rows.</summary>
    /// <param name="rows">Their revisions.</param>
    public static UnresolvedIdentifier SeveralRows(IReadOnlyList<string> rows) => new(
        ResolutionStatus.SeveralRows,
        $"several revisions are current ({OneLine.QuoteAll(rows.Take(Most))}): name the one to begin at, or its branch",
        rows.Take(Most));

    /// <summary>Steps that lead nowhere.</summary>
    /// <param name="identifier">What was asked for.</param>
    /// <param name="why">The reason: a clause without full stop.</param>
    public static UnresolvedIdentifier TooFar(string identifier, string why) =>
        new(ResolutionStatus.TooFar, $"{OneLine.Quote(identifier)} leads to no revision: {why}", []);

    /// <summary>A word that begins several names.</summary>
    /// <param name="symbol">The word.</param>
    /// <param name="first">The names, one more than are shown where there are more.</param>
    public static UnresolvedIdentifier Ambiguous(string symbol, string[] first) => new(
        ResolutionStatus.Ambiguous,
        $"{OneLine.Quote(symbol)} begins several identifiers or labels ({OneLine.QuoteAll(first.Take(Most))}"
        + $"{(first.Length > Most ? " and more" : string.Empty)}): write more of it",
        first.Take(Most));

    private static IEnumerable<string> First(RevisionLinks links, IEnumerable<int> nodes) =>
        nodes.Take(Most).Select(links.Name);

    private static string Listed(RevisionLinks links, IReadOnlyList<int> nodes) => string.Create(
        CultureInfo.InvariantCulture,
        $"{nodes.Count} ({OneLine.QuoteAll(First(links, nodes))}{(nodes.Count > Most ? " and more" : string.Empty)})");
}
