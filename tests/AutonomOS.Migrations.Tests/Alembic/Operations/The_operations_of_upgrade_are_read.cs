using AutonomOS.Migrations.Alembic.Operations;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Operations;

public sealed class The_operations_of_upgrade_are_read
{
    [Theory]
    [InlineData("pass")]
    [InlineData("\"\"\"Nothing.\"\"\"")]
    [InlineData("# op.drop_table('x')\n    return")]
    [InlineData("print('op.drop_table')")]
    public void An_empty_upgrade_gives_nothing(string body) => Assert.Empty(Read(body));

    [Theory]
    [InlineData("op.create_table('t', sa.Column('id', MyType(), server_default=sa.text('now()')))", "CreatesTable create_table t")]
    [InlineData("op.create_table(\n        't',\n        schema='s')", "CreatesTable create_table t s")]
    [InlineData("op.create_table(table_name=op.f('t'))", "CreatesTable create_table t")]
    [InlineData("op.create_table(NAME)", "NotReadable create_table")]
    [InlineData("op.create_table('t', schema=SCHEMA)", "NotReadable create_table t")]
    [InlineData("op.create_table('t', **options)", "NotReadable create_table t")]
    [InlineData("op.create_table('t', *columns, schema=None)", "CreatesTable create_table t")]
    [InlineData("op.drop_table('t')", "Destroys drop_table t")]
    [InlineData("op.drop_table(name)", "Destroys drop_table")]
    [InlineData("op.drop_column('t', 'c'); op.drop_index(op.f('ix'), 't')", "Destroys drop_column t|Destroys drop_index t")]
    [InlineData("alembic.op.drop_table('t')", "Destroys drop_table t")]
    [InlineData("with op.batch_alter_table('t') as b:\n        b.drop_column('c')", "Other batch_alter_table t|Destroys drop_column t")]
    [InlineData("with op.batch_alter_table('t', recreate='always') as b: pass", "Destroys batch_alter_table t")]
    [InlineData("x = op.add_column('t', sa.Column('c', sa.Integer))", "Other add_column t")]
    [InlineData("op.execute('DROP TABLE t')", "Destroys execute")]
    [InlineData("op.execute(sa.text('alter table t ' 'drop c').bindparams(a=1))", "Destroys execute")]
    [InlineData("op.drop_constraint('c', 't', type_='check')", "Destroys drop_constraint t")]
    [InlineData("with op.batch_alter_table('t') as b:\n        b.drop_constraint('c')", "Other batch_alter_table t|Destroys"
        + " drop_constraint t")]
    [InlineData("op.execute('''alter table t drop constraint c''')", "Destroys execute")]
    [InlineData("op.execute('TRUNCATE t')", "Destroys execute")]
    [InlineData("op.execute('delete from t where x')", "Destroys execute")]
    [InlineData("op.execute('merge into t using s on a when matched then delete')", "Destroys execute")]
    [InlineData("op.execute('create table fk (x int references y on delete cascade)')", "CreatesTable execute fk")]
    [InlineData("op.execute('CREATE TABLE IF NOT EXISTS \"a\".\"b\" (id int)')", "CreatesTable execute b a")]
    [InlineData("op.execute(f'drop table {t}')", "NotReadable execute")]
    [InlineData("op.execute(SQL)", "NotReadable execute")]
    [InlineData("op.execute('do $$ begin execute x; end $$')", "NotReadable execute")]
    [InlineData("op.execute('update t set a = 1')", "Other execute")]
    [InlineData("with op.get_context().autocommit_block():\n        op.create_index('i', 't', ['c'])", "Other get_context|Other"
        + " create_index t")]
    [InlineData("bind = op.get_bind()", "NotReadable get_bind")]
    [InlineData("helper(op)", "NotReadable call of helper|NotReadable op handed on")]
    [InlineData("o = op\n    o.drop_table('t')", "NotReadable op handed on|NotReadable call of drop_table")]
    [InlineData("helper()", "NotReadable call of helper")]
    [InlineData("Base.metadata.drop_all(bind)", "NotReadable call of drop_all")]
    [InlineData("sa.Enum(name='e').drop(bind)", "NotReadable call of drop")]
    [InlineData("op.create_entity(x)", "NotReadable create_entity")]
    [InlineData("op.add_column('t', make(op))", "Other add_column t|NotReadable op handed on")]
    [InlineData("from mine import go\n    go()", "NotReadable import inside upgrade()|NotReadable call of go")]
    [InlineData("if x:\n        op.drop_table('t')", "Destroys drop_table t ?")]
    [InlineData("for t in ['a']:\n        op.drop_table(t)", "Destroys drop_table ?")]
    [InlineData("def inner():\n        op.drop_table('t')\n    inner()", "Destroys drop_table t ?|NotReadable call of inner")]
    public void Each_operation_is_told(string body, string expected) => Assert.Equal(expected, string.Join('|', Read(body).Select(Show)));

    [Theory]
    [InlineData("CREATE TABLE public.users (id int)", "CreatesTable execute users public")]
    [InlineData("create table if not exists Public . \"Users\" (id int)", "CreatesTable execute Users public")]
    [InlineData("create table /* a.b */ Users (id int)", "CreatesTable execute users")]
    [InlineData("create table \"a.b\".\"c\"\"d\" (id int)", "CreatesTable execute c\"d a.b")]
    [InlineData("create unlogged table \"if\" (id int)", "CreatesTable execute if")]
    [InlineData("create table db.s.t (id int)", "CreatesTable execute t s")]
    public void A_table_s_name_in_SQL_is_read_as_PostgreSQL_reads_it(string sql, string expected) => Assert.Equal(expected, Execute(sql));

