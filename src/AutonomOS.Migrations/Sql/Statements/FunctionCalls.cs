using System.Collections.Frozen;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>
/// What the functions that a query calls do beyond giving a value. <c>set_config</c> and <c>setval</c> are known; one that is not among
/// <see cref="HarmlessFunctions"/> may do anything.
/// </summary>
internal static class FunctionCalls
{
    // What stands before parentheses and calls nothing, besides the reserved keywords.
    private static readonly FrozenSet<string> NoCalls = SqlKeywords.Words("""
        between columns cube grouping ilike inner is isnull join like natural notnull operator outer overlaps rollup set sets similar values
        """);

    // What does so only behind one of a few keywords, and may be a function's name elsewhere.
    private static readonly FrozenSet<string> NoCallsBehind = SqlKeywords.Words("""
        group:by order:by partition:by on:conflict then:insert time:zone as:materialized not:materialized
        """);

    /// <summary>Reads all calls from here to the end; stays where it is.</summary>
    /// <param name="cursor">At the query's first token.</param>
    /// <param name="into">Where what they do goes.</param>
    public static void Read(SqlCursor cursor, SqlOperations into)
    {
        var from = cursor.At;
        string? unknown = null;
        for (; !cursor.IsAtEnd; cursor.Skip())
        {
            if (!cursor.IsSymbol("(") || cursor.KindAt(cursor.At - 1) is not (SqlTokenKind.Word or SqlTokenKind.QuotedName) || cursor.At == from)
            {
                continue;
            }

            var open = cursor.At;
            var first = open - 1;
            while (first - 2 >= from && cursor.IsSymbolAt(first - 1, "."))
            {
                first -= 2;
            }

            if (IsCall(cursor, first, open))
            {
                cursor.GoTo(first);
                var name = cursor.QualifiedFunction();
                if (cursor.Problem is not null)
                {
                    return;
                }

                unknown = Call(cursor, name, into) ? unknown : unknown ?? (name.Schema is null ? name.Name : $"{name.Schema}.{name.Name}");
                cursor.GoTo(open);
            }
        }

        if (unknown is not null)
        {
            into.AddOpaque($"{unknown}()", "what the function does is not known");
        }

        cursor.GoTo(from);
    }

    private static bool IsCall(SqlCursor cursor, int first, int open)
    {
        var before = first - 1;
        if (cursor.KindAt(open - 1) == SqlTokenKind.Word && first == open - 1)
        {
            var word = SqlValues.Folded(cursor.WrittenAt(first));
            if (SqlKeywords.IsReserved(word) || NoCalls.Contains(word)
                || (cursor.KindAt(before) == SqlTokenKind.Word && NoCallsBehind.Contains($"{SqlValues.Folded(cursor.WrittenAt(before))}:{word}")))
            {
                return false;
            }
        }

        // A type, an alias with its columns, the target of an INSERT, or the columns of WITH.
        if (cursor.IsAt(before, "AS") || cursor.IsAt(before, "INTO") || cursor.IsSymbolAt(before, "::") || cursor.IsSymbolAt(before, ")")
            || cursor.IsAt(before, "ORDINALITY") || cursor.IsAt(before, "TABLESAMPLE") || cursor.KindAt(before) == SqlTokenKind.QuotedName)
        {
            return false;
        }

        var end = cursor.GroupEnd(open);
        return !(cursor.IsAt(end, "AS") && (cursor.IsAt(before, "WITH") || cursor.IsAt(before, "RECURSIVE") || IsQueryOfWith(cursor, end + 1)));
    }

    private static bool IsQueryOfWith(SqlCursor cursor, int at)
    {
        at += cursor.IsAt(at, "NOT") ? 1 : 0;
        at += cursor.IsAt(at, "MATERIALIZED") ? 1 : 0;
        return cursor.IsSymbolAt(at, "(")
            && (cursor.IsAt(at + 1, "SELECT") || cursor.IsAt(at + 1, "WITH") || cursor.IsAt(at + 1, "VALUES") || cursor.IsAt(at + 1, "TABLE") || RowReader.Begins(cursor, at + 1));
    }

    // False when what it does is not known.
    private static bool Call(SqlCursor cursor, QualifiedName name, SqlOperations into)
    {
        if (name.Schema is null or "pg_catalog" && name.Name is "set_config" or "setval")
        {
            cursor.Skip();
            var first = cursor.Kind == SqlTokenKind.Text ? cursor.Text() : null;
            var second = first is not null && cursor.TakeSymbol(",") && cursor.Kind == SqlTokenKind.Text ? cursor.Text() : null;
            if (name.Name == "set_config")
            {
                return first is not null && SettingReader.Change(into, first, second, second is not null && cursor.TakeSymbol(",") && cursor.Is("TRUE"));
            }

            into.Add(new AlterObject("sequence", first is null ? null : Parsed(first), "setval") { Place = into.Place });
            return true;
        }

        return HarmlessFunctions.Has(name.Schema, name.Name);
    }

    // What regclass makes of a string.
    private static QualifiedName? Parsed(string name)
    {
        var statement = new SqlStatements(name, 0, hasBinds: false).Next();
        if (statement is null or { Problem: not null })
        {
            return null;
        }

        var parsed = statement.Qualified();
        return statement is { Problem: null, IsAtEnd: true } ? parsed : null;
    }
}
