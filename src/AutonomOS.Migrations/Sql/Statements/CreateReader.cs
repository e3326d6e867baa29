using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads CREATE of anything; what is in a routine's body is text that is not run now.</summary>
internal static class CreateReader
{
    /// <summary>CREATE of anything.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Read(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("CREATE");
        var isReplacing = cursor.Take("OR", "REPLACE");
        var isTemporary = false;
        while (cursor.IsAny("TEMPORARY", "TEMP", "LOCAL", "GLOBAL", "UNLOGGED"))
        {
            isTemporary |= cursor.IsAny("TEMPORARY", "TEMP");
            cursor.Skip();
        }

        // Keywords that are no part of the kind.
        _ = cursor.Take("TRUSTED");
        _ = cursor.Is("RECURSIVE") && cursor.Take("RECURSIVE");
        _ = cursor.IsAt(cursor.At + 1, "TRIGGER") && cursor.Take("CONSTRAINT");
        _ = cursor.IsAt(cursor.At + 1, "CONVERSION") && cursor.Take("DEFAULT");
        var isUnique = cursor.Take("UNIQUE");
        switch (ObjectReader.TakeKind(cursor))
        {
            case "index":
                CreateIndexReader.Read(cursor, into, isUnique);
                break;
            case "table" when !isUnique:
                CreateTableReader.Read(cursor, into, isTemporary, isForeign: false);
                break;
            case "foreign table" when !isUnique:
                CreateTableReader.Read(cursor, into, isTemporary: false, isForeign: true);
                break;
            case "schema":
                CreateSchemaReader.Read(cursor, into);
                break;
            case { } kind when !isUnique:
                Object(cursor, into, kind, isReplacing, isTemporary);
                break;
            default:
                cursor.Fail();
                break;
        }
    }

    private static void Object(SqlCursor cursor, SqlOperations into, string kind, bool isReplacing, bool isTemporary)
    {
        var isTolerant = cursor.TakeIfNotExists();
        var created = new CreateObject(kind, null) { Place = into.Place, IsReplacing = isReplacing, IsTemporary = isTemporary, IsTolerant = isTolerant };
        switch (kind)
        {
            case "routine" or "large object":
                cursor.Fail();
                return;
            case "view":
                created = created with { Target = cursor.Qualified() };
                SkipToAs(cursor);
                break;
            case "materialized view":
                created = created with { Target = cursor.Qualified() };
                into.Add(created);
                SkipToAs(cursor);
                CreateTableReader.Query(cursor, into);
                return;
            case "type":
                created = Type(cursor, created);
                break;
            case "trigger":
                created = created with { PartName = cursor.Name() };
                _ = ExpressionReader.To(cursor, "ON");
                cursor.Expect("ON");
                created = created with { Target = cursor.Qualified() };
                break;
            case "rule":
                created = created with { PartName = cursor.Name() };
                cursor.Expect("AS", "ON");
                cursor.Skip();
                cursor.Expect("TO");
                created = created with { Target = cursor.Qualified() };
                break;
            case "statistics":
                created = created with { Target = cursor.Is("ON") || cursor.IsSymbol("(") ? null : cursor.Qualified() };
                break;
            case "aggregate":
                created = created with { Target = cursor.QualifiedFunction() };
                created = created with { Arguments = cursor.IsSymbol("(") && cursor.IsSymbolAt(cursor.GroupEnd(cursor.At), "(") ? ObjectReader.Arguments(cursor) : null };
                break;
            case "operator class":
                created = created with { Target = cursor.Qualified() };
                break;
            case "operator":
                created = created with { Target = ObjectReader.Operator(cursor) };
                break;
            case "conversion" or "domain":
                created = created with { Target = cursor.QualifiedFunction() };
                break;
            default:
                var reference = ObjectReader.Read(cursor, kind);
                created = created with { Target = reference.Target, PartName = reference.Part, Arguments = reference.Arguments };
                break;
        }

        // The rest says how it is made, and that is compared with the catalog, not read.
        cursor.SkipToEnd();
        into.Add(created);
    }

    private static void SkipToAs(SqlCursor cursor)
    {
        while (!cursor.IsAtEnd && !cursor.Is("AS"))
        {
            cursor.SkipGroup();
        }

        cursor.Expect("AS");
        if (cursor.IsAtEnd)
        {
            cursor.Fail();
        }
    }

    private static CreateObject Type(SqlCursor cursor, CreateObject created)
    {
        created = created with { Target = cursor.QualifiedFunction() };
        if (cursor.Take("AS", "ENUM"))
        {
            var labels = new List<string>();
            cursor.InParentheses(() =>
            {
                if (!cursor.IsAtEnd)
                {
                    cursor.Each(() => labels.Add(cursor.Text()));
                }
            });
            return created with { ObjectKind = "enum", Labels = labels };
        }

        var kind = cursor.Take("AS", "RANGE") ? "range type" : cursor.Take("AS") ? "composite type" : "base type";
        if (!cursor.IsAtEnd || kind != "base type")
        {
            cursor.SkipParentheses();
        }

        return created with { ObjectKind = kind };
    }
}