    [Theory]
    [InlineData("DROP /* old */ TABLE users")]
    [InlineData("DROP -- x\n TABLE users")]
    [InlineData("drop /* a /* b */ c */ table users")]
    [InlineData("DELETE /**/ FROM users")]
    [InlineData("alter table/**/t drop/**/c")]
    [InlineData("select '/*'; drop table t; select '*/'")]
    [InlineData("select '--'; drop table t")]
    [InlineData("select e'\\'/*'; drop table t; select '*/'")]
    [InlineData("select \"/*\"; drop table t; select 1 as \"*/\"")]
    [InlineData("select $$ /* $$; drop table t; select $a$ */ $a$")]
    [InlineData("select $$ it's $$; drop table t")]
    [InlineData("do $$ begin drop /* it's */ table t; end $$")]
    [InlineData("do $$ begin execute 'drop -- ''x''\n table t'; end $$")]
    [InlineData("select 1 /* never closed ; drop table t")]
    [InlineData("select 'never closed ; drop table t")]
    [InlineData("select t.*; drop table t")]
    [InlineData("drop view v")]
    [InlineData("drop materialized view v")]
    [InlineData("drop type e")]
    [InlineData("drop function f()")]
    [InlineData("drop procedure p()")]
    [InlineData("drop sequence s")]
    [InlineData("drop extension e")]
    [InlineData("drop index concurrently if exists i")]
    [InlineData("drop trigger g on t")]
    [InlineData("drop policy p on t")]
    [InlineData("alter domain d drop constraint c")]
    [InlineData("alter table t drop identity")]
    [InlineData("alter table t drop \"default\"")]
    [InlineData("alter table t alter column a drop not null, drop b")]
    public void What_drops_any_object_or_rows_destroys_and_nothing_hides_it(string sql) => Assert.Equal("Destroys execute", Execute(sql));

    [Theory]
    [InlineData("alter table t alter column c drop default")]
    [InlineData("alter table t alter c drop /* x */ not null")]
    [InlineData("alter table t alter column c drop identity if exists")]
    [InlineData("alter table t alter column c drop expression")]
    [InlineData("alter domain d drop default")]
    [InlineData("select 1 -- drop table t")]
    [InlineData("select 1 /* drop table t */")]
    [InlineData("insert into t values ('drop us a line')")]
    public void What_loses_no_object_does_not_destroy(string sql) => Assert.Equal("Other execute", Execute(sql));

    [Theory]
    [InlineData("/*")]
    [InlineData("'")]
    [InlineData("''''a")]
    [InlineData("$a$ $b$ ")]
    [InlineData("a /* x */ . ")]
    [InlineData("\"")]
    [InlineData("$a")]
    public async Task Hostile_SQL_costs_linear_time(string piece)
    {
        var reading = Task.Run(() => SqlEffect.Of(string.Concat(Enumerable.Repeat(piece, 200_000))));

        Assert.Null((await reading.WaitAsync(TimeSpan.FromSeconds(20))).Table);
    }

    [Fact]
    public void Lines_and_files_are_kept_and_other_functions_left_out()
    {
        var operation = Assert.Single(Read("pass\n\n    op.drop_table('t')\n\ndef downgrade():\n    op.drop_table('u')"));
        Assert.Equal((8, "t"), (operation.Line, operation.Table));
        Assert.EndsWith("x.py", operation.File, StringComparison.Ordinal);
    }

    [Fact]
    public void An_upgrade_on_one_line_is_read_as_well()
    {
        using var folder = AlembicFolder.Standard().Write(
            "migrations/versions/x.py", "from alembic import op as o, context\nrevision='x'\ndown_revision=None\ndef upgrade(e: str ="
            + " 'x') -> None: o.drop_table('t')\n");
        Assert.Equal("Destroys drop_table t", Show(Assert.Single(UpgradeOperations.Read(folder.Load().Graph!.Find("x")!))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("if x:\n    def upgrade(): pass")]
    [InlineData("from other import upgrade")]
    [InlineData("def upgrade(): pass\nupgrade = other")]
    public void A_file_without_a_plain_upgrade_is_not_readable(string source)
    {
        using var folder = AlembicFolder.Standard().Revision("x", more: source);
        Assert.Equal("NotReadable no plain upgrade()", Show(Assert.Single(UpgradeOperations.Read(folder.Load().Graph!.Find("x")!))));
    }

    [Fact]
    public void A_file_that_has_gone_is_a_coded_failure()
    {
        using var folder = AlembicFolder.Standard().Revision("x");
        var file = folder.Load().Graph!.Find("x")!;
        File.Delete(file.Path);
        Assert.Equal("AMB3011", Assert.Throws<FindingException>(() => UpgradeOperations.Read(file)).Finding.Code);
    }

    private static string Execute(string sql)
    {
        var literal = sql.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return Show(Assert.Single(Read($"op.execute(\"{literal.Replace("\n", "\\n", StringComparison.Ordinal)}\")")));
    }

    private static IReadOnlyList<UpgradeOperation> Read(string body)
    {
        using var folder = AlembicFolder.Standard().Write(
            "migrations/versions/x.py",
            $"from alembic import op\nimport sqlalchemy as sa\nrevision = 'x'\ndown_revision = None\ndef upgrade():\n    {body}\n");
        return UpgradeOperations.Read(folder.Load().Graph!.Find("x")!);
    }

    private static string Show(UpgradeOperation operation) => string.Join(
        ' ', new[] { operation.Effect.ToString(
            ), operation.Operation, operation.Table, operation.Schema, operation.IsConditional ? "?" : null }.Where(
                part => part is not null));
}
