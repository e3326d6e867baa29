namespace AutonomOS.Migrations.Tests.Planning.Forecasts;

/// <content>SQL about what is in no table: views, sequences, types, routines, schemas, extensions.</content>
internal sealed partial class RandomRevision
{
    private IEnumerable<string> OfObjects() => this.dice.Below(12) switch
    {
        0 or 1 or 2 => this.DropObject(),
        3 => this.RenameObject(),
        4 or 5 => this.OfViews(),
        6 => this.OfTypes(),
        7 => this.OfSequences(),
        8 => this.OfRoutines(),
        9 or 10 => this.OfServers(),
        _ => this.OfSchemas(),
    };

    private IEnumerable<string> DropObject()
    {
        if (this.dice.Maybe(this.schema.Objects) is not { } dropped)
        {
            return [];
        }

        this.schema.Objects.Remove(dropped);
        return [this.Execute($"drop {Word(dropped)} {this.dice.One("", "if exists ")}{Signature(dropped)}{this.dice.One("", " cascade", " cascade", " restrict")}")];
    }

    private IEnumerable<string> RenameObject()
    {
        if (this.dice.Maybe(this.schema.Objects.Where(known => known.Kind is not "extension" && known.Name != "touch")) is not { } known)
        {
            return [];
        }

        this.schema.Objects.Remove(known);
        if (known.Kind is not ("schema" or "server" or "foreign data wrapper" or "event trigger" or "publication") && this.dice.Chance(30))
        {
            this.schema.Objects.Add(known with { Schema = "empty_one" });
            return [this.Execute($"alter {Word(known)} {Signature(known)} set schema empty_one")];
        }

        var renamed = known with { Name = this.Fresh("Named") };
        this.schema.Objects.Add(renamed);
        foreach (var table in this.schema.Tables.Where(table => known.Kind == "schema" && table.Schema == known.Name))
        {
            table.Schema = renamed.Name;
        }

        return [this.Execute($"alter {Word(known)} {Signature(known)} rename to {KnownSchema.Quoted(renamed.Name)}")];
    }

    private IEnumerable<string> OfViews()
    {
        var table = this.Table();
        if (this.dice.Chance(40) && this.dice.Maybe(this.schema.Of("view")) is { } view)
        {
            return this.dice.Below(3) switch
            {
                0 => [this.Execute($"drop view {view.Sql}{this.dice.One("", " cascade")}"), this.Execute($"create view {view.Sql} as select id from {table.Sql}")],
                1 => [this.Execute($"create or replace view {view.Sql} as select 1 as id")],
                _ => [this.Execute($"alter view {view.Sql} set (security_barrier = true)")],
            };
        }

        var kind = this.dice.One("view", "view", "materialized view");
        var made = new KnownObject(kind, this.dice.One(null, "app"), this.Fresh("Seen"));
        this.schema.Objects.Add(made);
        return [this.Execute($"create {kind} {made.Sql} as select {this.dice.One("id", "count(*) as n", $"{this.Own(table).Sql} as x")} from {table.Sql}")];
    }

    private IEnumerable<string> OfTypes()
    {
        if (this.dice.Chance(50) && this.dice.Maybe(this.schema.Of("enum")) is { } known)
        {
            return this.dice.Chance(70)
                ? [this.Execute($"alter type {known.Sql} add value {this.dice.One("", "if not exists ")}'{this.dice.One("new", "more", "sad")}'{this.dice.One("", " before 'sad'")}")]
                : [this.Execute($"alter type {known.Sql} rename value 'sad' to 'blue'")];
        }

        var name = this.Fresh("Kind");
        var quoted = KnownSchema.Quoted(name);
        this.schema.Objects.Add(new("enum", null, name));
        return this.dice.Below(5) switch
        {
            0 => [this.Execute($"create domain {quoted} as text check (value <> '')")],
            1 => [this.Execute($"create type {quoted} as (x integer, y mood)")],
            2 => [this.Execute("alter domain positive add constraint small check (value < 100)"), this.Execute("alter domain positive drop constraint positive_check")],
            3 => [$"postgresql.ENUM('x', 'y', name={Py(name)}).create(op.get_bind())"],
            _ => [this.Execute($"create type {quoted} as enum ('x', 'y')")],
        };
    }

