using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>What the unique indexes that are there prove.</summary>
internal static class UniqueIndexes
{
    /// <summary>Whether no two rows of a table have the same values in some columns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="nullsAreEqual">True when two nulls count as the same.</param>
    /// <param name="except">The name of an index that does not count; null for none.</param>
    public static bool Prove(RelationFacts table, IReadOnlyCollection<string> columns, bool nullsAreEqual, string? except = null) =>
        table.Indexes.Any(index => index is { IsUnique: true, IsValid: true, IsPartial: false, Keys.Count: > 0 }
            && index.Name != except
            && index.Keys.All(key => key.Length > 0 && columns.Contains(key)
                && (!nullsAreEqual || table.Columns.Any(column => column.Name == key && !column.IsNullable))));

    /// <summary>Whether what a unique index keeps out is kept out by another.</summary>
    /// <param name="drop">The drop of an index.</param>
    /// <param name="production">Production as the drop will find it.</param>
    public static bool IsHeldByAnother(DropObject drop, PlannedProduction production) =>
        production.DroppedIndex(drop) is { IsUnique: true, IsPartial: false } index
        && index.Keys.All(key => key.Length > 0)
        && production.Find(drop.Target!.Value) is { Table: { } name }
        && production.Find(name) is { } table
        && Prove(table, [.. index.Keys], nullsAreEqual: true, except: index.Name);
}
