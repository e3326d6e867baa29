using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads CREATE INDEX.</summary>
internal static class CreateIndexReader
{
    /// <summary>Reads it.</summary>
    /// <param name="cursor">Behind INDEX.</param>
    /// <param name="into">Where its operation goes.</param>
    /// <param name="isUnique">Whether UNIQUE was said.</param>
    public static void Read(SqlCursor cursor, SqlOperations into, bool isUnique)
    {
        var isConcurrent = cursor.Take("CONCURRENTLY");
        var isTolerant = cursor.TakeIfNotExists();
        var name = cursor.Is("ON") ? null : cursor.Name();
        if (name is null && isTolerant)
        {
            cursor.Fail();
        }

        cursor.Expect("ON");
        var isOnly = cursor.Take("ONLY");
        var index = new IndexDefinition(name, cursor.Qualified()) { IsUnique = isUnique, IsConcurrent = isConcurrent, IsOnly = isOnly };
        index = cursor.Take("USING") ? index with { Method = cursor.Name() } : index;
        var keys = new List<string>();
        cursor.InParentheses(() => cursor.Each(() => keys.Add(ExpressionReader.ToComma(cursor))));
        index = index with { Keys = keys };
        if (cursor.Take("INCLUDE"))
        {
            index = index with { Included = ConstraintReader.Columns(cursor) };
        }

        index = index with { NullsNotDistinct = cursor.Take("NULLS", "NOT", "DISTINCT") };
        _ = cursor.Take("NULLS", "DISTINCT");
        if (cursor.Take("WITH"))
        {
            cursor.SkipParentheses();
        }

        if (cursor.Take("TABLESPACE"))
        {
            _ = cursor.Name();
        }

        index = cursor.Take("WHERE") ? index with { Where = ExpressionReader.To(cursor) } : index;
        into.Add(new CreateIndex(index) { Place = into.Place, IsTolerant = isTolerant });
    }
}
