namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>Each row: the server's major version, and two ways to say one thing.</summary>
public sealed class Equal_in_other_words(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    public static TheoryData<int, string, string> Ways { get; } = new()
    {
        { 13, "create table t (c text)", "create table t (c text); alter table t alter c set storage extended, alter c set statistics -1" },
        { 13, "create table t ()", "create table t () with (fillfactor = 50); alter table t reset (fillfactor)" },
        { 13, "create collation c (provider = icu, locale = 'de_DE')", "create collation c (provider = icu, locale = 'de-DE')" },
        {
            13,
            "create table t (c text) with (autovacuum_enabled = off, fillfactor = 50)",
            "create table t (c text) with (fillfactor = 50, autovacuum_enabled = false)"
        },
        { 13, "create view v with (security_barrier) as select 1", "create view v with (security_barrier = on) as select 1" },
        {
            13,
            "create text search dictionary d (template = snowball, language = 'english', stopwords = 'english')",
            "create text search dictionary d (template = snowball, stopwords = 'english', language = 'english')"
        },
        {
            13,
            "create table t (v varchar(10) check (v in ('a', null, 'b')), w varchar(10))",
            "create table t (v varchar(10) check (v::text = any (array['a'::varchar::text, null::varchar::text, 'b'::varchar::text])), w varchar(10))"
        },
        {
            13,
            "create domain d as varchar check (value in ('a', 'b'))",
            "create domain d as varchar check (value::text = any (array[('a'::varchar)::text, ('b'::varchar)::text]))"
        },
        {
            13,
            "create table t (v varchar(9), w varchar); create view x as select v from t where coalesce(v, w) not in ('a', 'b')",
            "create table t (v varchar(9), w varchar); create view x as select v from t where coalesce(v, w)::text <> all (array['a'::varchar::text, 'b'::varchar::text])"
        },
        { 14, "create table t (c text)", "create table t (c text compression pglz); alter table t alter c set compression default" },
        {
            14,
            "create type my_range as range (subtype = integer)",
            "create type my_range as range (subtype = integer, multirange_type_name = my_multirange, subtype_opclass = int4_ops)"
        },
        { 15, "create table t (c text)", "create table t (c text collate \"default\")" },
        { 15, "create domain d as text", "create domain d as text collate \"default\" default null" },
        {
            15,
            "create table t (id serial, k integer generated always as identity)",
            "create unlogged table t (id serial, k integer generated always as identity); alter table t set logged"
        },
        { 15, "create view v as select 1", "create view v with (security_invoker) as select 1; alter view v reset (security_invoker)" },
        {
            15,
            "create table t (a integer, b text); "
            + "create index i on t (a) include (b) with (fillfactor = 50, deduplicate_items = off) where b <> ''",
            "create table t (a integer, b text); "
            + "create index i on t (a) include (b) with (deduplicate_items = off, fillfactor = 50) where b <> ''"
        },
        {
            15,
            "create table t (a integer, b integer) partition by list (a); create table p partition of t for values in (1); "
            + "create index i on t (b) with (fillfactor = 50, deduplicate_items = off); "
            + "alter table t add constraint k unique (a) with (fillfactor = 60, deduplicate_items = off)",
            "create table t (a integer, b integer) partition by list (a); create table p partition of t for values in (1); "
            + "create index i on t (b) with (fillfactor = 50, deduplicate_items = off); "
            + "alter table t add constraint k unique (a) with (fillfactor = 60, deduplicate_items = off); "
            + "alter index p_b_idx reset (fillfactor); alter index p_b_idx set (fillfactor = 50); "
            + "alter index p_a_key reset (fillfactor); alter index p_a_key set (fillfactor = 60)"
        },
        { 16, "create table t (c text)", "create table t (c text storage default)" },
        { 17, "create table t (c text)", "create table t (c text); alter table t alter c set statistics default" },
        { 17, "create domain d as integer not null", "create domain d as integer constraint mine not null" },
        { 18, "create table t (c integer not null)", "create table t (c integer constraint mine not null)" },
        { 18, "create table t (c integer not null)", "create table x (c integer not null); alter table x rename to t" },
        { 18, "create table t (b integer not null)", "create table t (a integer not null); alter table t rename a to b" },
        { 18, "create table t (c integer primary key)", "create table t (c integer constraint mine not null primary key)" },
        { 18, "create table t (c integer not null)", "create table t (c integer); alter table t add constraint k not null c" },
        { 18, "create table t (c integer not null)", "create table t (c integer not null no inherit); "
            + "alter table t alter constraint t_c_not_null inherit" },
        { 18, "create table t (a integer, b integer generated always as (a + 1))", "create table t (a integer, "
            + "b integer generated always as (a + 1) virtual)" },
        { 18, "create table t (c integer check (c > 0) enforced)", "create table t (c integer check (c > 0))" },
        { 18, "create domain d as integer not null", "create domain d as integer constraint mine not null" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public Task Show_nothing(int major, string left, string right) => databases.ShowEqualAsync(major, left, right);

    [Fact]
    public async Task Show_the_order_of_columns_once()
    {
        var (left, right) = await databases.ChangedAsync(
            15,
            "create table t (a integer, b integer); create statistics x on a, b from t",
            "drop statistics x; alter table t drop a; alter table t add a integer; create statistics x on a, b from t");
        Assert.Equal(["note:column order"], (await Reading.CompareAsync(left, right, null, "s")).Differences.Select(difference => difference.Property));
    }
}
