using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads COPY.</summary>
internal static class CopyReader
{
    /// <summary>COPY in all its forms.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Read(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("COPY");
        _ = cursor.Take("BINARY");
        if (cursor.IsSymbol("("))
        {
            cursor.InParentheses(() => QueryReader.Read(cursor, into));
            cursor.Expect("TO");
            SkipTarget(cursor);
            return;
        }

        var table = cursor.Qualified();
        if (cursor.IsSymbol("("))
        {
            cursor.SkipGroup();
        }

        var reads = cursor.Take("FROM");
        if (!reads)
        {
            cursor.Expect("TO");
        }

        SkipTarget(cursor);
        into.Add(reads
            ? new ChangeRows(table, RowChange.Insert) { Place = into.Place }
            : new RunQuery("copy") { Place = into.Place });
    }

    private static void SkipTarget(SqlCursor cursor)
    {
        if (cursor.Take("PROGRAM"))
        {
            cursor.Fail("what a program on the server does is not known");
        }
        else if (cursor.Kind is SqlTokenKind.Text or SqlTokenKind.Parameter || cursor.IsAny("STDIN", "STDOUT"))
        {
            cursor.SkipToEnd();
        }
        else
        {
            cursor.Fail();
        }
    }
}
