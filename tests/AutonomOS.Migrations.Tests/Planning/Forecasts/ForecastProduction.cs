using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Accounting;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Catalog;

namespace AutonomOS.Migrations.Tests.Planning.Forecasts;

/// <summary>A production whose pending revisions are forecast, and copies of it, on which they run.</summary>
internal sealed class ForecastProduction : IAsyncDisposable
{
    private readonly PostgresFixture postgres;
    private readonly TestDatabase original;
    private readonly TestDatabase production;
    private readonly ReadOnlySession session;
    private readonly SeenDatabase seen;
    private readonly IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)> objects;

    // Made while something else is done, as most of the time goes into making and dropping copies.
    private Task<TestDatabase> next;
    private Task dropping = Task.CompletedTask;

    private ForecastProduction(
        PostgresFixture postgres, TestDatabase original, TestDatabase production, ReadOnlySession session, SeenDatabase seen, IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)> objects)
    {
        (this.postgres, this.original, this.production, this.session, this.seen, this.objects) = (postgres, original, production, session, seen, objects);
        this.next = postgres.CopyDatabaseAsync(original);
    }

    public static async Task<ForecastProduction> CreateAsync(PostgresFixture postgres, string sql)
    {
        var original = await postgres.CreateDatabaseAsync();
        await original.ExecuteAsync(sql);
        await original.ExecuteAsync("create table alembic_version (version_num varchar(32) not null constraint alembic_version_pkc primary key); insert into alembic_version values ('a')");
        var production = await postgres.CopyDatabaseAsync(original);
        return new(
            postgres, original, production, await Reading.OpenAsync(production.Url, "production"),
            await SeenDatabase.ReadAsync(production), await Reading.ListAsync(production.Url));
    }

    /// <summary>Forecasts a revision as the guard does, and then has the real Alembic apply it to a copy.</summary>
    public async Task<ForecastCase> RunAsync(RunningAlembic alembic, string source)
    {
        using var folder = AlembicFolderOf(source);
        var operations = PendingOperations.Read([folder.Load().Graph!.Find("b")!]).Operations;
        var names = MentionedNames.Of(operations.Select(pair => pair.Operation));
        var facts = await FactsReader.ReadAsync(this.session, names, CancellationToken.None);
        var plan = Planner.Judge(operations, facts);

        var copy = await this.next;
        var failure = await alembic.UpgradeAsync(folder.At("alembic.ini"), copy);
        var dependents = Dependents([.. operations.Select(pair => pair.Operation)], facts);
        if (failure is not null)
        {
            // Unless it was outside of a transaction, nothing happened.
            if (source.Contains("autocommit_block", StringComparison.Ordinal))
            {
                this.next = this.postgres.CopyDatabaseAsync(this.original);
                await this.DropAsync(copy);
            }

            return new(plan, dependents, failure, this.seen, this.seen, new Dictionary<string, bool>(), null);
        }

        this.next = this.postgres.CopyDatabaseAsync(this.original);
        await using var development = await Reading.OpenAsync(copy.Url);
        var compared = await Reading.CompareAsync(await Reading.ListAsync(copy.Url), this.objects);
        var accounts = Accounts.Of(
            compared, operations, facts, await FactsReader.ReadAsync(development, names, CancellationToken.None));
        var after = await SeenDatabase.ReadAsync(copy);
        var retyped = new Dictionary<string, bool>();
        foreach (var column in this.seen.Objects.Values.Where(one => one.Kind == "column" && after.Objects.TryGetValue(one.Key, out var now) && now.Detail != one.Detail))
        {
            var now = after.Objects[column.Key];

            // What was renamed under the column cannot be read as what it was.
            retyped[column.Name] = await IsKeptAsync(column.Detail) || await IsKeptAsync("text");

            async Task<bool> IsKeptAsync(string type) =>
                await SeenDatabase.ValuesAsync(this.production, column, type) is { } before && before == await SeenDatabase.ValuesAsync(copy, now, type);
        }

        await this.DropAsync(copy);
        return new(plan, dependents, null, this.seen, after, retyped, accounts);
    }

    public async ValueTask DisposeAsync()
    {
        await this.dropping;
        await (await this.next).DisposeAsync();
        await this.session.DisposeAsync();
        await this.production.DisposeAsync();
        await this.original.DisposeAsync();
    }

    private async Task DropAsync(TestDatabase copy)
    {
        await this.dropping;
        this.dropping = copy.DisposeAsync().AsTask();
    }

    private static Alembic.AlembicFolder AlembicFolderOf(string source) => Alembic.AlembicFolder.Standard("script_location = %(here)s/migrations")
        .Write("migrations/env.py", RunningAlembic.Environment)
        .Revision("a", more: "def upgrade():\n    pass")
        .Write("migrations/versions/b.py", source);

    private static List<IReadOnlyList<string>> Dependents(IReadOnlyList<SchemaOperation> operations, ProductionFacts facts)
    {
        var production = new PlannedProduction(facts, operations);
        var all = new List<IReadOnlyList<string>>();
        foreach (var operation in operations)
        {
            all.Add(operation.IsCascading ? production.DependentsOf(operation) : []);
            production.Apply(operation);
        }

        return all;
    }
}
