namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Each row: kind, object, property (null: the object itself), DDL of both sides, DDL of one side, value without and with it.
/// </summary>
public sealed class Changes_of_indexes_and_sequences(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        { "index", "s.i", null, "create table t (a integer, b text);", "create index i on t (a)", null, null },
        {
            "index", "s.i", null,
            "create table t (a integer, b text);create materialized view m as select a from t",
            "create index i on m (a)",
            null,
            null
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (a)",
            "drop index i; create unique index i on t (a)",
            "CREATE INDEX i ON s.t USING btree (a)",
            "CREATE UNIQUE INDEX i ON s.t USING btree (a)"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (a)",
            "drop index i; create index i on t (a desc)",
            "CREATE INDEX i ON s.t USING btree (a)",
            "CREATE INDEX i ON s.t USING btree (a DESC)"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (a)",
            "drop index i; create index i on t (a nulls first)",
            "CREATE INDEX i ON s.t USING btree (a)",
            "CREATE INDEX i ON s.t USING btree (a NULLS FIRST)"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (a)",
            "drop index i; create index i on t (a) include (b)",
            "CREATE INDEX i ON s.t USING btree (a)",
            "CREATE INDEX i ON s.t USING btree (a) INCLUDE (b)"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (a)",
            "drop index i; create index i on t (a) where b is null",
            "CREATE INDEX i ON s.t USING btree (a)",
            "CREATE INDEX i ON s.t USING btree (a) WHERE (b IS NULL)"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (a)",
            "drop index i; create index i on t (a) with (fillfactor = 50)",
            "CREATE INDEX i ON s.t USING btree (a)",
            "CREATE INDEX i ON s.t USING btree (a) WITH (fillfactor='50')"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (a)",
            "drop index i; create index i on t using hash (a)",
            "CREATE INDEX i ON s.t USING btree (a)",
            "CREATE INDEX i ON s.t USING hash (a)"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (a)",
            "drop index i; create index i on t ((a + 1))",
            "CREATE INDEX i ON s.t USING btree (a)",
            "CREATE INDEX i ON s.t USING btree (((a + 1)))"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (a, b)",
            "drop index i; create index i on t (b, a)",
            "CREATE INDEX i ON s.t USING btree (a, b)",
            "CREATE INDEX i ON s.t USING btree (b, a)"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (b)",
            "drop index i; create index i on t (b text_pattern_ops)",
            "CREATE INDEX i ON s.t USING btree (b)",
            "CREATE INDEX i ON s.t USING btree (b text_pattern_ops)"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (b)",
            "drop index i; create index i on t (b collate \"C\")",
            "CREATE INDEX i ON s.t USING btree (b)",
            "CREATE INDEX i ON s.t USING btree (b COLLATE \"C\")"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create unique index i on t (a)",
            "drop index i; create unique index i on t (a) nulls not distinct",
            "CREATE UNIQUE INDEX i ON s.t USING btree (a)",
            "CREATE UNIQUE INDEX i ON s.t USING btree (a) NULLS NOT DISTINCT"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create table x (a integer);create index i on t (a)",
            "drop index i; create index i on x (a)",
            "CREATE INDEX i ON s.t USING btree (a)",
            "CREATE INDEX i ON s.x USING btree (a)"
        },
        {
            "index", "s.i", "valid",
            "create table t (a integer, b text);create index i on t (a)",
            "update pg_index set indisvalid = false where indexrelid = 'i'::regclass",
            "true",
            "false"
        },
        {
            "index", "s.i", "valid",
            "create table t (a integer, b text);create index i on t (a)",
            "update pg_index set indisready = false where indexrelid = 'i'::regclass",
            "true",
            "false"
        },
        {
            "index", "s.i", "valid",
            "create table t (a integer, b text);create index i on t (a)",
            "update pg_index set indislive = false where indexrelid = 'i'::regclass",
            "true",
            "false"
        },
        {
            // A foreign key names it as its own too, without its being behind a constraint.
            "index", "s.i", "definition",
            "create table t (a integer); create unique index i on t (a); create table r (a integer references t (a))",
            "alter index i set (fillfactor = 50)",
            "CREATE UNIQUE INDEX i ON s.t USING btree (a)",
            "CREATE UNIQUE INDEX i ON s.t USING btree (a) WITH (fillfactor='50')"
        },
        {
            "index", "s.i", "clustered",
            "create table t (a integer, b text);create index i on t (a)",
            "alter table t cluster on i",
            "false",
            "true"
        },
        { "sequence", "s.q", null, "", "create sequence q", null, null },
        { "sequence", "s.q", null, "create table t (a integer, b text);", "create sequence q owned by t.a", null, null },
        { "sequence", "s.q", "persistence", "create sequence q", "alter sequence q set unlogged", null, "unlogged" },
        { "sequence", "s.q", "type", "create sequence q maxvalue 100", "alter sequence q as smallint", "bigint", "smallint" },
        { "sequence", "s.q", "start", "create sequence q", "alter sequence q start 5", "1", "5" },
        { "sequence", "s.q", "increment", "create sequence q", "alter sequence q increment 5", "1", "5" },
        { "sequence", "s.q", "minimum", "create sequence q", "alter sequence q minvalue 0", "1", "0" },
        { "sequence", "s.q", "maximum", "create sequence q", "alter sequence q maxvalue 9", "9223372036854775807", "9" },
        { "sequence", "s.q", "cache", "create sequence q", "alter sequence q cache 9", "1", "9" },
        { "sequence", "s.q", "cycle", "create sequence q", "alter sequence q cycle", "false", "true" },
        {
            "sequence", "s.q", "owned by",
            "create table t (a integer, b text);create sequence q",
            "alter sequence q owned by t.a",
            null,
            "s.t.a"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (a)",
            "drop index i; create index i on t using brin (a) with (pages_per_range = 4)",
            "CREATE INDEX i ON s.t USING btree (a)",
            "CREATE INDEX i ON s.t USING brin (a) WITH (pages_per_range='4')"
        },
        {
            "index", "s.i", "definition",
            "create table t (v tsvector); create index i on t using gin (v)",
            "alter index i set (fastupdate = off)",
            "CREATE INDEX i ON s.t USING gin (v)",
            "CREATE INDEX i ON s.t USING gin (v) WITH (fastupdate=off)"
        },
        {
            "index", "s.i", "definition",
            "create table t (v tsvector); create index i on t using gist (v)",
            "drop index i; create index i on t using gist (v tsvector_ops (siglen = 100))",
            "CREATE INDEX i ON s.t USING gist (v)",
            "CREATE INDEX i ON s.t USING gist (v tsvector_ops (siglen='100'))"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (a desc)",
            "drop index i; create index i on t (a desc nulls last)",
            "CREATE INDEX i ON s.t USING btree (a DESC)",
            "CREATE INDEX i ON s.t USING btree (a DESC NULLS LAST)"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (lower(b))",
            "drop index i; create index i on t (upper(b))",
            "CREATE INDEX i ON s.t USING btree (lower(b))",
            "CREATE INDEX i ON s.t USING btree (upper(b))"
        },
        {
            "index", "s.i", "definition",
            "create table t (a integer, b text);create index i on t (a) where a > 0",
            "drop index i; create index i on t (a) where a >= 0",
            "CREATE INDEX i ON s.t USING btree (a) WHERE (a > 0)",
            "CREATE INDEX i ON s.t USING btree (a) WHERE (a >= 0)"
        },
        {
            "index", "s.i", "statistics targets",
            "create table t (a integer, b text);create index i on t (a, (a + 1), lower(b)); create index j on t ((a + 2))",
            "alter index i alter column 2 set statistics 5; alter index i alter column 3 set statistics 0",
            null,
            "2: 5, 3: 0"
        },
        {
            "index", "s.i", "depends on extension",
            "create table t (a integer, b text);create index i on t (a); create index j on t (b)",
            "alter index i depends on extension plpgsql",
            null,
            "plpgsql"
        },
        {
            "sequence", "s.t_id_seq", "persistence",
            "create unlogged table t (id serial)",
            "alter sequence t_id_seq set logged",
            null,
            "permanent"
        },
        {
            "sequence", "s.q", "type",
            "create sequence q as integer",
            "alter sequence q as bigint maxvalue 2147483647",
            "integer",
            "bigint"
        },
        {
            "sequence", "s.q", "owned by",
            "create table t (a integer, b integer); create sequence q owned by t.a",
            "alter sequence q owned by t.b",
            "s.t.a",
            "s.t.b"
        },
        {
            "sequence", "s.q", "owned by",
            "create table t (a integer); create sequence q owned by t.a",
            "alter sequence q owned by none",
            "s.t.a",
            null
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAsync(kind, name, property, setup, change, before, after);
}
