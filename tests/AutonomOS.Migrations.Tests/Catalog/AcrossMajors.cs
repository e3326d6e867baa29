using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>What was read of servers of several majors, where the same SQL made all of them: each pair of them is compared.</summary>
internal static class AcrossMajors
{
    /// <summary>The majors that are known.</summary>
    public static IReadOnlyList<int> All { get; } = [13, 14, 15, 16, 17, 18];

    /// <summary>Compares each older one with each newer one.</summary>
    /// <param name="read">The servers' majors, and what was read there.</param>
    /// <returns>How many pairs there are; a line for each difference; a line for what is not comparable.</returns>
    public static async Task<(int Pairs, IReadOnlyList<string> Told, IReadOnlyList<string> NotComparable)> CompareAsync(
        IReadOnlyList<(int Major, IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)> Kinds)> read)
    {
        var (pairs, told, notComparable) = (0, new List<string>(), new List<string>());
        foreach (var (older, newer) in read.SelectMany(newer => read.Where(older => older.Major < newer.Major).Select(older => (older, newer))))
        {
            pairs++;
            var result = await Reading.CompareAsync(older.Kinds, newer.Kinds, Reading.Everything with { Majors = (older.Major, newer.Major) });

            // Servers come with extensions, and an ICU, of their own versions.
            told.AddRange(Lines(result.Differences.Where(difference => difference is not { IsNote: true, Property: "note:version" })));
            notComparable.AddRange(Lines(result.NotComparable));

            IEnumerable<string> Lines(IEnumerable<Difference> differences) =>
                differences.Select(difference => $"{older.Major} and {newer.Major}: {difference}");
        }

        return (pairs, told, notComparable);
    }
}
