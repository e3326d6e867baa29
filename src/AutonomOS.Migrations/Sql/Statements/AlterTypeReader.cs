using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>Reads ALTER TYPE and ALTER DOMAIN. ALTER TYPE does not always say which kind of type it is.</summary>
internal static class AlterTypeReader
{
    /// <summary>ALTER TYPE.</summary>
    /// <param name="cursor">Behind the type's name.</param>
    /// <param name="into">Where its operations go.</param>
    /// <param name="type">The type.</param>
    public static void Type(SqlCursor cursor, SqlOperations into, QualifiedName type)
    {
        if (cursor.Take("ADD", "VALUE"))
        {
            var isTolerant = cursor.TakeIfNotExists();
            into.Add(new AddEnumValue(type, cursor.Text()) { Place = into.Place, IsTolerant = isTolerant });
            if (cursor.Take("BEFORE") || cursor.Take("AFTER"))
            {
                _ = cursor.Text();
            }
        }
        else if (cursor.Take("RENAME", "VALUE"))
        {
            var label = cursor.Text();
            cursor.Expect("TO");
            into.Add(new RenameObject("enum value", type, new(null, cursor.Text())) { Place = into.Place, PartName = label });
        }
        else if (cursor.Take("RENAME", "ATTRIBUTE"))
        {
            var name = cursor.Name();
            cursor.Expect("TO");
            var renamed = new RenameColumn(type, name, cursor.Name()) { Place = into.Place };
            into.Add(renamed with { IsCascading = cursor.TakeCascade() });
        }
        else if (cursor.IsAny("ADD", "DROP", "ALTER") && cursor.IsAt(cursor.At + 1, "ATTRIBUTE"))
        {
            cursor.Each(() => Attribute(cursor, into, type));
        }
        else
        {
            AlterReader.Change(cursor, into, "type", new(type), isTolerant: false);
        }
    }

    /// <summary>ALTER DOMAIN.</summary>
    /// <param name="cursor">Behind the domain's name.</param>
    /// <param name="into">Where its operations go.</param>
    /// <param name="domain">The domain.</param>
    public static void Domain(SqlCursor cursor, SqlOperations into, QualifiedName domain)
    {
        if (cursor.Take("ADD"))
        {
            var name = cursor.Take("CONSTRAINT") ? cursor.Name() : null;
            var constraint = cursor.Take("NOT", "NULL") ? new ConstraintDefinition(ConstraintType.NotNull, name) : ConstraintReader.Read(cursor, name, column: null);
            constraint = constraint with { IsNotValid = cursor.Take("NOT", "VALID") };
            into.Add(new AddConstraint(domain, constraint) { Place = into.Place, IsOnDomain = true });
        }
        else if (cursor.Take("DROP", "CONSTRAINT"))
        {
            var isTolerant = cursor.TakeIfExists();
            var name = cursor.Name();
            var cascades = cursor.TakeCascade();
            into.Add(new DropConstraint(domain, name) { Place = into.Place, IsOnDomain = true, IsTolerant = isTolerant, IsCascading = cascades });
        }
        else if (cursor.Take("VALIDATE", "CONSTRAINT"))
        {
            into.Add(new ValidateConstraint(domain, cursor.Name()) { Place = into.Place, IsOnDomain = true });
        }
        else if (cursor.Take("RENAME", "CONSTRAINT"))
        {
            var name = cursor.Name();
            cursor.Expect("TO");
            into.Add(new RenameObject("domain constraint", domain, new(null, cursor.Name())) { Place = into.Place, PartName = name });
        }
        else
        {
            AlterReader.Change(cursor, into, "domain", new(domain), isTolerant: false);
        }
    }

    private static void Attribute(SqlCursor cursor, SqlOperations into, QualifiedName type)
    {
        var from = cursor.At;
        var drops = cursor.Take("DROP", "ATTRIBUTE");
        var isTolerant = drops && cursor.TakeIfExists();
        var adds = !drops && cursor.Take("ADD", "ATTRIBUTE");
        if (!drops && !adds)
        {
            cursor.Expect("ALTER", "ATTRIBUTE");
        }

        var name = cursor.Name();
        if (!drops)
        {
            _ = adds || cursor.Take("SET", "DATA");
            if (!adds)
            {
                cursor.Expect("TYPE");
            }

            _ = TypeReader.Read(cursor, out _);
            if (cursor.Take("COLLATE"))
            {
                _ = cursor.Qualified();
            }
        }

        var change = cursor.Sql(from, cursor.At);
        var cascades = cursor.TakeCascade();
        into.Add(drops
            ? new DropObject("attribute", type) { Place = into.Place, PartName = name, IsTolerant = isTolerant, IsCascading = cascades }
            : new AlterObject("composite type", type, change) { Place = into.Place, PartName = name, IsCascading = cascades });
    }
}
