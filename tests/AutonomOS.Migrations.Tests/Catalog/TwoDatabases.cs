using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Two databases for all rows of a table of changes. A row gets a fresh schema <c>s</c> on both sides, the same DDL, and its change on one.
/// </summary>
public sealed class TwoDatabases(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase left = null!;
    private TestDatabase right = null!;
    private NpgsqlConnection leftHand = null!;
    private NpgsqlConnection rightHand = null!;

    public async ValueTask InitializeAsync()
    {
        this.left = await postgres.CreateDatabaseAsync();
        this.right = await postgres.CreateDatabaseAsync();
        this.leftHand = await this.left.OpenAsync();
        this.rightHand = await this.right.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await this.leftHand.DisposeAsync();
        await this.rightHand.DisposeAsync();
        await this.left.DisposeAsync();
        await this.right.DisposeAsync();
    }

    /// <summary>Without the change the sides are equal; with it there is exactly this difference, and the reverse the other way.</summary>
    public async Task ShowAsync(
        string kind, string name, string? property, string setup, string change, string? before, string? after)
    {
        await Task.WhenAll(PrepareAsync(this.leftHand, setup), PrepareAsync(this.rightHand, setup));
        await using var unchanged = await Reading.OpenAsync(this.left.Url);
        await using (var untouched = await Reading.OpenAsync(this.right.Url))
        {
            var equal = await Reading.CompareAsync(unchanged, untouched, null, "s");
            Assert.Empty(equal.Differences);
            Assert.Equal(equal.Development.Fingerprint, equal.Production.Fingerprint);
        }

        await ExecuteAsync(this.rightHand, change);
        await using var changed = await Reading.OpenAsync(this.right.Url);
        var there = await Reading.CompareAsync(unchanged, changed, null, "s");
        var back = await Reading.CompareAsync(changed, unchanged, null, "s");
        var note = property?.StartsWith(ObjectKind.NotePrefix, StringComparison.Ordinal) == true;
        Assert.Equal(
            [new(kind, name, property is null ? Change.Extra : Change.Changed, property, before, after, note)], Shown(there, note));
        Assert.Equal(
            [new(kind, name, property is null ? Change.Missing : Change.Changed, property, after, before, note)], Shown(back, note));
        Assert.Equal(note, there.Development.Fingerprint == there.Production.Fingerprint);
    }

    /// <summary>Runs statements on both sides.</summary>
    public Task OnBothAsync(string sql) => Task.WhenAll(ExecuteAsync(this.leftHand, sql), ExecuteAsync(this.rightHand, sql));

    // A column that is on one side only also changes the note on the order of columns.
    private static IEnumerable<Difference> Shown(ComparisonResult result, bool notes) => result.Differences.Where(d => notes || !d.IsNote);

    private static Task PrepareAsync(NpgsqlConnection hand, string setup) => ExecuteAsync(
        hand, $"set client_min_messages = error; set search_path = s, public; drop schema if exists s cascade; create schema s; {setup}");

    private static async Task ExecuteAsync(NpgsqlConnection hand, string sql)
    {
        await using var command = new NpgsqlCommand(sql, hand);
        await command.ExecuteNonQueryAsync();
    }
}
