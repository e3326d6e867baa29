namespace AutonomOS.Migrations.Tests.Catalog.Random;

/// <summary>Views, and what is in no schema.</summary>
internal sealed partial class RandomSchema
{
    private void AddView()
    {
        var table = this.One([.. this.tables]);
        var name = this.NewName();
        var columns = string.Join(", ", table.Columns.Take(3).Select(column => $"t.{column.Name.Last}"));
        this.statements.Add($"create view {name.Sql} {this.If(30, "with (security_barrier) ")}as select {columns}, {this.One("1 as one", "count(*) over () as n", "'é'::text as e")} "
            + $"from {table.Name.Sql} t where t.{table.Columns[0].Name.Last} > {this.random.Next(9)}{this.If(20, " limit 5")}");
        this.Changing("view", name, "options", $"alter view {name.Sql} set (security_invoker = true)");
        this.Adding("trigger", $"{name.Told}.fresh", $"create trigger fresh instead of insert on {name.Sql} for each row execute function app.touch()");
        this.Removing("view", name.Told, $"drop view {name.Sql}");
    }

    private void AddMaterializedView()
    {
        var table = this.One([.. this.tables]);
        var (name, index) = (this.NewName(), this.NewName());
        var column = table.Columns[0].Name.Last;
        this.statements.Add($"create materialized view {name.Sql} {this.If(30, "with (fillfactor = 55) ")}as select {column} as k, count(*) as n from {table.Name.Sql} group by 1 with no data");
        this.statements.Add($"create {this.If(50, "unique ")}index {index.Last} on {name.Sql} (k)");
        this.Changing("materialized view", name, "options", $"alter materialized view {name.Sql} set (autovacuum_vacuum_threshold = 80)");
        this.Changing("materialized view", name, "statistics targets", $"alter materialized view {name.Sql} alter column n set statistics 81");
        this.Removing("materialized view", name.Told, $"drop materialized view {name.Sql}");
    }

    private void AddForeignData()
    {
        var (table, key) = (this.NewName(), this.NewName());
        this.statements.Add("create foreign data wrapper \"W w\"");
        this.statements.Add($"create server \"S.s\" {this.If(50, "type 'x' version '1' ")}foreign data wrapper \"W w\" options (host 'h', \"Password\" 'geheim')");
        this.statements.Add("create user mapping for public server \"S.s\" options (user 'u', password 'p=q')");
        this.statements.Add($"create foreign table {table.Sql} (a integer options (x 'y') not null, {key.Last} text default 'd') server \"S.s\" options (y 'z')");
        this.mutations.Add(new("alter server \"S.s\" options (set host 'i')", "foreign option", "server \"S.s\".host", "value", Migrations.Schema.Change.Changed));
        this.Changing("user mapping", new("", "public on \"S.s\""), "options", "alter user mapping for public server \"S.s\" options (add z '1')");
        this.Adding("foreign option", $"foreign table {table.Told}.fresh", $"alter foreign table {table.Sql} options (add fresh '1')");
        this.Changing("foreign column", new("", $"{table.Told}.a"), "default", $"alter foreign table {table.Sql} alter column a set default 5");
        this.Changing("server", new("", "\"S.s\""), "version", "alter server \"S.s\" version '99'");
        this.Removing("foreign table", table.Told, $"drop foreign table {table.Sql}");
    }

    private void AddPublication()
    {
        var table = this.One([.. this.tables]);
        var all = this.Chance(20);
        this.statements.Add($"create publication \"P p\" {(all ? "for all tables" : "")} with (publish = 'insert, delete'{this.If(50, ", publish_via_partition_root")})");
        if (!all)
        {
            this.statements.Add($"alter publication \"P p\" add table only {table.Name.Sql}");
            this.Removing("publication table", $"\"P p\" {table.Name.Told}", $"alter publication \"P p\" drop table only {table.Name.Sql}");
        }

        this.Changing("publication", new("", "\"P p\""), "publish", "alter publication \"P p\" set (publish = 'truncate')");
    }

    private void AddEventTrigger()
    {
        this.statements.Add("create function app.watch() returns event_trigger language plpgsql as 'begin end'");
        this.statements.Add($"create event trigger \"E e\" on {this.One("ddl_command_end", "sql_drop")}{this.If(50, " when tag in ('DROP TABLE', 'ALTER TABLE')")} execute function app.watch()");
        this.Changing("event trigger", new("", "\"E e\""), "enabled", "alter event trigger \"E e\" disable");
    }
}
