using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Schema.Deparsed;

namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>The texts that change because what they mention is renamed or has another type, and enums' labels.</summary>
internal sealed class FollowingTexts
{
    private readonly List<(string From, string To, string? Table, string? NewTable, int At)> renames = [];
    private readonly List<Effect> types;
    private readonly List<RenameObject> labels;
    private readonly ILookup<ObjectPath, string> statistics;

    /// <summary>Takes in what is renamed and what has another type.</summary>
    /// <param name="planned">The effects.</param>
    /// <param name="operations">The operations.</param>
    /// <param name="production">What production has of the names that the operations mention.</param>
    public FollowingTexts(PlannedEffects planned, IReadOnlyList<SchemaOperation> operations, ProductionFacts production)
    {
        this.statistics = production.Relations
            .SelectMany(relation => relation.Statistics.Select(statistics => (Path: ObjectPath.Of(statistics.Name), relation.Name.Name)))
            .ToLookup(pair => planned.Moves.Outcome(pair.Path, -1, out _), pair => pair.Name);
        this.types = [.. planned.All.Where(effect => effect is { Change: EffectChange.Changed, Property: "type" })];
        this.labels = [.. operations.OfType<RenameObject>().Where(rename => rename is { ObjectKind: "enum value", PartName: not null, NewName: not null })];
        foreach (var (from, to, at) in planned.Moves.All)
        {
            string[] old = planned.Moves.Origin(from, at).Parts;
            string[] renamed = planned.Moves.Outcome(to, at, out _).Parts;
            for (var part = 0; part < Math.Min(old.Length, renamed.Length); part++)
            {
                if (old[part] != renamed[part])
                {
                    // A column's name counts only where its table is mentioned.
                    var isColumn = part == 2;
                    this.renames.Add((Bare(old[part]), Bare(renamed[part]), isColumn ? old[1] : null, isColumn ? renamed[1] : null, at));
                }
            }
        }

        for (var at = 0; at < operations.Count; at++)
        {
            if (operations[at] is RenameObject { ObjectKind: "enum value", PartName: { } label, NewName: { } renamed })
            {
                this.renames.Add((label, renamed.Name, null, null, at));
            }
        }
    }

    /// <summary>Whether a property differs only because it mentions what changes.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="path">Its object.</param>
    /// <returns>The place of the operation that it follows from; null when it does not.</returns>
    public int? Follows(Difference difference, ObjectPath path)
    {
        // The text of a routine that is kept as text mentions what it mentioned before.
        if (difference is not { Production: { } old, Development: { } current } || difference.Property == "body")
        {
            return null;
        }

        // Columns of statistics are told without their table; which one that is, facts tell.
        var statistics = difference is { Kind: "statistics", Property: "columns" } ? this.statistics[path].ToHashSet(StringComparer.Ordinal) : [];
        var valid = this.renames
            .Where(rename => rename.Table is null || statistics.Contains(rename.Table) || path.Parts.Contains(rename.Table) || path.Parts.Contains(rename.NewTable)
                || FollowingText.Mentions(old, rename.Table) || FollowingText.Mentions(old, rename.NewTable!))
            .ToList();
        var pairs = valid.Select(rename => (rename.From, rename.To)).ToHashSet();
        if (FollowingText.IsRenamed(old, current, pairs))
        {
            return valid[^1].At;
        }

        var retyped = this.types.FindLast(type => difference.Property == "default"
            ? type.Outcome == path
            : path.IsIn(type.Outcome.Whole) || FollowingText.Mentions(current, type.Outcome.Whole.Parts[^1]));
        return retyped is not null && FollowingText.IsOfOtherTypes(old, current, pairs) ? retyped.At : null;
    }

    /// <summary>Whether an enum has in development what it has in production and what is added and renamed.</summary>
    /// <param name="difference">The difference of the labels.</param>
    /// <param name="changes">What is added and renamed.</param>
    public bool LabelsAgree(Difference difference, IReadOnlyList<Effect> changes)
    {
        if (changes.Count == 0)
        {
            return false;
        }

        var added = changes.Select(change => change.Value).ToHashSet(StringComparer.Ordinal);
        var renamed = this.labels.Select(rename => rename.PartName).ToHashSet(StringComparer.Ordinal);
        var (old, current) = (Labels(difference.Production), Labels(difference.Development));
        return current.Except(old).All(added.Contains) && old.Except(current).All(renamed.Contains)
            && old.Intersect(current).SequenceEqual(current.Intersect(old));
    }

    private static List<string> Labels(string? list) =>
        [.. (DeparsedTokens.Read(list ?? "") ?? []).Where(token => token.Kind == DeparsedTokenKind.Text).Select(token => token.Bare)];

    private static string Bare(string name) => name.Split('(')[0];
}
