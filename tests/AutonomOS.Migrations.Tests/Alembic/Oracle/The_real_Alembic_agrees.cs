using System.Globalization;

namespace AutonomOS.Migrations.Tests.Alembic.Oracle;

/// <summary>
/// Random histories, read by the engine and by the real Alembic. <c>AUTONOMOS_ORACLE_GRAPHS</c> and <c>AUTONOMOS_ORACLE_SEED</c> ask for
/// more or others (build/oracle.sh). What differs is made as small as it gets and printed as Python files.
/// </summary>
public sealed class The_real_Alembic_agrees(ITestOutputHelper output)
{
    // Every so many histories through files on disk, as a team has them.
    private const int OnDisk = 20;

    [Fact]
    public void On_random_histories()
    {
        var graphs = FromEnvironment("AUTONOMOS_ORACLE_GRAPHS", 200);
        var seed = FromEnvironment("AUTONOMOS_ORACLE_SEED", 1);
        using var alembic = new RealAlembic();
        var comparison = new Comparison(alembic.Version);
        for (var number = 0; number < graphs; number++)
        {
            var history = new RandomHistories(seed + number).Next();
            if (Mismatch(history, number % OnDisk == 0) is { } mismatch)
            {
                var smallest = history.Shrink(one => Mismatch(one, false)
                    ?? (number % OnDisk == 0 ? Mismatch(one, true) : null));
                Assert.Fail(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{mismatch}\nAUTONOMOS_ORACLE_SEED={seed + number} AUTONOMOS_ORACLE_GRAPHS=1; the smallest history with such a difference"
                    + $" ({Mismatch(smallest, false)}):\n{smallest}"));
            }
        }

        output.WriteLine($"Alembic {alembic.Version}, seed {seed}, {graphs} histories: "
            + string.Join(", ", comparison.Counts.Select(pair => $"{pair.Value} {pair.Key}")));
        if (graphs >= 200)
        {
            // The comparison would be worth little if the histories were all of one kind.
            Assert.All(
                (string[])[
                    "loaded", "duplicates", "refused KeyError", "refused CycleDetected", "refused Label", "pending", "pending Overlap",
                    "show Found", "show Ambiguous", "show SeveralHeads", "show NotOnBranch", "upgrade AmbiguousWalk", "upgrade TooFar",
                    "upgrade SeveralRows", "downgrade Unknown"],
                kind => Assert.True(comparison.Counts.GetValueOrDefault(kind) > 0, $"no {kind}"));
            Assert.True(comparison.Counts["loaded"] > graphs / 2);
        }

        string? Mismatch(SmallHistory history, bool onDisk)
        {
            if (!onDisk)
            {
                var (graph, findings) = history.Link();
                return comparison.Mismatch(history, alembic.Ask(history.Request()), graph, findings);
            }

            using var folder = AlembicFolder.Standard();
            foreach (var file in history.Files())
            {
                folder.Write($"migrations/versions/{file[0]}", file[1]);
            }

            var read = folder.Load();
            return comparison.Mismatch(history, alembic.Ask(history.Request(folder.At("migrations"))), read.Graph!, read.Findings);
        }
    }

    [Fact]
    public void A_difference_is_made_as_small_as_it_gets()
    {
        // Wrong on purpose: heads and real heads differ by a dependency across branches, and by nothing else.
        using var alembic = new RealAlembic();
        string? Wrong(SmallHistory history) => alembic.Ask(history.Request()) is { Refused: null, Duplicates: false } answer
            && !answer.Heads.SequenceEqual(answer.RealHeads) ? "heads: differ" : null;
        var history = Enumerable.Range(0, 1000).Select(seed => new RandomHistories(seed).Next()).First(one =>
            one.Revisions.Count > 10
            && !one.Revisions.SelectMany(each => each.Depends).Intersect(one.Revisions.SelectMany(each => each.Labels)).Any()
            && Wrong(one) is not null);

        var smallest = history.Shrink(Wrong);

        var dependent = Assert.Single(smallest.Revisions, one => one.Depends.Length > 0);
        var other = Assert.Single(smallest.Revisions, one => one != dependent);
        Assert.Equal([other.Id], dependent.Depends);
        Assert.All(smallest.Revisions, one => Assert.Equal((0, 0, 0), (one.Form, one.Down.Length, one.Labels.Length)));
        Assert.Empty(smallest.States);
        Assert.Empty(smallest.Identifiers);
        Assert.Contains(
            $"revision = '{dependent.Id}'\ndown_revision = None\nbranch_labels = None\ndepends_on = '{other.Id}'\n",
            smallest.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_in_one_question_leaves_that_question()
    {
        string? Wrong(SmallHistory history) => history.Identifiers.Any(one => one.Text == "head")
            && history.Link().Graph.MergePoints.Count > 0 ? "merge: points" : null;
        var history = Enumerable.Range(0, 1000).Select(seed => new RandomHistories(seed).Next()).First(one => Wrong(one) is not null);

        var smallest = history.Shrink(Wrong);

        Assert.Equal(3, smallest.Revisions.Count);
        Assert.Equal(2, smallest.Revisions.Sum(one => one.Down.Length));
        var (text, rows) = Assert.Single(smallest.Identifiers);
        Assert.Equal("head", text);
        Assert.Empty(rows);
        Assert.Empty(smallest.States);
    }

    private static int FromEnvironment(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
