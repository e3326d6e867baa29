using System.Text.RegularExpressions;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Guarding;

namespace AutonomOS.Migrations.Tests.Alembic.VersionTables;

/// <summary>What rows mean, with Debian's Alembic as oracle on a real database.</summary>
public sealed partial class The_real_Alembic_agrees_on_rows(PostgresFixture postgres)
{
    [Fact]
    public async Task D15_what_is_pending_is_what_upgrade_from_there_would_run()
    {
        await using var alembic = RealAlembic.Start();
        var several = 0;
        for (var seed = 1; seed <= 40; seed++)
        {
            using var generated = new GeneratedHistory(seed);
            var graph = generated.Folder.Load().Graph!;
            foreach (var current in generated.Ids.Prepend("base"))
            {
                var (error, output) = await alembic.RunAsync(
                    generated.Folder, "postgresql://", "upgrade", [$"{current}:heads"], new { sql = true });

                var pending = graph.Pending(current == "base" ? [] : [current]);
                if (error.StartsWith("KeyError", StringComparison.Ordinal))
                {
                    // Alembic 1.8.1 and 1.19.2 crash on the way past a revision of whose parents one is in the ancestry of another.
                    Assert.Contains(pending, revision => HasRedundantParents(graph, revision));
                    continue;
                }

                Assert.True(error.Length == 0, $"seed {seed}, {current}:heads: {error}");
                var markers = Marker().Matches(output).Select(match => match.Groups[1].Value).ToArray();
                Assert.Equal(markers.Order(StringComparer.Ordinal), pending.Order(StringComparer.Ordinal));
                several += pending.Count > 1 ? 1 : 0;
            }
        }

        Assert.True(several > 100);
    }

    [Fact]
    public async Task D07_rows_overlap_where_an_upgrade_fails_and_the_rows_that_are_left_can_go_on()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var alembic = RealAlembic.Start();
        var failed = 0;
        for (var seed = 200; seed < 240; seed++)
        {
            using var generated = new GeneratedHistory(seed);
            var graph = generated.Folder.Load().Graph!;
            string[] rows = [.. Enumerable.Range(0, 2 + generated.Next(2)).Select(_ => generated.Pick()).Distinct(StringComparer.Ordinal)];
            await database.ExecuteAsync("drop table if exists alembic_version;" + Deployment.VersionTable(rows));

            var overlaps = graph.Overlaps(rows);
            var (error, _) = await alembic.RunAsync(generated.Folder, database.Url, "upgrade", ["heads"]);

            Assert.True(overlaps.Count > 0 == error.Contains("overlaps with other requested revisions", StringComparison.Ordinal), $"seed {seed}: {error}");
            if (overlaps.Count > 0)
            {
                failed++;
                Assert.Equal("", await alembic.RunAsync(generated.Folder, database.Url, AlembicCommand.Purge(graph.Rows(rows))));
                Assert.Equal("", (await alembic.RunAsync(generated.Folder, database.Url, "upgrade", ["heads"])).Error);
            }

            Assert.Equal(graph.RealHeads, await RowsAsync(database));
        }

        Assert.InRange(failed, 5, 35);
    }

    [Fact]
    public async Task D07_a_plain_stamp_does_not_mend_rows_that_overlap()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var alembic = RealAlembic.Start();
        using var folder = RealAlembic.Runnable(AlembicFolder.Standard().Revision("aaaa1111").Revision("bbbb1111", "'aaaa1111'"));
        await database.ExecuteAsync(Deployment.VersionTable("aaaa1111", "bbbb1111"));

        Assert.Equal("bbbb1111 (head)", (await alembic.RunAsync(folder, database.Url, "current", [])).Output.Trim());
        Assert.Equal("", (await alembic.RunAsync(folder, database.Url, "stamp", ["bbbb1111"])).Error);
        Assert.Equal(["aaaa1111", "bbbb1111"], await RowsAsync(database));
    }

    [Theory]
    [InlineData("bbbb", "", "bbbb,cccc1111")]
    [InlineData("heads", "", "heads")]
    [InlineData("head", "", "head")]
    [InlineData("base", "", "base,cccc1111")]
    [InlineData("BBBB1111", "FAILED", "BBBB1111")]
    [InlineData("bbbb1111 ", "FAILED", "bbbb1111 ")]
    public async Task D11_rows_that_are_no_identifiers_are_resolved_and_stay(string row, string error, string after)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var alembic = RealAlembic.Start();
        using var folder = RealAlembic.Runnable(
            AlembicFolder.Standard().Revision("aaaa1111").Revision("bbbb1111", "'aaaa1111'").Revision("cccc1111", "'bbbb1111'"));
        await database.ExecuteAsync(Deployment.VersionTable(row));

        Assert.StartsWith(error, (await alembic.RunAsync(folder, database.Url, "upgrade", ["head"])).Error, StringComparison.Ordinal);

        Assert.Equal(after, string.Join(',', await RowsAsync(database)));
        Assert.Equal(error.Length == 0, folder.Load().Graph!.ReadAs(row) is not null);
    }

    private static bool HasRedundantParents(RevisionGraph graph, string revision)
    {
        var file = graph.Find(revision)!;
        return graph.Overlaps(file.DownRevisions.Concat(file.DependsOn).Select(parent => parent.Name)).Count > 0;
    }

    private static Task<IReadOnlyList<string?>> RowsAsync(TestDatabase database) =>
        database.QueryAsync("select version_num from alembic_version order by version_num collate \"C\"");

    [GeneratedRegex(@"^-- Running upgrade .*-> (\S+)", RegexOptions.Multiline)]
    private static partial Regex Marker();
}
