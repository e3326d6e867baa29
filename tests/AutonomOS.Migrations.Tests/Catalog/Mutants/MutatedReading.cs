using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Schema;
using Npgsql;
using NpgsqlTypes;

namespace AutonomOS.Migrations.Tests.Catalog.Mutants;

/// <summary>
/// A database read once as the guard reads it, and again and again for one kind by a mutant of that kind's query: what the other kinds
/// say does not change by it.
/// </summary>
internal sealed class MutatedReading : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly string[] schemas;
    private readonly int major;
    private readonly HashSet<string> features;
    private readonly Dictionary<string, (long Least, long Most)> census;

    private MutatedReading(
        NpgsqlConnection connection, string[] schemas, int major, HashSet<string> features,
        IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)> kinds, Dictionary<string, (long Least, long Most)> census)
    {
        this.connection = connection;
        this.schemas = schemas;
        this.major = major;
        this.features = features;
        this.Kinds = kinds;
        this.census = census;
    }

    /// <summary>What the queries say as they are.</summary>
    public IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)> Kinds { get; }

    /// <summary>Reads a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="schemas">The schemas to read; none for all.</param>
    public static async Task<MutatedReading> OpenAsync(TestDatabase database, params string[] schemas)
    {
        var kinds = await Reading.ListAsync(database.Url, schemas);
        var connection = await database.OpenAsync();
        var major = connection.PostgreSqlVersion.Major;
        await using var settings = new NpgsqlCommand(
            CatalogReader.Statements(
                major * 10000, null, CatalogInventory.Of(major * 10000, OptionalKinds.None, new HashSet<string>(), []))[0].Text.Replace(", true)", ", false)", StringComparison.Ordinal)
                + "; set search_path = pg_catalog",
            connection);
        await settings.ExecuteNonQueryAsync();
        var census = new Dictionary<string, (long, long)>();
        foreach (var statement in (SqlStatement[])
            [
                Census.Statement(major, schemas, SystemCatalogs.Known), Census.Statement(schemas, CatalogQuery.ForMajor(major))!,
            ])
        {
            await using var count = new NpgsqlCommand(statement.Text, connection);
            count.Parameters.Add(Texts(schemas));
            if (statement.Parameters.Count > 1)
            {
                count.Parameters.Add(Texts([.. SystemCatalogs.Known]));
            }

            await using var rows = await count.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                census.Add(rows.GetString(0), (long.Parse(rows.GetString(1)), long.Parse(rows.GetString(2))));
            }
        }

        var features = new HashSet<string>();
        foreach (var feature in CatalogFeature.All)
        {
            if (await HoldsAsync(connection, feature.Condition))
            {
                features.Add(feature.Name);
            }
        }

        return new(connection, schemas, major, features, kinds, census);
    }

    /// <summary>What the queries say with one of them mutated.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <exception cref="InvalidOperationException">The census counts other than what the mutant reads.</exception>
    public async Task<IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)>> ReadAsync(QueryMutant mutant)
    {
        var query = CatalogQuery.Of(mutant.Kind, this.major, mutant.File, this.features);
        var inUse = query.InUse is null || await HoldsAsync(this.connection, query.InUse);
        var changed = mutant.Column is null ? await this.RunAsync(query, inUse) : this.Without(mutant);
        var (least, most) = this.census.GetValueOrDefault(mutant.Kind);
        // What is not in use is not counted, either; and of casts and transforms the census can tell only where all schemas are read.
        if ((inUse || query.Census is null)
            && (changed.Objects.Length < least || changed.Objects.Length > most)
            && !(this.schemas is not [] && mutant.Kind is "cast" or "transform"))
        {
            throw new InvalidOperationException("The census counts otherwise.");
        }

        return [.. this.Kinds.Select(kind => kind.Kind.Name == mutant.Kind ? changed : kind)];
    }

    public ValueTask DisposeAsync() => this.connection.DisposeAsync();

    private static NpgsqlParameter Texts(string[] texts) => new()
    {
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        Value = texts is [] ? DBNull.Value : texts,
    };

    private (ObjectKind Kind, SchemaObject[] Objects) Without(QueryMutant mutant)
    {
        var (kind, objects) = this.Kinds.Single(kind => kind.Kind.Name == mutant.Kind);
        return (
            kind with { Properties = [.. kind.Properties.Where(property => property != mutant.Column)] },
            [.. objects.Select(one => mutant.Column == "parent"
                ? one with { Parent = null }
                : one with { Values = [.. one.Values.Where((_, place) => kind.Properties[place] != mutant.Column)] })]);
    }

    private static async Task<bool> HoldsAsync(NpgsqlConnection connection, string condition)
    {
        await using var asked = new NpgsqlCommand($"select {condition}", connection);
        return await asked.ExecuteScalarAsync() is true;
    }

    private async Task<(ObjectKind Kind, SchemaObject[] Objects)> RunAsync(CatalogQuery query, bool inUse)
    {
        if (!inUse || (query.IsCounted && this.census.GetValueOrDefault(query.Kind).Most == 0))
        {
            return (this.Kinds.Single(kind => kind.Kind.Name == query.Kind).Kind, []);
        }

        await using var command = new NpgsqlCommand(query.Text, this.connection);
        if (query.Text.Contains("$1", StringComparison.Ordinal))
        {
            command.Parameters.Add(Texts(this.schemas));
        }

        await using var rows = await command.ExecuteReaderAsync();
        var properties = Enumerable.Range(2, rows.FieldCount - 2).Select(rows.GetName).ToArray();
        var objects = new List<SchemaObject>();
        while (await rows.ReadAsync())
        {
            var values = Enumerable.Range(0, rows.FieldCount).Select(at => rows.IsDBNull(at) ? null : rows.GetString(at)).ToArray();
            objects.Add(Listed.Object(values[0]!, values[1], values[2..]));
        }

        return (Listed.Kind(query.Kind, properties), [.. objects]);
    }
}
