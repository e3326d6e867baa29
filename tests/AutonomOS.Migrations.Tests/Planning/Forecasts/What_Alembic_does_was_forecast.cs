using System.Globalization;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Planning.Forecasts;

/// <summary>
/// Made-up revisions that the real Alembic applies to a copy of production: what vanished was called destructive, nothing else was, what
/// failed was said to, and nothing that then differs is left unexplained. <c>AUTONOMOS_FORECAST_COUNT</c> says how many
/// (<c>build/forecast-oracle.sh</c>), <c>AUTONOMOS_FORECAST_SEED</c> with which to begin.
/// </summary>
public sealed class What_Alembic_does_was_forecast(PostgresFixture postgres)
{
    // So many revisions are made for each production.
    private const int OfEach = 25;

    [Fact]
    public async Task For_revisions_that_nobody_thought_of()
    {
        var count = Setting("AUTONOMOS_FORECAST_COUNT") ?? 50;
        var first = Setting("AUTONOMOS_FORECAST_SEED") ?? 1;
        using var alembic = new RunningAlembic();
        ForecastProduction? production = null;
        var wrong = new List<string>();
        var (applied, refused) = (0, 0);
        try
        {
            for (var seed = first; seed < first + count; seed++)
            {
                var made = new RandomProduction(seed / OfEach);
                if (production is null || seed % OfEach == 0)
                {
                    await (production?.DisposeAsync() ?? ValueTask.CompletedTask);
                    production = await ForecastProduction.CreateAsync(postgres, made.Sql);
                }

                var source = new RandomRevision(seed, made.Schema).Source;
                var found = await production.RunAsync(alembic, source);
                applied += found.Failure is null ? 1 : 0;
                refused += found.Failure is { State: null } ? 1 : 0;
                var faults = ForecastFaults.Of(found).ToList();
                if (faults.Count > 0)
                {
                    wrong.Add(Told(seed, source, found, faults));
                    Console.WriteLine(wrong[^1]);
                }
            }
        }
        finally
        {
            await (production?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        Console.WriteLine($"{applied} of {count} revisions applied, {count - applied - refused} failed, {refused} refused by Alembic, seed {first}, {wrong.Count} not as forecast");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count} not as forecast\n{string.Join("\n\n", wrong.Take(12))}");
        Assert.True(applied > count / 2, $"only {applied} of {count} could be applied");
    }

    private static int? Setting(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Told(int seed, string source, ForecastCase found, List<string> faults) => string.Join(
        '\n',
        [
            $"== Seed {seed}",
            .. source.Split('\n').SkipWhile(line => !line.StartsWith("def upgrade", StringComparison.Ordinal)).TakeWhile(line => !line.StartsWith("def downgrade", StringComparison.Ordinal)).Where(line => line.Length > 0),
            $"  {(found.Failure is { } failure ? $"failed: {failure.State} {failure.Message}" : "applied")}",
            .. found.Plan.Findings.Where(finding => !finding.Code.StartsWith("AMB404", StringComparison.Ordinal)).Select(finding => $"  {finding.Code} {finding.Message}"),
            .. faults.Select(fault => $"  !! {fault}"),
        ]);
}
