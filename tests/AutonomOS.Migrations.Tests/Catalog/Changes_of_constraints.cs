namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Each row: kind, object, property (null: the object itself), DDL of both sides, DDL of one side, value without and with it.
/// </summary>
public sealed class Changes_of_constraints(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    private const string TwoTables =
        "create table p (id integer primary key, a integer, b integer); "
        + "create table t (id integer not null, a integer, b text);";

    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        {
            "constraint", "s.t.k", null,
            TwoTables,
            "alter table t add constraint k primary key (id)",
            null,
            null
        },
        {
            "constraint", "s.t.k", null,
            TwoTables,
            "alter table t add constraint k unique (id)",
            null,
            null
        },
        {
            "constraint", "s.t.k", null,
            TwoTables,
            "alter table t add constraint k check (a > 0)",
            null,
            null
        },
        {
            "constraint", "s.t.k", null,
            TwoTables,
            "alter table t add constraint k foreign key (a) references p",
            null,
            null
        },
        {
            "constraint", "s.t.k", null,
            TwoTables,
            "alter table t add constraint k exclude using btree (a with =)",
            null,
            null
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k primary key (id)",
            "alter table t drop constraint k; alter table t add constraint k unique (id)",
            "PRIMARY KEY (id)",
            "UNIQUE (id)"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k unique (id, a)",
            "alter table t drop constraint k; alter table t add constraint k unique (a, id)",
            "UNIQUE (id, a)",
            "UNIQUE (a, id)"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k unique (id)",
            "alter table t drop constraint k; alter table t add constraint k unique (id) include (a)",
            "UNIQUE (id)",
            "UNIQUE (id) INCLUDE (a)"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k unique (id)",
            "alter table t drop constraint k; alter table t add constraint k unique (id) deferrable",
            "UNIQUE (id)",
            "UNIQUE (id) DEFERRABLE"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k unique (a)",
            "alter table t drop constraint k; alter table t add constraint k unique nulls not distinct (a)",
            "UNIQUE (a)",
            "UNIQUE NULLS NOT DISTINCT (a)"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k check (a > 0)",
            "alter table t drop constraint k; alter table t add constraint k check (a >= 0)",
            "CHECK ((a > 0))",
            "CHECK ((a >= 0))"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k check (a > 0)",
            "alter table t drop constraint k; alter table t add constraint k check (a > 0) no inherit",
            "CHECK ((a > 0))",
            "CHECK ((a > 0)) NO INHERIT"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k check (a > 0)",
            "alter table t drop constraint k; alter table t add constraint k check (a > 0) not valid",
            "CHECK ((a > 0))",
            "CHECK ((a > 0)) NOT VALID"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k foreign key (a) references p",
            "alter table t drop constraint k; alter table t add constraint k foreign key (a) references p on delete cascade",
            "FOREIGN KEY (a) REFERENCES s.p(id)",
            "FOREIGN KEY (a) REFERENCES s.p(id) ON DELETE CASCADE"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k foreign key (a) references p",
            "alter table t drop constraint k; alter table t add constraint k foreign key (a) references p on delete set null (a)",
            "FOREIGN KEY (a) REFERENCES s.p(id)",
            "FOREIGN KEY (a) REFERENCES s.p(id) ON DELETE SET NULL (a)"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k foreign key (a) references p",
            "alter table t drop constraint k; alter table t add constraint k foreign key (a) references p on update set null",
            "FOREIGN KEY (a) REFERENCES s.p(id)",
            "FOREIGN KEY (a) REFERENCES s.p(id) ON UPDATE SET NULL"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k foreign key (a) references p",
            "alter table t drop constraint k; alter table t add constraint k foreign key (a) references p match full",
            "FOREIGN KEY (a) REFERENCES s.p(id)",
            "FOREIGN KEY (a) REFERENCES s.p(id) MATCH FULL"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k foreign key (a) references p",
            "alter table t drop constraint k; alter table t add constraint k foreign key (a) references p not valid",
            "FOREIGN KEY (a) REFERENCES s.p(id)",
            "FOREIGN KEY (a) REFERENCES s.p(id) NOT VALID"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k foreign key (a) references p",
            "alter table t drop constraint k; alter table t add constraint k foreign key (a) references p deferrable",
            "FOREIGN KEY (a) REFERENCES s.p(id)",
            "FOREIGN KEY (a) REFERENCES s.p(id) DEFERRABLE"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k foreign key (a) references p",
            "alter table t drop constraint k; alter table t add constraint k foreign key (a) references p deferrable initially deferred",
            "FOREIGN KEY (a) REFERENCES s.p(id)",
            "FOREIGN KEY (a) REFERENCES s.p(id) DEFERRABLE INITIALLY DEFERRED"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k exclude using btree (a with =)",
            "alter table t drop constraint k; alter table t add constraint k exclude using btree (a with =) where (a > 0)",
            "EXCLUDE USING btree (a WITH =)",
            "EXCLUDE USING btree (a WITH =) WHERE ((a > 0))"
        },
        {
            "constraint", "s.t.k", "triggers",
            TwoTables + "alter table t add constraint k foreign key (a) references p",
            "alter table t disable trigger all",
            null,
            "RI_FKey_check_ins disabled, RI_FKey_check_upd disabled"
        },
        {
            "constraint", "s.t.k", "triggers",
            TwoTables + "alter table t add constraint k foreign key (a) references p",
            "alter table p disable trigger all",
            null,
            "RI_FKey_noaction_del disabled, RI_FKey_noaction_upd disabled"
        },
        {
            "constraint", "s.t.k", "index options",
            TwoTables + "alter table t add constraint k unique (a)",
            "alter index k set (fillfactor = 50)",
            null,
            "fillfactor=50"
        },
        {
            "constraint", "s.t.k", "clustered",
            TwoTables + "alter table t add constraint k unique (a)",
            "alter table t cluster on k",
            "false",
            "true"
        },
        {
            "constraint", "s.t.k", "index valid",
            TwoTables + "alter table t add constraint k unique (a)",
            "update pg_index set indisvalid = false where indexrelid = 'k'::regclass",
            "true",
            "false"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k foreign key (a) references p",
            "alter table t drop constraint k; alter table t add constraint k foreign key (id) references p",
            "FOREIGN KEY (a) REFERENCES s.p(id)",
            "FOREIGN KEY (id) REFERENCES s.p(id)"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table p add unique (a); alter table t add constraint k foreign key (a) references p",
            "alter table t drop constraint k; alter table t add constraint k foreign key (a) references p (a)",
            "FOREIGN KEY (a) REFERENCES s.p(id)",
            "FOREIGN KEY (a) REFERENCES s.p(a)"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "create table q (id integer primary key); alter table t add constraint k foreign key (a) references p",
            "alter table t drop constraint k; alter table t add constraint k foreign key (a) references q",
            "FOREIGN KEY (a) REFERENCES s.p(id)",
            "FOREIGN KEY (a) REFERENCES s.q(id)"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k foreign key (a) references p on delete restrict",
            "alter table t drop constraint k; alter table t add constraint k foreign key (a) references p on delete set default",
            "FOREIGN KEY (a) REFERENCES s.p(id) ON DELETE RESTRICT",
            "FOREIGN KEY (a) REFERENCES s.p(id) ON DELETE SET DEFAULT"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k foreign key (a) references p on update cascade",
            "alter table t drop constraint k; alter table t add constraint k foreign key (a) references p on update restrict",
            "FOREIGN KEY (a) REFERENCES s.p(id) ON UPDATE CASCADE",
            "FOREIGN KEY (a) REFERENCES s.p(id) ON UPDATE RESTRICT"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k foreign key (a) references p not valid",
            "alter table t validate constraint k",
            "FOREIGN KEY (a) REFERENCES s.p(id) NOT VALID",
            "FOREIGN KEY (a) REFERENCES s.p(id)"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k foreign key (a) references p deferrable",
            "alter table t alter constraint k deferrable initially deferred",
            "FOREIGN KEY (a) REFERENCES s.p(id) DEFERRABLE",
            "FOREIGN KEY (a) REFERENCES s.p(id) DEFERRABLE INITIALLY DEFERRED"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k unique (id) deferrable",
            "alter table t drop constraint k; alter table t add constraint k unique (id) deferrable initially deferred",
            "UNIQUE (id) DEFERRABLE",
            "UNIQUE (id) DEFERRABLE INITIALLY DEFERRED"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k primary key (id)",
            "alter table t drop constraint k; alter table t add constraint k primary key (id) include (a)",
            "PRIMARY KEY (id)",
            "PRIMARY KEY (id) INCLUDE (a)"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k exclude using btree (a with =)",
            "alter table t drop constraint k; alter table t add constraint k exclude using hash (a with =)",
            "EXCLUDE USING btree (a WITH =)",
            "EXCLUDE USING hash (a WITH =)"
        },
        {
            "constraint", "s.t.k", "definition",
            "create table t (r int4range); alter table t add constraint k exclude using gist (r with &&)",
            "alter table t drop constraint k; alter table t add constraint k exclude using gist (r with -|-)",
            "EXCLUDE USING gist (r WITH &&)",
            "EXCLUDE USING gist (r WITH -|-)"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k exclude using btree (b with =)",
            "alter table t drop constraint k; alter table t add constraint k exclude using btree (b text_pattern_ops with =)",
            "EXCLUDE USING btree (b WITH =)",
            "EXCLUDE USING btree (b text_pattern_ops WITH =)"
        },
        {
            "constraint", "s.t.k", "definition",
            TwoTables + "alter table t add constraint k exclude using btree (a with =)",
            "alter table t drop constraint k; alter table t add constraint k exclude using btree (a with =) deferrable",
            "EXCLUDE USING btree (a WITH =)",
            "EXCLUDE USING btree (a WITH =) DEFERRABLE"
        },
        {
            "constraint", "s.t.k", "index statistics targets",
            TwoTables + "alter table t add constraint k exclude using btree ((a + 1) with =)",
            "alter index k alter column 1 set statistics 5",
            null,
            "1: 5"
        },
        {
            "constraint", "s.t.k", "index depends on extension",
            TwoTables + "alter table t add constraint k unique (a)",
            "alter index k depends on extension plpgsql",
            null,
            "plpgsql"
        },
        {
            "constraint", "s.t.k", "triggers",
            TwoTables + "alter table t add constraint k foreign key (a) references p",
            "update pg_trigger set tgenabled = 'R' where tgrelid = 't'::regclass",
            null,
            "RI_FKey_check_ins replica, RI_FKey_check_upd replica"
        },
        {
            "constraint", "s.c.k", null,
            "create table b (id integer constraint k check (id > 0)); create table c (id integer)",
            "alter table c add constraint k check (id > 0)",
            null,
            null
        },
        {
            "constraint", "s.c.k", null,
            "create table b (id integer constraint k check (id > 0)); create table c () inherits (b)",
            "alter table c add constraint k check (id > 0)",
            null,
            null
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAsync(kind, name, property, setup, change, before, after);
}
