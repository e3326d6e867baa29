using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Schema;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>Reads and compares databases the way the guard does: one read-only session a side, one batch each.</summary>
internal static class Reading
{
    public static ComparisonScope Everything { get; } = new(new HashSet<string>(), "table");

    /// <summary>All that has to be asked for, but the order of columns, which is a note where nobody asks.</summary>
    public static OptionalKinds AllOptional { get; } =
        Enum.GetValues<OptionalKinds>().Aggregate((all, word) => all | word) & ~OptionalKinds.ColumnOrder;

    public static async Task<ReadOnlySession> OpenAsync(string url, string role = "development") => await ReadOnlySession.OpenAsync(
        ConnectionTarget.Parse(role, "DATABASE_URL", url), SessionLimits.Default, CancellationToken.None);

    public static async Task<ComparisonResult> CompareAsync(
        TestDatabase development, TestDatabase production, ComparisonScope? scope = null, params string[] schemas)
    {
        await using var left = await OpenAsync(development.Url);
        await using var right = await OpenAsync(production.Url, "production");
        return await CompareAsync(left, right, scope, schemas);
    }

    /// <summary>With what has to be asked for.</summary>
    public static async Task<ComparisonResult> CompareAsync(
        TestDatabase development, TestDatabase production, OptionalKinds asked, ComparisonScope? scope = null, params string[] schemas)
    {
        await using var left = await OpenAsync(development.Url);
        await using var right = await OpenAsync(production.Url, "production");
        return await CompareAsync(left, right, asked, scope, schemas);
    }

    public static Task<ComparisonResult> CompareAsync(
        ReadOnlySession development, ReadOnlySession production, ComparisonScope? scope = null, params string[] schemas) =>
        CompareAsync(development, production, OptionalKinds.None, scope, schemas);

    /// <summary>With what has to be asked for.</summary>
    public static async Task<ComparisonResult> CompareAsync(
        ReadOnlySession development, ReadOnlySession production, OptionalKinds asked, ComparisonScope? scope = null, params string[] schemas)
    {
        var (left, ours) = await StartAsync(development, schemas, asked);
        await using var leftResults = left;
        var (right, theirs) = await StartAsync(production, schemas, asked);
        await using var rightResults = right;
        var result = await SchemaComparison.CompareAsync(ours, theirs, scope ?? Everything, CancellationToken.None);
        Assert.Empty(ours.Discrepancies!);
        Assert.Empty(theirs.Discrepancies!);
        return result;
    }

    public static async Task<SchemaSummary> ReadAsync(string url, ComparisonScope? scope = null, params string[] schemas)
    {
        await using var session = await OpenAsync(url);
        var (started, reader) = await StartAsync(session, schemas);
        await using var results = started;
        return await SchemaComparison.ReadAsync(reader, scope ?? Everything, CancellationToken.None);
    }

