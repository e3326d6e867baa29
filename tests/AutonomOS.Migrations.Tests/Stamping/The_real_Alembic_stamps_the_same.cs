using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Stamping;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Alembic;
using AutonomOS.Migrations.Tests.Alembic.VersionTables;
using AutonomOS.Migrations.Tests.Guarding;

namespace AutonomOS.Migrations.Tests.Stamping;

/// <summary>StampBaseline and <c>alembic stamp</c> on twin databases: generated histories, and every sort of target.</summary>
public sealed class The_real_Alembic_stamps_the_same(PostgresFixture postgres)
{
    private const string Rows = "select version_num from alembic_version order by version_num collate \"C\"";

    private const string Definition =
        """
        select concat_ws(' ', relkind, attname, format_type(atttypid, atttypmod), attnotnull, conname, pg_get_constraintdef(k.oid))
        from pg_class c join pg_attribute a on a.attrelid = c.oid and attnum > 0 left join pg_constraint k on k.conrelid = c.oid
        where c.oid = 'public.alembic_version'::regclass
        order by conname
        """;

    [Fact]
    public async Task D16_into_a_missing_and_into_an_empty_table_row_for_row()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await using var alembic = RealAlembic.Start();
        await using var development = await deployment.Development.HoldAsync();
        await using var production = await deployment.Production.HoldAsync();
        deployment.SetUrls(null, deployment.Production.Url);
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 1; seed <= 32; seed++)
        {
            using var generated = new GeneratedHistory(seed);
            var graph = Graph(generated.Folder);
            foreach (var (target, number) in Targets(generated, graph).Select((target, number) => (target, number)))
            {
                var isMissing = (seed + number) % 2 == 0;
                foreach (var side in (DatabaseHand[])[development, production])
                {
                    await side.ExecuteAsync("drop table if exists alembic_version;" + (isMissing ? "" : Deployment.VersionTable()));
                }

                var (error, _) = await alembic.RunAsync(generated.Folder, deployment.Development.Url, "stamp", [target]);
                var ours = await StampAsync(deployment, generated.Folder, target);

                var what = $"seed {seed}: alembic stamp {string.Join(' ', target)}: {error}; ours: {ours.Text}";
                var theirs = error.Length > 0 ? null : await development.QueryAsync(Rows);
                var outcome = ours.Findings is [var refusal] ? refusal.Code : "";
                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
                if (theirs is { Count: > 0 } && graph.Overlaps(theirs.Select(row => row!)).Count == 0)
                {
                    Assert.True(ours.Findings.Count == 0, what);
                    Assert.True(theirs.SequenceEqual(await production.QueryAsync(Rows)), what);
                    Assert.Equal(await development.QueryAsync(Definition), await production.QueryAsync(Definition));
                }
                else
                {
                    // Of a beginning that fits several revisions Alembic says that it cannot locate it.
                    Assert.True((theirs is null ? ["AMB5002", "AMB5003"] : theirs.Count == 0 ? (string[])["AMB5013"] : ["AMB5014"])
                        .Contains(outcome, StringComparer.Ordinal), what);
                    Assert.Equal(
                        [isMissing ? "nothing" : "0"],
                        await production.QueryAsync(
                            isMissing ? "select coalesce(to_regclass('alembic_version')::text, 'nothing')" : "select count(*) from alembic_version"));
                }
            }
        }

        // Every outcome was met, so that none of the branches above passes unseen.
        Assert.Equal(["", "AMB5002", "AMB5003", "AMB5013", "AMB5014"], outcomes.Keys.Order(StringComparer.Ordinal));
        Assert.True(outcomes[""] > 100, string.Join(", ", outcomes));
    }

    [Fact]
    public async Task D16_moves_collapse_and_purge_are_refused_with_the_command_that_does_them()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await using var alembic = RealAlembic.Start();
        await using var production = await deployment.Production.HoldAsync();
        deployment.SetUrls(null, deployment.Production.Url);
        var moves = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 100; seed < 130; seed++)
        {
            using var generated = new GeneratedHistory(seed);
            var graph = Graph(generated.Folder);
            for (var times = 0; times < 6; times++)
            {
                string[] rows = [.. Enumerable.Range(0, 1 + generated.Next(3)).Select(_ => generated.Pick()).Distinct(StringComparer.Ordinal)];
                rows = times switch { 0 => [.. rows.Take(1), "gone00001111"], < 5 => [.. graph.Rows(rows)], _ => rows };
                var baseline = generated.Next(3) == 0 ? graph.Rows([generated.Pick(), generated.Pick()]) : [generated.Pick()];
                if (rows.Order(StringComparer.Ordinal).SequenceEqual(baseline, StringComparer.Ordinal))
                {
                    continue;
                }

                await production.ExecuteAsync("drop table if exists alembic_version;" + Deployment.VersionTable(rows));

                var ours = await StampAsync(deployment, generated.Folder, baseline);

                var finding = Assert.Single(ours.Findings);
                Assert.Equal("AMB5001", finding.Code);
                Assert.Equal(rows.Order(StringComparer.Ordinal), await production.QueryAsync(Rows));
                var command = finding.Message[(finding.Message.LastIndexOf("): ", StringComparison.Ordinal) + 3)..];
                var error = await alembic.RunAsync(generated.Folder, deployment.Production.Url, command);
                var what = $"seed {seed}: {finding.Message} {error}";
                Assert.True(error.Length == 0, what);
                Assert.True(baseline.SequenceEqual(await production.QueryAsync(Rows)), what);
                moves.Add(command.Contains("--purge", StringComparison.Ordinal) ? "purge"
                    : finding.Message.Contains("up (", StringComparison.Ordinal) ? "up"
                    : finding.Message.Contains("down (", StringComparison.Ordinal) ? "down" : "collapse");
            }
        }

        Assert.Equal(["collapse", "down", "purge", "up"], moves.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task D16_a_revision_named_twice_is_written_once_where_Alembic_crashes()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await using var alembic = RealAlembic.Start();
        using var folder = RealAlembic.Runnable(AlembicFolder.Standard().Revision("aaaa1111"));
        deployment.SetUrls(null, deployment.Production.Url);

        var (error, _) = await alembic.RunAsync(folder, deployment.Development.Url, "stamp", [new[] { "head", "aaaa1111" }]);

        Assert.StartsWith("AssertionError", error, StringComparison.Ordinal);
        Assert.Empty((await StampAsync(deployment, folder, ["head", "aaaa"])).Findings);
        Assert.Equal(["aaaa1111"], await deployment.Production.QueryAsync(Rows));
    }

    private static RevisionGraph Graph(AlembicFolder folder)
    {
        var history = folder.Load();
        Assert.Empty(history.Findings);
        return history.Graph!;
    }

    private static IEnumerable<string[]> Targets(GeneratedHistory generated, RevisionGraph graph)
    {
        yield return ["head"];
        yield return ["heads"];
        yield return ["base"];
        yield return [generated.Pick()];
        yield return [generated.Pick()[..^1]];
        yield return [generated.Pick()[..4]];
        yield return ["zzzz"];
        yield return [.. graph.Bases];
        yield return [.. graph.Heads];
        foreach (var label in graph.Revisions.SelectMany(file => file.BranchLabels).Select(label => label.Name).Take(1))
        {
            yield return [label];
            yield return [$"{label}@head"];
            yield return [$"{label}@heads"];
            yield return [$"{label}@base"];
            yield return [$"{label}@{generated.Pick()[..6]}"];
        }

        var one = generated.Pick();
        var other = generated.Pick();
        if (one != other)
        {
            yield return [one, other];
        }
    }

    private static Task<StampResult> StampAsync(Deployment deployment, AlembicFolder folder, IReadOnlyList<string> target) =>
        BaselineStamp.RunAsync(
            new(deployment.Request with { ProjectDirectory = folder.Root }, target, DryRun: false), CancellationToken.None);
}
