using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Planning;

/// <summary>
/// Each operation is judged against production as the operations before leave it. The codes stand behind each statement's text, in order;
/// one database serves all, as judging changes nothing.
/// </summary>
public sealed class Operations_are_judged_after_those_before_them(PostgresFixture postgres)
{
    private const string Production = """"
        CREATE SCHEMA s;
        CREATE SCHEMA "Odd ""schema""";
        CREATE TYPE mood AS ENUM ('sad', 'ok');
        CREATE TYPE pair AS (x integer, y text);
        CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
        CREATE TABLE t (id serial PRIMARY KEY, a text, b integer NOT NULL DEFAULT 1, m mood, v varchar(20), n numeric(10,2), at timestamptz, CONSTRAINT b_positive CHECK (b > 0));
        CREATE UNIQUE INDEX t_a ON t (a);
        CREATE INDEX t_b ON t (b);
        CREATE TABLE child (id integer PRIMARY KEY, t_id integer REFERENCES t, required text, CONSTRAINT known CHECK (required IS NOT NULL));
        CREATE TABLE s.t (id integer, only_here text);
        CREATE TABLE "Odd ""schema"""."Tab.le ö" ("Co l" text);
        CREATE TABLE empty (id integer, a text, v varchar(20));
        CREATE TABLE parted (k integer) PARTITION BY RANGE (k);
        CREATE TABLE part1 PARTITION OF parted FOR VALUES FROM (0) TO (10);
        CREATE TABLE a23456789_123456789_123456789_123456789_123456789_123456789_123 (id integer UNIQUE);
        ALTER TABLE child ENABLE ROW LEVEL SECURITY;
        ALTER TABLE s.t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE VIEW v AS SELECT id, a FROM t;
        CREATE VIEW w AS SELECT id FROM v;
        CREATE SEQUENCE q;
        CREATE FUNCTION f(integer, text) RETURNS integer LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION g(mood) RETURNS integer LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION f(smallint) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
        CREATE TABLE uses (a integer DEFAULT f(1::smallint), b text);
        CREATE COLLATION sorted FROM "C";
        ALTER TABLE uses ADD COLUMN c text COLLATE sorted;
        CREATE FOREIGN DATA WRAPPER far_wrapper;
        CREATE SERVER far FOREIGN DATA WRAPPER far_wrapper;
        CREATE FOREIGN TABLE remote (id integer) SERVER far;
        CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple);
        CREATE PROCEDURE p(integer) LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER trg BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tr();
        INSERT INTO t (a) VALUES ('x'), ('y');
        INSERT INTO s.t VALUES (1, 'x');
        INSERT INTO parted VALUES (1);
        INSERT INTO child VALUES (1, 1, 'x');
        INSERT INTO "Odd ""schema"""."Tab.le ö" VALUES ('x');
        INSERT INTO a23456789_123456789_123456789_123456789_123456789_123456789_123 VALUES (1);
        """";

    private static readonly (string Sentence, string Sql, string Codes)[] Cases =
    [
        ("A name without schema is the first on the search path", "DROP TABLE t", "AMB4001"),
        ("Row security that is not forced is not given up", "ALTER TABLE child NO FORCE ROW LEVEL SECURITY", ""),
        ("Row security that is forced is", "ALTER TABLE s.t NO FORCE ROW LEVEL SECURITY; ALTER TABLE child DISABLE ROW LEVEL SECURITY", "AMB4016 AMB4016"),
        ("What uses another function of the name does not go along", "DROP FUNCTION f(integer, text) CASCADE", "AMB4007"),
        ("What uses it does", "DROP FUNCTION f(smallint) CASCADE", "AMB4007 AMB4014"),
        ("Columns go with their collation", "DROP COLLATION sorted CASCADE", "AMB4014 AMB4019"),
        ("Foreign tables go with the wrapper and with the server", "DROP FOREIGN DATA WRAPPER far_wrapper CASCADE; DROP SERVER IF EXISTS far CASCADE", "AMB4014 AMB4019"),
        ("Foreign tables go with the server", "DROP SERVER far CASCADE", "AMB4014 AMB4019"),
        ("What goes with some kinds is not looked up", "DROP TEXT SEARCH DICTIONARY words CASCADE", "AMB4014 AMB4019"),
        ("Nothing goes where nothing is cascaded", "DROP TEXT SEARCH DICTIONARY words", "AMB4019"),
        ("What is altered has to be there", "ALTER SEQUENCE none RESTART; ALTER VIEW none SET (security_barrier); ALTER FUNCTION f(uuid) STABLE; ALTER TYPE none OWNER TO CURRENT_USER; ALTER SERVER none VERSION '1'", "AMB4035 AMB4035 AMB4035 AMB4035 AMB4035"),
        ("So has its whole", "ALTER POLICY none ON t USING (true); ALTER TRIGGER none ON t DEPENDS ON EXTENSION plpgsql", "AMB4035 AMB4035"),
        ("What is altered is there", "ALTER SEQUENCE q RESTART; ALTER VIEW v SET (security_barrier); ALTER FUNCTION f(smallint) STABLE; ALTER TYPE mood OWNER TO CURRENT_USER; ALTER SERVER far VERSION '1'; ALTER SEQUENCE IF EXISTS none RESTART; ALTER INDEX t_b SET (fillfactor = 70)", ""),
        ("What is renamed is there no more", "ALTER SCHEMA s RENAME TO r; ALTER SEQUENCE q SET SCHEMA r; ALTER SEQUENCE r.q RESTART; ALTER SEQUENCE q RESTART", "AMB4021 AMB4021 AMB4035"),
        ("A table that was truncated is empty", "TRUNCATE child; ALTER TABLE child ADD COLUMN z text NOT NULL", "AMB4011 AMB4022"),
        ("And those that CASCADE empties", "TRUNCATE t CASCADE; ALTER TABLE child ADD COLUMN z text NOT NULL", "AMB4011 AMB4014 AMB4022"),
        ("And no other", "TRUNCATE t CASCADE; ALTER TABLE s.t ADD COLUMN z text NOT NULL", "AMB4011 AMB4014 AMB4031"),
        ("Until a row is added", "TRUNCATE child; INSERT INTO child (id) VALUES (1); ALTER TABLE child ADD COLUMN z text NOT NULL", "AMB4011 AMB4031"),
        ("Partitions keep their rows where ONLY says so", "TRUNCATE ONLY parted; ALTER TABLE parted ADD COLUMN z text NOT NULL", "AMB4011 AMB4031"),
        ("A set search path is followed", "SET search_path TO s, public; ALTER TABLE t DROP COLUMN only_here", "AMB4002"),
        ("A path that is set for a transaction ends with it", "BEGIN; SET LOCAL search_path TO s; ALTER TABLE t DROP COLUMN only_here; COMMIT; ALTER TABLE t DROP COLUMN a", "AMB4002 AMB4002"),
        ("A path that is set besides is that of the session", "BEGIN; SET LOCAL search_path TO public; SET search_path TO s; COMMIT; ALTER TABLE t DROP COLUMN only_here", "AMB4002"),
        ("What another schema has is not production's of this name", "SET search_path TO s; DROP TABLE IF EXISTS child", ""),
        ("Quoted names with any characters are found", "DROP TABLE \"Odd \"\"schema\"\"\".\"Tab.le ö\"", "AMB4001"),
        ("Columns with any characters are found", "ALTER TABLE \"Odd \"\"schema\"\"\".\"Tab.le ö\" DROP COLUMN \"Co l\"", "AMB4002"),
        ("A table that is renamed and dropped is production's", "ALTER TABLE t RENAME TO u; DROP TABLE u", "AMB4021 AMB4001"),
        ("A table that moved to another schema is still production's", "ALTER TABLE empty SET SCHEMA s; DROP TABLE s.empty", "AMB4021 AMB4001"),
        ("A schema that is renamed takes its tables along", "ALTER SCHEMA s RENAME TO r; DROP TABLE r.t", "AMB4021 AMB4001"),
        ("A column that is renamed and dropped is production's", "ALTER TABLE t RENAME a TO aa; ALTER TABLE t DROP COLUMN aa", "AMB4021 AMB4002"),
        ("The trigger of a renamed table is found under its new name", "ALTER TABLE t RENAME TO u; DROP TRIGGER trg ON u", "AMB4021 AMB4019"),
        ("The index of a renamed table holds uniqueness still", "ALTER TABLE t RENAME TO u; DROP INDEX t_a", "AMB4021 AMB4010"),
        ("A renamed index holds uniqueness still", "ALTER INDEX t_a RENAME TO t_aa; DROP INDEX t_aa", "AMB4010"),
        ("A renamed constraint is found under its new name", "ALTER TABLE t RENAME CONSTRAINT b_positive TO bb; ALTER TABLE t DROP CONSTRAINT bb", "AMB4009"),
        ("What a pending operation created is dropped in silence", "CREATE TABLE fresh (id serial PRIMARY KEY, a text UNIQUE); DROP TABLE fresh", ""),
        ("A column of a new table is dropped in silence", "CREATE TABLE fresh (id integer, a text); ALTER TABLE fresh DROP COLUMN a", ""),
        ("A new column is dropped in silence", "ALTER TABLE t ADD COLUMN z text; ALTER TABLE t DROP COLUMN z", ""),
        ("A new constraint and its index are dropped in silence", "ALTER TABLE empty ADD CONSTRAINT e UNIQUE (a); ALTER TABLE empty DROP CONSTRAINT e", ""),
        ("A new index is dropped in silence", "CREATE UNIQUE INDEX fresh_i ON empty (a); DROP INDEX fresh_i", ""),
        ("New objects of each kind are dropped in silence", "CREATE TYPE e AS ENUM ('a'); DROP TYPE e; CREATE FUNCTION h(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'; DROP FUNCTION h(integer); CREATE SCHEMA n; DROP SCHEMA n; CREATE VIEW x AS SELECT 1; DROP VIEW x; CREATE SEQUENCE y; DROP SEQUENCE y; CREATE TYPE c AS (a integer); DROP TYPE c", ""),
        ("A temporary table hides production's", "CREATE TEMP TABLE t (id integer); TRUNCATE t; DROP TABLE t", ""),
        ("Behind the temporary table there is production's again", "CREATE TEMP TABLE t (id integer); DROP TABLE t; DROP TABLE t", "AMB4001"),
        ("A table that is made again is empty", "DROP TABLE empty; CREATE TABLE empty (id integer)", "AMB4001"),
        ("A view that is made again is replaced", "DROP VIEW w; CREATE VIEW w AS SELECT 1", ""),
        ("A view of another schema does not replace it", "DROP VIEW w; CREATE VIEW s.w AS SELECT 1", "AMB4004"),
        ("What may be made again is not replaced", "DROP VIEW w; DO $$ BEGIN IF now() > '2020-01-01' THEN CREATE VIEW w AS SELECT 1; END IF; END $$", "AMB4004"),
        ("A function with the same argument types replaces it, in whatever words", "DROP FUNCTION f(x int4, y text); CREATE FUNCTION f(integer, text) RETURNS text LANGUAGE sql AS 'SELECT 1'", ""),
        ("A function with other argument types does not replace it", "DROP FUNCTION f(int, text); CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'", "AMB4007"),
        ("A function without arguments said is the one there is", "DROP FUNCTION f", "AMB4007"),
        ("A user's type is found without its schema", "DROP FUNCTION g(mood)", "AMB4007"),
        ("ROUTINE finds functions and procedures", "DROP ROUTINE f(integer, text); DROP ROUTINE p(integer)", "AMB4007 AMB4007"),
        ("TYPE finds enums, composite types and domains", "DROP TYPE IF EXISTS pair; DROP TYPE IF EXISTS positive", "AMB4005 AMB4005"),
        ("An attribute of a composite type is a column", "ALTER TYPE pair DROP ATTRIBUTE x", "AMB4002"),
        ("A unique index that another holds too is only an index", "ALTER TABLE t ALTER a SET NOT NULL; CREATE UNIQUE INDEX t_aa ON t (a); DROP INDEX t_a", "AMB4022 AMB4020"),
        ("A unique index on more columns replaces none", "DROP INDEX t_a; CREATE UNIQUE INDEX t_a ON t (a, b)", "AMB4010 AMB4032"),
        ("A constraint that is made again on more columns is gone", "ALTER TABLE child DROP CONSTRAINT child_pkey; ALTER TABLE child ADD CONSTRAINT child_pkey PRIMARY KEY (id, t_id)", "AMB4009 AMB4032"),
        ("A check that is made again is replaced", "ALTER TABLE t DROP CONSTRAINT b_positive; ALTER TABLE t ADD CONSTRAINT b_positive CHECK (b > 1) NOT VALID", ""),
        ("IF EXISTS of what is missing does nothing", "DROP TABLE IF EXISTS no; DROP VIEW IF EXISTS no; DROP TYPE IF EXISTS no; DROP FUNCTION IF EXISTS no(integer); DROP TRIGGER IF EXISTS no ON t; DROP INDEX IF EXISTS no; ALTER TABLE t DROP COLUMN IF EXISTS no; ALTER TABLE t DROP CONSTRAINT IF EXISTS no; ALTER TYPE pair DROP ATTRIBUTE IF EXISTS no", ""),
        ("Without IF EXISTS it fails", "DROP TABLE no", "AMB4035"),
        ("What was dropped is missing", "DROP VIEW w; DROP VIEW w", "AMB4004 AMB4035"),
        ("An index goes with its table, its name is free", "DROP TABLE child; CREATE TABLE child (id integer); CREATE INDEX child_pkey ON child (id)", "AMB4001"),
        ("The sequence of a serial goes with its table", "DROP TABLE t CASCADE; CREATE SEQUENCE t_id_seq", "AMB4001 AMB4014"),
        ("CASCADE tells what depends, all the way down", "DROP TABLE t CASCADE", "AMB4001 AMB4014"),
        ("What was dropped before is not taken along", "DROP VIEW w; DROP VIEW v; ALTER TABLE child DROP CONSTRAINT child_t_id_fkey; DROP TABLE t CASCADE", "AMB4004 AMB4004 AMB4009 AMB4001"),
        ("What CASCADE took along may be made anew", "DROP TABLE t CASCADE; CREATE VIEW v AS SELECT 1", "AMB4001 AMB4014"),
        ("A column that nothing depends on has nothing to take along", "ALTER TABLE t DROP COLUMN b CASCADE", "AMB4002"),
        ("A column that a view reads takes the view along", "ALTER TABLE t DROP COLUMN a CASCADE", "AMB4002 AMB4014"),
        ("A renamed column still takes the view along", "ALTER TABLE t RENAME a TO aa; ALTER TABLE t DROP COLUMN aa CASCADE", "AMB4021 AMB4002 AMB4014"),
        ("TRUNCATE CASCADE takes the rows of tables that refer to it", "TRUNCATE t CASCADE", "AMB4011 AMB4014"),
        ("TRUNCATE of an empty table is silent", "TRUNCATE empty CASCADE", ""),
        ("A partitioned table holds the rows of its partitions", "TRUNCATE parted; TRUNCATE part1", "AMB4011 AMB4011"),
        ("A column with DEFAULT NULL has no default", "ALTER TABLE t ADD COLUMN z integer NOT NULL DEFAULT NULL", "AMB4031"),
        ("A column with a default is filled", "ALTER TABLE t ADD COLUMN z integer NOT NULL DEFAULT 0", ""),
        ("A required column of an empty table breaks running code", "ALTER TABLE empty ADD COLUMN z integer NOT NULL", "AMB4022"),
        ("A required column of a new table does not", "CREATE TABLE fresh (id integer); ALTER TABLE fresh ADD COLUMN z integer NOT NULL", ""),
        ("A new column that is filled once and then required breaks running code", "ALTER TABLE t ADD COLUMN z integer; UPDATE t SET z = 1 WHERE z IS NULL; ALTER TABLE t ALTER z SET NOT NULL", "AMB4022"),
        ("A check that production has already means that running code fills it", "ALTER TABLE child ALTER required SET NOT NULL", ""),
        ("Dropping the default of a required column breaks running code", "ALTER TABLE t ALTER b DROP DEFAULT", "AMB4022"),
        ("Dropping an identity where there is none does nothing", "ALTER TABLE t ALTER b DROP IDENTITY IF EXISTS", ""),
        ("A new column without value is unique", "ALTER TABLE t ADD COLUMN z text; ALTER TABLE t ADD CONSTRAINT zu UNIQUE (z)", ""),
        ("After an UPDATE it may not be", "ALTER TABLE t ADD COLUMN z text; UPDATE t SET z = '' WHERE id > 0; ALTER TABLE t ADD CONSTRAINT zu UNIQUE (z)", "AMB4032"),
        ("A new unique column with one default for all is not", "ALTER TABLE t ADD COLUMN z integer DEFAULT 1 UNIQUE", "AMB4032"),
        ("A new unique column with values of their own is", "ALTER TABLE t ADD COLUMN z uuid DEFAULT gen_random_uuid() UNIQUE", ""),
        ("Uniqueness on more columns than a unique index is proven", "CREATE UNIQUE INDEX ON t (a, b); CREATE UNIQUE INDEX ON t (lower(a), id)", ""),
        ("An expression proves nothing", "CREATE UNIQUE INDEX ON t (lower(a))", "AMB4032"),
        ("Uniqueness of an empty table, and of a new one, is silent", "CREATE UNIQUE INDEX ON empty (a); CREATE TABLE fresh (a text UNIQUE); CREATE UNIQUE INDEX ON fresh (a)", ""),
        ("Names longer than 63 bytes are cut", "DROP TABLE a23456789_123456789_123456789_123456789_123456789_123456789_1234567", "AMB4001"),
        ("Default names are cut as the server cuts them", "CREATE TABLE b23456789_123456789_123456789_123456789_123456789_123456789_123 (id integer UNIQUE); ALTER TABLE b23456789_123456789_123456789_123456789_123456789_123456789_123 DROP CONSTRAINT b23456789_123456789_123456789_123456789_123456789_123456_id_key", ""),
        ("Another default name is missing", "CREATE TABLE b23456789_123456789_123456789_123456789_123456789_123456789_123 (id integer UNIQUE); ALTER TABLE b23456789_123456789_123456789_123456789_123456789_123456789_123 DROP CONSTRAINT b_id_key", "AMB4035"),
        ("What is created twice is there already", "CREATE TABLE fresh (id integer); CREATE TABLE fresh (id integer)", "AMB4034"),
        ("Each kind that is there already fails", "CREATE VIEW v AS SELECT 1; CREATE TYPE mood AS ENUM ('a'); CREATE TYPE t AS (a integer); CREATE SEQUENCE q; CREATE SCHEMA s; CREATE FUNCTION f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE INDEX t_b ON t (b); CREATE TRIGGER trg BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tr(); ALTER TABLE t ADD CONSTRAINT b_positive CHECK (b > 0); ALTER TYPE mood ADD VALUE 'ok'", string.Join(' ', Enumerable.Repeat("AMB4034", 10))),
        ("IF NOT EXISTS and OR REPLACE do not", "CREATE TABLE IF NOT EXISTS t (id integer); CREATE OR REPLACE VIEW w AS SELECT id FROM v; CREATE SCHEMA IF NOT EXISTS s; CREATE INDEX IF NOT EXISTS t_b ON t (b); ALTER TABLE t ADD COLUMN IF NOT EXISTS a text; CREATE OR REPLACE FUNCTION f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 2'; ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok'", ""),
        ("A function with other argument types is another", "CREATE FUNCTION f(bigint) RETURNS int LANGUAGE sql AS 'SELECT 1'", ""),
        ("The same name in another schema is another", "CREATE TABLE s.child (id integer)", ""),
        ("A condition may know better", "DO $$ BEGIN IF now() > '2020-01-01' THEN CREATE TABLE t (id integer); DROP TABLE no; END IF; END $$", ""),
        ("A rename under a condition leaves both names", "DO $$ BEGIN IF now() > '2020-01-01' THEN ALTER TABLE t RENAME TO u; END IF; END $$; DROP TABLE IF EXISTS t; DROP TABLE IF EXISTS u", "AMB4021 AMB4001 AMB4001"),
        ("A drop under a condition leaves the table", "DO $$ BEGIN IF now() > '2020-01-01' THEN DROP TABLE child; END IF; END $$; DROP TABLE IF EXISTS child", "AMB4001 AMB4001"),
        ("Behind what cannot be analysed nothing is said to be missing", "SELECT f(1, 'x'); ALTER TABLE no ADD COLUMN a text", "AMB4051"),
        ("After a ROLLBACK the old name is there again", "ALTER TABLE child RENAME TO u; ROLLBACK; DROP TABLE child", "AMB4021 AMB4001"),
        ("A label that is added outside a transaction may be used", "ALTER TYPE mood ADD VALUE 'glad'; COMMIT; ALTER TABLE t ALTER m SET DEFAULT 'glad'", ""),
        ("A label of a new type may be used", "CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE 'b'; CREATE TABLE fresh (a e DEFAULT 'b')", ""),
        ("A label that is added and used fails", "ALTER TYPE mood ADD VALUE 'glad'; ALTER TABLE t ADD COLUMN z mood DEFAULT 'glad'", "AMB4036"),
        ("A label that a check names fails", "ALTER TYPE mood ADD VALUE 'glad'; ALTER TABLE empty ADD CONSTRAINT e CHECK (a = 'glad'::mood::text)", "AMB4036"),
        ("Another type's text of the same letters does not", "ALTER TYPE mood ADD VALUE 'glad'; ALTER TABLE t ALTER a SET DEFAULT 'glad'", ""),
        ("Wider types are silent", "ALTER TABLE t ALTER v TYPE varchar(30); ALTER TABLE t ALTER v TYPE text; ALTER TABLE t ALTER b TYPE bigint USING b::bigint; ALTER TABLE t ALTER n TYPE numeric(12,2); ALTER TABLE t ALTER m TYPE text USING m::text; ALTER TABLE empty ALTER v TYPE varchar(1)", ""),
        ("Narrower types are not", "ALTER TABLE t ALTER v TYPE varchar(10); ALTER TABLE t ALTER a TYPE varchar(10); ALTER TABLE t ALTER b TYPE smallint; ALTER TABLE t ALTER n TYPE numeric(10,3); ALTER TABLE t ALTER n TYPE integer; ALTER TABLE t ALTER at TYPE timestamp; ALTER TABLE t ALTER b TYPE bigint USING 0; ALTER TABLE t ALTER b TYPE unknown_type", string.Join(' ', Enumerable.Repeat("AMB4013", 8))),
        ("A new column may be narrowed", "ALTER TABLE t ADD COLUMN z text; ALTER TABLE t ALTER z TYPE varchar(10)", ""),
        ("A new identity that is dropped leaves a required column", "ALTER TABLE t ADD COLUMN z bigint GENERATED ALWAYS AS IDENTITY; ALTER TABLE t ALTER z DROP IDENTITY", "AMB4022"),
        ("What a dropped table held is not taken along", "DROP TABLE child; DROP VIEW w; DROP VIEW v; DROP TABLE t CASCADE", "AMB4001 AMB4004 AMB4004 AMB4001"),
        ("Rows of system tables are not missing", "DELETE FROM pg_description WHERE objoid = 1", ""),
        ("IF EXISTS of a rename is about the old name", "ALTER TABLE IF EXISTS child RENAME TO t; ALTER TABLE IF EXISTS no RENAME TO t", "AMB4021 AMB4034"),
        ("Partitions go with their table, those of operations before too", "CREATE TABLE part2 PARTITION OF parted FOR VALUES FROM (10) TO (20); DROP TABLE parted; CREATE TABLE part1 (id integer); CREATE TABLE part2 (id integer)", "AMB4001"),
        ("What is done to a table's columns is done to its partitions'", "ALTER TABLE parted ADD COLUMN z integer; ALTER TABLE parted RENAME z TO y; ALTER TABLE part1 ALTER y SET DEFAULT 1; ALTER TABLE parted DROP y; ALTER TABLE part1 ALTER y SET DEFAULT 1", "AMB4035"),
        ("A foreign key to a missing column fails", "ALTER TABLE empty ADD FOREIGN KEY (id) REFERENCES t (no)", "AMB4035"),
        ("What is made in a schema that is missing fails", "CREATE TABLE nowhere.fresh (id integer); ALTER TABLE child SET SCHEMA nowhere; CREATE VIEW nowhere.seen AS SELECT 1", "AMB4035 AMB4021 AMB4035 AMB4035"),
        ("What is made in a schema that an operation before makes does not", "CREATE SCHEMA fresh; CREATE TABLE fresh.fresh (id integer); DROP SCHEMA fresh CASCADE; CREATE TABLE IF NOT EXISTS fresh.fresh (id integer)", "AMB4035"),
        ("A foreign key to a missing table fails", "ALTER TABLE empty ADD FOREIGN KEY (id) REFERENCES no (id)", "AMB4035"),
    ];

    [Fact]
    public async Task Each_case_gives_its_codes()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Production);
        var wrong = new List<string>();
        foreach (var (sentence, sql, codes) in Cases)
        {
            var plan = await Judged.SqlAsync(database, sql);
            if (Judged.Codes(plan) != codes)
            {
                wrong.Add($"{sentence}\n  {sql}\n  should be {codes}\n  {string.Join("\n  ", plan.Findings.Select(finding => $"{finding.Code} {finding.Message}"))}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }
}
