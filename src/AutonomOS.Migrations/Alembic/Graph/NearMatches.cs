namespace AutonomOS.Migrations.Alembic.Graph;

/// <summary>Known identifiers that look like an unknown one: another case, a common beginning, a few typing errors.</summary>
internal static class NearMatches
{
    private const int Longest = 64;

    /// <summary>The nearest, at most three, nearest first and then in ordinal order.</summary>
    /// <param name="wanted">The unknown identifier.</param>
    /// <param name="known">All identifiers.</param>
    public static IReadOnlyList<string> Find(string wanted, IEnumerable<string> known)
    {
        var trimmed = wanted.Trim();
        return trimmed.Length is 0 or > Longest
            ? []
            : [.. known.Select(name => (Name: name, Distance: Distance(trimmed, name)))
                .Where(pair => pair.Distance <= Math.Max(1, trimmed.Length / 3))
                .OrderBy(pair => pair.Distance)
                .ThenBy(pair => pair.Name, StringComparer.Ordinal)
                .Take(3)
                .Select(pair => pair.Name)];
    }

    // Levenshtein, case ignored; 0 for a difference in case only and for a beginning of four characters or more, as Alembic would find it.
    private static int Distance(string wanted, string name)
    {
        if (wanted.Length >= 4 && name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        if (name.Length > Longest || Math.Abs(name.Length - wanted.Length) > wanted.Length / 3)
        {
            return int.MaxValue;
        }

        Span<int> previous = stackalloc int[name.Length + 1];
        for (var j = 0; j <= name.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= wanted.Length; i++)
        {
            var diagonal = previous[0];
            previous[0] = i;
            for (var j = 1; j <= name.Length; j++)
            {
                var above = previous[j];
                var change = char.ToUpperInvariant(wanted[i - 1]) == char.ToUpperInvariant(name[j - 1]) ? 0 : 1;
                previous[j] = Math.Min(Math.Min(previous[j - 1], above) + 1, diagonal + change);
                diagonal = above;
            }
        }

        return previous[name.Length];
    }
}
