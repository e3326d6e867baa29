using System.Diagnostics.CodeAnalysis;

namespace AutonomOS.Migrations.Tests.Planning.Forecasts;

/// <summary>Chances. The same seed, the same throws.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The same seed has to give the same migration.")]
internal sealed class Dice(int seed)
{
    private readonly System.Random random = new(seed);

    public bool Chance(int percent) => this.random.Next(100) < percent;

    public int Below(int limit) => this.random.Next(limit);

    public T One<T>(params IReadOnlyList<T> from) => from[this.random.Next(from.Count)];

    public T? Maybe<T>(IEnumerable<T> from)
        where T : class => from.ToArray() is { Length: > 0 } choices ? this.One(choices) : null;

    public IReadOnlyList<T> Some<T>(IEnumerable<T> from, int most)
    {
        var all = from.ToArray();
        this.random.Shuffle(all);
        return [.. all.Take(1 + this.random.Next(most))];
    }
}
