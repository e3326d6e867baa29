using System.Diagnostics.CodeAnalysis;

namespace AutonomOS.Migrations.Tests.Planning;

/// <summary>
/// Makes up what is pending, and what somebody does by hand, on the tables of <see cref="Base"/>. No two touch the same object, so that any
/// of them can be undone without the others. The same seed, the same text.
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "The same seed has to give the same text.")]
internal sealed class RandomPending
{
    private const int Tables = 3;
    private const int Columns = 10;

    private readonly Random random;
    private readonly List<(string Table, string Column)> columns;
    private readonly List<string> spare;
    private int number;

    public RandomPending(int seed)
    {
        this.random = new(seed);
        this.columns = [.. from table in Names("t", Tables) from column in Names("c", Columns) select (table, column)];
        this.spare = [.. Names("spare", 6)];
    }

    /// <summary>What both sides begin with: some tables with columns and an index on each, and some that may go.</summary>
    public static string Base { get; } = string.Concat(
        (IEnumerable<string>)
        [
            .. Names("t", Tables).Select(table =>
                $"create table s.{table} (id serial primary key, {string.Join(", ", Names("c", Columns).Select(column => $"{column} integer default 1"))});"
                + string.Concat(Names("c", Columns).Select(column => $"create index {table}_{column} on s.{table} ({column});"))),
            .. Names("spare", 6).Select(table => $"create table s.{table} (id serial primary key, a text unique);"),
            "create type s.mood as enum ('sad', 'ok');",
        ]);

    /// <summary>One pending operation, and what takes its effect away again.</summary>
    public (string Sql, string Undo) Operation()
    {
        var (table, column) = this.Column();
        var name = $"n{++this.number}";
        return this.random.Next(18) switch
        {
            0 => ($"alter table s.{table} add column {name} text", $"alter table s.{table} drop column {name}"),
            1 => ($"alter table s.{table} add column {name} integer not null default 0 unique", $"alter table s.{table} drop column {name}"),
            2 => ($"alter table s.{table} add column {name} serial", $"alter table s.{table} drop column {name}"),
            3 => ($"alter table s.{table} drop column {column}", $"alter table s.{table} add column {column} integer default 1; create index {table}_{column} on s.{table} ({column})"),
            4 => ($"alter table s.{table} alter column {column} type bigint", $"alter table s.{table} alter column {column} type integer"),
            5 => ($"alter table s.{table} alter column {column} set not null", $"alter table s.{table} alter column {column} drop not null"),
            6 => ($"alter table s.{table} alter column {column} set default 5", $"alter table s.{table} alter column {column} set default 1"),
            7 => ($"alter table s.{table} alter column {column} drop default", $"alter table s.{table} alter column {column} set default 1"),
            8 => ($"alter table s.{table} rename column {column} to {name}", $"alter table s.{table} rename column {name} to {column}"),
            9 => ($"alter table s.{table} add constraint {name} check ({column} > 0)", $"alter table s.{table} drop constraint {name}"),
            10 => ($"alter table s.{table} add unique ({column})", $"alter table s.{table} drop constraint {table}_{column}_key"),
            11 => ($"alter table s.{table} add constraint {name} foreign key ({column}) references s.{this.Table()} (id)", $"alter table s.{table} drop constraint {name}"),
            12 => ($"create unique index {name} on s.{table} ({column}, id) where {column} > 1", $"drop index s.{name}"),
            13 => ($"drop index s.{table}_{column}", $"create index {table}_{column} on s.{table} ({column})"),
            14 => ($"create table s.{name} (id serial primary key, a integer references s.{this.Table()} (id), b text unique, check (a > 0))", $"drop table s.{name}"),
            15 => ($"create view s.{name} as select {column} from s.{table}", $"drop view s.{name}"),
            16 => ($"create function s.{name}(integer) returns integer language sql as 'select $1'", $"drop function s.{name}"),
            _ when this.spare.Count > 0 && this.Spare() is var gone => ($"drop table s.{gone}", $"create table s.{gone} (id serial primary key, a text unique)"),
            _ => ($"create sequence s.{name}", $"drop sequence s.{name}"),
        };
    }

    /// <summary>One change by hand, and the object that it is told by.</summary>
    public (string Sql, string Told) Change()
    {
        var (table, column) = this.Column();
        var name = $"h{++this.number}";
        return this.random.Next(12) switch
        {
            0 => ($"alter table s.{table} add column {name} text", $"column s.{table}.{name}"),
            1 => ($"drop index s.{table}_{column}", $"index s.{table}_{column}"),
            2 => ($"alter table s.{table} alter column {column} type text", $"column s.{table}.{column}"),
            3 => ($"alter table s.{table} alter column {column} set not null", $"column s.{table}.{column}"),
            4 => ($"alter table s.{table} alter column {column} set default 7", $"column s.{table}.{column}"),
            5 => ($"alter table s.{table} add constraint {name} check ({column} > 0)", $"constraint s.{table}.{name}"),
            6 => ($"create index {name} on s.{table} ({column}, id)", $"index s.{name}"),
            7 => ($"create table s.{name} (a integer)", $"table s.{name}"),
            8 => ($"create view s.{name} as select 1 as a", $"view s.{name}"),
            9 => ($"create function s.{name}() returns integer language sql as 'select 1'", $"function s.{name}()"),
            10 => ("alter type s.mood add value 'hidden'", "enum s.mood"),
            _ => ($"create policy {name} on s.{table} using (true)", $"policy s.{table}.{name}"),
        };
    }

    private static IEnumerable<string> Names(string prefix, int count) => Enumerable.Range(0, count).Select(at => $"{prefix}{at}");

    private string Table() => $"t{this.random.Next(Tables)}";

    private (string Table, string Column) Column()
    {
        var at = this.random.Next(this.columns.Count);
        var column = this.columns[at];
        this.columns.RemoveAt(at);
        return column;
    }

    private string Spare()
    {
        var gone = this.spare[^1];
        this.spare.RemoveAt(this.spare.Count - 1);
        return gone;
    }
}
