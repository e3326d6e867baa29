using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>
/// Reads SELECT, INSERT, UPDATE, DELETE, MERGE, VALUES and TABLE, with or without WITH: what is done to rows, at the top and in its
/// WITH, the table that SELECT INTO creates, and the functions that are called.
/// </summary>
internal static class QueryReader
{
    /// <summary>Reads a query that begins here and reaches to the end.</summary>
    /// <param name="cursor">At its first token.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Read(SqlCursor cursor, SqlOperations into)
    {
        var count = into.All.Count;
        var from = cursor.At;
        SkipWith(cursor);
        if (cursor.Problem is not null)
        {
            return;
        }

        var main = cursor.At;
        cursor.GoTo(from);
        FunctionCalls.Read(cursor, into);
        for (cursor.GoTo(from); !cursor.IsAtEnd; cursor.Skip())
        {
            // A statement in WITH that changes rows; PostgreSQL has them at the top only, here they are found wherever they stand.
            var open = cursor.At;
            if (cursor.IsSymbol("(") && (cursor.IsAt(open - 1, "AS") || cursor.IsAt(open - 1, "MATERIALIZED")) && RowReader.Begins(cursor, open + 1))
            {
                cursor.Skip();
                cursor.Within(cursor.GroupEnd(open) - 1, () => RowReader.Read(cursor, into));
                cursor.GoTo(cursor.Problem is null ? open : cursor.At);
            }
        }

        cursor.GoTo(main);
        if (RowReader.Begins(cursor, main))
        {
            RowReader.Read(cursor, into);
        }
        else
        {
            Select(cursor, into, isAlone: into.All.Count == count);
        }
    }

    /// <summary>EXPLAIN: with ANALYZE what is explained is run.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Explain(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("EXPLAIN");
        var runs = false;
        if (cursor.IsSymbol("("))
        {
            cursor.InParentheses(() => cursor.Each(() =>
            {
                var isAnalyze = cursor.IsAny("ANALYZE", "ANALYSE");
                cursor.Skip();
                var isOff = cursor.IsAny("FALSE", "OFF") || cursor.Written is "0" or "'false'" or "'off'" or "'0'";
                runs = isAnalyze ? !isOff : runs;
                while (!cursor.IsAtEnd && !cursor.IsSymbol(","))
                {
                    cursor.Skip();
                }
            }));
        }
        else
        {
            runs = cursor.Take("ANALYZE") || cursor.Take("ANALYSE");
            _ = cursor.Take("VERBOSE");
        }

        if (cursor.IsAtEnd)
        {
            cursor.Fail();
        }
        else if (runs && cursor.Is("EXECUTE"))
        {
            cursor.Fail("what a prepared statement does is not known");
        }
        else if (runs && cursor.IsAny("CREATE", "REFRESH", "DECLARE"))
        {
            (cursor.Is("CREATE") ? CreateReader.Read : cursor.Is("REFRESH") ? MaintenanceReader.Refresh : (Action<SqlCursor, SqlOperations>)Declare)(cursor, into);
        }
        else if (runs)
        {
            Read(cursor, into);
        }
        else
        {
            cursor.SkipToEnd();
            into.Add(new RunQuery("explain") { Place = into.Place });
        }
    }

    /// <summary>DECLARE ... CURSOR.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Declare(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("DECLARE");
        _ = cursor.Name();
        while (!cursor.IsAtEnd && !cursor.Is("FOR"))
        {
            cursor.Skip();
        }

        cursor.Expect("FOR");
        Read(cursor, into);
    }

    /// <summary>A command that changes nothing but the session: FETCH, SHOW, LISTEN, NOTIFY, DEALLOCATE, ...</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Harmless(SqlCursor cursor, SqlOperations into)
    {
        into.Add(new RunQuery(SqlValues.Folded(cursor.Written)) { Place = into.Place });
        cursor.SkipToEnd();
    }

    private static void SkipWith(SqlCursor cursor)
    {
        if (!cursor.Take("WITH"))
        {
            return;
        }

        _ = cursor.Take("RECURSIVE");
        cursor.Each(() =>
        {
            _ = cursor.Name();
            if (cursor.IsSymbol("("))
            {
                cursor.SkipGroup();
            }

            cursor.Expect("AS");
            _ = cursor.Take("NOT", "MATERIALIZED") || cursor.Take("MATERIALIZED");
            cursor.SkipParentheses();

            // SEARCH and CYCLE.
            while (!cursor.IsAtEnd && !cursor.IsSymbol(",") && !cursor.IsAny("SELECT", "VALUES", "TABLE", "INSERT", "UPDATE", "DELETE", "MERGE") && !cursor.IsSymbol("("))
            {
                cursor.SkipGroup();
            }

            // The columns of SEARCH have commas of their own: what follows one of them is no AS.
            while (cursor.IsSymbol(",") && !IsNextWith(cursor))
            {
                cursor.Skip();
                while (!cursor.IsAtEnd && !cursor.IsSymbol(",") && !cursor.IsAny("SELECT", "VALUES", "TABLE", "INSERT", "UPDATE", "DELETE", "MERGE") && !cursor.IsSymbol("("))
                {
                    cursor.SkipGroup();
                }
            }
        });
    }

    private static bool IsNextWith(SqlCursor cursor)
    {
        var at = cursor.At + 2;
        return cursor.IsAt(at, "AS") || (cursor.IsSymbolAt(at, "(") && cursor.IsAt(cursor.GroupEnd(at), "AS"));
    }

    private static void Select(SqlCursor cursor, SqlOperations into, bool isAlone)
    {
        var from = cursor.At;
        while (cursor.IsSymbol("("))
        {
            cursor.Skip();
        }

        var command = cursor.Kind == SqlTokenKind.Word ? SqlValues.Folded(cursor.Written) : string.Empty;
        if (command is not ("select" or "values" or "table" or "with"))
        {
            cursor.Fail();
            return;
        }

        var creates = false;
        for (cursor.GoTo(from); into.Depth == 0 && !cursor.IsAtEnd; cursor.Skip())
        {
            if (cursor.Is("INTO") && !cursor.IsAt(cursor.At - 1, "AS") && !cursor.IsSymbolAt(cursor.At - 1, "."))
            {
                cursor.Skip();
                SelectInto(cursor, into);
                creates = true;
                break;
            }
        }

        if (isAlone && !creates && cursor.Problem is null)
        {
            into.Add(new RunQuery(command == "with" ? "select" : command) { Place = into.Place });
        }

        cursor.SkipToEnd();
    }

    private static void SelectInto(SqlCursor cursor, SqlOperations into)
    {
        var isTemporary = false;
        while (cursor.IsAny("LOCAL", "GLOBAL", "TEMPORARY", "TEMP", "UNLOGGED", "TABLE"))
        {
            isTemporary |= cursor.IsAny("TEMPORARY", "TEMP");
            cursor.Skip();
        }

        into.Add(new CreateTable(cursor.Qualified()) { Place = into.Place, IsPartlyKnown = true, IsTemporary = isTemporary });
    }
}
