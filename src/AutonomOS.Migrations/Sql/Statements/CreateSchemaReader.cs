using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads CREATE SCHEMA, and the statements in it, whose objects go to the schema where they name none.</summary>
internal static class CreateSchemaReader
{
    /// <summary>Reads it.</summary>
    /// <param name="cursor">Behind SCHEMA.</param>
    /// <param name="into">Where its operations go.</param>
    public static void Read(SqlCursor cursor, SqlOperations into)
    {
        var isTolerant = cursor.TakeIfNotExists();
        var name = cursor.Is("AUTHORIZATION") ? null : cursor.Name();
        if (cursor.Take("AUTHORIZATION"))
        {
            // CURRENT_USER and its like name a schema that is not known.
            var role = cursor.Kind == SqlTokenKind.Word && cursor.IsAny("CURRENT_USER", "SESSION_USER", "CURRENT_ROLE") ? null : cursor.Written.ToString();
            var written = cursor.AnyName();
            name ??= role is null ? null : written;
        }

        QualifiedName? schema = name is null ? null : new(null, name);
        into.Add(new CreateObject("schema", schema) { Place = into.Place, IsTolerant = isTolerant });
        while (cursor.IsAny("CREATE", "GRANT"))
        {
            var end = cursor.At + 1;
            while (cursor.KindAt(end) != SqlTokenKind.End && !cursor.IsAt(end, "CREATE") && !(cursor.IsAt(end, "GRANT") && !cursor.IsAt(end - 1, "WITH")))
            {
                end = cursor.GroupEnd(end);
            }

            var count = into.All.Count;
            into.GoTo(cursor.Line);
            cursor.Within(end, () => (cursor.Is("CREATE") ? CreateReader.Read : (Action<SqlCursor, SqlOperations>)PrivilegeReader.Grant)(cursor, into));
            var elements = into.All.Skip(count).ToList();
            into.Keep(count);
            elements.ForEach(element => into.Add(name is null ? element : Within(name, element)));
        }
    }

    private static SchemaOperation Within(string schema, SchemaOperation element)
    {
        QualifiedName? Qualified(QualifiedName? name) => name is { Schema: null } given ? given with { Schema = schema } : name;
        return element switch
        {
            CreateTable table => table with { Table = Qualified(table.Table)!.Value },
            CreateIndex index => index with { Index = index.Index with { Table = Qualified(index.Index.Table) } },
            CreateObject created => created with { Target = Qualified(created.Target) },
            _ => element,
        };
    }
}
