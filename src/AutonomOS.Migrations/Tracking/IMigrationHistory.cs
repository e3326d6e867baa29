namespace AutonomOS.Migrations.Tracking;

/// <summary>The history of migrations as the files beside the application tell it, whatever tool owns it.</summary>
public interface IMigrationHistory
{
    /// <summary>The tool's name, such as <c>alembic</c>.</summary>
    string Tool { get; }

    /// <summary>How many revisions there are.</summary>
    int Count { get; }

    /// <summary>Revisions that no other revision follows, in ordinal order.</summary>
    IReadOnlyList<string> Heads { get; }

    /// <summary>What the version table holds when everything is applied, in ordinal order (<c>facts/alembic.md</c>, 0.1).</summary>
    IReadOnlyList<string> RealHeads { get; }

    /// <summary>Revisions that follow no other, in ordinal order.</summary>
    IReadOnlyList<string> Bases { get; }

    /// <summary>Whether a file has exactly this revision.</summary>
    /// <param name="revision">A full identifier; case and blanks matter.</param>
    bool Contains(string revision);

    /// <summary>Known revisions that look like an unknown one, nearest first, at most three.</summary>
    /// <param name="revision">An identifier that no file has.</param>
    IReadOnlyList<string> NearMatches(string revision);

    /// <summary>What the tool takes a row of a version table for that need not be a full identifier.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The revisions it takes it for, which may be none at all; null when the tool finds nothing and fails.</returns>
    IReadOnlyList<string>? ReadAs(string row);

    /// <summary>Which of several revisions are in the ancestry of others among them.</summary>
    /// <param name="revisions">Full identifiers, each known.</param>
    /// <returns>In ordinal order of the ancestors; empty when they can stand beside one another in a version table.</returns>
    IReadOnlyList<RevisionOverlap> Overlaps(IEnumerable<string> revisions);

    /// <summary>The revisions given and all they follow or depend on.</summary>
    /// <param name="revisions">Full identifiers, each known.</param>
    /// <returns>A set with ordinal comparison.</returns>
    IReadOnlySet<string> Closure(IEnumerable<string> revisions);

    /// <summary>What is yet to be applied: closure of the real heads, less closure of <paramref name="applied"/>.</summary>
    /// <param name="applied">Rows of a version table, each known.</param>
    /// <returns>In an order in which they can be applied.</returns>
    IReadOnlyList<string> Pending(IEnumerable<string> applied);
}
