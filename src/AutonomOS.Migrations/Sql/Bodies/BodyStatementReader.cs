using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;
using AutonomOS.Migrations.Sql.Statements;

namespace AutonomOS.Migrations.Sql.Bodies;

/// <summary>Reads what runs in a body of PL/pgSQL: its own statements, and those of SQL.</summary>
internal static class BodyStatementReader
{
    /// <summary>Reads a statement; true when the body, or a block of it, may end here.</summary>
    /// <param name="cursor">At its beginning.</param>
    /// <param name="into">Where its operations go.</param>
    public static bool Read(SqlCursor cursor, SqlOperations into)
    {
        if (cursor.Problem is not null)
        {
            StatementReader.Read(cursor, into);
            return false;
        }

        if (IsAssignment(cursor))
        {
            Expression(cursor, into);
            return false;
        }

        switch (cursor.Kind == SqlTokenKind.Word ? SqlValues.Folded(cursor.Written) : string.Empty)
        {
            case "perform":
                Perform(cursor, into);
                return false;
            case "execute":
                cursor.Skip();
                Dynamic(cursor, into);
                return false;
            case "open":
                Open(cursor, into);
                return false;
            case "null" or "raise" or "assert" or "get" or "fetch" or "move" or "close" or "continue":
                Expression(cursor, into);
                return false;
            case "return":
                Expression(cursor, into);
                return true;
            case "exit":
                // Without a label it leaves a loop, whose statements are conditional anyhow.
                Expression(cursor, into);
                return cursor.KindAt(1) == SqlTokenKind.Word && !cursor.IsAt(1, "WHEN");
            default:
                StatementReader.Read(cursor, into);
                return false;
        }
    }

    /// <summary>A declaration: its default is worked out, and a cursor's query is run when it is opened.</summary>
    /// <param name="cursor">At its beginning.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Declaration(SqlCursor cursor, SqlOperations into)
    {
        while (!cursor.IsAtEnd && !cursor.IsSymbol(":=") && !cursor.IsSymbol("=") && !cursor.IsAny("DEFAULT", "FOR"))
        {
            cursor.SkipGroup();
        }

        Expression(cursor, into);
    }

    /// <summary>The head of a FOR loop: over numbers, a query, a statement put together, a cursor.</summary>
    /// <param name="cursor">At FOR.</param>
    /// <param name="into">Where its operations go.</param>
    public static void For(SqlCursor cursor, SqlOperations into)
    {
        while (!cursor.IsAtEnd && !cursor.Is("IN"))
        {
            cursor.Skip();
        }

        cursor.Expect("IN");
        if (cursor.Take("EXECUTE"))
        {
            Dynamic(cursor, into);
        }
        else if (cursor.IsAny("SELECT", "WITH", "VALUES", "TABLE") || RowReader.Begins(cursor, cursor.At))
        {
            QueryReader.Read(cursor, into);
        }
        else if (IsRange(cursor))
        {
            Expression(cursor, into);
        }

        if (cursor.Problem is { } problem)
        {
            into.AddOpaque("FOR", problem);
        }
    }

    /// <summary>An expression: what the functions in it do.</summary>
    /// <param name="cursor">At its beginning, or that of the statement that it is in.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Expression(SqlCursor cursor, SqlOperations into)
    {
        if (cursor.Problem is null && !cursor.IsAtEnd)
        {
            FunctionCalls.Read(cursor, into);
        }

        if (cursor.Problem is { } problem)
        {
            into.AddOpaque("expression", problem);
        }
    }

    private static bool IsRange(SqlCursor cursor)
    {
        for (var i = cursor.At; cursor.KindAt(i) != SqlTokenKind.End; i = cursor.GroupEnd(i))
        {
            if (cursor.IsSymbolAt(i, ".."))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAssignment(SqlCursor cursor)
    {
        if (cursor.Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedName or SqlTokenKind.Parameter))
        {
            return false;
        }

        var at = 1;
        while (cursor.IsSymbolAt(at, ".") || cursor.IsSymbolAt(at, "["))
        {
            at = cursor.IsSymbolAt(at, ".") ? at + 2 : cursor.GroupEnd(at);
        }

        return cursor.IsSymbolAt(at, ":=") || cursor.IsSymbolAt(at, "=");
    }

    private static void Perform(SqlCursor cursor, SqlOperations into)
    {
        var count = into.All.Count;
        cursor.Skip();
        Expression(cursor, into);
        if (into.All.Count == count)
        {
            into.Add(new RunQuery("perform") { Place = into.Place });
        }
    }

    private static void Open(SqlCursor cursor, SqlOperations into)
    {
        while (!cursor.IsAtEnd && !cursor.Is("FOR"))
        {
            cursor.SkipGroup();
        }

        if (!cursor.Take("FOR"))
        {
            // A cursor that was declared with its query.
            return;
        }

        if (cursor.Take("EXECUTE"))
        {
            Dynamic(cursor, into);
        }
        else
        {
            QueryReader.Read(cursor, into);
        }

        if (cursor.Problem is { } problem)
        {
            into.AddOpaque("OPEN", problem);
        }
    }

    private static void Dynamic(SqlCursor cursor, SqlOperations into)
    {
        var line = cursor.Line;
        var from = cursor.At;
        while (!cursor.IsAtEnd && !cursor.IsAny("INTO", "USING", "LOOP"))
        {
            cursor.SkipGroup();
        }

        var text = DynamicText.Value(cursor, from, cursor.At);
        cursor.SkipToEnd();
        if (text is null || into.Depth >= DoReader.Deepest)
        {
            into.AddOpaque("EXECUTE in a DO block", text is null ? "the statement is put together while it runs" : "it is too deep in other texts");
            return;
        }

        into.Depth++;
        var statements = new SqlStatements(text, line, hasBinds: false);
        while (statements.Next() is { } statement)
        {
            StatementReader.Read(statement, into);
        }

        into.Depth--;
    }
}
