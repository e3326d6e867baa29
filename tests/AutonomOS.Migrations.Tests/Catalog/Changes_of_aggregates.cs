namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Each row: kind, object, property (null: the object itself), DDL of both sides, DDL of one side, value without and with it.
/// </summary>
public sealed class Changes_of_aggregates(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    private const string Plain = "create aggregate a(integer) (sfunc = int4pl, stype = integer);";

    private const string Initial = "create aggregate a(integer) (sfunc = int4pl, stype = integer, initcond = 7);";

    private const string Ordered = "create aggregate a(order by integer) (sfunc = int4pl, stype = integer);";

    private const string Function = "create function f(integer) returns integer language sql immutable as 'select $1'; ";

    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        { "aggregate", "s.a(integer)", null, "", "create aggregate a(integer) (sfunc = int4pl, stype = integer);", null, null },
        { "aggregate", "s.a(*)", null, "", "create aggregate a(*) (sfunc = int8inc, stype = bigint, initcond = 0)", null, null },
        {
            "aggregate", "s.a(integer)", "kind",
            Ordered,
            "update pg_aggregate set aggkind = 'h' where aggfnoid::oid = 'a'::regproc",
            "ordered-set",
            "hypothetical-set"
        },
        {
            "aggregate", "s.a(integer)", "arguments",
            "create aggregate a(x integer) (sfunc = int4pl, stype = integer);",
            "drop aggregate a(integer); create aggregate a(y integer) (sfunc = int4pl, stype = integer)",
            "x integer",
            "y integer"
        },
        {
            "aggregate", "s.a(integer)", "result",
            Plain,
            "update pg_proc set prorettype = 'bigint'::regtype where oid = 'a'::regproc",
            "integer",
            "bigint"
        },
        {
            "aggregate", "s.a(integer)", "parallel",
            Plain,
            "create or replace aggregate a(integer) (sfunc = int4pl, stype = integer, parallel = safe)",
            "unsafe",
            "safe"
        },
        {
            "aggregate", "s.a(integer)", "parallel",
            Plain,
            "create or replace aggregate a(integer) (sfunc = int4pl, stype = integer, parallel = restricted)",
            "unsafe",
            "restricted"
        },
        {
            "aggregate", "s.a(integer)", "state function",
            Plain,
            "create or replace aggregate a(integer) (sfunc = int4mi, stype = integer)",
            "pg_catalog.int4pl(integer, integer)",
            "pg_catalog.int4mi(integer, integer)"
        },
        {
            "aggregate", "s.a(integer)", "state type",
            Plain,
            "update pg_aggregate set aggtranstype = 'bigint'::regtype where aggfnoid::oid = 'a'::regproc",
            "integer",
            "bigint"
        },
        {
            "aggregate", "s.a(integer)", "state space",
            Plain,
            "create or replace aggregate a(integer) (sfunc = int4pl, stype = integer, sspace = 64)",
            "0",
            "64"
        },
        {
            "aggregate", "s.a(integer)", "initial value",
            Plain,
            "create or replace aggregate a(integer) (sfunc = int4pl, stype = integer, initcond = 0)",
            null,
            "0"
        },
        {
            "aggregate", "s.a(integer)", "initial value",
            Initial,
            "create or replace aggregate a(integer) (sfunc = int4pl, stype = integer, initcond = 8)",
            "7",
            "8"
        },
        {
            "aggregate", "s.a(integer)", "final function",
            Plain + Function,
            "create or replace aggregate a(integer) (sfunc = int4pl, stype = integer, finalfunc = f)",
            null,
            "s.f(integer)"
        },
        {
            "aggregate", "s.a(integer)", "final function takes arguments",
            Plain,
            "update pg_aggregate set aggfinalextra = true where aggfnoid::oid = 'a'::regproc",
            "false",
            "true"
        },
        {
            "aggregate", "s.a(integer)", "final function modifies",
            Plain,
            "update pg_aggregate set aggfinalmodify = 's' where aggfnoid::oid = 'a'::regproc",
            "read only",
            "shareable"
        },
        {
            "aggregate", "s.a(integer)", "final function modifies",
            Plain,
            "update pg_aggregate set aggfinalmodify = 'w' where aggfnoid::oid = 'a'::regproc",
            "read only",
            "read write"
        },
        {
            "aggregate", "s.a(integer)", "combine function",
            Plain,
            "create or replace aggregate a(integer) (sfunc = int4pl, stype = integer, combinefunc = int4pl)",
            null,
            "pg_catalog.int4pl(integer, integer)"
        },
        {
            "aggregate", "s.a(integer)", "serialization function",
            Plain,
            "update pg_aggregate set aggserialfn = 'numeric_serialize(internal)'::regprocedure where aggfnoid::oid = 'a'::regproc",
            null,
            "pg_catalog.numeric_serialize(internal)"
        },
        {
            "aggregate", "s.a(integer)", "deserialization function",
            Plain,
            "update pg_aggregate set aggdeserialfn = 'numeric_deserialize(bytea, internal)'::regprocedure where "
            + "aggfnoid::oid = 'a'::regproc",
            null,
            "pg_catalog.numeric_deserialize(bytea, internal)"
        },
        {
            "aggregate", "s.a(integer)", "moving state function",
            Plain,
            "update pg_aggregate set aggmtransfn = 'int4pl'::regproc where aggfnoid::oid = 'a'::regproc",
            null,
            "pg_catalog.int4pl(integer, integer)"
        },
        {
            "aggregate", "s.a(integer)", "moving inverse function",
            Plain,
            "update pg_aggregate set aggminvtransfn = 'int4mi'::regproc where aggfnoid::oid = 'a'::regproc",
            null,
            "pg_catalog.int4mi(integer, integer)"
        },
        {
            "aggregate", "s.a(integer)", "moving state type",
            Plain,
            "update pg_aggregate set aggmtranstype = 'integer'::regtype where aggfnoid::oid = 'a'::regproc",
            null,
            "integer"
        },
        {
            "aggregate", "s.a(integer)", "moving state space",
            Plain,
            "update pg_aggregate set aggmtransspace = 8 where aggfnoid::oid = 'a'::regproc",
            "0",
            "8"
        },
        {
            "aggregate", "s.a(integer)", "moving initial value",
            Plain,
            "update pg_aggregate set aggminitval = '0' where aggfnoid::oid = 'a'::regproc",
            null,
            "0"
        },
        {
            "aggregate", "s.a(integer)", "moving final function",
            Plain + Function,
            "update pg_aggregate set aggmfinalfn = 's.f'::regproc where aggfnoid::oid = 'a'::regproc",
            null,
            "s.f(integer)"
        },
        {
            "aggregate", "s.a(integer)", "moving final function takes arguments",
            Plain,
            "update pg_aggregate set aggmfinalextra = true where aggfnoid::oid = 'a'::regproc",
            "false",
            "true"
        },
        {
            "aggregate", "s.a(integer)", "moving final function modifies",
            Plain,
            "update pg_aggregate set aggmfinalmodify = 'w' where aggfnoid::oid = 'a'::regproc",
            "read only",
            "read write"
        },
        {
            "aggregate", "s.a(integer)", "depends on extension",
            Plain + "create aggregate b(integer) (sfunc = int4pl, stype = integer);",
            "alter routine a(integer) depends on extension plpgsql",
            null,
            "plpgsql"
        },
        {
            "aggregate", "s.a(integer)", "sort operator",
            Plain,
            "create or replace aggregate a(integer) (sfunc = int4pl, stype = integer, sortop = >)",
            null,
            "pg_catalog.>(integer, integer)"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAsync(kind, name, property, setup, change, before, after);
}
