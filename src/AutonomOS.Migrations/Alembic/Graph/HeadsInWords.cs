using System.Globalization;
using System.Numerics;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Graph;

/// <summary>
/// Says on one line which heads there are, their files and labels, after which revisions they part, and the command that merges them.
/// </summary>
internal static class HeadsInWords
{
    // One bit for each head that is spoken of, so that one pass over the graph tells what they share.
    private const int MostHeads = 64;

    /// <summary>The heads in words.</summary>
    /// <param name="links">The graph.</param>
    /// <returns>One line without a full stop.</returns>
    public static string Of(RevisionLinks links)
    {
        int[] all = [.. links.Heads];
        var heads = all.Length > MostHeads ? all[..MostHeads] : all;
        var labels = Array.ConvertAll(heads, head => BranchLabels.Of(links, head));
        var named = string.Join(", ", heads.Select((head, at) => OneLine.Quote(links.Name(head))
            + $" ({Path.GetFileName(OneLine.Escape(links.Files[head].Path))}{Labelled(labels[at])})"))
            + (all.Length > MostHeads ? string.Create(CultureInfo.InvariantCulture, $" and {all.Length - MostHeads} more") : string.Empty);
        if (all.Length < 2)
        {
            return named;
        }

        var command = all.Length > MostHeads ? "heads"
            : string.Join(' ', heads.Select((head, at) => Argument(links.Name(head), at, labels)));
        return $"{named}, {Partings(links, heads)}; merge them with: alembic merge -m \"merge heads\" {command}";
    }

    private static string Labelled(IReadOnlyList<string> labels) => labels.Count switch
    {
        0 => string.Empty,
        1 => $", label {OneLine.Quote(labels[0])}",
        _ => $", labels {OneLine.QuoteAll(labels)}",
    };

    // label@head where the label is this head's alone, as a team that labels its branches writes it; what a shell would take apart is
    // quoted.
    private static string Argument(string head, int at, IReadOnlyList<string>[] labels)
    {
        var own = labels[at].FirstOrDefault(label => IsPlain(label) && label is not ("head" or "heads" or "base")
            && !labels.Where((others, other) => other != at && others.Contains(label)).Any());
        return own is not null ? $"{own}@head" : IsPlain(head) ? head : $"\"{OneLine.Escape(head)}\"";
    }

    private static bool IsPlain(string text) =>
        text.Length > 0 && text.All(character => char.IsLetterOrDigit(character) || character is '_' or '.');

    // Newest first: where several groups of heads come together they parted, and go on as one group.
    private static string Partings(RevisionLinks links, int[] heads)
    {
        var above = new ulong[links.Count];
        var group = new ulong[heads.Length];
        for (var head = 0; head < heads.Length; head++)
        {
            above[heads[head]] = group[head] = 1UL << head;
        }

        var partings = new List<string>();
        for (var at = links.Order.Length - 1; at >= 0 && BitOperations.PopCount(group[0]) < heads.Length; at--)
        {
            var node = links.Order[at];
            var mask = above[node];
            foreach (var parent in links.Down[node])
            {
                above[parent] |= mask;
            }

            if (mask == 0 || (mask & ~group[BitOperations.TrailingZeroCount(mask)]) == 0)
            {
                continue;
            }

            var groups = Bits(mask).Select(head => group[head]).Distinct().ToArray();
            var joined = groups.Aggregate((left, right) => left | right);
            partings.Add(groups.Length == heads.Length
                ? $"which part after {OneLine.Quote(links.Name(node))}"
                : $"{string.Join(" and ", groups.Select(Group))} part after {OneLine.Quote(links.Name(node))}");
            foreach (var head in Bits(joined))
            {
                group[head] = joined;
            }
        }

        var apart = group.Distinct().ToArray();
        return partings.Count == 0 ? "which share no revision"
            : string.Join(", ", partings) + (apart.Length == 1 ? string.Empty
                : $", {string.Join(" and ", apart.Select(Group))} share no revision");

        string Group(ulong mask) => BitOperations.PopCount(mask) == 1 ? Named(mask) : $"the branch of {Named(mask)}";
        string Named(ulong mask) => OneLine.Quote(links.Name(heads[BitOperations.TrailingZeroCount(mask)]));
    }

    private static IEnumerable<int> Bits(ulong mask)
    {
        for (var left = mask; left != 0; left &= left - 1)
        {
            yield return BitOperations.TrailingZeroCount(left);
        }
    }
}
