using AutonomOS.Migrations.Stamping;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Alembic;
using AutonomOS.Migrations.Tests.Alembic.VersionTables;
using AutonomOS.Migrations.Tests.Guarding;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Stamping;

/// <summary>D17: Alembic takes no lock of ours, and may be at the version table at the same time.</summary>
public sealed class Stamps_while_Alembic_runs(PostgresFixture postgres)
{
    private const string Rows = "select version_num from alembic_version order by 1";

    [Theory]
    [InlineData("upgrade", true)]
    [InlineData("upgrade", false)]
    [InlineData("stamp", true)]
    [InlineData("stamp", false)]
    public async Task D17_a_race_leaves_one_row_whoever_wins(string command, bool isMissing)
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await using var first = RealAlembic.Start();
        await using var second = RealAlembic.Start();
        using var folder = RealAlembic.Runnable(AlembicFolder.Standard().Revision("aaaa1111"));
        deployment.SetUrls(null, deployment.Production.Url);
        var root = folder.Root;
        for (var round = 0; round < 6; round++)
        {
            await deployment.Production.ExecuteAsync("drop table if exists alembic_version;" + (isMissing ? "" : Deployment.VersionTable()));

            var stamps = Enumerable.Range(0, 3).Select(_ => Task.Run(() => StampAsync(deployment, root))).ToList();
            var theirs = await Task.WhenAll(new[] { first, second }.Select(
                alembic => alembic.RunAsync(folder, deployment.Production.Url, command, ["head"])));
            var ours = await Task.WhenAll(stamps);
            var errors = theirs.Select(answer => answer.Error).ToList();

            // Whoever lost has said so, and nobody who succeeded is missing from the table.
            Assert.Equal(["aaaa1111"], await deployment.Production.QueryAsync(Rows));
            Assert.All(ours, result => Assert.True(
                result.Findings is [] or [{ Code: "AMB5015" }], $"round {round}: {result.Text}"));
            Assert.True(errors.Contains("") || ours.Any(result => result.Findings.Count == 0), string.Join('\n', errors));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task D17_what_another_transaction_has_written_is_seen_before_anything_is_stamped(bool isMissing)
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c");
        if (!isMissing)
        {
            await deployment.Production.ExecuteAsync(Deployment.VersionTable());
        }

        await using var other = await deployment.Production.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await RunAsync(other, isMissing ? Deployment.VersionTable("aaaa11112222") : "insert into alembic_version values ('aaaa11112222')");
        var ours = Task.Run(() => Stamps.StampAsync(deployment));
        await WaitForBlockedAsync(deployment.Production, ours);
        await transaction.CommitAsync();

        Assert.Equal("AMB5015", Assert.Single((await ours).Findings).Code);
        Assert.Equal(["aaaa11112222"], await deployment.Production.QueryAsync(Rows));
    }

    [Fact]
    public async Task D17_a_transaction_that_does_not_end_is_waited_for_and_then_told()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.Production.ExecuteAsync(Deployment.VersionTable());
        await using var other = await deployment.Production.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await RunAsync(other, "insert into alembic_version values ('aaaa11112222')");

        var result = await BaselineStamp.RunAsync(
            new(deployment.Request with { Limits = deployment.Request.Limits with { Statement = TimeSpan.FromMilliseconds(300) } }, [], false),
            CancellationToken.None);

        Assert.Equal("AMB5015", Assert.Single(result.Findings).Code);
    }

    // Asks the server, not the clock.
    private static async Task WaitForBlockedAsync(TestDatabase database, Task stamp)
    {
        while (!stamp.IsCompleted && (await database.QueryAsync(
            "select 1 from pg_stat_activity where datname = current_database() and application_name = 'AutonomOS.Migrations.Build' and wait_event_type = 'Lock'")).Count == 0)
        {
            await Task.Yield();
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static Task<StampResult> StampAsync(Deployment deployment, string root) =>
        BaselineStamp.RunAsync(new(deployment.Request with { ProjectDirectory = root }, [], DryRun: false), CancellationToken.None);
}
