using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>Partitions come with the rows: production has other months than development.</summary>
public sealed class Partitions_on_one_side(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    internal const string Parent =
        """
        create table t (a integer not null, b text default 'x', c integer check (c > 0)) partition by range (a);
        create table t1 partition of t for values from (1) to (2);
        create index i on t (b);
        create function f() returns trigger language plpgsql as 'begin return new; end';
        create trigger g before insert on t for each row execute function f();
        """;

    internal const string Added = "create table t2 partition of t for values from (2) to (3);";

    /// <summary>What is done to the added partition, and what is told of it.</summary>
    public static TheoryData<string, string> Shapes { get; } = new()
    {
        { "create index own_t2 on t2 (c) where b <> 'q'", "CREATE index USING btree (c) WHERE (b <> 'q'::text)" },
        { "create unique index own_t2 on t2 (c)", "CREATE UNIQUE index USING btree (c)" },
        { "alter table t2 add constraint own check (c < 10)", "constraint CHECK ((c < 10))" },
        { "alter table t2 add constraint own unique (c) with (fillfactor = 50)", "constraint UNIQUE (c) fillfactor=50" },
        { "alter table t2 alter b set default 'y'", "column b default 'y'::text" },
        { "alter table t2 alter b drop default", "column b no default" },
        { "alter table t2 alter b set not null", "column b not null" },
        { "alter table t2 alter b set storage external", "column b storage e" },
        { "alter table t2 alter b set statistics 7", "column b statistics 7" },
        { "alter table t2 alter b set (n_distinct = 5)", "column b options n_distinct=5" },
        { "alter table t2 set (fillfactor = 70)", "options fillfactor=70" },
        { "alter table t2 set (toast.autovacuum_enabled = false)", "toast options autovacuum_enabled=false" },
        { "alter table t2 set unlogged", "unlogged" },
        { "alter table t2 enable row level security", "row security" },
        { "alter table t2 force row level security", "row security forced" },
        { "alter table t2 replica identity full", "replica identity full" },
        { "alter table t2 disable trigger g", "CREATE TRIGGER g BEFORE INSERT FOR EACH ROW EXECUTE FUNCTION s.f() D" },
        {
            "create trigger h before insert on t2 for each row when (new.c > 1) execute function f()",
            "CREATE TRIGGER h BEFORE INSERT FOR EACH ROW WHEN ((new.c > 1)) EXECUTE FUNCTION s.f() O"
        },
        { "create rule r as on delete to t2 do instead nothing", "CREATE RULE r AS\n    ON DELETE TO DO INSTEAD NOTHING;" },
        { "create policy p on t2 using (c > 1)", "policy p * t using (c > 1)" },
        { "create statistics x on c, a from t2", "statistics ndistinct, dependencies, mcv on a, c" },
        { "create sequence q owned by t2.c", "sequences 1" },
        { "alter index t2_b_idx set (fillfactor = 50)", "index of i options fillfactor=50" },
        { "alter table t2 cluster on t2_b_idx", "index of i clustered" },
        {
            "create rule r as on delete to t2 do instead nothing; alter table t2 disable rule r",
            "CREATE RULE r AS\n    ON DELETE TO DO INSTEAD NOTHING; D"
        },
        { "create policy p on t2 to pg_monitor using (c > 1)", "policy p * t to pg_monitor using (c > 1)" },
        { "create policy p on t2 with check (c > 1)", "policy p * t with check (c > 1)" },
        { "create statistics x (mcv) on b, (c + 1) from t2", "statistics mcv on b, (c + 1)" },
        {
            "create statistics x (ndistinct) on b, c from t2; alter statistics x set statistics 5",
            "statistics ndistinct on b, c target 5"
        },
        {
            "create index own_t2 on t2 ((c + 1)); alter index own_t2 alter 1 set statistics 500",
            "CREATE index USING btree (((c + 1))) statistics 1: 500"
        },
        {
            "create unique index own_t2 on t2 (a); alter table t2 replica identity using index own_t2",
            "replica identity index; CREATE UNIQUE index USING btree (a) replica identity"
        },
        {
            "alter table t2 add constraint own_t2 unique (a); alter table t2 replica identity using index own_t2",
            "replica identity index; constraint UNIQUE (a); CREATE UNIQUE index USING btree (a) replica identity"
        },
        {
            "alter table t2 add constraint own_t2 unique (c); update pg_index set indisvalid = false where indexrelid = 'own_t2'::regclass",
            "constraint UNIQUE (c); CREATE UNIQUE index USING btree (c) invalid"
        },
        {
            "alter table t2 add constraint own_t2 unique (c); alter table t2 cluster on own_t2",
            "constraint UNIQUE (c); CREATE UNIQUE index USING btree (c) clustered"
        },
    };

    /// <summary>The same on other servers, by their major version.</summary>
    public static TheoryData<int, string, string> ShapesOnOtherServers { get; } = new()
    {
        { 13, "create statistics x (mcv) on c, b from t2", "statistics mcv on b, c" },
        { 17, "create statistics x (mcv) on c, b from t2; alter statistics x set statistics 0", "statistics mcv on b, c target 0" },
        { 17, "alter table t2 alter b set not null", "column b not null" },
        { 18, "alter table t2 alter b set not null", "column b not null" },
        { 18, "alter table t2 add constraint n not null b not valid", "column b not null; constraint NOT NULL b NOT VALID" },
        { 18, "alter table t2 add constraint n not null b no inherit", "column b not null; constraint NOT NULL b NO INHERIT" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Are_told_by_what_their_parent_does_not_give_them(string change, string shape)
    {
        var result = await databases.CompareAsync(Parent, Parent + Added + change);
        Assert.Equal(
            [new("table", "s.t2", Change.Changed, "what its parent does not give", null, shape, IsNote: false)],
            result.Differences.Where(difference => difference.Kind == "table" && !difference.IsNote));
        Assert.DoesNotContain(result.Differences, difference => difference.IsNote);
    }

    [Theory]
    [MemberData(nameof(ShapesOnOtherServers))]
    public async Task Are_told_so_on_other_servers(int major, string change, string shape)
    {
        var result = await databases.CompareAsync(Parent, Parent + Added + change, major: major);
        Assert.Equal(
            [new("table", "s.t2", Change.Changed, "what its parent does not give", null, shape, IsNote: false)],
            result.Differences.Where(difference => difference.Kind == "table"));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Are_a_note_where_another_partition_over_there_is_as_they_are(string change, string shape)
    {
        Assert.NotEmpty(shape);
        const string other = "create table t3 partition of t for values from (3) to (4);";
        var there = change.Replace("t2", "t3", StringComparison.Ordinal);
        var result = await databases.CompareAsync(Parent + other + there, Parent + Added + change);
        Assert.Equal(
            [new("table", "s.t", Change.Changed, "note:partitions only here", "1 (s.t3)", "1 (s.t2)", IsNote: true)],
            result.Differences.Where(difference => difference.Kind is not ("sequence" or "statistics")));
    }

    [Fact]
    public async Task Are_a_note_in_whatever_order_options_were_set()
    {
        const string added =
            "create table t{0} partition of t for values from ({0}) to (1{0}); create index own_t{0} on t{0} (c) with ({1});"
            + "alter index t{0}_b_idx set ({1});";
        static string Ordered(int number, string options) =>
            added.Replace("{0}", $"{number}", StringComparison.Ordinal).Replace("{1}", options, StringComparison.Ordinal);
        var result = await databases.CompareAsync(
            Parent + Ordered(3, "fillfactor = 50, deduplicate_items = off"),
            Parent + Ordered(2, "deduplicate_items = off, fillfactor = 50"));
        Assert.Equal("note:partitions only here", Assert.Single(result.Differences).Property);
    }

    [Fact]
    public async Task Are_told_by_a_key_that_counts_for_itself()
    {
        const string parent =
            "create table t (a integer, id integer generated always as identity) partition by list (a);"
            + "create table t1 partition of t for values in (1);";
        const string added = "create table t2 partition of t for values in (2);";
        Assert.All((await databases.CompareAsync(parent, parent + added)).Differences, difference => Assert.True(difference.IsNote));

        var changed = await databases.CompareAsync(parent, parent + added + "alter table t2 alter id add generated always as identity");
        Assert.Equal(
            ["column id identity"],
            changed.Differences.Where(difference => !difference.IsNote).Select(difference => difference.Production));
    }

    [Fact]
    public async Task Are_told_by_a_foreign_key_that_was_validated_there_alone()
    {
        const string key =
            "create table r (id integer primary key); alter table t add constraint k foreign key (c) references r not valid;";
        Assert.All(
            (await databases.CompareAsync(Parent + key, Parent + Added + key, major: 18)).Differences,
            difference => Assert.True(difference.IsNote));

        var changed = await databases.CompareAsync(Parent + key, Parent + Added + key + "alter table t2 validate constraint k", major: 18);
        Assert.Equal(
            ["validated FOREIGN KEY (c) REFERENCES s.r(id)"],
            changed.Differences.Where(difference => difference is { Kind: "table", IsNote: false }).Select(difference => difference.Production));
    }

    [Theory]
    [InlineData(13, "not valid", "", null)]
    [InlineData(15, "not valid", "", null)]
    [InlineData(15, "not valid", "alter table t2 validate constraint k;", "constraint CHECK ((c < 9))")]
    [InlineData(18, "not valid", "", null)]
    [InlineData(18, "not enforced", "", null)]
    public async Task Are_told_by_a_check_that_holds_otherwise_than_their_parents(int major, string state, string change, string? shape)
    {
        var check = $"alter table t add constraint k check (c < 9) {state};";
        var result = await databases.CompareAsync(Parent + check, Parent + Added + check + change, major: major);
        Assert.Equal(
            shape is null ? [] : [shape],
            result.Differences.Where(difference => difference is { Kind: "table", IsNote: false }).Select(difference => difference.Production));
    }

    [Theory]
    [InlineData("", "constraint CHECK ((c < 9))")]
    [InlineData("not valid", "constraint CHECK ((c < 9)) NOT VALID")]
    public async Task Are_told_by_a_check_that_holds_on_them_and_not_on_their_parent(string state, string shape)
    {
        const string check = "alter table t add constraint k check (c < 9) not enforced;";
        var attached =
            $"create table t2 (a integer not null, b text default 'x', c integer, constraint t_c_check check (c > 0)); alter table t2 add constraint k check (c < 9) {state};"
            + "alter table t attach partition t2 for values from (2) to (3);";
        var result = await databases.CompareAsync(Parent + check, Parent + check + attached, major: 18);
        Assert.Equal(
            [shape],
            result.Differences.Where(difference => difference is { Kind: "table", IsNote: false }).Select(difference => difference.Production));
    }

    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(18)]
    public async Task Are_a_note_where_triggers_below_them_are_switched_as_their_parents(int major)
    {
        const string off =
            "create table t{0} partition of t for values from ({0}) to (1{0}) partition by list (c); create table t{0}1 partition of t{0} for values in (1);"
            + "alter table t{0} disable trigger g; alter table t{0}1 disable trigger g;";
        var parent = Parent + "alter table t disable trigger g;";
        var (three, two) = (off.Replace("{0}", "4", StringComparison.Ordinal), off.Replace("{0}", "2", StringComparison.Ordinal));
        Assert.All(
            (await databases.CompareAsync(parent + three, parent + two, major: major)).Differences, difference => Assert.True(difference.IsNote));
        Assert.Equal(
            ["partitioned by LIST (c); 1 below: CREATE TRIGGER g BEFORE INSERT FOR EACH ROW EXECUTE FUNCTION s.f() O"],
            (await databases.CompareAsync(parent + three, parent + two + "alter table t21 enable trigger g", major: major)).Differences
                .Where(difference => difference is { Kind: "table", ObjectName: "s.t2", IsNote: false }).Select(difference => difference.Production));
    }

    [Fact]
    public async Task Are_one_note_for_each_parent_by_number_and_name()
    {
        const string many =
            "do $$ begin for i in 2..13 loop execute format('create table t%s partition of t for values from (%s) to (%s)', i, i, i + 1); end loop; end $$";
        var result = await databases.CompareAsync(Parent, Parent + many);
        var note = Assert.Single(result.Differences);
        Assert.Equal(("s.t", "note:partitions only here", true), (note.ObjectName, note.Property, note.IsNote));
        Assert.Null(note.Development);
        Assert.Equal("12 (s.t10, s.t11, s.t12, s.t13, s.t2, s.t3, s.t4, s.t5, s.t6, s.t7, ...)", note.Production);
    }

    [Fact]
    public async Task Are_no_drift_without_any_partition_over_there()
    {
        var result = await databases.CompareAsync(Parent.Replace("create table t1 partition of t for values from (1) to (2);", ""), Parent + Added);
        Assert.Equal(["2 (s.t1, s.t2)"], result.Differences.Select(difference => difference.Production));
        Assert.All(result.Differences, difference => Assert.True(difference.IsNote));
    }

    [Fact]
    public async Task Are_told_by_what_is_below_them()
    {
        const string below =
            "create table t{0} partition of t for values from ({0}) to (1{0}) partition by hash (c);"
            + "create table t{0}0 partition of t{0} for values with (modulus 2, remainder 0);"
            + "create table t{0}1 partition of t{0} for values with (modulus 2, remainder 1);";
        var (three, two) = (below.Replace("{0}", "4", StringComparison.Ordinal), below.Replace("{0}", "2", StringComparison.Ordinal));
        Assert.All((await databases.CompareAsync(Parent + three, Parent + two)).Differences, difference => Assert.True(difference.IsNote));

        // Neither side has one like the other's: both are told.
        foreach (var change in new[] { "drop table t21", "create index own on t21 (c)", "alter table t20 alter b set default 'y'" })
        {
            var changed = (await databases.CompareAsync(Parent + three, Parent + two + change)).Differences;
            Assert.Equal(["s.t2", "s.t4"], changed.Where(difference => !difference.IsNote).Select(difference => difference.ObjectName));
            Assert.StartsWith("partitioned by HASH (c); 1 below: ", changed[0].Production, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Are_noted_beside_what_is_drift_in_their_parent()
    {
        var result = await databases.CompareAsync(Parent, Parent + Added + "alter table t add d integer");
        Assert.Contains(result.Differences, difference => difference.Property == "note:partitions only here");
        Assert.Contains(result.Differences, difference => difference is { Kind: "column", ObjectName: "s.t.d" });
    }

    [Fact]
    public async Task Are_told_each_where_that_is_asked_for()
    {
        var result = await databases.CompareAsync(Parent, Parent + Added, Reading.Everything with { IsExact = true });
        Assert.Equal([new("table", "s.t2", Change.Extra, null, null, null, IsNote: false)], result.Differences);
    }
}
