using System.Globalization;
using AutonomOS.Migrations.Testing;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Catalog.Random;

/// <summary>
/// Random schemas, made by the same statements on servers of all majors, as far as all of them take them: between no two of them is there a
/// difference. <c>AUTONOMOS_SCHEMAS</c> and <c>AUTONOMOS_SCHEMAS_SEED</c> ask for more or others (build/property.sh).
/// </summary>
public sealed class Servers_of_different_majors(PostgresMajors majors, ITestOutputHelper output)
{
    [Fact]
    public async Task Show_nothing_where_the_same_statements_made_all()
    {
        var count = Restored_and_mutated.FromEnvironment("AUTONOMOS_SCHEMAS", 3);
        var first = Restored_and_mutated.FromEnvironment("AUTONOMOS_SCHEMAS_SEED", 1);
        var (statements, refused) = (0, 0);
        var notComparable = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = first; seed < first + count; seed++)
        {
            var schema = new RandomSchema(seed);
            var (made, told, unknown) = await this.AskAsync(schema.Statements);
            Assert.True(told is [], $"AUTONOMOS_SCHEMAS_SEED={seed} AUTONOMOS_SCHEMAS=1\n{string.Join("\n", told)}\n{string.Join(";\n", made)};");
            statements += schema.Statements.Count;
            refused += schema.Statements.Count - made.Count;
            notComparable.UnionWith(unknown);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} schemas from seed {first} on six servers, {statements} statements, {refused} of them refused by one; {notComparable.Count} values not comparable"));
        foreach (var one in notComparable.Order(StringComparer.Ordinal))
        {
            output.WriteLine($"  {one}");
        }

        Assert.True(refused * 4 < statements, $"{refused} of {statements} statements were refused");
    }

    private async Task<(IReadOnlyList<string> Made, IReadOnlyList<string> Told, IReadOnlyList<string> NotComparable)> AskAsync(IReadOnlyList<string> statements)
    {
        var databases = new List<(int Major, TestDatabase Database)>();
        var connections = new List<NpgsqlConnection>();
        try
        {
            foreach (var major in AcrossMajors.All)
            {
                databases.Add((major, await majors.CreateDatabaseAsync(major)));
                connections.Add(await databases[^1].Database.OpenAsync());
            }

            var made = new List<string>();
            foreach (var statement in statements)
            {
                if (await MakeAsync(connections, statement))
                {
                    made.Add(statement);
                }
            }

            var read = await Task.WhenAll(databases.Select(async one => (one.Major, Kinds: await Reading.ListAsync(one.Database.Url))));
            var (_, told, notComparable) = await AcrossMajors.CompareAsync(read);
            return (made, told, notComparable);
        }
        finally
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }

            foreach (var (_, database) in databases)
            {
                await database.DisposeAsync();
            }
        }
    }

    // On every server, or on none.
    private static async Task<bool> MakeAsync(IReadOnlyList<NpgsqlConnection> connections, string statement)
    {
        var transactions = new List<NpgsqlTransaction>();
        try
        {
            foreach (var connection in connections)
            {
                transactions.Add(await connection.BeginTransactionAsync());
                await using var command = new NpgsqlCommand(statement, connection);
                await command.ExecuteNonQueryAsync();
            }

            foreach (var transaction in transactions)
            {
                await transaction.CommitAsync();
            }

            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
        finally
        {
            foreach (var transaction in transactions)
            {
                await transaction.DisposeAsync();
            }
        }
    }
}
