using AutonomOS.Migrations.Catalog;

namespace AutonomOS.Migrations.Snapshots;

/// <summary>What the first lines of a <c>.schema</c> file say of it.</summary>
/// <param name="Revisions">The revisions at which the schema is this one, in the order of their UTF-8 bytes.</param>
/// <param name="Major">The major version of the server that printed the deparsed text, such as 17.</param>
/// <param name="Schemas">The schemas that were read, in the same order; null for every one but the system's.</param>
/// <param name="Compared">What was read besides what always is.</param>
public sealed record SnapshotHeader(
    IReadOnlyList<string> Revisions, int Major, IReadOnlyList<string>? Schemas, OptionalKinds Compared);
