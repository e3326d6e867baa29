using System.Collections.Concurrent;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog.Dumps;

/// <summary>
/// Schemas that others thought of, with pg_dump as the judge. <c>AUTONOMOS_CORPORA</c> names the folders, with colons between them
/// (build/corpora.sh); without it a few cases of our own show that the judge can tell.
/// </summary>
public sealed class Public_corpora(PostgresFixture postgres, ITestOutputHelper output)
{
    private static readonly Dictionary<CorpusCase, Outcome> Ours = new()
    {
        [new("equal", "create table t (a serial primary key)", "create table t (a serial, primary key (a))")] = Outcome.BothSayEqual,
        [new("order of creation", "create view a as select 1; create view b as select 1", "create view b as select 1; create view a as select 1")] =
            Outcome.BothSayEqual,
        [new("unequal", "create table t (a integer)", "create table t (a bigint)")] = Outcome.BothSayUnequal,
        [new("order of columns", "create table t (a integer, b integer)", "create table t (b integer, a integer)")] = Outcome.ToldAsANote,
        [new("a role", "create table t (); grant select on t to some_reader", "create table t ()")] = Outcome.BothSayEqual,
        [new("refused", "create extension no_such_extension", "")] = Outcome.NotApplicable,
        // A server that starts with a trigger switched off is told nowhere else than in the catalog.
        [new("not in a dump", "create table t (a integer)", "create table t (a integer); create table u (); drop table u; "
            + "create unique index i on t (a); update pg_index set indisvalid = false where indexrelid = 'i'::regclass")] =
            Outcome.Disagreement,
    };

    [Fact]
    public async Task Agree_with_pg_dump()
    {
        var folders = Environment.GetEnvironmentVariable("AUTONOMOS_CORPORA")?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var oracle = new DumpOracle(postgres);
        if (folders is [])
        {
            await Parallel.ForEachAsync(Ours, async (one, _) =>
            {
                var (outcome, reason) = await oracle.AskAsync(one.Key.Left, one.Key.Right);
                Assert.True(one.Value == outcome, $"{one.Key.Name}: {outcome} {reason}");
            });
        }

        foreach (var folder in folders)
        {
            var outcomes = new ConcurrentQueue<(string Name, Outcome Outcome, string Reason)>();
            await Parallel.ForEachAsync(
                CorpusCase.In(folder), new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (one, _) =>
                {
                    var (outcome, reason) = await oracle.AskAsync(one.Left, one.Right);
                    outcomes.Enqueue((one.Name, outcome, reason));
                });
            output.WriteLine($"{folder}: {outcomes.Count} cases: "
                + string.Join(", ", outcomes.CountBy(one => one.Outcome).OrderBy(one => one.Key).Select(one => $"{one.Value} {one.Key}")));
            foreach (var (name, outcome, reason) in outcomes
                .Where(one => one.Outcome >= Outcome.ToldAsANote)
                .OrderBy(one => one.Outcome).ThenBy(one => one.Name, StringComparer.Ordinal))
            {
                output.WriteLine($"  {outcome} {name}: {reason}");
            }

            Assert.NotEmpty(outcomes);
        }
    }
}
