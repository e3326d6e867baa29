using AutonomOS.Migrations.Connections;

namespace AutonomOS.Migrations.Planning.Facts;

/// <summary>A question to the rows of production: whether there is one that a pending operation would fail on. Two are equal by their SQL.</summary>
/// <param name="Sql">
/// A SELECT that gives no more than one row, and that one says nothing of what is in the table. Every name in it is quoted and has its
/// schema; functions and operators of users have no place in it.
/// </param>
public sealed record DataQuestion(string Sql)
{
    /// <summary>Whether two rows have the same values.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Columns that it has, at least one.</param>
    /// <param name="nullsAreEqual">True when two nulls count as the same.</param>
    /// <param name="predicate">What limits the rows; null for all.</param>
    internal static DataQuestion Duplicates(RelationFacts table, IReadOnlyList<string> columns, bool nullsAreEqual, PlainPredicate? predicate)
    {
        var quoted = columns.Select(SqlName.Quote).ToList();
        List<string> conditions =
        [
            .. nullsAreEqual ? [] : quoted.Select(column => $"{column} IS NOT NULL"),
            .. predicate is null ? (string[])[] : [predicate.Sql],
        ];
        var where = conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";

        // The index of a table that others inherit from is over its own rows; that of a partitioned one over those of all partitions.
        var from = (table.IsPartitioned ? "" : "ONLY ") + From(table);
        return new($"SELECT 1 FROM {from}{where} GROUP BY {string.Join(", ", quoted)} HAVING count(*) > 1 LIMIT 1");
    }

    /// <summary>Whether a row, also of a partition or of a table that inherits, has no value in a column.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Columns that it has, at least one.</param>
    internal static DataQuestion Nulls(RelationFacts table, IEnumerable<string> columns) =>
        new($"SELECT 1 FROM {From(table)} WHERE {string.Join(" OR ", columns.Select(column => $"{SqlName.Quote(column)} IS NULL"))} LIMIT 1");

    private static string From(RelationFacts table) => $"{SqlName.Quote(table.Name.Schema!)}.{SqlName.Quote(table.Name.Name)}";
}

/// <summary>What the rows answered.</summary>
/// <param name="Found">Whether there was such a row; null when they could not be asked.</param>
/// <param name="Why">Why they could not: a clause without full stop; null when they could.</param>
public sealed record DataAnswer(bool? Found, string? Why);
