using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Accounting;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Sql;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Catalog;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Planning;

/// <summary>
/// Development and production for many cases: each gets fresh schemas on both sides, the pending SQL runs in development alone, and the
/// differences are held to what is read of that SQL.
/// </summary>
internal sealed class AccountedPair : IAsyncDisposable
{
    private const string Fresh =
        """
        set client_min_messages = error;
        drop schema if exists s, s2, s3 cascade;
        create schema s;
        create schema s2;
        """;

    private readonly TestDatabase development;
    private readonly TestDatabase production;
    private readonly NpgsqlConnection developmentHand;
    private readonly NpgsqlConnection productionHand;

    // Most cases leave production as they found it: it is made and read once for all of them.
    private string? productionSetup;
    private IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)>? productionObjects;

    private AccountedPair(TestDatabase development, TestDatabase production, NpgsqlConnection developmentHand, NpgsqlConnection productionHand)
    {
        this.development = development;
        this.production = production;
        this.developmentHand = developmentHand;
        this.productionHand = productionHand;
    }

    public static async Task<AccountedPair> CreateAsync(PostgresFixture postgres)
    {
        var development = await postgres.CreateDatabaseAsync();
        var production = await postgres.CreateDatabaseAsync();
        return new(development, production, await development.OpenAsync(), await production.OpenAsync());
    }

    /// <summary>Both sides as before the pending revision.</summary>
    public async Task BeginAsync(string setup)
    {
        await TwoDatabases.RunAsync(this.developmentHand, Fresh + setup);
        if (this.productionSetup != setup)
        {
            await TwoDatabases.RunAsync(this.productionHand, Fresh + setup);
            (this.productionSetup, this.productionObjects) = (setup, null);
        }
    }

    public Task InDevelopmentAsync(string sql) => RunAsync(this.developmentHand, sql);

    public Task InProductionAsync(string sql)
    {
        if (sql.Length > 0)
        {
            (this.productionSetup, this.productionObjects) = (null, null);
        }

        return RunAsync(this.productionHand, sql);
    }

    /// <summary>Accounts for what differs now by what is pending.</summary>
    public Task<AccountedDifferences> AccountAsync(string pending) => this.AccountAsync(SqlReader.Read(pending, "/pending.sql", 1));

    public async Task<AccountedDifferences> AccountAsync(IReadOnlyList<SchemaOperation> operations)
    {
        await using var left = await Reading.OpenAsync(this.development.Url);
        await using var right = await Reading.OpenAsync(this.production.Url, "production");
        this.productionObjects ??= await Reading.ListAsync(right);
        var result = await Reading.CompareAsync(await Reading.ListAsync(left), this.productionObjects);
        var names = MentionedNames.Of(operations);
        var facts = await Task.WhenAll(
            FactsReader.ReadAsync(right, names, CancellationToken.None), FactsReader.ReadAsync(left, names, CancellationToken.None));
        return Accounts.Of(result, [.. operations.Select(operation => ((string?)"r1", operation))], facts[0], facts[1]);
    }

    /// <summary>What is not explained and what is not shown, one line each.</summary>
    public static string[] Told(AccountedDifferences accounts) =>
    [
        .. accounts.Differences.Where(one => one.Verdict != Accounted.Explained).Select(one =>
            $"{one.Verdict} {one.Difference.Kind} {one.Difference.ObjectName} {one.Difference.Change}"
            + (one.Difference.Change == Change.Changed ? $" {one.Difference.Property}: {one.Difference.Production} -> {one.Difference.Development}" : "")),
        .. accounts.NotShown.Select(one => $"not shown {one.What}"),
    ];

    private static Task RunAsync(NpgsqlConnection connection, string sql) => sql.Length == 0 ? Task.CompletedTask : TwoDatabases.RunAsync(connection, sql);

    public async ValueTask DisposeAsync()
    {
        await this.developmentHand.DisposeAsync();
        await this.productionHand.DisposeAsync();
        await this.development.DisposeAsync();
        await this.production.DisposeAsync();
    }
}
