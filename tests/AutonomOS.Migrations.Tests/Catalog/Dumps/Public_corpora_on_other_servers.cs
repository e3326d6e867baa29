using System.Collections.Concurrent;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog.Dumps;

/// <summary>
/// Schemas that others thought of, each made by the same SQL on a server of every major that takes it: between no two of them is there a
/// difference. <c>AUTONOMOS_CORPORA</c> names the folders, as for <see cref="Public_corpora"/>; without it a few of our own are asked.
/// </summary>
public sealed class Public_corpora_on_other_servers(PostgresMajors majors, ITestOutputHelper output)
{
    private const string OfOurOwn = "our own";

    private static readonly string[] Ours =
    [
        "create table t (a serial primary key, b varchar(3) check (b in ('x', 'y')), c timestamptz default now())",
        "create table t (a integer, b integer generated always as (a + 1) stored); create view v as select a from t where b > 0",
    ];

    [Fact]
    public async Task Are_no_difference()
    {
        var folders = Environment.GetEnvironmentVariable("AUTONOMOS_CORPORA")?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var told = folders is [] ? await this.AskAsync(OfOurOwn, Ours) : [];
        foreach (var folder in folders)
        {
            told = [.. told, .. await this.AskAsync(folder, CorpusCase.In(folder).SelectMany(one => new[] { one.Left, one.Right }).Distinct(StringComparer.Ordinal))];
        }

        Assert.Empty(told);
    }

    // What was told as different; what is not comparable is written out.
    private async Task<IReadOnlyList<string>> AskAsync(string folder, IEnumerable<string> schemas)
    {
        var (asked, pairs) = (0, 0);
        var refused = new ConcurrentDictionary<int, int>();
        var told = new ConcurrentQueue<string>();
        var notComparable = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(schemas, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (sql, _) =>
        {
            Interlocked.Increment(ref asked);
            var read = await Task.WhenAll(AcrossMajors.All.Select(major => this.ReadAsync(major, sql, refused)));
            var (compared, different, unknown) = await AcrossMajors.CompareAsync([.. read.Where(one => one.HasValue).Select(one => one!.Value)]);
            Interlocked.Add(ref pairs, compared);
            foreach (var line in different)
            {
                told.Enqueue($"{line}: {sql}");
            }

            foreach (var line in unknown)
            {
                notComparable.Enqueue($"  {line}");
            }
        });
        output.WriteLine($"{folder}: {asked} schemas, {pairs} pairs of servers, {told.Count} differences, {notComparable.Count} not comparable; refused: "
            + string.Join(", ", refused.OrderBy(one => one.Key).Select(one => $"{one.Value} by {one.Key}")));
        foreach (var line in notComparable.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            output.WriteLine(line);
        }

        Assert.True(pairs > 0);
        Assert.True(folder != OfOurOwn || refused.IsEmpty, "Our own schemas were refused.");
        return [.. told];
    }

    private async Task<(int Major, IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)> Kinds)?> ReadAsync(
        int major, string sql, ConcurrentDictionary<int, int> refused)
    {
        await using var database = await majors.CreateDatabaseAsync(major);
        var error = await DumpOracle.MakeAsync(database, sql);
        Assert.True(error is null || error.Contains("ERROR:", StringComparison.Ordinal), error);
        if (error is not null)
        {
            refused.AddOrUpdate(major, 1, (_, number) => number + 1);
        }

        return error is null ? (major, await Reading.ListAsync(database.Url)) : null;
    }
}
