using System.Text;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads kinds of objects, under the names that the catalog's queries have for them, and what one of a kind is called.</summary>
internal static class ObjectReader
{
    // Longer ones before their beginnings. DROP TYPE and ROUTINE do not say which kind of type or routine it is.
    private static readonly (string[] Keywords, string Kind)[] Kinds =
    [
        (["MATERIALIZED", "VIEW"], "materialized view"),
        (["FOREIGN", "TABLE"], "foreign table"),
        (["FOREIGN", "DATA", "WRAPPER"], "foreign data wrapper"),
        (["EVENT", "TRIGGER"], "event trigger"),
        (["OPERATOR", "CLASS"], "operator class"),
        (["OPERATOR", "FAMILY"], "operator family"),
        (["ACCESS", "METHOD"], "access method"),
        (["USER", "MAPPING"], "user mapping"),
        (["TEXT", "SEARCH", "CONFIGURATION"], "text search configuration"),
        (["TEXT", "SEARCH", "DICTIONARY"], "text search dictionary"),
        (["TEXT", "SEARCH", "PARSER"], "text search parser"),
        (["TEXT", "SEARCH", "TEMPLATE"], "text search template"),
        (["PROCEDURAL", "LANGUAGE"], "language"),
        (["LARGE", "OBJECT"], "large object"),
        (["TABLE"], "table"),
        (["VIEW"], "view"),
        (["INDEX"], "index"),
        (["SEQUENCE"], "sequence"),
        (["SCHEMA"], "schema"),
        (["EXTENSION"], "extension"),
        (["FUNCTION"], "function"),
        (["PROCEDURE"], "procedure"),
        (["ROUTINE"], "routine"),
        (["AGGREGATE"], "aggregate"),
        (["TRIGGER"], "trigger"),
        (["POLICY"], "policy"),
        (["RULE"], "rule"),
        (["TYPE"], "type"),
        (["DOMAIN"], "domain"),
        (["COLLATION"], "collation"),
        (["CONVERSION"], "conversion"),
        (["CAST"], "cast"),
        (["TRANSFORM"], "transform"),
        (["OPERATOR"], "operator"),
        (["STATISTICS"], "statistics"),
        (["PUBLICATION"], "publication"),
        (["SUBSCRIPTION"], "subscription"),
        (["SERVER"], "server"),
        (["LANGUAGE"], "language"),
        (["TABLESPACE"], "tablespace"),
        (["DATABASE"], "database"),
        (["ROLE"], "role"),
        (["USER"], "role"),
        (["GROUP"], "role"),
    ];

