using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads DROP: one operation for each object that is named.</summary>
internal static class DropReader
{
    /// <summary>DROP of anything.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Read(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("DROP");
        if (cursor.Take("OWNED"))
        {
            Owned(cursor, into);
            return;
        }

        if (ObjectReader.TakeKind(cursor) is not { } kind)
        {
            cursor.Fail();
            return;
        }

        var isConcurrent = kind == "index" && cursor.Take("CONCURRENTLY");
        var isTolerant = cursor.TakeIfExists();
        var objects = new List<ObjectReference>();
        cursor.Each(() => objects.Add(ObjectReader.Read(cursor, kind)));
        if (kind == "database" && (cursor.Take("WITH") || cursor.IsSymbol("(")))
        {
            cursor.SkipParentheses();
        }

        var cascades = cursor.TakeCascade();
        foreach (var reference in objects)
        {
            into.Add(new DropObject(kind, reference.Target)
            {
                Place = into.Place,
                PartName = reference.Part,
                Arguments = reference.Arguments,
                IsConcurrent = isConcurrent,
                IsTolerant = isTolerant,
                IsCascading = cascades,
            });
        }
    }

    private static void Owned(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("BY");
        var roles = new List<string>();
        cursor.Each(() => roles.Add(cursor.AnyName()));
        var cascades = cursor.TakeCascade();
        foreach (var role in roles)
        {
            into.Add(new ChangeOwned(role, IsDropping: true) { Place = into.Place, IsCascading = cascades });
        }
    }
}
