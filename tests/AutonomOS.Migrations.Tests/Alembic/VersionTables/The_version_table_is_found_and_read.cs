using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.VersionTables;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Tests.Alembic.VersionTables;

public sealed class The_version_table_is_found_and_read(PostgresFixture postgres)
{
    private const string Table = "create table alembic_version (version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num));";

    [Theory]
    [InlineData("", TrackingStatus.Missing, "")]
    [InlineData("create table alembic_versions (version_num varchar(32));", TrackingStatus.Missing, "")]
    [InlineData("create temp table alembic_version (version_num varchar(32));", TrackingStatus.Missing, "")]
    [InlineData(Table, TrackingStatus.Empty, "")]
    [InlineData(Table + "insert into alembic_version values ('b'), ('a'), ('😀é''\"'), ('UPPER')", TrackingStatus.Tracked, "UPPER,a,b,😀é'\"")]
    [InlineData("create table alembic_version (version_num text); insert into alembic_version values ('a'), (null)", TrackingStatus.Malformed, "a row that is NULL")]
    [InlineData("create table alembic_version (version_num text); insert into alembic_version values ('a'), ('a')", TrackingStatus.Malformed, "'a' more than once")]
    [InlineData("create table alembic_version (version_num text); insert into alembic_version values ('a ')", TrackingStatus.Malformed, "'a '")]
    [InlineData("create table alembic_version (version_num text); insert into alembic_version values ('')", TrackingStatus.Malformed, "''")]
    [InlineData("create table alembic_version (version_num char(32)); insert into alembic_version values ('a')", TrackingStatus.Malformed, "character(32)")]
    [InlineData("create table alembic_version (version_num int)", TrackingStatus.Malformed, "integer")]
    [InlineData("create table alembic_version (\"Version_Num\" text, \"x\ny\" int)", TrackingStatus.Malformed, "no column version_num; its columns are: '\"Version_Num\" text, \"x\\ny\" integer")]
    [InlineData("create table alembic_version ()", TrackingStatus.Malformed, "no column version_num")]
    [InlineData("create table alembic_version (version_num text); insert into alembic_version select i::text from generate_series(1, 2000) i", TrackingStatus.Malformed, "more than 1000 rows")]
    [InlineData("create view alembic_version as select 'a'::varchar(32) as version_num", TrackingStatus.Tracked, "a")]
    [InlineData("create domain d as varchar(40); create table alembic_version (version_num d); insert into alembic_version values ('a')", TrackingStatus.Tracked, "a")]
    [InlineData("create table x.alembic_version (version_num text); insert into x.alembic_version values ('a')", TrackingStatus.Tracked, "a")]
    [InlineData("create table \"q.\"\"é\".alembic_version (version_num text); insert into \"q.\"\"é\".alembic_version values ('a')", TrackingStatus.Tracked, "a")]
    [InlineData("create table x.alembic_version (version_num text); create table \"q.\"\"é\".alembic_version (version_num text)", TrackingStatus.Ambiguous, "\"q.\"\"é\".alembic_version, x.alembic_version")]
    [InlineData("create table x.alembic_version (version_num text);" + Table + "insert into alembic_version values ('p')", TrackingStatus.Tracked, "p")]
    [InlineData("create table plugin_v (version_num varchar(32), constraint plugin_v_pkc primary key (version_num)); insert into plugin_v values ('s')", TrackingStatus.Tracked, "s")]
    [InlineData("create table plugin_v (version_num varchar(32), constraint other primary key (version_num))", TrackingStatus.Missing, "")]
    [InlineData("create table v (version_num varchar(32), x int, constraint v_pkc primary key (version_num))", TrackingStatus.Missing, "")]
    public async Task D01_D02_D10_to_D13_states_of_a_database(string sql, TrackingStatus status, string expected)
    {
        var (state, _) = await this.ReadAsync($"create schema x; create schema \"q.\"\"é\"; {sql}");
        Assert.Equal((status, "alembic"), (state.Status, state.Tool));
        if (status == TrackingStatus.Tracked)
        {
            Assert.Equal(expected, string.Join(',', state.Revisions));
        }
        else
        {
            Assert.Contains(expected, state.Detail ?? string.Empty, StringComparison.Ordinal);
            Assert.Empty(state.Revisions);
        }
    }

    [Fact]
    public async Task D12_the_roles_own_search_path_decides()
    {
        const string Sql = "create schema app; create schema other;"
            + "create table app.alembic_version (version_num text); insert into app.alembic_version values ('app');"
            + "create table other.alembic_version (version_num text); insert into other.alembic_version values ('other');"
            + "do $$ begin execute format('alter database %I set search_path = nowhere, app, other', current_database()); end $$";
        Assert.Equal(["app"], (await this.ReadAsync(Sql)).State.Revisions);
        Assert.Equal(["other"], (await this.ReadAsync(Sql, new AlembicSettings { VersionTableSchema = "other" })).State.Revisions);
        Assert.Equal(TrackingStatus.Missing, (await this.ReadAsync(Sql, new AlembicSettings { VersionTableSchema = "public" })).State.Status);
    }

