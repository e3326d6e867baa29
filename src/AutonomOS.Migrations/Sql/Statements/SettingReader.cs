using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads SET, RESET and DISCARD.</summary>
internal static class SettingReader
{
    /// <summary>SET in all its forms.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Set(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("SET");
        if (cursor.Take("CONSTRAINTS"))
        {
            _ = Change(into, "constraints", cursor.Remainder(), isLocal: true);
            return;
        }

        if (cursor.Take("SESSION", "CHARACTERISTICS", "AS", "TRANSACTION"))
        {
            _ = Change(into, "transaction", cursor.Remainder(), isLocal: false);
            return;
        }

        var isLocal = cursor.Take("LOCAL");
        if (cursor.Take("SESSION", "AUTHORIZATION"))
        {
            _ = Change(into, "session_authorization", Value(cursor), isLocal);
            return;
        }

        _ = !isLocal && cursor.Take("SESSION");
        if (cursor.Take("TRANSACTION"))
        {
            _ = Change(into, "transaction", cursor.Remainder(), isLocal: true);
            return;
        }

        // These three are also settings of an ordinary form.
        var isPlain = cursor.IsSymbolAt(cursor.At + 1, "=") || cursor.IsAt(cursor.At + 1, "TO") || cursor.IsSymbolAt(cursor.At + 1, ".");
        var name = isPlain ? null
            : cursor.Take("TIME", "ZONE") ? "timezone"
            : cursor.Take("SCHEMA") ? "search_path"
            : cursor.Take("NAMES") ? "client_encoding"
            : cursor.Take("ROLE") ? "role"
            : cursor.Take("XML", "OPTION") ? "xmloption" : null;
        if (name is null)
        {
            name = cursor.Name();
            while (cursor.TakeSymbol("."))
            {
                name += "." + cursor.AnyName();
            }

            if (!cursor.Take("TO") && !cursor.TakeSymbol("="))
            {
                cursor.Expect("FROM", "CURRENT");
                return;
            }
        }

        _ = Change(into, name, Value(cursor), isLocal);
    }

    /// <summary>RESET.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Reset(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("RESET");
        var name = cursor.Take("ALL") ? "all"
            : cursor.Take("TIME", "ZONE") ? "timezone"
            : cursor.Take("SESSION", "AUTHORIZATION") ? "session_authorization"
            : cursor.Take("TRANSACTION", "ISOLATION", "LEVEL") ? "transaction" : cursor.Name();
        while (cursor.TakeSymbol("."))
        {
            name += "." + cursor.AnyName();
        }

        _ = Change(into, name, null, isLocal: false);
    }

    /// <summary>DISCARD; ALL resets the settings too.</summary>
    /// <param name="cursor">At its keyword.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Discard(SqlCursor cursor, SqlOperations into)
    {
        cursor.Expect("DISCARD");
        if (cursor.Take("ALL"))
        {
            _ = Change(into, "all", null, isLocal: false);
            return;
        }

        if (!cursor.Take("PLANS") && !cursor.Take("SEQUENCES") && !cursor.Take("TEMPORARY"))
        {
            cursor.Expect("TEMP");
        }

        into.Add(new RunQuery("discard") { Place = into.Place });
    }

    /// <summary>Adds the change of a setting.</summary>
    /// <param name="into">Where it goes.</param>
    /// <param name="name">The setting.</param>
    /// <param name="value">Its value; that of an application's own setting, which may be a secret, is not kept.</param>
    /// <param name="isLocal">Whether it ends with the transaction.</param>
    public static bool Change(SqlOperations into, string name, string? value, bool isLocal)
    {
        into.Add(new ChangeSetting(SqlValues.Folded(name), name.Contains('.', StringComparison.Ordinal) ? null : value) { Place = into.Place, IsLocal = isLocal });
        return true;
    }

    private static string? Value(SqlCursor cursor)
    {
        if (cursor.IsAtEnd)
        {
            cursor.Fail();
            return null;
        }

        if (cursor.Is("DEFAULT") && cursor.KindAt(cursor.At + 1) == SqlTokenKind.End)
        {
            cursor.Skip();
            return null;
        }

        return cursor.Kind == SqlTokenKind.Text && cursor.KindAt(cursor.At + 1) == SqlTokenKind.End ? cursor.Text() : cursor.Remainder();
    }
}
