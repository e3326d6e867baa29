using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// What somebody else commits after the snapshot of a reading and before its kinds are read (when they are, our locks make others wait).
/// </summary>
public sealed class Concurrent_changes(Concurrent_changes.Common common, PostgresMajors majors) : IClassFixture<Concurrent_changes.Common>
{
    public static TheoryData<string> Changes { get; } =
    [
        "create table added (a integer)",
        "drop table t0",
        "drop table t1 cascade",
        "drop index i0",
        "alter table t add column added integer",
        "alter table t drop column dropped",
        "alter table t alter a set default 7",
        "alter table t alter b drop default",
        "alter table t alter a set not null",
        "alter table t alter a set statistics 7",
        "alter table t rename to t_ | alter table t_ rename to t",
        "alter table t drop constraint k",
        "alter table c drop constraint foreign_key",
        "alter table t set (fillfactor = 70)",
        "drop trigger g0 on t",
        "alter table t disable trigger g",
        "drop rule r0 on t",
        "drop policy p0 on t",
        "drop statistics s0",
        "create or replace view v as select 2 as a",
        "drop function f0()",
        "create or replace function f() returns trigger language plpgsql as 'begin return null; end'",
        "alter type e add value 'later'",
        "drop type e0",
        "alter domain d drop constraint k",
        "create schema added",
        "drop schema empty",
        "alter sequence q increment 2",
        "drop publication p0",
        "drop operator !- (none, integer)",
        "drop cast (date as integer)",
        "create index added_to_t on t (a)",
    ];

    public static TheoryData<string> OtherWork { get; } =
    [
        "insert into t values (1)",
        "begin | insert into t values (1) | rollback",
        "create temporary table x (a serial primary key, b text default '' check (b <> '-')) | create temporary view y as select 1 as a | "
        + "create rule r as on insert to x do nothing | create type pg_temp.z as enum ('a') | drop table x cascade",
        "insert into t values (2) | analyze t | vacuum t",
        "insert into t values (3) | vacuum (freeze) pg_class | vacuum (freeze) pg_attribute",
        "select nextval('q')",
        "create table x (a integer) | drop table x",
        "create database beside_concurrent_changes | comment on database beside_concurrent_changes is 'x' | "
        + "alter database beside_concurrent_changes set jit = off | drop database beside_concurrent_changes",
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Are_seen(string sql) => Assert.NotEmpty(await common.SinceAsync(sql));

    [Theory]
    [MemberData(nameof(OtherWork))]
    public async Task Are_not_what_applications_and_autovacuum_do(string sql) => Assert.Empty(await common.SinceAsync(sql));

    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    public async Task Are_told_from_other_work_by_servers_of_every_major(int major)
    {
        await using var database = await majors.CreateDatabaseAsync(major);
        await database.ExecuteAsync("create table t (a integer)");
        Assert.Empty(await Common.SinceAsync(database, "insert into t values (1)"));
        Assert.NotEmpty(await Common.SinceAsync(database, "alter table t alter a set default 7"));
        Assert.NotEmpty(await Common.SinceAsync(database, "drop table t"));
    }

    [Fact]
    public async Task Are_seen_when_their_transaction_began_before_the_reading()
    {
        await using var other = await common.Database.OpenAsync();
        await TwoDatabases.RunAsync(other, "begin; create table begun_before (a integer)");
        Assert.NotEmpty(await common.SinceAsync("select 1", () => TwoDatabases.RunAsync(other, "commit")));
    }

    [Fact]
    public async Task Are_not_what_was_not_committed()
    {
        await using var other = await common.Database.OpenAsync();
        await TwoDatabases.RunAsync(other, "begin; create table never_there (a integer)");
        Assert.Empty(await common.SinceAsync("insert into t values (4)"));
        Assert.Empty(await common.SinceAsync("select 1", () => TwoDatabases.RunAsync(other, "rollback")));
    }

    [Fact]
    public async Task Are_not_what_was_committed_before_however_long_another_transaction_has_been_running()
    {
        await using var other = await common.Database.OpenAsync();
        await TwoDatabases.RunAsync(other, "begin; select pg_current_xact_id()");
        await common.Database.ExecuteAsync("create table committed_before (a integer)");
        Assert.Empty(await common.SinceAsync("insert into t values (5)"));
    }

    /// <summary>One database for all rows: none of them needs what another takes away.</summary>
    public sealed class Common(PostgresFixture postgres) : IAsyncLifetime
    {
        private const string Ddl = """
            create table t (a integer, b integer default 1, dropped integer, constraint k check (a > 0));
            create table t0 ();
            create table t1 (a integer primary key);
            create table t2 (a integer references t1);
            create table parent (a integer primary key);
            create table c (a integer constraint foreign_key references parent);
            create index i0 on t (b);
            create function f() returns trigger language plpgsql as 'begin return new; end';
            create function f0() returns integer language sql as 'select 1';
            create trigger g before insert on t for each row execute function f();
            create trigger g0 before insert on t for each row execute function f();
            create rule r0 as on update to t do nothing;
            create policy p0 on t;
            create statistics s0 on a, b from t;
            create view v as select 1 as a;
            create type e as enum ('a');
            create type e0 as enum ('a');
            create domain d as integer constraint k check (value > 0);
            create schema empty;
            create sequence q;
            create publication p0 for table t;
            create function minus(integer) returns integer language sql as 'select $1';
            create operator !- (rightarg = integer, function = minus);
            create function days(date) returns integer language sql as 'select 1';
            create cast (date as integer) with function days(date);
            """;

        public TestDatabase Database { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            this.Database = await postgres.CreateDatabaseAsync();
            await this.Database.ExecuteAsync(Ddl);
        }

        public ValueTask DisposeAsync() => this.Database.DisposeAsync();

        /// <summary>Takes a snapshot; then somebody else runs statements, parted by bars; then the catalog is read in the snapshot.</summary>
        public Task<IReadOnlyList<string>> SinceAsync(string sql, Func<Task>? more = null) => SinceAsync(this.Database, sql, more);

        /// <summary>The same in another database.</summary>
        public static async Task<IReadOnlyList<string>> SinceAsync(TestDatabase database, string sql, Func<Task>? more = null)
        {
            await using var session = await Reading.OpenAsync(database.Url);
            var snapshot = (await ReadTextsAsync(session, ConcurrentChanges.SnapshotStatement)).Single();
            await using (var other = await database.OpenAsync())
            {
                foreach (var statement in sql.Split(" | "))
                {
                    await TwoDatabases.RunAsync(other, statement);
                }
            }

            if (more is not null)
            {
                await more();
            }

            CatalogReader catalog;
            var inventory = await Reading.InventoryAsync(session);
            await using (var results = await session.ExecuteAsync(
                CatalogReader.Statements(session.Server.VersionNumber, null, inventory), CancellationToken.None))
            {
                catalog = new CatalogReader(results, inventory);
                try
                {
                    await SchemaComparison.ReadAsync(catalog, Reading.Everything, CancellationToken.None);
                }
                catch (FindingException e) when (e.Finding.Code == "AMB9003")
                {
                    return [e.Finding.Message];
                }
            }

            return await ConcurrentChanges.SinceAsync(session, snapshot, catalog, null, CancellationToken.None);
        }

        private static async Task<List<string>> ReadTextsAsync(ReadOnlySession session, SqlStatement statement)
        {
            await using var results = await session.ExecuteAsync([statement], CancellationToken.None);
            return await results.ReadTextsAsync(CancellationToken.None);
        }
    }
}