    [Fact]
    public async Task D12_a_hostile_name_is_only_a_name()
    {
        var name = "v'\"; drop table keep; --😀." + new string('x', 30);
        var create = AlembicVersionTable.CreateStatement("public", name);
        var settings = new AlembicSettings { VersionTable = name };
        var (state, relation) = await this.ReadAsync($"create table keep (); {create}", settings);
        Assert.Equal((TrackingStatus.Empty, 32, name + "_pkc"), (state.Status, relation!.Width, relation.PrimaryKey));
        Assert.Equal(TrackingStatus.Missing, (await this.ReadAsync(create, settings with { VersionTable = "alembic_version" })).State.Status);
    }

    [Theory]
    [InlineData("varchar(255)", 255)]
    [InlineData("varchar(12)", 12)]
    [InlineData("varchar", null)]
    [InlineData("text", null)]
    [InlineData("d", 7)]
    public async Task D14_the_width_of_the_column_is_known(string type, int? width) =>
        Assert.Equal(width, (await this.ReadAsync($"create domain d as varchar(7); create table alembic_version (version_num {type})")).Relation!.Width);

    [Fact]
    public async Task A_table_the_role_may_not_read_in_full_is_no_empty_table()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var role = $"r_{database.Name}";
        await database.ExecuteAsync($"create role {role} login password 'hunter2'; {Table} insert into alembic_version values ('a')");
        try
        {
            Assert.False((await RelationAsync(database.UrlFor(role, "hunter2"))).IsReadable);

            await database.ExecuteAsync($"grant select (version_num) on alembic_version to {role}");
            Assert.True((await RelationAsync(database.UrlFor(role, "hunter2"))).IsReadable);

            await database.ExecuteAsync("alter table alembic_version enable row level security");
            Assert.False((await RelationAsync(database.UrlFor(role, "hunter2"))).IsReadable);
        }
        finally
        {
            await database.ExecuteAsync($"drop owned by {role}; drop role {role}");
        }
    }

    [Fact]
    public async Task D03_to_D09_rows_and_files_tell_what_is_pending()
    {
        using var folder = AlembicFolder.Standard().Revision("base01")
            .Revision("expand01", "'base01'").Revision("contract01", "'base01'", "depends_on = 'expand01'").Revision("top", "('contract01', 'expand01')");
        var graph = folder.Load().Graph!;
        Assert.Equal(["top"], graph.Pending((await this.ReadAsync(Table + "insert into alembic_version values ('contract01')")).State.Revisions));
        var overlapping = (await this.ReadAsync(Table + "insert into alembic_version values ('contract01'), ('expand01')")).State.Revisions;
        Assert.Equal(["contract01"], graph.Rows(overlapping));
        var unknown = (await this.ReadAsync(Table + "insert into alembic_version values ('expand'), ('base01')")).State.Revisions;
        Assert.Equal(["expand"], unknown.Where(row => !graph.Contains(row)));
        Assert.Equal(["expand01"], graph.NearMatches("expand"));
    }

    [Fact]
    public async Task The_table_is_created_as_Alembic_creates_it()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync(AlembicVersionTable.CreateStatement(null, AlembicVersionTable.DefaultName));
        Assert.Equal(
            ["alembic_version version_num character varying(32) t alembic_version_pkc"],
            await database.QueryAsync(
                "select concat_ws(' ', a.attrelid::regclass, a.attname, format_type(atttypid, atttypmod), attnotnull, conname)"
                + " from pg_attribute a join pg_constraint c on c.conrelid = attrelid and contype = 'p' where attrelid = 'public.alembic_version'::regclass and attnum > 0"));
        var insert = AlembicVersionTable.InsertStatement("public", AlembicVersionTable.DefaultName, "it's");
        Assert.Equal("INSERT INTO \"public\".\"alembic_version\" (version_num) VALUES ($1)", insert.Text);
        Assert.Equal(["it's"], insert.Parameters);
    }

    private static Task<ReadOnlySession> OpenAsync(string url) =>
        ReadOnlySession.OpenAsync(ConnectionTarget.Parse("production", "X", url), SessionLimits.Default, default);

    private static async Task<VersionTableRelation> RelationAsync(string url)
    {
        await using var session = await OpenAsync(url);
        return (await ChooseAsync(session, new())).Relation!;
    }

    private static async Task<VersionTableChoice> ChooseAsync(ReadOnlySession session, AlembicSettings settings)
    {
        await using var reader = await session.ExecuteAsync(
            [AlembicVersionTable.LocateStatement(settings.VersionTable, settings.VersionTableSchema)], default);
        return AlembicVersionTable.Choose(
            await AlembicVersionTable.ReadRelationsAsync(reader, default), session.Server.SearchPathSchemas, settings);
    }

    private async Task<(TrackingState State, VersionTableRelation? Relation)> ReadAsync(string sql, AlembicSettings? settings = null)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync(sql);
        await using var session = await OpenAsync(database.Url);
        var choice = await ChooseAsync(session, settings ?? new());
        if (choice is not { Status: TrackingStatus.Tracked, Relation: { } relation })
        {
            return (choice.ToTrackingState(), choice.Relation);
        }

        await using var reader = await session.ExecuteAsync([AlembicVersionTable.RowsStatement(relation.Schema, relation.Name)], default);
        return (await AlembicVersionTable.ReadRowsAsync(relation.FullName, reader, default), relation);
    }
}
