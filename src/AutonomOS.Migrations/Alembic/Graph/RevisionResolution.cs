namespace AutonomOS.Migrations.Alembic.Graph;

/// <summary>How an identifier that a person wrote was understood.</summary>
public enum ResolutionStatus
{
    /// <summary>It is one revision.</summary>
    Found,

    /// <summary>It is no revision and no beginning of one.</summary>
    Unknown,

    /// <summary>Several revisions begin with it.</summary>
    Ambiguous,

    /// <summary>It is a symbol or an expression (<c>head</c>, <c>heads</c>, <c>base</c>, <c>label@rev</c>, <c>rev+1</c>) where one
    /// revision has to be named.</summary>
    NotARevision,
}

/// <summary>What an identifier stands for.</summary>
/// <param name="Status">How it was understood.</param>
/// <param name="Revision">The full identifier; null unless <see cref="ResolutionStatus.Found"/>.</param>
/// <param name="Candidates">
/// The revisions that begin with it (<see cref="ResolutionStatus.Ambiguous"/>) or look like it (<see cref="ResolutionStatus.Unknown"/>).
/// </param>
public sealed record RevisionResolution(ResolutionStatus Status, string? Revision, IReadOnlyList<string> Candidates);
