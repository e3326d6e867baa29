namespace AutonomOS.Migrations.Tests.Catalog.Random;

/// <summary>Types, sequences and routines.</summary>
internal sealed partial class RandomSchema
{
    private void AddEnum()
    {
        var name = this.NewName();
        this.statements.Add($"create type {name.Sql} as enum ({string.Join(", ", Enumerable.Range(0, this.random.Next(1, 5)).Select(n => Text(this.One(Names) + n)))})");
        this.enums.Add(name.Sql);
        this.Changing("enum", name, "labels", $"alter type {name.Sql} add value 'new one'");
    }

    private void AddDomain()
    {
        var name = this.NewName();
        var constraint = this.NewName(name);
        this.statements.Add($"create domain {name.Sql} as {this.One("integer", "numeric(9,2)", "bigint")}{this.If(50, " default 7")}{this.If(30, " not null")}"
            + $"{this.If(99, $" constraint {constraint.Last} check (value > {this.random.Next(9)})")}");
        this.domains.Add(name.Sql);
        this.Changing("domain", name, "default", $"alter domain {name.Sql} set default 99");
        this.Removing("domain constraint", constraint.Told, $"alter domain {name.Sql} drop constraint {constraint.Last}");
        this.Adding("domain constraint", $"{name.Told}.fresh", $"alter domain {name.Sql} add constraint fresh check (value < 1000)");
    }

    private void AddComposite()
    {
        var name = this.NewName();
        this.statements.Add($"create type {name.Sql} as (a {this.AnyType()}, {Quoted(this.One(Names) + "z")} text{this.If(30, " collate \"C\"")})");
        this.Changing("composite type", name, "attributes", $"alter type {name.Sql} add attribute fresh integer");
    }

    private void AddRange()
    {
        var name = this.NewName();
        this.statements.Add($"create type {name.Sql} as range (subtype = {this.One("numeric", "integer", "date", "float8, subtype_diff = float8mi")})");
        this.Removing("range type", name.Told, $"drop type {name.Sql}");
    }

    private void AddCollation()
    {
        var name = this.NewName();
        this.statements.Add($"create collation {name.Sql} ({this.One("locale = 'C'", "provider = icu, locale = 'de'", "provider = icu, locale = 'und', deterministic = false")})");
        this.Removing("collation", name.Told, $"drop collation {name.Sql}");
    }

    private void AddSequence()
    {
        var name = this.NewName();
        this.statements.Add($"create sequence {name.Sql}{this.If(40, $" as {this.One("integer", "smallint")}")}{this.If(40, " increment 3")}{this.If(40, " minvalue 2 start 5")}{this.If(30, " cycle")}");
        this.Changing("sequence", name, "increment", $"alter sequence {name.Sql} increment 11");
        this.Changing("sequence", name, "cache", $"alter sequence {name.Sql} cache 12");
        this.Changing("sequence", name, "start", $"alter sequence {name.Sql} start 13");
        this.Changing("sequence", name, "maximum", $"alter sequence {name.Sql} maxvalue 999");
        this.Removing("sequence", name.Told, $"drop sequence {name.Sql}");
    }

    private void AddFunction()
    {
        var name = this.NewName();
        var arguments = this.One("", "a integer", "a integer, b text default 'x'", "variadic a integer[]", "inout a bigint, b text");
        var types = arguments switch { "" => "", "a integer" => "integer", "variadic a integer[]" => "integer[]", ['i', ..] => "bigint, text", _ => "integer, text" };
        var told = name with { Told = $"{name.Told}({types})" };
        this.statements.Add($"create function {name.Sql}({arguments}) returns {(arguments.StartsWith("inout", StringComparison.Ordinal) ? "bigint" : this.One("integer", "bigint"))} language sql "
            + $"{this.One("immutable", "stable", "volatile")} {this.If(40, "strict")} {this.If(40, "security definer")} {this.If(40, "parallel safe")} "
            + $"{this.If(30, "cost 77")} {this.If(40, "set search_path = app, \"Other One\"")} {this.If(30, "set work_mem = '7MB'")} "
            + this.One("as 'select 1'", "as $$ select\r\n1 $$", "return 1", "begin atomic select 1; select 2; end"));
        var function = $"function {name.Sql}({types})";
        this.Changing("function", told, "cost", $"alter {function} cost 55");
        this.Changing("function", told, "settings", $"alter {function} set datestyle = 'German'");
        this.Changing("function", told, "leakproof", $"alter {function} leakproof");
        this.Changing("function", told, "parallel", $"alter {function} parallel restricted");
        this.Removing("function", told.Told, $"drop {function}");
    }

    private void AddProcedure()
    {
        var name = this.NewName();
        this.statements.Add($"create procedure {name.Sql}(a integer, inout b text default 'y') language plpgsql {this.If(40, "security definer")} as 'begin end'");
        this.Changing("procedure", name with { Told = $"{name.Told}(integer, text)" }, "settings", $"alter procedure {name.Sql}(integer, text) set datestyle = 'German'");
    }

    private void AddAggregate()
    {
        var name = this.NewName();
        this.statements.Add($"create aggregate {name.Sql}(integer) (sfunc = int4pl, stype = integer{this.If(50, ", initcond = '3'")}{this.If(50, ", parallel = safe, combinefunc = int4pl")})");
        this.Removing("aggregate", $"{name.Told}(integer)", $"drop aggregate {name.Sql}(integer)");
    }

    private void AddOperator()
    {
        this.statements.Add("create function app.same(integer, text) returns boolean language sql immutable as 'select true'");
        this.statements.Add($"create operator app.=== (leftarg = integer, rightarg = text, function = app.same{this.If(50, ", restrict = eqsel")})");
        this.Changing("operator", new("", "app.===(integer, text)"), "join", "alter operator app.=== (integer, text) set (join = eqjoinsel)");
    }

    private void AddTextSearch()
    {
        var (dictionary, configuration) = (this.NewName(), this.NewName());
        this.statements.Add($"create text search dictionary {dictionary.Sql} (template = simple, stopwords = english)");
        this.statements.Add($"create text search configuration {configuration.Sql} (copy = {this.One("simple", "english", "german")})");
        this.statements.Add($"alter text search configuration {configuration.Sql} alter mapping for asciiword with {dictionary.Sql}, simple");
        this.Changing("text search dictionary", dictionary, "options", $"alter text search dictionary {dictionary.Sql} (accept = false)");
        this.Changing("text search configuration", configuration, "mappings", $"alter text search configuration {configuration.Sql} drop mapping for word");
    }

    private string AnyType() => this.Chance(25) && this.enums.Count > 0 ? this.One([.. this.enums])
        : this.Chance(20) && this.domains.Count > 0 ? this.One([.. this.domains])
        : this.One(
            "integer", "bigint", "text", "character varying(40)", "numeric(12,3)", "timestamp with time zone", "timestamp(3)", "date", "boolean", "jsonb",
            "uuid", "bytea", "integer[]", "text[]", "double precision", "interval day to second(2)", "character(4)", "bit varying(9)", "inet",
            "tsvector", "int4range", "xml", "citext", "money", "point", "\"char\"", "time(0)");
}
