using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads ALTER of anything but tables, types and domains, which have readers of their own.</summary>
internal static class AlterReader
{
    /// <summary>ALTER of anything.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Read(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("ALTER");
        if (cursor.Take("DEFAULT", "PRIVILEGES"))
        {
            cursor.SkipToEnd();
            into.Add(new Annotate("alter default privileges", string.Empty, null) { Place = into.Place });
            return;
        }

        if (cursor.Take("SYSTEM"))
        {
            into.Add(new AlterObject("system", null, cursor.Remainder(hidesTexts: true)) { Place = into.Place });
            return;
        }

        if (ObjectReader.TakeKind(cursor) is not { } kind)
        {
            cursor.Fail();
            return;
        }

        if (cursor.Take("ALL"))
        {
            // ALL IN TABLESPACE, and ROLE ALL.
            into.Add(new AlterObject(kind, null, "ALL " + cursor.Remainder()) { Place = into.Place });
            return;
        }

        var isTolerant = cursor.TakeIfExists();
        if (kind is "table" or "foreign table")
        {
            AlterTableReader.Read(cursor, into, isTolerant);
            return;
        }

        var reference = ObjectReader.Read(cursor, kind);
        switch (kind)
        {
            case "type":
                AlterTypeReader.Type(cursor, into, reference.Target!.Value);
                break;
            case "domain":
                AlterTypeReader.Domain(cursor, into, reference.Target!.Value);
                break;
            case "view" or "materialized view" or "index" or "sequence" when cursor.IsAny("ALTER", "RENAME") && !cursor.IsAt(cursor.At + 1, "TO"):
                Columns(cursor, into, reference.Target!.Value, isTolerant);
                break;
            default:
                Change(cursor, into, kind, reference, isTolerant);
                break;
        }
    }

    /// <summary>RENAME TO, SET SCHEMA, and any other change of an object.</summary>
    /// <param name="cursor">Behind the object's name.</param>
    /// <param name="into">Where the operation goes.</param>
    /// <param name="kind">The object's kind.</param>
    /// <param name="reference">The object.</param>
    /// <param name="isTolerant">Whether IF EXISTS was said.</param>
    public static void Change(SqlCursor cursor, SqlOperations into, string kind, ObjectReference reference, bool isTolerant)
    {
        if (cursor.IsAtEnd && kind != "role")
        {
            // Only a role's options may all be left out.
            cursor.Fail();
            return;
        }

        if (reference.Target is { } target && cursor.Take("RENAME", "TO"))
        {
            var name = cursor.AnyName();
            into.Add(new RenameObject(kind, target, new(reference.Part is null ? target.Schema : null, name))
            {
                Place = into.Place,
                PartName = reference.Part,
                Arguments = reference.Arguments,
                IsTolerant = isTolerant,
            });
            return;
        }

        if (reference.Target is { } moved && kind != "extension" && cursor.Take("SET", "SCHEMA"))
        {
            into.Add(new RenameObject(kind, moved, new(cursor.Name(), moved.Name)) { Place = into.Place, Arguments = reference.Arguments, IsTolerant = isTolerant });
            return;
        }

        // Some of these hold passwords.
        var hides = kind is "role" or "user mapping" or "server" or "subscription" or "foreign data wrapper" or "database";
        into.Add(new AlterObject(kind, reference.Target, cursor.Remainder(hides))
        {
            Place = into.Place,
            PartName = reference.Part,
            Arguments = reference.Arguments,
            IsTolerant = isTolerant,
        });
    }

    // A view's, materialized view's or index's columns: their names, defaults and settings.
    private static void Columns(SqlCursor cursor, SqlOperations into, QualifiedName relation, bool isTolerant)
    {
        if (cursor.Take("RENAME"))
        {
            _ = cursor.Take("COLUMN");
            var name = cursor.Name();
            cursor.Expect("TO");
            into.Add(new RenameColumn(relation, name, cursor.Name()) { Place = into.Place, IsTolerant = isTolerant });
            return;
        }

        cursor.Each(() =>
        {
            cursor.Expect("ALTER");
            AlterColumnReader.Read(cursor, into, relation, isTolerant);
        });
    }
}
