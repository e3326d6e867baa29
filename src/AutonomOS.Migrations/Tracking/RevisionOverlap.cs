namespace AutonomOS.Migrations.Tracking;

/// <summary>Two revisions that cannot both be rows of a version table, because one has the other applied already.</summary>
/// <param name="Ancestor">The one that is too much.</param>
/// <param name="Descendant">One that follows or depends on it, and that no other of the revisions follows or depends on.</param>
/// <param name="ThroughDependency">Whether a dependency (<c>depends_on</c>) is all that joins the ancestor to the others.</param>
public sealed record RevisionOverlap(string Ancestor, string Descendant, bool ThroughDependency);
