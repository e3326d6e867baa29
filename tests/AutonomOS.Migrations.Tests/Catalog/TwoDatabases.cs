using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Two databases a server for all rows of a table of changes. A row gets a fresh schema <c>s</c> on both sides, the same DDL, and its
/// change on one.
/// </summary>
public sealed class TwoDatabases(PostgresFixture postgres, PostgresMajors majors) : IAsyncDisposable
{
    private readonly Dictionary<int, Pair> pairs = [];

    /// <summary>Without the change the sides are equal; with it there is exactly this difference, and the reverse the other way.</summary>
    public async Task ShowAsync(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        await ShowAsync(await this.PairAsync(0), OptionalKinds.None, kind, name, property, setup, change, before, after);

    /// <summary>The same for what has to be asked for.</summary>
    public async Task ShowAskedAsync(
        OptionalKinds asked, string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        await ShowAsync(await this.PairAsync(0), asked, kind, name, property, setup, change, before, after);

    /// <summary>The same on a server of a major version.</summary>
    public async Task ShowAsync(
        int major, string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        await ShowAsync(await this.PairAsync(major), OptionalKinds.None, kind, name, property, setup, change, before, after);

    /// <summary>Both sides, with the change on the second one.</summary>
    public async Task<(TestDatabase Left, TestDatabase Right)> ChangedAsync(int major, string setup, string change)
    {
        var pair = await this.PairAsync(major);
        await pair.PrepareAsync(setup, setup);
        await pair.ChangeAsync(change);
        return (pair.Left, pair.Right);
    }

    /// <summary>Compares what was made in two ways.</summary>
    public async Task<ComparisonResult> CompareAsync(string left, string right, ComparisonScope? scope = null, int major = 0)
    {
        var pair = await this.PairAsync(major);
        await pair.PrepareAsync(left, right);
        return await Reading.CompareAsync(pair.Left, pair.Right, scope, "s");
    }

    /// <summary>What is made in two ways is no difference and has one fingerprint.</summary>
    public async Task ShowEqualAsync(int major, string left, string right)
    {
        var pair = await this.PairAsync(major);
        await pair.PrepareAsync(left, right);
        var result = await Reading.CompareAsync(pair.Left, pair.Right, null, "s");
        Assert.Empty(result.Differences);
        Assert.Equal(result.Development.Fingerprint, result.Production.Fingerprint);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pair in this.pairs.Values)
        {
            await pair.DisposeAsync();
        }
    }

    private static async Task ShowAsync(
        Pair pair,
        OptionalKinds asked,
        string kind,
        string name,
        string? property,
        string setup,
        string change,
        string? before,
        string? after)
    {
        await pair.PrepareAsync(setup, setup);
        var sides = await Task.WhenAll(pair.ReadLeftAsync(asked), pair.ReadRightAsync(asked));
        var equal = await Reading.CompareAsync(sides[0], sides[1]);
        Assert.Empty(equal.Differences);
        Assert.Equal(equal.Development.Fingerprint, equal.Production.Fingerprint);

        await pair.ChangeAsync(change);
        var changed = await pair.ReadRightAsync(asked);
        var there = await Reading.CompareAsync(sides[0], changed);
        var back = await Reading.CompareAsync(changed, sides[0]);
        var note = property?.StartsWith(ObjectKind.NotePrefix, StringComparison.Ordinal) == true;
        Assert.Equal(
            [new(kind, name, property is null ? Change.Extra : Change.Changed, property, before, after, note)], Shown(there, note));
        Assert.Equal(
            [new(kind, name, property is null ? Change.Missing : Change.Changed, property, after, before, note)], Shown(back, note));
        Assert.Equal(note, there.Development.Fingerprint == there.Production.Fingerprint);
    }

    /// <summary>Runs statements on both sides.</summary>
    public async Task OnBothAsync(string sql, int major = 0) => await (await this.PairAsync(major)).ExecuteAsync(sql);

    /// <summary>Runs statements of a test's own session.</summary>
    public static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // A column that is on one side only also changes the note on the order of columns.
    private static IEnumerable<Difference> Shown(ComparisonResult result, bool notes) => result.Differences.Where(d => notes || !d.IsNote);

    // 0 is the server of every other test.
    private async Task<Pair> PairAsync(int major)
    {
        if (!this.pairs.TryGetValue(major, out var pair))
        {
            pair = await Pair.CreateAsync(() => major == 0 ? postgres.CreateDatabaseAsync() : majors.CreateDatabaseAsync(major));
            this.pairs.Add(major, pair);
        }

        return pair;
    }

    // A server process for each hand and each eye: to start one, and to have it look at the catalog for the first time, costs as much as what
    // a row asks of it.
    private sealed record Pair(
        TestDatabase Left,
        TestDatabase Right,
        NpgsqlConnection LeftHand,
        NpgsqlConnection RightHand,
        ReadOnlySession LeftEye,
        ReadOnlySession RightEye)
        : IAsyncDisposable
    {
        public static async Task<Pair> CreateAsync(Func<Task<TestDatabase>> create)
        {
            var left = await create();
            var right = await create();
            return new(
                left, right, await left.OpenAsync(), await right.OpenAsync(), await Reading.OpenAsync(left.Url), await Reading.OpenAsync(right.Url));
        }

        public Task ExecuteAsync(string sql) => Task.WhenAll(RunAsync(this.LeftHand, sql), RunAsync(this.RightHand, sql));

        public Task PrepareAsync(string left, string right) => Task.WhenAll(
            RunAsync(this.LeftHand, Fresh + left), RunAsync(this.RightHand, Fresh + right));

        public Task ChangeAsync(string change) => RunAsync(this.RightHand, change);

        public Task<IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)>> ReadLeftAsync(OptionalKinds asked) =>
            Reading.ListAnewAsync(this.LeftEye, asked, "s");

        public Task<IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)>> ReadRightAsync(OptionalKinds asked) =>
            Reading.ListAnewAsync(this.RightEye, asked, "s");

        public async ValueTask DisposeAsync()
        {
            await this.LeftEye.DisposeAsync();
            await this.RightEye.DisposeAsync();
            await this.LeftHand.DisposeAsync();
            await this.RightHand.DisposeAsync();
            await this.Left.DisposeAsync();
            await this.Right.DisposeAsync();
        }

        private const string Fresh =
            """
            set client_min_messages = error;
            set search_path = s, public;
            drop event trigger if exists e;
            drop schema if exists s cascade;
            drop foreign data wrapper if exists w, w2 cascade;
            drop publication if exists p;
            drop cast if exists (bigint as date);
            drop transform if exists for integer language sql;
            drop language if exists l;
            drop access method if exists m;
            drop access method if exists other;
            create schema s;
            """;
    }
}
