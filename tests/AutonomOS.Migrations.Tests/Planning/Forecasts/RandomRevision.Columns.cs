namespace AutonomOS.Migrations.Tests.Planning.Forecasts;

/// <content>Columns, by themselves and in batches.</content>
internal sealed partial class RandomRevision
{
    private IEnumerable<string> OfColumns()
    {
        var table = this.Table();
        var target = $"{Py(table.Name)}, ";
        return this.dice.Below(8) switch
        {
            0 or 1 or 2 => [$"op.add_column({target}{this.Added(table)}{In(table)})"],
            3 or 4 => [$"op.drop_column({target}{Py(this.Dropped(table).Name)}{In(table)})"],
            _ => [$"op.alter_column({target}{this.Altered(table)}{In(table)})"],
        };
    }

    private string Added(KnownTable table)
    {
        var (column, definition) = this.Definition(
            this.dice.Chance(5) ? this.Column(table).Name : this.dice.Chance(50) ? this.Fresh("Added") : this.Fresh("added"), isRequired: this.dice.Chance(35));
        table.Columns.Add(column);
        return definition;
    }

    private KnownColumn Dropped(KnownTable table)
    {
        var column = this.dice.Chance(80) ? this.Own(table) : this.Column(table);
        if (table.Columns.Count > 1)
        {
            table.Columns.Remove(column);
            table.Parts.RemoveAll(part => part.Columns.Contains(column.Name));
        }

        return column;
    }

    // A column, and how SQLAlchemy says it.
    private (KnownColumn Column, string Definition) Definition(string name, bool isRequired)
    {
        var type = this.dice.One(KnownSchema.Types);
        var more = "";
        switch (this.dice.Below(9))
        {
            case 0 when type.Sql is "integer" or "bigint":
                more = this.dice.One(", sa.Identity()", ", sa.Identity(always=True)", ", sa.Computed('1 + 2')");
                isRequired = true;
                break;
            case 1 when this.dice.Maybe(this.schema.Tables.Where(table => table.Columns[0].Type == KnownSchema.Integer)) is { } other:
                (type, more) = (KnownSchema.Integer, $", sa.ForeignKey({Py($"{(other.Schema is null ? "" : other.Schema + ".")}{other.Name}.id")}{this.dice.One("", $", name={Py(this.Fresh("fk"))}", ", ondelete='CASCADE'")})");
                break;
            case 2 or 3 or 4:
                more = $", server_default={this.Default(type)}";
                break;
        }

        more += isRequired && !more.Contains("Computed", StringComparison.Ordinal) ? ", nullable=False" : this.dice.One("", ", nullable=True");
        var isUnique = type.Sql is not ("json" or "boolean") && !more.Contains("server_default", StringComparison.Ordinal);
        more += this.dice.Below(10) switch
        {
            0 when isUnique => ", unique=True",
            1 when type.Sql != "json" => ", index=True",
            2 when isUnique => ", unique=True, index=True",
            3 => ", comment='said'",
            _ => "",
        };
        return (new(name, type) { IsNullable = !isRequired, Clause = more.Contains("Computed", StringComparison.Ordinal) ? "generated" : "" }, $"sa.Column({Py(name)}, {type.Alchemy}{more})");
    }

    private string Default(KnownType type) => type.Sql switch
    {
        "integer" or "bigint" or "smallint" or "numeric" or "double precision" or "real" => this.dice.One("'0'", "sa.text('1')", "sa.text('1 + 1')"),
        "numeric(10,2)" or "numeric(6,2)" => this.dice.One("'0'", "sa.text('1.5')"),
        "text" or "character varying(50)" or "character varying(10)" or "character(3)" => this.dice.One("'x'", "sa.text(\"'y'\")", "\"'z\""),
        "boolean" => this.dice.One("sa.false()", "sa.text('true')", "'f'"),
        "date" or "timestamp without time zone" or "timestamp with time zone" => this.dice.One("sa.func.now()", "sa.text('now()')", "sa.func.current_timestamp()"),
        "uuid" => "sa.text('gen_random_uuid()')",
        "jsonb" or "json" => "sa.text(\"'{}'\")",
        "mood" => this.dice.One("'ok'", "sa.text(\"'sad'::mood\")"),
        "integer[]" => "'{}'",
        "interval" => "sa.text(\"interval '1 hour'\")",
        "inet" => "'10.0.0.1'",
        _ => "sa.text('null')",
    };

    // The column's name and one or more of alter_column's arguments.
    private string Altered(KnownTable table)
    {
        var column = this.Own(table);
        var name = column.Name;
        var arguments = new List<string>();
        if (this.dice.Chance(45))
        {
            arguments.Add(this.Retyped(column));
        }

        if (this.dice.Chance(30))
        {
            arguments.Add($"nullable={this.dice.One("True", "False")}");
        }

        if (this.dice.Chance(30))
        {
            arguments.Add($"server_default={this.dice.One("None", this.Default(column.Type))}");
        }

        if (this.dice.Chance(15))
        {
            arguments.Add($"comment={this.dice.One("None", "'said'")}");
        }

        if (this.dice.Chance(20) || arguments.Count == 0)
        {
            column.Name = this.Fresh("renamed");
            table.Parts.RemoveAll(part => part.Columns.Contains(name));
            arguments.Add($"new_column_name={Py(column.Name)}");
        }

        if (this.dice.Chance(30))
        {
            arguments.Add($"existing_type={column.Type.Alchemy}");
        }

        return $"{Py(name)}, {string.Join(", ", arguments)}";
    }

    private string Retyped(KnownColumn column)
    {
        var before = column.Type;
        column.Type = this.dice.Chance(70)
            ? this.dice.One(KnownSchema.Types.Where(type => Family(type) == Family(before)).ToArray())
            : this.dice.One(KnownSchema.Types);
        return $"type_={column.Type.Alchemy}{(Family(before) == Family(column.Type) ? "" : $", postgresql_using={Py($"{column.Sql}::text::{column.Type.Sql}")}")}"
            + (this.dice.Chance(10) && Family(before) == Family(column.Type) ? $", postgresql_using={Py($"{column.Sql}::{column.Type.Sql}")}" : "");
    }

    // Types of one family are assigned to each other.
    private static string Family(KnownType type) => type.Sql switch
    {
        "integer" or "bigint" or "smallint" or "numeric" or "numeric(10,2)" or "numeric(6,2)" or "real" or "double precision" => "number",
        "text" or "character varying(50)" or "character varying(10)" or "character(3)" => "text",
        "date" or "timestamp without time zone" or "timestamp with time zone" => "time",
        "json" or "jsonb" => "json",
        var other => other,
    };

    private IEnumerable<string> OfBatches()
    {
        var table = this.Table();
        var members = Enumerable.Range(0, 1 + this.dice.Below(3)).Select(_ => this.dice.Below(7) switch
        {
            0 or 1 => $"b.add_column({this.Added(table)})",
            2 => $"b.drop_column({Py(this.Dropped(table).Name)})",
            3 or 4 => $"b.alter_column({this.Altered(table)})",
            5 => $"b.create_index({Py(this.Fresh("idx"))}, {Names([this.Own(table).Name])})",
            _ => $"b.create_check_constraint({Py(this.Fresh("ck"))}, sa.text('id > 0'))",
        }).ToList();
        return [$"with op.batch_alter_table({Py(table.Name)}{In(table)}) as b:", .. members.Select(member => $"    {member}")];
    }
}