    private IEnumerable<string> OfSequences()
    {
        if (this.dice.Chance(50) && this.dice.Maybe(this.schema.Of("sequence")) is { } known)
        {
            return [this.Execute($"alter sequence {known.Sql} {this.dice.One("increment by 3", "restart with 10", "owned by none", "cache 5")}")];
        }

        var made = new KnownObject("sequence", this.dice.One(null, "app"), this.Fresh("Counted"));
        this.schema.Objects.Add(made);
        return this.dice.Chance(30) ? [$"op.execute(sa.schema.CreateSequence(sa.Sequence({Py(made.Name)}{(made.Schema is null ? "" : $", schema={Py(made.Schema)}")})))"]
            : [this.Execute($"create sequence {this.dice.One("", "if not exists ")}{made.Sql}")];
    }

    private IEnumerable<string> OfRoutines()
    {
        if (this.dice.Chance(50))
        {
            return this.dice.Below(3) switch
            {
                0 => [this.Execute("create or replace function f(integer) returns integer language sql immutable as 'select $1 + 1'")],
                1 => [this.Execute("drop function f(text, integer)"), this.Execute($"create function f(text, {this.dice.One("integer", "bigint")}) returns integer language sql as 'select 3'")],
                _ => [this.Execute("alter function f(integer) stable")],
            };
        }

        var made = new KnownObject("function", this.dice.One(null, "app"), this.Fresh("made")) { Arguments = "bigint" };
        this.schema.Objects.Add(made);
        return [this.Execute($"create function {made.Sql}(x bigint) returns bigint language plpgsql as 'begin return x; end'")];
    }

    // Other servers, publications, event triggers.
    private IEnumerable<string> OfServers()
    {
        var name = this.Fresh("thing");
        var table = this.Table();
        switch (this.dice.Below(9))
        {
            case 0:
                this.schema.Objects.Add(new("server", null, name));
                return [this.Execute($"create server {name} foreign data wrapper far_wrapper")];
            case 1:
                this.schema.Objects.Add(new("foreign table", "app", name));
                return [this.Execute($"create foreign table app.{name} (id integer, seen timestamptz default now()) server far")];
            case 2:
                return [this.Execute($"alter foreign table app.remote {this.dice.One("add column more text", "drop column what", "alter what type varchar(9)", "rename what to that", "alter id drop not null")}")];
            case 3:
                this.schema.Objects.Add(new("publication", null, name));
                return [this.Execute($"create publication {name} for table {table.Sql}")];
            case 4:
                var change = this.dice.One("set", this.schema.Published.Contains(table) ? "drop" : "add");
                _ = change == "add" ? this.schema.Published.Add(table) : change == "drop" ? this.schema.Published.Remove(table) : this.schema.Published.RemoveWhere(one => one != table) >= 0 && this.schema.Published.Add(table);
                return [this.Execute($"alter publication news {change} table {table.Sql}")];
            case 5:
                return [this.Execute("alter publication news set (publish = 'insert')")];
            case 6:
                this.schema.Objects.Add(new("event trigger", null, name));
                return [this.Execute($"create event trigger {name} on ddl_command_start execute function app.watch()")];
            case 7:
                return [this.Execute($"alter event trigger watched {this.dice.One("disable", "enable always")}")];
            default:
                return [this.Execute($"alter server far {this.dice.One("version '2'", "options (add host 'h')")}")];
        }
    }

    private IEnumerable<string> OfSchemas()
    {
        var name = this.Fresh("place");
        switch (this.dice.Below(5))
        {
            case 0 or 1:
                this.schema.Objects.Add(new("schema", null, name));
                return [this.Execute($"create schema {this.dice.One("", "if not exists ")}{name}")];
            case 2:
                return [this.Execute($"create extension {this.dice.One("", "if not exists ")}{this.dice.One("citext", "hstore", "pg_trgm")}")];
            case 3:
                return [this.Execute($"comment on schema app is 'said'"), this.Execute("comment on type mood is 'said'")];
            default:
                return [this.Execute($"set local search_path = {this.dice.One("app, public", "public", "empty_one, public")}")];
        }
    }

    private static string Word(KnownObject known) => known.Kind is "enum" or "range type" or "composite type" ? "type" : known.Kind;

    private static string Signature(KnownObject known) => known.Sql + (known.Arguments is { } arguments ? $"({arguments})" : "");
}
