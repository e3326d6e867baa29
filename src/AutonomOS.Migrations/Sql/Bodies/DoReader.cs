using AutonomOS.Migrations.Sql.Lexing;
using AutonomOS.Migrations.Sql.Statements;

namespace AutonomOS.Migrations.Sql.Bodies;

/// <summary>Reads DO: its body is run now. A body of another language than PL/pgSQL is not read.</summary>
internal static class DoReader
{
    /// <summary>How deep texts that are run may be within texts that are run.</summary>
    public const int Deepest = 16;

    /// <summary>DO.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where the body's operations go.</param>
    public static void Read(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("DO");
        var language = "plpgsql";
        string? body = null;
        var line = 0;
        while (!cursor.IsAtEnd)
        {
            if (cursor.Take("LANGUAGE"))
            {
                language = cursor.Kind == SqlTokenKind.Text ? cursor.Text() : cursor.AnyName();
            }
            else
            {
                line = cursor.Line;
                body = cursor.Text();
            }
        }

        if (cursor.Problem is not null || body is null)
        {
            cursor.Fail();
            return;
        }

        if (language != "plpgsql")
        {
            cursor.Fail("its body is not PL/pgSQL");
            return;
        }

        if (into.Depth >= Deepest)
        {
            cursor.Fail("it is too deep in other texts");
            return;
        }

        var isConditional = into.IsConditional;
        into.Depth++;
        var isRead = new BlockReader(body, line, into).Read();
        into.Depth--;
        into.IsConditional = isConditional;
        if (!isRead)
        {
            cursor.Fail("its body is not understood");
        }
    }
}
