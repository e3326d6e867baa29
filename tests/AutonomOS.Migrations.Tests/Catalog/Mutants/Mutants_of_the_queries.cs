using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Catalog.Mutants;

/// <summary>
/// Do the rows of the tables of changes notice a query that says less? Each mutant is compared on the rows of its kind, and, where those
/// see nothing, on all. <c>AUTONOMOS_MUTANTS</c> names the kinds, with semicolons, or is <c>*</c> (build/mutants.sh); without it those of
/// one kind are asked, so that the question itself is seen to work.
/// </summary>
public sealed class Mutants_of_the_queries(
    PostgresFixture postgres, PostgresMajors majors, TwoDatabases databases, ITestOutputHelper output) : IClassFixture<TwoDatabases>
{
    // Rows that TwoDatabases does not make, and why each of them would be noticed all the same.
    private static readonly string[] AskedElsewhere =
    [
        // Changes_of_tablespaces: a tablespace is the cluster's, and is made and dropped by each test.
        "note:tablespace", "note:index tablespace",
        // WhatCouldNotBeSeen, as a role without rights.
        "unknown:options", "unknown:synchronous commit",
    ];

    [Fact]
    public async Task That_drop_a_column_are_all_noticed()
    {
        var asked = Environment.GetEnvironmentVariable("AUTONOMOS_MUTANTS") is { Length: > 0 } given ? given : "policy";
        var kinds = asked == "*" ? CatalogQuery.KindsOf(OptionalKinds.None) : asked.Split(';');
        var columns = await this.ColumnsAsync(kinds);
        var mutants = columns.Concat(kinds.SelectMany(QueryMutant.Of)).ToHashSet();
        var alive = mutants.ToHashSet();
        var rows = ChangeRow.All.Where(row => kinds.Contains(row.Expected.Kind)).ToList();
        await this.AskAsync(rows, alive, (row, mutant) => mutant.Kind == row.Expected.Kind);
        await this.AskAboutWhatIsLeftOutAsync(alive);
        if (asked == "*")
        {
            await this.AskAsync(rows, alive, (_, _) => true);
        }

        output.WriteLine($"{mutants.Count} mutants, {columns.Count} of them without a column; not noticed: {alive.Count}");
        foreach (var mutant in alive.OrderBy(mutant => mutant.Column is null).ThenBy(mutant => mutant.Kind, StringComparer.Ordinal))
        {
            output.WriteLine($"  {mutant.Kind}: {mutant.What}");
        }

        Assert.Empty(alive.Intersect(columns).Select(mutant => $"{mutant.Kind}: {mutant.What}"));
    }

    [Fact]
    public void That_can_be_made_of_a_query()
    {
        var mutants = QueryMutant.Of("policy").Select(mutant => mutant.What).ToList();
        Assert.Contains("line 15: an order: convert_to(name, 'UTF8') -> convert_to(name, 'UTF8') desc", mutants);
        Assert.Contains("line 12: a word: 'select' -> '?'", mutants);
        Assert.Contains("line 21: c.oid = p.polrelid -> true", mutants);
        Assert.Contains("line 23: left join -> join", mutants);
        Assert.Contains("line 24: {{own pg_policy p.oid}} -> true", mutants);
        Assert.Contains("line 4: in use: pg_relation_size('pg_policy') is distinct from 0 -> false", mutants);
        Assert.Contains(
            "line 4: in use: exists (select from pg_cast where oid >= 16384) -> false", QueryMutant.Of("cast").Select(mutant => mutant.What));
        Assert.DoesNotContain("without inheritance", mutants);
        Assert.Contains("without inheritance", QueryMutant.Of("table").Select(mutant => mutant.What));
    }

    private async Task<IReadOnlyList<QueryMutant>> ColumnsAsync(IReadOnlyList<string> kinds)
    {
        await using var usual = await postgres.CreateDatabaseAsync();
        await using var oldest = await majors.CreateDatabaseAsync(13);
        await using var newest = await majors.CreateDatabaseAsync(18);
        var found = new List<QueryMutant>();
        foreach (var database in (TestDatabase[])[usual, oldest, newest])
        {
            found.AddRange((await Reading.KindsAsync(database.Url))
                .Where(kind => kinds.Contains(kind.Name))
                .SelectMany(kind => kind.Properties.Append("parent")
                    .Except(AskedElsewhere)
                    .Where(column => (kind.Name, column) is not ("schema" or "extension" or "cast" or "access method" or "language"
                        or "foreign data wrapper" or "event trigger" or "publication" or "subscription", "parent"))
                    .Select(column => new QueryMutant(kind.Name, $"without {column}", column, ""))));
        }

        return [.. found.Distinct()];
    }

    private async Task AskAsync(IEnumerable<ChangeRow> rows, HashSet<QueryMutant> alive, Func<ChangeRow, QueryMutant, bool> isFor)
    {
        foreach (var row in rows)
        {
            var asked = alive.Where(mutant => isFor(row, mutant)).ToList();
            if (asked.Count == 0)
            {
                continue;
            }

            try
            {
                var (left, right) = await databases.ChangedAsync(row.Major, row.Setup, row.Change);
                await using var before = await MutatedReading.OpenAsync(left, "s");
                await using var after = await MutatedReading.OpenAsync(right, "s");
                Assert.True(IsTheOne(row, (await Reading.CompareAsync(before.Kinds, after.Kinds)).Differences), $"{row}");
                foreach (var mutant in asked)
                {
                    if (!await IsOverlookedAsync(before, after, mutant, differences => IsTheOne(row, differences)))
                    {
                        alive.Remove(mutant);
                    }
                }
            }
            finally
            {
                await databases.OnBothAsync(Changes_of_publications_and_subscriptions.DropSubscription, row.Major);
            }
        }
    }

    // As the tests of What_is_left_out, of partitions on one side and of schemas and extensions do.
    private async Task AskAboutWhatIsLeftOutAsync(HashSet<QueryMutant> alive)
    {
        await this.AskAsync("", OneOfEach.Members, [], alive);
        await this.AskAsync("", "", [], alive, OneOfEach.Temporary);
        var one = OneOfEach.OnAMember + OneOfEach.Ddl("a");
        await this.AskAsync(one, one + OneOfEach.Ddl("b"), [], alive);
        await this.AskAsync(OneOfEach.Ddl("a") + "create schema s", OneOfEach.Ddl("a") + OneOfEach.Ddl("b") + "create schema s", ["s"], alive);
        await this.AskAsync(
            Partitions_on_one_side.Parent, Partitions_on_one_side.Parent + Partitions_on_one_side.Added + "alter table t2 set unlogged", [], alive);
        foreach (var row in Changes_of_schemas_and_extensions.Changes)
        {
            await this.AskAsync("", row.Data.Item1, [], alive);
        }
    }

    // Noticed is what makes the differences others than they are, or the census disagree.
    private async Task AskAsync(string development, string production, string[] schemas, HashSet<QueryMutant> alive, string temporary = "")
    {
        await using var left = await postgres.CreateDatabaseAsync();
        await using var right = await postgres.CreateDatabaseAsync();
        await left.ExecuteAsync(development + ";");
        await right.ExecuteAsync(production + ";");
        await using var other = await right.OpenAsync();
        await using var command = new NpgsqlCommand(temporary + ";", other);
        await command.ExecuteNonQueryAsync();
        await using var before = await MutatedReading.OpenAsync(left, schemas);
        await using var after = await MutatedReading.OpenAsync(right, schemas);
        var expected = (await Reading.CompareAsync(before.Kinds, after.Kinds)).Differences;
        foreach (var mutant in alive.ToList())
        {
            if (!await IsOverlookedAsync(before, after, mutant, differences => differences.SequenceEqual(expected)))
            {
                alive.Remove(mutant);
            }
        }
    }

    private static async Task<bool> IsOverlookedAsync(
        MutatedReading before, MutatedReading after, QueryMutant mutant, Func<IReadOnlyList<Difference>, bool> asExpected)
    {
        try
        {
            return asExpected((await Reading.CompareAsync(await before.ReadAsync(mutant), await after.ReadAsync(mutant))).Differences);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or FindingException or FormatException)
        {
            // The server refuses it, or the walk or the census does.
            return false;
        }
    }

    // What a row of the tables asserts. A column that is on one side only also changes the note on the order of columns.
    private static bool IsTheOne(ChangeRow row, IReadOnlyList<Difference> differences) =>
        differences.Where(one => row.Expected.IsNote || !one.IsNote).SequenceEqual([row.Expected]);
}