    /// <summary>Every object of a database, kept: what is compared more than once is read once.</summary>
    public static Task<IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)>> ListAsync(string url, params string[] schemas) =>
        ListAsync(url, OptionalKinds.None, schemas);

    /// <summary>The same with what has to be asked for.</summary>
    public static async Task<IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)>> ListAsync(
        string url, OptionalKinds asked, params string[] schemas)
    {
        await using var session = await OpenAsync(url);
        return await ListAsync(session, asked, schemas);
    }

    /// <summary>The same in a session that goes on.</summary>
    public static async Task<IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)>> ListAsync(
        ReadOnlySession session, OptionalKinds asked = OptionalKinds.None, params string[] schemas)
    {
        var (started, reader) = await StartAsync(session, schemas, asked);
        await using var results = started;
        var kinds = new List<(ObjectKind, SchemaObject[])>();
        while (await reader.NextKindAsync(CancellationToken.None) is { } kind)
        {
            var objects = new List<SchemaObject>();
            while (await reader.ReadAsync(CancellationToken.None) is { } found)
            {
                objects.Add(found);
            }

            kinds.Add((kind, [.. objects]));
        }

        Assert.Empty(reader.Discrepancies!);
        return kinds;
    }

    /// <summary>The same in another transaction of a session that goes on afterwards, and holds nothing meanwhile.</summary>
    public static async Task<IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)>> ListAnewAsync(
        ReadOnlySession session, OptionalKinds asked, params string[] schemas)
    {
        await using (await session.ExecuteAnewAsync([new("select")], CancellationToken.None))
        {
            // What began is all that is wanted of it.
        }

        var listed = await ListAsync(session, asked, schemas);
        await session.RunAsync([new("ROLLBACK")], CancellationToken.None);
        return listed;
    }

    /// <summary>Every kind with its properties, whether it is in use or not.</summary>
    public static async Task<IReadOnlyList<ObjectKind>> KindsAsync(string url)
    {
        await using var session = await OpenAsync(url);
        var inventory = await InventoryAsync(session, AllOptional, everything: true);
        await using var results = await session.ExecuteAsync(
            CatalogReader.Statements(session.Server.VersionNumber, null, inventory, AllOptional), CancellationToken.None);
        var reader = new CatalogReader(results, inventory, AllOptional);
        var kinds = new List<ObjectKind>();
        while (await reader.NextKindAsync(CancellationToken.None) is { } kind)
        {
            kinds.Add(kind);
            while (await reader.ReadAsync(CancellationToken.None) is not null)
            {
                // Only the kinds are asked for.
            }
        }

        return kinds;
    }

    public static Task<ComparisonResult> CompareAsync(
        IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)> development,
        IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)> production,
        ComparisonScope? scope = null) => SchemaComparison.CompareAsync(
            new Listed([.. development]), new Listed([.. production]), scope ?? Everything, CancellationToken.None);

    /// <summary>Every object of one kind: its name, and its properties by name.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>>> ObjectsAsync(string url, string kind)
    {
        await using var session = await OpenAsync(url);
        var (started, reader) = await StartAsync(session, []);
        await using var results = started;
        var objects = new OrderedDictionary<string, IReadOnlyDictionary<string, string?>>();
        while (await reader.NextKindAsync(CancellationToken.None) is { } current)
        {
            while (await reader.ReadAsync(CancellationToken.None) is { } found)
            {
                if (current.Name == kind)
                {
                    objects.Add(found.Name, current.Properties.Zip(found.Values).ToDictionary(pair => pair.First, pair => pair.Second));
                }
            }
        }

        return objects;
    }

    /// <summary>What the guard asks first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="asked">What has to be asked for.</param>
    /// <param name="everything">True to have every kind and every property asked for, whether there is something of it or not.</param>
    /// <param name="schemas">The schemas to read; none for all.</param>
    public static async Task<CatalogInventory> InventoryAsync(
        ReadOnlySession session, OptionalKinds asked = OptionalKinds.None, bool everything = false, params string[] schemas)
    {
        var version = session.Server.VersionNumber;
        await using var results = await session.ExecuteAsync(
            CatalogInventory.Statements(version, schemas is [] ? null : schemas, asked), CancellationToken.None);
        var inventory = await CatalogInventory.ReadAsync(results, version, asked, CancellationToken.None);
        return everything
            ? CatalogInventory.Of(
                version,
                asked,
                CatalogReader.Kinds.Concat(CatalogFeature.All.Select(feature => feature.With)).ToHashSet(StringComparer.Ordinal),
                [.. CatalogReader.Kinds.Select(kind => new CensusRow(kind, 1, 1, IsCatalog: false))])
            : inventory;
    }

    private static async Task<(SessionReader Results, CatalogReader Reader)> StartAsync(
        ReadOnlySession session, string[] schemas, OptionalKinds asked = OptionalKinds.None)
    {
        var inventory = await InventoryAsync(session, asked, everything: false, schemas);
        var results = await session.ExecuteAsync(
            CatalogReader.Statements(session.Server.VersionNumber, schemas is [] ? null : schemas, inventory, asked), CancellationToken.None);
        return (results, new(results, inventory, asked));
    }
}
