using AutonomOS.Migrations.Schema.Deparsed;

// CA5394 (insecure random numbers): a seed has to give the same texts again.
#pragma warning disable CA5394

namespace AutonomOS.Migrations.Tests.Schema.Deparsed;

/// <summary>One token changed, of what two versions printed of one statement: whatever the rules take back, it is never the same again.</summary>
public sealed class Mutated_texts
{
    private static readonly string[] Others = ["zz", "\"Zz\"", "'zz'", "77", "<=>", "NOT", "(", ")", ",", ".", "::", "t", "a", "1"];

    [Fact]
    public void Are_never_equal()
    {
        // A mode that is printed since version 14 is what an argument without a mode has: its removal is no change.
        var pairs = Texts_of_two_majors.Equal.Select(row => row.Data).Where(row => !row.Item4.StartsWith("IN ", StringComparison.Ordinal));
        var random = new Random(4);
        var changed = 0;
        foreach (var (older, olderText, newer, newerText) in pairs)
        {
            var (olderTokens, newerTokens) = (DeparsedTokens.Read(olderText)!, DeparsedTokens.Read(newerText)!);
            for (var i = 0; i < 400; i++)
            {
                var mutant = Mutated(random, olderTokens);
                Assert.True(
                    DeparsedComparison.Compare(mutant, older, newerText, newer) != DeparsedLikeness.Equal || Tokens(mutant).SequenceEqual(olderTokens),
                    $"{older}: {mutant}\n{newer}: {newerText}");
                mutant = Mutated(random, newerTokens);
                Assert.True(
                    DeparsedComparison.Compare(olderText, older, mutant, newer) != DeparsedLikeness.Equal || Tokens(mutant).SequenceEqual(newerTokens),
                    $"{older}: {olderText}\n{newer}: {mutant}");
                changed += 2;
            }
        }

        Assert.True(changed > 20_000);
    }

    private static IReadOnlyList<DeparsedToken> Tokens(string text) => DeparsedTokens.Read(text) ?? [];

    // One token removed, doubled, replaced, put in, or exchanged with the next.
    private static string Mutated(Random random, IReadOnlyList<DeparsedToken> tokens)
    {
        var texts = tokens.Select(token => token.Text).ToList();
        var at = random.Next(texts.Count);
        switch (random.Next(5))
        {
            case 0:
                texts.RemoveAt(at);
                break;
            case 1:
                texts.Insert(at, texts[at]);
                break;
            case 2:
                texts[at] = random.GetItems(Others, 1)[0];
                break;
            case 3:
                texts.Insert(at, random.GetItems(Others, 1)[0]);
                break;
            default:
                var next = (at + 1) % texts.Count;
                (texts[at], texts[next]) = (texts[next], texts[at]);
                break;
        }

        return string.Join(' ', texts);
    }
}
