using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads what changes no object's shape: GRANT, REVOKE, COMMENT, SECURITY LABEL; and REASSIGN OWNED.</summary>
internal static class PrivilegeReader
{
    /// <summary>GRANT and REVOKE, of privileges and of roles.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operation goes.</param>
    public static void Grant(SqlCursor cursor, SqlOperations into)
    {
        var command = SqlValues.Folded(cursor.Written);
        cursor.Skip();
        while (!cursor.IsAtEnd && !cursor.IsAny("ON", "TO", "FROM"))
        {
            cursor.SkipGroup();
        }

        var kind = cursor.Is("ON") ? "table" : "role";
        QualifiedName? target = null;
        if (cursor.Take("ON"))
        {
            // ALL TABLES IN SCHEMA and the like; a setting is no object.
            kind = cursor.Take("ALL") || cursor.Take("PARAMETER") ? string.Empty
                : cursor.Take("FOREIGN", "SERVER") ? "server" : ObjectReader.TakeKind(cursor) ?? kind;
            target = kind.Length == 0 ? null : ObjectReader.Read(cursor, kind).Target;
            target = cursor.IsSymbol(",") ? null : target;
        }

        while (!cursor.IsAtEnd && !cursor.IsAny("TO", "FROM"))
        {
            cursor.SkipGroup();
        }

        if (!cursor.Take("TO"))
        {
            cursor.Expect("FROM");
        }

        if (cursor.IsAtEnd)
        {
            cursor.Fail();
        }

        cursor.SkipToEnd();
        into.Add(new Annotate(command, kind, target) { Place = into.Place });
    }

    /// <summary>COMMENT.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operation goes.</param>
    public static void Comment(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("COMMENT", "ON");
        Annotated(cursor, into, "comment");
    }

    /// <summary>SECURITY LABEL.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operation goes.</param>
    public static void SecurityLabel(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("SECURITY", "LABEL");
        if (cursor.Take("FOR"))
        {
            cursor.Skip();
        }

        cursor.Expect("ON");
        Annotated(cursor, into, "security label");
    }

    /// <summary>REASSIGN OWNED.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Reassign(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("REASSIGN", "OWNED", "BY");
        var roles = new List<string>();
        cursor.Each(() => roles.Add(cursor.AnyName()));
        cursor.Expect("TO");
        _ = cursor.AnyName();
        foreach (var role in roles)
        {
            into.Add(new ChangeOwned(role, IsDropping: false) { Place = into.Place });
        }
    }

    private static void Annotated(SqlCursor cursor, SqlOperations into, string command)
    {
        var kind = cursor.Take("COLUMN") ? "column" : cursor.Take("CONSTRAINT") ? "constraint" : ObjectReader.TakeKind(cursor);
        if (kind is null)
        {
            cursor.Fail();
            return;
        }

        var reference = ObjectReader.Read(cursor, kind);
        cursor.Expect("IS");
        if (!cursor.Take("NULL"))
        {
            _ = cursor.Text();
        }

        into.Add(new Annotate(command, kind, reference.Target) { Place = into.Place, PartName = reference.Part });
    }
}
