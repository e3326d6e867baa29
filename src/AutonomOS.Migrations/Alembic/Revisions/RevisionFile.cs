using AutonomOS.Migrations.Alembic.Python;

namespace AutonomOS.Migrations.Alembic.Revisions;

/// <summary>One identifier that a revision file names.</summary>
/// <param name="Name">The identifier or label.</param>
/// <param name="Line">Line it stands on, counted from 1.</param>
public sealed record RevisionReference(string Name, int Line);

/// <summary>What one revision file says of itself, read without running it.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Revision">The identifier: never empty, otherwise any text.</param>
/// <param name="RevisionLine">Line of the identifier; 1 when it is the file's name (<c>abc123.py</c> without <c>revision</c>).</param>
/// <param name="DownRevisions">The revisions it follows, each once; empty for a base. Unusable ones are left out and reported.</param>
/// <param name="DependsOn">The revisions or branch labels it depends on.</param>
/// <param name="BranchLabels">The labels it declares.</param>
/// <param name="Message">
/// First paragraph of the docstring on one line, up to <c>Revision ID:</c> and the like; null when there is none.
/// </param>
/// <param name="CreateDate">What the docstring says after <c>Create Date:</c>; null when it says nothing.</param>
/// <param name="Upgrade">Lines of <c>upgrade()</c>; null when the file does not always define it.</param>
/// <param name="Downgrade">Lines of <c>downgrade()</c>; null when the file does not always define it.</param>
public sealed record RevisionFile(
    string Path,
    string Revision,
    int RevisionLine,
    IReadOnlyList<RevisionReference> DownRevisions,
    IReadOnlyList<RevisionReference> DependsOn,
    IReadOnlyList<RevisionReference> BranchLabels,
    string? Message,
    string? CreateDate,
    LineSpan? Upgrade,
    LineSpan? Downgrade)
{
    /// <summary>
    /// Which of <c>revision</c>, <c>down_revision</c>, <c>depends_on</c> and <c>branch_labels</c>, in this order, only running the file
    /// would tell; empty as a rule. What they say is left out of the lists. A file whose <c>revision</c> is dynamic is not read at all.
    /// </summary>
    public IReadOnlyList<string> Dynamic { get; init; } = [];

    /// <summary>The modules that its functions may import from; null where none are known.</summary>
    internal PythonModules? Modules { get; init; }

    /// <summary>Whether the file may depend on revisions that <see cref="DependsOn"/> does not name.</summary>
    public bool HasDynamicDependencies => this.Dynamic.Contains("depends_on");

    /// <summary>Whether the file may declare labels that <see cref="BranchLabels"/> does not name.</summary>
    public bool HasDynamicLabels => this.Dynamic.Contains("branch_labels");
}
