namespace AutonomOS.Migrations.Schema;

/// <summary>What a reading leaves out and what it keeps the names of.</summary>
/// <param name="Excluded">
/// Objects to leave out, as <see cref="SchemaObject.Reference"/> writes them (<c>table public.alembic_version</c>), with everything below
/// them: not compared, not counted, not in the fingerprint. Where nothing is <see cref="Ignored"/>, partitions of partitions that sort before
/// their parent stay in.
/// </param>
/// <param name="NamedKind">The kind whose objects' names are kept, such as <c>table</c>; null for none.</param>
public sealed record ComparisonScope(IReadOnlySet<string> Excluded, string? NamedKind)
{
    /// <summary>What the team leaves out, in the same way.</summary>
    public IReadOnlyList<IgnoreRule> Ignored { get; init; } = [];

    /// <summary>
    /// True to tell every object that is on one side only, also where it is one of many that come and go with the data
    /// (<see cref="ObjectKind.InstancePrefix"/>). False by default: those are compared by what their parent does not give them.
    /// </summary>
    public bool IsExact { get; init; }

    /// <summary>
    /// The servers' major versions, such as 17. Where they differ, deparsed text is compared in canonical form; where they are the same, as
    /// they are when nothing is said, byte by byte.
    /// </summary>
    public (int Development, int Production) Majors { get; init; }
}
