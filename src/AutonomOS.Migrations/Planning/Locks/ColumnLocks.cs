using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Locks;

/// <summary>The locks of ADD COLUMN and ALTER COLUMN on the table itself.</summary>
internal static class ColumnLocks
{
    /// <summary>Forecasts ADD COLUMN.</summary>
    /// <param name="add">The operation.</param>
    /// <param name="production">Production as the operation will find it.</param>
    public static LockForecast Of(AddColumn add, PlannedProduction production)
    {
        var column = add.Column;
        if (add.IsTolerant && production.Find(add.Table)?.Columns.Any(existing => existing.Name == column.Name) == true)
        {
            return new(add.Table, LockMode.AccessExclusive);
        }

        return new(add.Table, LockMode.AccessExclusive)
        {
            Rewrites = Rewriting.Adds(column, production),

            // A foreign key is not verified where the new column is null in every row.
            Scans = column.IsPartlyKnown || column.Indexes.Count > 0 || column.Constraints.Any(constraint =>
                !constraint.IsNotEnforced
                && (constraint.Type == ConstraintType.ForeignKey ? column.Default is not null : constraint.Type != ConstraintType.NotNull)),
        };
    }

    /// <summary>Forecasts ALTER COLUMN.</summary>
    /// <param name="alter">The operation.</param>
    /// <param name="production">Production as the operation will find it.</param>
    public static LockForecast Of(AlterColumn alter, PlannedProduction production)
    {
        var table = production.Find(alter.Table);
        return alter.Change switch
        {
            ColumnChange.Setting when IsForPlanner(alter.Value) => new(alter.Table, LockMode.ShareUpdateExclusive),
            ColumnChange.SetNotNull => new(alter.Table, LockMode.AccessExclusive) { Scans = table is null || !Proofs.IsNeverNull(table, alter.Column) },
            ColumnChange.Type when Rewriting.OfType(alter, table) is var kind =>
                new(alter.Table, LockMode.AccessExclusive) { Rewrites = kind == TypeChange.Rewrites, Scans = kind != TypeChange.IsFree },
            ColumnChange.SetExpression => new(alter.Table, LockMode.AccessExclusive) { Rewrites = true },
            _ => new(alter.Table, LockMode.AccessExclusive),
        };
    }

    // SET STATISTICS and SET (...); STORAGE, COMPRESSION and a foreign table's OPTIONS take more.
    private static bool IsForPlanner(string? setting) => setting is not null
        && (setting.StartsWith("SET STATISTICS", StringComparison.OrdinalIgnoreCase)
            || (setting.Contains('(', StringComparison.Ordinal) && !setting.StartsWith("OPTIONS", StringComparison.OrdinalIgnoreCase)));
}
