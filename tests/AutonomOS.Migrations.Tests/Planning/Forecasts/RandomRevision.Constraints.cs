namespace AutonomOS.Migrations.Tests.Planning.Forecasts;

/// <content>Constraints and indexes.</content>
internal sealed partial class RandomRevision
{
    private IEnumerable<string> OfConstraints()
    {
        var table = this.Table();
        switch (this.dice.Below(10))
        {
            case 0:
                return [$"op.create_unique_constraint({this.Named("uq", table, "unique", "id")}, {Py(table.Name)}, {Names(this.Key(table))}{In(table)}{this.dice.One("", ", deferrable=True")})"];
            case 1 when !table.Of("primary key").Any() || this.dice.Chance(10):
                return [$"op.create_primary_key({this.Named("pk", table, "primary key", "id")}, {Py(table.Name)}, ['id']{In(table)})"];
            case 2:
                var other = this.Table();
                return [$"op.create_foreign_key({this.Named("fk", table, "foreign key", "id")}, {Py(table.Name)}, {Py(other.Name)}, ['id'], ['id']{In(table, "source_schema")}{In(other, "referent_schema")}{this.dice.One("", ", ondelete='CASCADE'", ", onupdate='CASCADE', deferrable=True", ", postgresql_not_valid=True")})"];
            case 3 or 4:
                return [$"op.create_check_constraint({Py(this.Name("ck", table, "check", "id"))}, {Py(table.Name)}, {this.dice.One("'id > 0'", "sa.text('id <> 7')", "sa.column('id') > 0")}{In(table)}{this.dice.One("", ", postgresql_not_valid=True")})"];
            case 5:
                return [$"op.create_exclude_constraint({Py(this.Name("ex", table, "exclude", "id"))}, {Py(table.Name)}, (sa.column('id'), '='), using='btree'{In(table)})"];
            default:
                if (this.dice.Maybe(table.Of("unique", "check", "foreign key", "primary key", "exclude")) is not { } part)
                {
                    return [$"op.drop_constraint({Py(this.Fresh("none"))}, {Py(table.Name)}{In(table)})"];
                }

                table.Parts.Remove(part);
                var type = part.Kind switch { "unique" => "unique", "check" => "check", "primary key" => "primary", "foreign key" => "foreignkey", _ => null };
                return [$"op.drop_constraint({Py(part.Name)}, {Py(table.Name)}{(type is not null && this.dice.Chance(60) ? $", type_='{type}'" : "")}{In(table)})"];
        }
    }

    private IEnumerable<string> OfIndexes()
    {
        var table = this.Table();
        if (this.dice.Chance(35) && this.dice.Maybe(table.Of("index", "unique index")) is { } part)
        {
            table.Parts.Remove(part);
            return this.dice.Chance(60)
                ? [$"op.drop_index({Py(part.Name)}{this.dice.One("", $", table_name={Py(table.Name)}")}{In(table)})"]
                : this.Outside($"op.drop_index({Py(part.Name)}, table_name={Py(table.Name)}{In(table)}, postgresql_concurrently=True)");
        }

        var key = this.Key(table);
        var keys = this.dice.One(Names(key), Names(key), "['id']", "[sa.text('(id + 1)')]", "[sa.text('id desc')]");
        var isUnique = this.dice.Chance(30);
        var name = this.Name("ix", table, isUnique ? "unique index" : "index", [.. key]);
        var more = (isUnique ? ", unique=True" : this.dice.One("", ", unique=False")) + this.dice.One("", "", ", postgresql_where=sa.text('id > 1')")
            + this.dice.One("", "", ", postgresql_using='btree'", ", postgresql_include=['id']");
        var create = $"op.create_index({this.dice.One(Py(name), $"op.f({Py(name)})")}, {Py(table.Name)}, {keys}{more}{In(table)}";
        return this.dice.Chance(70) ? [$"{create})"] : this.Outside($"{create}, postgresql_concurrently=True)");
    }

    // What has to be outside of a transaction, most times.
    private IReadOnlyList<string> Outside(string line) =>
        this.dice.Chance(85) ? ["with op.get_context().autocommit_block():", $"    {line}"] : [line];

    private IReadOnlyList<string> Key(KnownTable table)
    {
        var columns = table.Columns.Where(column => column.Type.Sql is not ("json" or "jsonb")).ToList();
        return columns.Count == 0 ? ["id"] : [.. this.dice.Some(columns, 2).Select(column => column.Name)];
    }

    private string Name(string prefix, KnownTable table, string kind, params IReadOnlyList<string> columns)
    {
        var name = this.dice.Chance(4) && this.dice.Maybe(table.Parts) is { } taken ? taken.Name : this.Fresh(prefix);
        table.Parts.Add(new(kind, name, columns));
        return name;
    }

    private string Named(string prefix, KnownTable table, string kind, string column) =>
        this.dice.Chance(15) ? "None" : Py(this.Name(prefix, table, kind, column));
}
