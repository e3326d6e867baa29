using System.Diagnostics.CodeAnalysis;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Planning;

/// <summary>
/// Databases with some pending operations run in development, and one change by hand on either side: that change is what is told, and
/// nothing else. And with the effect of one of them taken away in development again: that one is told as not shown.
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "The same seed has to give the same case.")]
public sealed class Any_pending_operations_account_for_their_own(PostgresFixture postgres)
{
    private const int Pairs = 40;

    [Fact]
    public async Task A_change_by_hand_is_all_that_is_not_explained()
    {
        await using var pair = await AccountedPair.CreateAsync(postgres);
        var wrong = new List<string>();
        for (var seed = 0; seed < Pairs; seed++)
        {
            var random = new Random(seed);
            var made = new RandomPending(seed);
            var pending = string.Join(";\n", Enumerable.Range(0, random.Next(1, 9)).Select(_ => made.Operation().Sql));
            var (change, expected) = made.Change();
            var inDevelopment = random.Next(2) == 0;
            await pair.BeginAsync(RandomPending.Base);
            await pair.InDevelopmentAsync(pending);
            await (inDevelopment ? pair.InDevelopmentAsync(change) : pair.InProductionAsync(change));

            var told = AccountedPair.Told(await pair.AccountAsync(pending));

            if (told is not [var one] || !one.StartsWith($"Drift {expected} ", StringComparison.Ordinal))
            {
                wrong.Add($"seed {seed}, by hand in {(inDevelopment ? "development" : "production")}: {change}\n{pending}\n    {string.Join("\n    ", told)}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task An_effect_that_was_taken_away_is_not_shown()
    {
        await using var pair = await AccountedPair.CreateAsync(postgres);
        var wrong = new List<string>();
        for (var seed = 0; seed < Pairs; seed++)
        {
            var made = new RandomPending(seed + Pairs);
            var operations = Enumerable.Range(0, 1 + (seed % 5)).Select(_ => made.Operation()).ToList();
            var undone = new Random(seed).Next(operations.Count);
            var pending = string.Join(";\n", operations.Select(operation => operation.Sql));
            await pair.BeginAsync(RandomPending.Base);
            await pair.InDevelopmentAsync(pending);
            await pair.InDevelopmentAsync(operations[undone].Undo);

            var accounts = await pair.AccountAsync(pending);

            var told = AccountedPair.Told(accounts);
            if (told.Length == 0 || told.Length != accounts.NotShown.Count || accounts.NotShown.Any(one => one.Operation.Place.Line != undone + 1))
            {
                wrong.Add($"seed {seed}, undone: {operations[undone].Undo}\n{pending}\n    {string.Join("\n    ", told)}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
