namespace AutonomOS.Migrations.Alembic.Graph;

/// <summary>How an identifier that a person wrote was understood.</summary>
public enum ResolutionStatus
{
    /// <summary>It stands for revisions, or for the base, which is none.</summary>
    Found,

    /// <summary>It is no revision, no beginning of one, and no branch label.</summary>
    Unknown,

    /// <summary>Several revisions or labels begin with it.</summary>
    Ambiguous,

    /// <summary>It asks for the one head, and there are several.</summary>
    SeveralHeads,

    /// <summary>The revision exists and is not on the branch that was named with it.</summary>
    NotOnBranch,

    /// <summary>A relative identifier comes to a place where the history parts or merges.</summary>
    AmbiguousWalk,

    /// <summary>A relative identifier goes further than there are revisions.</summary>
    TooFar,

    /// <summary>It is relative to the rows of the version table, and several of them could be meant.</summary>
    SeveralRows,
}

/// <summary>What an identifier stands for.</summary>
/// <param name="Status">How it was understood.</param>
/// <param name="Revisions">
/// Full identifiers in ordinal order, each once; empty for the base, and unless <see cref="ResolutionStatus.Found"/>.
/// </param>
/// <param name="Candidates">
/// The first identifiers and labels that begin with it (<see cref="ResolutionStatus.Ambiguous"/>), that look like it
/// (<see cref="ResolutionStatus.Unknown"/>), or that could be meant; at most <see cref="RevisionIdentifiers.MostCandidates"/>.
/// </param>
/// <param name="Problem">One line without a full stop that says why nothing was found and what to write instead; empty when found.</param>
public sealed record RevisionResolution(
    ResolutionStatus Status, IReadOnlyList<string> Revisions, IReadOnlyList<string> Candidates, string Problem);