    /// <summary>Passes a kind; null when none stands here.</summary>
    /// <param name="cursor">At its first keyword.</param>
    public static string? TakeKind(SqlCursor cursor)
    {
        foreach (var (keywords, kind) in Kinds)
        {
            if (cursor.Take(keywords))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>Reads what an object is called.</summary>
    /// <param name="cursor">Behind the kind.</param>
    /// <param name="kind">The kind.</param>
    public static ObjectReference Read(SqlCursor cursor, string kind)
    {
        switch (kind)
        {
            case "function" or "procedure" or "routine" or "aggregate":
                var routine = cursor.QualifiedFunction();
                return new(routine) { Arguments = cursor.IsSymbol("(") ? Arguments(cursor) : null };
            case "trigger" or "policy" or "rule":
                return OnTable(cursor);
            case "constraint":
                var constraint = cursor.Name();
                cursor.Expect("ON");
                _ = cursor.Take("DOMAIN");
                return new(cursor.Qualified()) { Part = constraint };
            case "column":
                return Column(cursor);
            case "operator":
                return new(Operator(cursor)) { Arguments = cursor.IsSymbol("(") ? ExpressionReader.InParentheses(cursor) : null };
            case "operator class" or "operator family":
                var name = cursor.Qualified();
                cursor.Expect("USING");
                _ = cursor.Name();
                return new(name);
            case "cast":
                return new(new QualifiedName(null, ExpressionReader.InParentheses(cursor)));
            case "transform":
                cursor.Expect("FOR");
                var type = TypeReader.Read(cursor, out _);
                cursor.Expect("LANGUAGE");
                return new(new QualifiedName(null, $"{type} {cursor.Name()}"));
            case "user mapping":
                cursor.Expect("FOR");
                var user = cursor.AnyName();
                cursor.Expect("SERVER");
                return new(new QualifiedName(null, $"{user} {cursor.Name()}"));
            case "large object":
                cursor.Skip();
                return new((QualifiedName?)null);
            case "role":
                return new(new QualifiedName(null, cursor.AnyName()));
            case "type" or "domain":
                return new(cursor.QualifiedFunction());
            default:
                return new(cursor.Qualified());
        }
    }

    /// <summary>The types of a routine's arguments in parentheses, those that are only given back (OUT, TABLE) left out.</summary>
    /// <param name="cursor">At the parenthesis.</param>
    public static string Arguments(SqlCursor cursor)
    {
        var types = new StringBuilder();
        cursor.InParentheses(() =>
        {
            // f() and count(*).
            if (cursor.IsAtEnd || cursor.TakeSymbol("*"))
            {
                return;
            }

            cursor.Each(() =>
            {
                // An ordered-set aggregate's direct arguments stand before ORDER BY.
                if (cursor.Take("ORDER", "BY") && cursor.IsAtEnd)
                {
                    cursor.Fail();
                }

                if (Argument(cursor) is { } type)
                {
                    types.Append(types.Length > 0 ? ", " : string.Empty).Append(type);
                }

                if (cursor.Take("ORDER", "BY") && Argument(cursor) is { } ordered)
                {
                    types.Append(types.Length > 0 ? ", " : string.Empty).Append(ordered);
                }
            });
        });
        return types.ToString();
    }

    /// <summary>An operator's name with its schema.</summary>
    /// <param name="cursor">At its first token.</param>
    public static QualifiedName Operator(SqlCursor cursor)
    {
        string? schema = null;
        while (cursor.IsSymbolAt(cursor.At + 1, "."))
        {
            schema = cursor.AnyName();
            cursor.Skip();
        }

        if (cursor.Kind != SqlTokenKind.Symbol || !SqlScan.IsOperator(cursor.Written[0]))
        {
            cursor.Fail();
            return new(schema, string.Empty);
        }

        var name = cursor.Written.ToString();
        cursor.Skip();
        return new(schema, name);
    }

    private static string? Argument(SqlCursor cursor)
    {
        var isOut = TakeMode(cursor);
        var from = cursor.At;
        var type = TypeReader.Read(cursor, out _);
        if (!IsBehind(cursor))
        {
            // It was the argument's name, behind which the mode may stand too.
            cursor.GoTo(from + 1);
            isOut |= TakeMode(cursor);
            type = TypeReader.Read(cursor, out _);
        }

        if (cursor.Take("DEFAULT") || cursor.TakeSymbol("=") || cursor.TakeSymbol(":="))
        {
            _ = ExpressionReader.ToComma(cursor);
        }

        return isOut ? null : type;
    }

    // IN OUT may be two words. True for an argument that is only given back.
    private static bool TakeMode(SqlCursor cursor)
    {
        var isIn = cursor.Take("IN") || cursor.Take("INOUT") || cursor.Take("VARIADIC");
        return cursor.Take("OUT") && !isIn;
    }

    private static bool IsBehind(SqlCursor cursor) =>
        cursor.IsAtEnd || cursor.IsSymbol(",") || cursor.IsAny("DEFAULT", "ORDER") || cursor.IsSymbol("=") || cursor.IsSymbol(":=") || cursor.Problem is not null;

    private static ObjectReference OnTable(SqlCursor cursor)
    {
        var part = cursor.Name();
        cursor.Expect("ON");
        return new(cursor.Qualified()) { Part = part };
    }

    private static ObjectReference Column(SqlCursor cursor)
    {
        var names = new List<string> { cursor.Name() };
        while (cursor.TakeSymbol("."))
        {
            names.Add(cursor.AnyName());
        }

        if (names.Count < 2)
        {
            cursor.Fail();
        }

        return new(names.Count < 2 ? null : new QualifiedName(names.Count > 2 ? names[^3] : null, names[^2])) { Part = names[^1] };
    }
}
