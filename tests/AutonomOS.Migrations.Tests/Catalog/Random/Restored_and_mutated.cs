using System.Globalization;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Catalog.Dumps;
using Xunit.Sdk;

namespace AutonomOS.Migrations.Tests.Catalog.Random;

/// <summary>
/// Random schemas: what pg_dump wrote and psql restored shows no difference, and one change shows that difference and nothing more.
/// <c>AUTONOMOS_SCHEMAS</c> and <c>AUTONOMOS_SCHEMAS_SEED</c> ask for more or others (build/property.sh). What is wrong is made as small as
/// it gets.
/// </summary>
public sealed class Restored_and_mutated(PostgresFixture postgres, ITestOutputHelper output)
{
    // A partition that is gone is a difference like any other.
    private static readonly ComparisonScope Exact = Reading.Everything with { IsExact = true };

    private const int ChangesOfASchema = 6;

    [Fact]
    public async Task Random_schemas_show_nothing_and_then_one_difference()
    {
        var count = FromEnvironment("AUTONOMOS_SCHEMAS", 10);
        var first = FromEnvironment("AUTONOMOS_SCHEMAS_SEED", 1);
        var shown = new Dictionary<(string Kind, string? Property), int>();
        var statements = 0;
        var refused = 0;
        for (var seed = first; seed < first + count; seed++)
        {
            var schema = new RandomSchema(seed);
            statements += schema.Statements.Count;
            refused += await this.HoldAsync(seed, schema, mutation =>
                shown[(mutation.Kind, mutation.Property)] = shown.GetValueOrDefault((mutation.Kind, mutation.Property)) + 1);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} schemas from seed {first}, {statements} statements, {refused} of them refused; {shown.Values.Sum()} changes of {shown.Count} properties"));
        if (count >= 10)
        {
            Assert.True(refused * 10 < statements, $"{refused} of {statements} statements were refused");
            Assert.True(shown.Values.Sum() >= count * ChangesOfASchema / 2, "Hardly anything was changed.");
        }
    }

    [Fact]
    public async Task What_is_wrong_is_made_as_small_as_it_gets()
    {
        var statements = new RandomSchema(3).Statements.Append("create table public.wrong ()").ToList();
        var smallest = await SmallestAsync(statements, one => Task.FromResult(one.Contains("create table public.wrong ()") ? "wrong" : null));
        Assert.Equal(["create table public.wrong ()"], smallest);
    }

    /// <summary>A number that a script asks for.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="otherwise">Where there is none.</param>
    internal static int FromEnvironment(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private async Task<int> HoldAsync(int seed, RandomSchema schema, Action<Mutation> seen)
    {
        await using var original = await postgres.CreateDatabaseAsync();
        await using var restored = await postgres.CreateDatabaseAsync();
        var refused = await MakeAsync(original, schema.Statements);
        var before = await Reading.ListAsync(original.Url);
        var error = await SchemaDump.RestoreAsync(restored, await SchemaDump.OfAsync(original));
        var now = await Reading.ListAsync(restored.Url);
        if (error is not null || (await Reading.CompareAsync(before, now)).Differences is not [])
        {
            var smallest = await SmallestAsync(schema.Statements, this.RestoredUnlikeAsync);
            Assert.Fail($"AUTONOMOS_SCHEMAS_SEED={seed} AUTONOMOS_SCHEMAS=1\n{await this.RestoredUnlikeAsync(smallest)}\n{string.Join(";\n", smallest)};");
        }

        var changes = 0;
        foreach (var mutation in schema.Mutations)
        {
            // What an earlier change took away, or another object uses, cannot be changed.
            if (changes == ChangesOfASchema || await SchemaDump.RestoreAsync(restored, mutation.Sql) is not null)
            {
                continue;
            }

            changes++;
            var then = await Reading.ListAsync(restored.Url);
            if (mutation.Unlike((await Reading.CompareAsync(now, then, Exact)).Differences) is { } unlike)
            {
                var smallest = await SmallestAsync(schema.Statements, one => this.ChangedUnlikeAsync(one, mutation));
                Assert.Fail($"AUTONOMOS_SCHEMAS_SEED={seed} AUTONOMOS_SCHEMAS=1\n{unlike}\n{string.Join(";\n", smallest)};");
            }

            seen(mutation);
            now = then;
        }

        return refused;
    }

    private async Task<string?> RestoredUnlikeAsync(IReadOnlyList<string> statements)
    {
        await using var original = await postgres.CreateDatabaseAsync();
        await using var restored = await postgres.CreateDatabaseAsync();
        await MakeAsync(original, statements);
        if (await SchemaDump.RestoreAsync(restored, await SchemaDump.OfAsync(original)) is { } error)
        {
            return error;
        }

        try
        {
            var differences = (await Reading.CompareAsync(original, restored)).Differences;
            return differences is [] ? null : string.Join("\n", differences);
        }
        catch (XunitException e)
        {
            return e.Message;
        }
    }

    private async Task<string?> ChangedUnlikeAsync(IReadOnlyList<string> statements, Mutation mutation)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await MakeAsync(database, statements);
        var before = await Reading.ListAsync(database.Url);
        return await SchemaDump.RestoreAsync(database, mutation.Sql) is not null
            ? null
            : mutation.Unlike((await Reading.CompareAsync(before, await Reading.ListAsync(database.Url), Exact)).Differences);
    }

    // Each by itself: what cannot be made without what was left out is left out too.
    private static async Task<int> MakeAsync(TestDatabase database, IReadOnlyList<string> statements)
    {
        var refused = 0;
        await using var connection = await database.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new Npgsql.NpgsqlCommand(statement, connection);
            try
            {
                await command.ExecuteNonQueryAsync();
            }
            catch (Npgsql.PostgresException)
            {
                refused++;
            }
        }

        return refused;
    }

    // Leaves out as many statements as it can, in ever smaller runs of them.
    private static async Task<IReadOnlyList<string>> SmallestAsync(
        IReadOnlyList<string> statements, Func<IReadOnlyList<string>, Task<string?>> wrong)
    {
        var left = statements.ToList();
        for (var run = left.Count / 2; run > 0; run /= 2)
        {
            for (var at = 0; at < left.Count;)
            {
                List<string> fewer = [.. left.Take(at), .. left.Skip(at + run)];
                if (await wrong(fewer) is not null)
                {
                    left = fewer;
                }
                else
                {
                    at += run;
                }
            }
        }

        return left;
    }
}
