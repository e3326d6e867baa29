namespace AutonomOS.Migrations.Tests.Planning.Forecasts;

/// <content>Whole tables, and rows.</content>
internal sealed partial class RandomRevision
{
    private string[] OfTables()
    {
        switch (this.dice.Below(9))
        {
            case 0 or 1 or 2:
                return this.CreateTable();
            case 3 or 4:
                var dropped = this.Table();
                this.schema.Tables.Remove(dropped);
                return this.dice.Chance(50)
                    ? [$"op.drop_table({Py(dropped.Name)}{In(dropped)})"]
                    : [this.Execute($"drop table {this.dice.One("", "if exists ")}{dropped.Sql}{this.dice.One("", " cascade", " cascade", " restrict")}")];
            case 5 or 6:
                var renamed = this.Table();
                var old = renamed.Name;
                renamed.Name = this.Fresh("renamed");
                return [$"op.rename_table({Py(old)}, {Py(renamed.Name)}{In(renamed)})"];
            case 7:
                var commented = this.Table();
                return [$"op.create_table_comment({Py(commented.Name)}, 'said'{In(commented)}{this.dice.One("", ", existing_comment='before'")})"];
            default:
                var silent = this.Table();
                return [$"op.drop_table_comment({Py(silent.Name)}{In(silent)}{this.dice.One("", ", existing_comment='before'")})"];
        }
    }

    private string[] CreateTable()
    {
        var table = new KnownTable(this.dice.One(null, null, "app", "empty_one"), this.dice.Chance(4) ? this.Table().Name : this.Fresh("New table"));
        List<string> parts = [$"sa.Column('id', sa.Integer(){this.dice.One("", ", sa.Identity()", ", sa.Identity(always=True)", ", autoincrement=False")}, primary_key=True)"];
        table.Columns.Add(new("id", KnownSchema.Integer) { IsNullable = false });
        for (var count = this.dice.Below(4); count > 0; count--)
        {
            var (column, definition) = this.Definition(this.Fresh("c"), isRequired: this.dice.Chance(30));
            table.Columns.Add(column);
            parts.Add(definition);
        }

        if (this.dice.Chance(30))
        {
            var other = this.Table();
            var name = this.Fresh("fk");
            parts.Add($"sa.ForeignKeyConstraint(['id'], [{Py($"{(other.Schema is null ? "" : other.Schema + ".")}{other.Name}.id")}]{this.dice.One("", $", name={Py(name)}")}{this.dice.One("", ", ondelete='CASCADE'")})");
        }

        if (this.dice.Chance(20))
        {
            parts.Add($"sa.CheckConstraint('id > 1'{this.dice.One("", $", name={Py(this.Fresh("ck"))}")})");
        }

        if (this.dice.Chance(20))
        {
            parts.Add($"sa.UniqueConstraint({Py(this.Column(table).Name)}{this.dice.One("", $", name={Py(this.Fresh("uq"))}")})");
        }

        if (this.dice.Chance(15))
        {
            parts.Add($"sa.Index({Py(this.Fresh("idx"))}, 'id')");
        }

        this.schema.Tables.Add(table);
        return [$"op.create_table({Py(table.Name)}, {string.Join(", ", parts)}{In(table)}{this.dice.One("", "", ", comment='made'")})"];
    }

    private string[] OfRows()
    {
        var table = this.Table();
        switch (this.dice.Below(8))
        {
            case 0 or 1:
                return this.dice.Chance(50) ? this.BulkInsert() : [this.Execute($"insert into {table.Sql} (id) values (1000)")];
            case 2:
                return [this.Execute($"truncate {table.Sql}{this.dice.One("", " cascade", " restart identity cascade")}")];
            case 3:
                return [this.Execute($"truncate only {table.Sql} cascade")];
            case 4:
                return [this.Execute($"delete from {table.Sql}{this.dice.One("", "", " where true", " where id = 3")}")];
            case 5:
                return [$"op.execute(sa.table({Py(table.Name)}, sa.column('id'){In(table)}).delete(){this.dice.One("", ".where(sa.column('id') == 1)")})"];
            case 6 when this.Own(table) is var column:
                return [this.Execute($"update {table.Sql} set {column.Sql} = {column.Sql}{this.dice.One("", " where id = 1", " where id > 0")}")];
            default:
                return [this.Execute($"do $$ begin {this.dice.One($"delete from {table.Sql}", $"alter table {table.Sql} add column {this.Fresh("d")} integer", $"drop table if exists {this.Fresh("none")}")}; end $$")];
        }
    }

    private string[] BulkInsert()
    {
        var table = this.Table();
        var filled = table.Columns.Where(column => column.Type == KnownSchema.Text && !column.IsGenerated).Take(1).ToList();
        var columns = string.Concat(filled.Select(column => $", sa.column({Py(column.Name)}, sa.Text())"));
        var values = string.Concat(filled.Select(column => $", {Py(column.Name)}: 'x'"));
        return [$"op.bulk_insert(sa.table({Py(table.Name)}, sa.column('id', sa.Integer()){columns}{In(table)}), [{{'id': 1001{values}}}, {{'id': 1002{values}}}])"];
    }
}
