using AutonomOS.Migrations.Alembic.Operations;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Tests.Alembic.Operations;

public sealed class The_operations_of_upgrade_are_read
{
    [Theory]
    [InlineData("pass")]
    [InlineData("\"\"\"Nothing.\"\"\"")]
    [InlineData("# op.drop_table('x')\n    return")]
    [InlineData("print('op.drop_table')")]
    [InlineData("bind = op.get_bind()")]
    [InlineData("import json, uuid\n    x = json.dumps({'a': str(uuid.uuid4())})\n    len(x)")]
    [InlineData("import logging\n    logging.getLogger('a').info('x %s', 1)")]
    [InlineData("if context.is_offline_mode():\n        op.drop_table('t')")]
    [InlineData("if op.get_bind().dialect.name != 'postgresql':\n        op.drop_table('t')")]
    [InlineData("return\n    op.drop_table('t')")]
    [InlineData("for t in []:\n        op.drop_table(t)")]
    public void An_empty_upgrade_gives_nothing(string body) => Assert.Empty(Read(body));

    [Theory]
    [InlineData("op.create_table('t', sa.Column('id', sa.Integer(), nullable=False), sa.PrimaryKeyConstraint('id'))", "create_table t (id serial:integer!; primarykey(id))")]
    [InlineData("op.create_table('t', sa.Column('id', sa.Integer, primary_key=True), schema='s')", "create_table s.t (id serial:integer!; primarykey(id))")]
    [InlineData("op.create_table('t', sa.Column('a', sa.String(50), primary_key=True), sa.Column('b', sa.Integer, primary_key=True))", "create_table t (a character varying(50)!; b integer!; primarykey(a,b))")]
    [InlineData("op.create_table('t', sa.Column('a', sa.Text, sa.ForeignKey('s.u.id', ondelete='CASCADE'), unique=True))", "create_table t (a text; foreignkey(a)->s.u(id); unique(a))")]
    [InlineData("op.create_table('t', sa.Column('a', postgresql.UUID(as_uuid=True), index=True, server_default=sa.text('gen_random_uuid()')))", "create_table t (a uuid =gen_random_uuid() index)")]
    [InlineData("op.create_table('t', sa.Column('a', sa.Enum('x', 'y', name='mood')), if_not_exists=True)", "create_enum mood x,y|create_table t (a mood) ~")]
    [InlineData("op.create_table('t', sa.Column('a', postgresql.ENUM('x', name='Mood', create_type=False)))", "create_table t (a \"Mood\")")]
    [InlineData("op.create_table('t', sa.Column('a', MyType(), nullable=False))", "create_table t (a ?!)")]
    [InlineData("op.create_table('t', sa.Index('ix', 'a', unique=True))", "create_table t ()|create_index unique ix t(a)")]
    [InlineData("op.create_table(table_name=op.f('t'))", "create_table t ()")]
    [InlineData("op.create_table('t', *columns, schema=None)", "create_table t () ...")]
    [InlineData("op.create_table(NAME)", "opaque op.create_table(...)")]
    [InlineData("op.create_table('t', schema=SCHEMA)", "opaque op.create_table(...)")]
    [InlineData("op.create_table('t', **options)", "opaque op.create_table(...)")]
    [InlineData("op.drop_table('t')", "drop_table t")]
    [InlineData("op.drop_table('t', schema='s', if_exists=True)", "drop_table s.t ~")]
    [InlineData("op.drop_table(name)", "drop_table ?")]
    [InlineData("op.rename_table('a', 'b', schema='s')", "rename_table s.a s.b")]
    [InlineData("op.drop_column('t', 'c'); op.drop_index(op.f('ix'), 't')", "drop_column t.c|drop_index ix")]
    [InlineData("op.drop_column(T, 'c')", "drop_column ?.c")]
    [InlineData("op.drop_constraint(C, table_name='t')", "drop_constraint t.?")]
    [InlineData("op.drop_index('ix', postgresql_concurrently=True)", "drop_index ix %")]
    [InlineData("alembic.op.drop_table('t')", "drop_table t")]
    [InlineData("x = op.add_column('t', sa.Column('c', sa.Integer))", "add_column t.c integer")]
    [InlineData("op.add_column('t', sa.Column('c', sa.Boolean, nullable=False, server_default=sa.false()), schema='s')", "add_column s.t.c boolean! =false")]
    [InlineData("op.add_column('t', sa.Column('c', sa.Numeric(10, 2), server_default='0', comment='x'))", "add_column t.c numeric(10,2) ='0'|comment column t")]
    [InlineData("op.add_column('t', sa.Column('c', sa.BigInteger, sa.Identity(always=True)))", "add_column t.c bigint! identity always")]
    [InlineData("op.add_column('t', sa.Column('c', sa.Integer, sa.Computed('a + 1')))", "add_column t.c integer as a + 1")]
    [InlineData("op.add_column('t', column)", "opaque op.add_column(...)")]
    [InlineData("op.add_column(TABLE, sa.Column('c', sa.Integer))", "opaque op.add_column(...)")]
    [InlineData("op.alter_column('t', 'c', type_=sa.BigInteger(), nullable=False, server_default=sa.func.now(), new_column_name='d', comment='x', postgresql_using='c::bigint')", "alter_column_type t.c =bigint using c::bigint|set_not_null t.c|set_default t.c =now()|comment column t|rename_column t.c d")]
    [InlineData("op.alter_column('t', 'c', existing_type=sa.Integer(), nullable=True, server_default=None)", "drop_not_null t.c|drop_default t.c")]
    [InlineData("op.alter_column('t', 'c', server_default=sa.Identity())", "add_identity t.c =by default")]
    [InlineData("op.alter_column('t', 'c', **options)", "opaque op.alter_column(...)")]
    [InlineData("op.create_index('ix', 't', ['a', sa.text('lower(b)')], unique=True, postgresql_where=sa.text('a > 1'))", "create_index unique ix t(a,lower(b)) where a > 1")]
    [InlineData("with op.get_context().autocommit_block():\n        op.create_index('i', 't', ['c'], postgresql_concurrently=True, if_not_exists=True)\n    op.drop_table('t')", "create_index i t(c) ^~%|drop_table t")]
    [InlineData("op.create_unique_constraint('u', 't', ['a', 'b'])", "create_unique_constraint t unique u(a,b)")]
    [InlineData("op.create_primary_key(None, 't', ['a'], schema='s')", "create_primary_key s.t primarykey(a)")]
    [InlineData("op.create_foreign_key('f', 'a', 'b', ['x'], ['y'], source_schema='s', referent_schema='r', postgresql_not_valid=True)", "create_foreign_key s.a foreignkey f(x)->r.b(y) not valid")]
    [InlineData("op.create_check_constraint('c', 't', sa.text('a > 0'))", "create_check_constraint t check c[a > 0]")]
    [InlineData("op.create_table_comment('t', 'x')", "comment table t")]
    [InlineData("t = op.create_table('t', sa.Column('a', sa.Text))\n    op.bulk_insert(t, [{'a': 'x'}])", "create_table t (a text)|insert t")]
    [InlineData("op.create_entity(x)", "opaque op.create_entity(...)")]
    [InlineData("op.sync_enum_values('public', 'e', ['a'], [])", "opaque op.sync_enum_values(...)")]
    public void Each_of_Alembic_s_operations_is_told(string body, string expected) => Assert.Equal(expected, OperationText.Of(Read(body)));

    [Theory]
    [InlineData("with op.batch_alter_table('t') as b:\n        b.drop_column('c')", "drop_column t.c")]
    [InlineData("with op.batch_alter_table('t', schema='s') as b:\n        b.add_column(sa.Column('c', sa.Text))\n        b.create_index('i', ['c'])", "add_column s.t.c text|create_index i s.t(c)")]
    [InlineData("with op.batch_alter_table('t', None) as b:\n        b.alter_column('c', nullable=False)\n        b.create_foreign_key('f', 'u', ['a'], ['b'])", "set_not_null t.c|create_foreign_key t foreignkey f(a)->u(b)")]
    [InlineData("with op.batch_alter_table('t', recreate='always') as b: pass", "recreate_table t")]
    [InlineData("with op.batch_alter_table('t', recreate=how) as b: pass", "recreate_table t ?")]
    [InlineData("with op.batch_alter_table('t') as b:\n        b.drop_constraint('c', type_='unique')\n        b.drop_index('i')\n        b.create_unique_constraint(b.f('u'), ['a'])\n        b.create_check_constraint('k', 'a > 0')", "drop_constraint t.c|drop_index i|create_unique_constraint t unique u(a)|create_check_constraint t check k[a > 0]")]
    [InlineData("with op.batch_alter_table('t') as b:\n        b.create_geospatial_index('i', ['c'])", "opaque b.create_geospatial_index(...)")]
    public void A_batch_is_its_members(string body, string expected) => Assert.Equal(expected, OperationText.Of(Read(body)));

    [Theory]
    [InlineData("op.execute('DROP TABLE t')", "drop_table t")]
    [InlineData("op.execute(sa.text('alter table t ' 'drop c').bindparams(a=1))", "drop_column t.c")]
    [InlineData("op.execute('TRUNCATE t')", "truncate t")]
    [InlineData("op.execute('delete from t where x = 1')", "delete t where")]
    [InlineData("op.execute('UPDATE t SET a = 1')", "update t all")]
    [InlineData("op.execute(SQL)", "opaque op.execute(...)")]
    [InlineData("op.execute(f'drop table {t}')", "opaque op.execute(...)|drop_table ?")]
    [InlineData("op.execute(f'create table {t} (a int)')", "opaque op.execute(...)")]
    [InlineData("t = 'a'\n    op.execute(f'drop table {t}_x')", "drop_table a_x")]
    [InlineData("op.execute('drop table {}'.format('a'))", "drop_table a")]
    [InlineData("op.execute('drop table %s' % 'a')", "drop_table a")]
    [InlineData("op.execute('drop table %(t)s' % {'t': 'a'})", "drop_table a")]
    [InlineData("op.execute('drop ' + 'table ' + 'a')", "drop_table a")]
    [InlineData("op.execute(' '.join(['drop', 'table', 'a']))", "drop_table a")]
    [InlineData("import textwrap\n    op.execute(textwrap.dedent('''\n      drop table a''').strip())", "drop_table a")]
    [InlineData("import uuid\n    op.execute(\"insert into t values ('{}', {})\".format(uuid.uuid4(), len(x)))", "insert t")]
    [InlineData("import uuid\n    op.execute(f'drop table t{uuid.uuid4()}')", "opaque op.execute(...)|drop_table ?")]
    [InlineData("op.execute(f'insert into t values ({value})')", "opaque op.execute(...)")]
    [InlineData("op.execute(open('x.sql').read())", "opaque op.execute(...)")]
    [InlineData("conn = op.get_bind()\n    conn.execute(sa.text('drop table a'))", "drop_table a")]
    [InlineData("op.get_bind().exec_driver_sql('drop table a')", "drop_table a")]
    [InlineData("r = op.get_bind().execute(sa.text('select 1')).fetchall()\n    for x in r:\n        op.execute('drop table a')", "select|drop_table a ?")]
    [InlineData("t = sa.table('t', sa.column('a'))\n    op.execute(t.update().where(t.c.a == 1).values(a=2))", "update t where")]
    [InlineData("t = sa.table('t', sa.column('a'))\n    op.execute(sa.update(t).values({t.c.a: 2}))", "update t all")]
    [InlineData("t = sa.Table('t', sa.MetaData(), autoload_with=op.get_bind())\n    op.get_bind().execute(t.delete())", "delete t all")]
    [InlineData("t = sa.table('t')\n    op.get_bind().execute(sa.select(sa.func.my_function(t.c.a)))", "opaque op.get_bind(...).execute(...)")]
    [InlineData("sa.Enum('a', 'b', name='e').create(op.get_bind(), checkfirst=True)", "create_enum e a,b ~")]
    [InlineData("sa.Enum(name='e').drop(op.get_bind(), checkfirst=False)", "drop_enum e")]
    [InlineData("postgresql.ENUM('a', name='e').drop(op.get_bind())", "drop_enum e ~")]
    [InlineData("op.execute(sa.schema.CreateSequence(sa.Sequence('s')))", "create_sequence s")]
    [InlineData("op.execute(sa.schema.DropSequence(sa.Sequence('s')))", "drop_sequence s")]
    [InlineData("m = sa.MetaData()\n    sa.Table('t', m, sa.Column('a', sa.Text))\n    m.create_all(op.get_bind())", "create_table t (a text) ~")]
    [InlineData("with op.get_context().autocommit_block():\n        op.execute(\"ALTER TYPE e ADD VALUE 'x'\")", "add_enum_value e x ^")]
    public void What_is_executed_is_read(string body, string expected) => Assert.Equal(expected, OperationText.Of(Read(body)));

    [Theory]
    [InlineData("if x:\n        op.drop_table('t')", "drop_table t ?")]
    [InlineData("if op.get_bind().dialect.name == 'postgresql':\n        op.drop_table('t')\n    else:\n        op.drop_table('u')", "drop_table t")]
    [InlineData("if sa.inspect(op.get_bind()).has_table('t'):\n        op.drop_table('t')\n    else:\n        op.drop_table('u')", "drop_table t ?|drop_table u ?")]
    [InlineData("if sa.inspect(op.get_bind()).has_table('t'):\n        return\n    op.drop_table('u')", "drop_table u ?")]
    [InlineData("for t in ['a', 'b']:\n        op.drop_table(t)", "drop_table a|drop_table b")]
    [InlineData("for i, (t, c) in enumerate([('a', 'x'), ('b', 'y')]):\n        op.drop_column(t, c + str(i))", "drop_column a.x0|drop_column b.y1")]
    [InlineData("for t, c in {'a': 'x'}.items():\n        op.drop_column(t, c)", "drop_column a.x")]
    [InlineData("for t in sorted(('b', 'a')):\n        op.drop_table(t)", "drop_table a|drop_table b")]
    [InlineData("for i in range(2):\n        op.drop_table('t%d' % i)", "drop_table t0|drop_table t1")]
    [InlineData("[op.drop_table(t) for t in ('a', 'b') if t != 'a']", "drop_table b")]
    [InlineData("t = 'a'\n    if x:\n        t = 'b'\n    op.drop_table(t)", "drop_table ?")]
    [InlineData("n = 'a'\n    for row in op.get_bind().execute(sa.text('select 1')):\n        op.drop_table(n)\n        n = 'b'", "select|drop_table ? ?")]
    [InlineData("ts = ['a']\n    if x:\n        ts.append('b')\n    for t in ts:\n        op.drop_table(t)", "drop_table ? ?")]
    [InlineData("while True:\n        op.execute('delete from t where a = 1')", "delete t where ?")]
    [InlineData("try:\n        op.drop_table('a')\n    except Exception:\n        op.drop_table('b')\n    finally:\n        op.drop_table('c')", "drop_table a|drop_table b ?|drop_table c")]
    [InlineData("def inner(t, c='x', *rest, **more):\n        op.drop_column(t, c)\n    inner('t')\n    inner(c='y', t='t')", "drop_column t.x|drop_column t.y")]
    [InlineData("def inner():\n        return 't'\n    op.drop_table(inner())", "drop_table t")]
    [InlineData("f = lambda t: op.drop_table(t)\n    f('a')", "drop_table a")]
    [InlineData("def inner():\n        inner()\n    inner()", "opaque inner(...)")]
    [InlineData("o = op\n    o.drop_table('t')", "drop_table t")]
    [InlineData("getattr(op, 'drop_table')('t')", "drop_table t")]
    [InlineData("getattr(op, x)('t')", "opaque getattr(...)(...)")]
    [InlineData("t = 'a' if x else 'a'\n    op.drop_table(t)", "drop_table a")]
    [InlineData("(t := 'a')\n    op.drop_table(t)", "drop_table a")]
    [InlineData("import re\n    re.sub('a', lambda m: op.drop_table('t'), x)", "drop_table t ?")]
    [InlineData("d = {'a': 't'}\n    del d['a']\n    op.drop_table(d['a'])", "drop_table ?")]
    [InlineData("def rows():\n        yield op.drop_table('a')\n    for r in rows():\n        op.drop_table(r)", "drop_table a|drop_table ? ?")]
    [InlineData("class E(enum.Enum):\n        A = 'a'\n    op.add_column('t', sa.Column('c', sa.Enum(E)))", "add_column t.c ?")]
    [InlineData("import enum\n    class Kind(enum.Enum):\n        A = 'x'\n        B = 'y'\n    op.create_table(Kind.A.value, sa.Column('c', sa.Enum(Kind)))", "create_enum kind A,B|create_table x (c kind)")]
    [InlineData("async def go(c, t):\n        await c.execute(sa.text('drop table ' + t))\n    op.run_async(go, 'a')", "drop_table a")]
    [InlineData("from app import settings, FLAG\n    if settings.DROP:\n        op.drop_table('a')\n    if FLAG is None:\n        op.drop_table('b')\n    if not FLAG:\n        op.drop_table('c')", "drop_table a ?|drop_table b ?|drop_table c ?")]
    [InlineData("for c in ('x',):\n        if x:\n            continue\n        op.drop_table('a')\n    op.drop_table('b')", "drop_table a ?|drop_table b")]
    [InlineData("try:\n        t = 'a'\n        helper()\n        t = 'b'\n    except Exception:\n        op.drop_table(t)", "opaque helper(...)|drop_table ? ?")]
    [InlineData("def inner(t):\n        if x:\n            return 'a'\n        return t\n    op.drop_table(inner('a'))\n    op.drop_table(inner('b'))", "drop_table a|drop_table ?")]
    [InlineData("raise NotImplementedError\n    op.drop_table('t')", "")]
    public void Python_is_followed(string body, string expected) => Assert.Equal(expected, OperationText.Of(Read(body)));

    [Theory]
    [InlineData("helper(op)", "opaque helper(...)")]
    [InlineData("helper()", "opaque helper(...)")]
    [InlineData("from mine import go\n    go()", "opaque go(...)")]
    [InlineData("Base.metadata.drop_all(op.get_bind())", "opaque Base.metadata.drop_all(...)")]
    [InlineData("globals()['upgrade_x']()", "opaque globals(...)")]
    [InlineData("exec('x')", "opaque exec(...)")]
    [InlineData("op.drop_table = x", "opaque op.drop_table = ...")]
    [InlineData("import subprocess\n    subprocess.run(['psql'])", "opaque subprocess.run(...)")]
    [InlineData("import os\n    os.system('psql')", "opaque os.system(...)")]
    [InlineData("session = sa.orm.Session(bind=op.get_bind())\n    session.query(X).delete()", "opaque session.query(...)")]
    [InlineData("session = sa.orm.Session(bind=op.get_bind())\n    session.execute(sa.text('drop table a'))\n    session.commit()", "drop_table a")]
    [InlineData("import json\n    json.dumps(op)", "opaque json.dumps(...)")]
    [InlineData("match x:\n        case 1:\n            op.drop_table('t')", "opaque a statement")]
    [InlineData("op.get_bind().engine.connect().execute(sa.text('drop table a'))", "drop_table a ^")]
    public void Whatever_else_may_reach_the_database_is_opaque(string body, string expected) => Assert.Equal(expected, OperationText.Of(Read(body)));

    [Theory]
    [InlineData("INTEGER", "integer")]
    [InlineData("SmallInteger()", "smallint")]
    [InlineData("String()", "character varying")]
    [InlineData("String(length=5)", "character varying(5)")]
    [InlineData("CHAR(3)", "character(3)")]
    [InlineData("Unicode(10)", "character varying(10)")]
    [InlineData("DateTime(timezone=True)", "timestamp with time zone")]
    [InlineData("DateTime", "timestamp without time zone")]
    [InlineData("Time(True)", "time with time zone")]
    [InlineData("Numeric()", "numeric")]
    [InlineData("Numeric(10)", "numeric(10,0)")]
    [InlineData("Float()", "double precision")]
    [InlineData("Float(24)", "real")]
    [InlineData("LargeBinary()", "bytea")]
    [InlineData("JSON()", "json")]
    [InlineData("JSON().with_variant(postgresql.JSONB(), 'postgresql')", "jsonb")]
    [InlineData("ARRAY(sa.String(3))", "character varying(3)[]")]
    [InlineData("Enum('a', 'bcd', native_enum=False)", "character varying(3)")]
    [InlineData("Interval()", "interval")]
    [InlineData("types.Uuid()", "uuid")]
    [InlineData("String(x)", "?")]
    public void A_type_is_told_as_PostgreSQL_prints_it(string type, string expected) =>
        Assert.Equal($"add_column t.c {expected}", OperationText.Of(Read($"op.add_column('t', sa.Column('c', sa.{type}))")));

    [Fact]
    public void Names_of_the_file_are_known_however_they_are_imported()
    {
        const string Source = """
            import alembic
            import sqlalchemy
            from sqlalchemy import *
            from sqlalchemy.dialects import postgresql as pg
            from sqlalchemy import Column as C
            from alembic import op as o
            revision = 'x'
            down_revision = None
            TABLE = 'a'
            COLUMNS = ('b', 'c')

            def add(name, kind=Text):
                o.add_column(TABLE, C(name, kind))

            def upgrade(engine: str = 'x') -> None:
                for name in COLUMNS:
                    add(name)
                add('d', pg.ARRAY(sqlalchemy.Integer))
                alembic.op.execute(text('select 1'))
            """;
        using var folder = AlembicFolder.Standard().Write("migrations/versions/x.py", Source);
        Assert.Equal(
            "add_column a.b text|add_column a.c text|add_column a.d integer[]|select",
            OperationText.Of(UpgradeOperations.Read(folder.Load().Graph!.Find("x")!)));
    }

    [Fact]
    public void Functions_of_one_module_of_the_repository_are_followed_one_step()
    {
        using var folder = AlembicFolder.Standard()
            .Write("lib/__init__.py", "")
            .Write("lib/tools.py", "from alembic import op\nfrom other import far\nNAME = 'b'\ndef go(t):\n    op.drop_table(t)\n    far()\n")
            .Write("migrations/versions/x.py", "from alembic import op\nfrom lib.tools import go, NAME\nrevision='x'\ndown_revision=None\ndef upgrade():\n    go('a')\n    op.drop_table(NAME)\n");
        var operations = UpgradeOperations.Read(folder.Load().Graph!.Find("x")!);
        Assert.Equal("drop_table a|opaque far(...)|drop_table b", OperationText.Of(operations));
        Assert.Equal((folder.At("lib/tools.py"), 5), (operations[0].Place.File, operations[0].Place.Line));
    }

    [Fact]
    public void A_place_is_the_line_of_the_call_or_of_the_statement_in_a_text()
    {
        var operations = Read("pass\n\n    op.add_column(\n        't', sa.Column('c', sa.Text))\n    op.execute('''\n        drop table a;\n\n        drop table b;\n    ''')\n"
            + "    op.execute('drop table c;\\n'\n        'drop table d')\n\ndef downgrade():\n    op.drop_table('u')");
        Assert.Equal([8, 11, 13, 15, 15], operations.Select(operation => operation.Place.Line));
        Assert.All(operations, operation => Assert.EndsWith("x.py", operation.Place.File, StringComparison.Ordinal));
    }

    [Fact]
    public void An_upgrade_on_one_line_is_read_as_well()
    {
        using var folder = AlembicFolder.Standard().Write(
            "migrations/versions/x.py", "from alembic import op as o, context\nrevision='x'\ndown_revision=None\ndef upgrade(e: str ="
            + " 'x') -> None: o.drop_table('t')\n");
        Assert.Equal("drop_table t", OperationText.Of(UpgradeOperations.Read(folder.Load().Graph!.Find("x")!)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("if x:\n    def upgrade(): pass")]
    [InlineData("from other import upgrade")]
    [InlineData("def upgrade(): pass\nupgrade = other")]
    [InlineData("@other\ndef upgrade(): pass")]
    public void A_file_without_a_plain_upgrade_is_opaque(string source)
    {
        using var folder = AlembicFolder.Standard().Revision("x", more: source);
        Assert.Equal("opaque upgrade()", OperationText.Of(UpgradeOperations.Read(folder.Load().Graph!.Find("x")!)));
    }

    [Theory]
    [InlineData("def upgrade(): pass", "the file defines no downgrade()")]
    [InlineData("def downgrade():\n    'No.'\n    raise NotImplementedError('x')", "downgrade() always fails")]
    [InlineData("def downgrade():\n    pass", "downgrade() does nothing")]
    [InlineData("def downgrade():\n    op.drop_table('t')", null)]
    public void A_missing_way_back_is_told(string source, string? reason)
    {
        using var folder = AlembicFolder.Standard().Revision("x", more: source);
        var file = folder.Load().Graph!.Find("x")!;
        Assert.Equal(reason, UpgradeOperations.WithoutDowngrade(file, File.ReadAllText(file.Path))?.Reason);
    }

    [Fact]
    public void A_file_that_has_gone_is_a_coded_failure()
    {
        using var folder = AlembicFolder.Standard().Revision("x");
        var file = folder.Load().Graph!.Find("x")!;
        File.Delete(file.Path);
        Assert.Equal("AMB3011", Assert.Throws<FindingException>(() => UpgradeOperations.Read(file)).Finding.Code);
    }

    public static TheoryData<string> Hostile => new(
        "x = " + new string('(', 100_000) + new string(')', 100_000),
        "op.drop_table(" + string.Concat(Enumerable.Repeat("f(", 100_000)) + new string(')', 100_001),
        "x = 1" + string.Concat(Enumerable.Repeat(" + 1", 200_000)),
        "x = a" + string.Concat(Enumerable.Repeat(".b", 200_000)),
        "x = " + string.Concat(Enumerable.Repeat("not ", 100_000)) + "1",
        "x = " + string.Concat(Enumerable.Repeat("-", 100_000)) + "1",
        "x = " + string.Concat(Enumerable.Repeat("lambda: ", 100_000)) + "1",
        "x = 'a'\n" + string.Concat(Enumerable.Repeat("    x = x + x\n", 1000)) + "    op.execute(x)",
        "x = ['a']\n" + string.Concat(Enumerable.Repeat("    x = x + x\n", 1000)) + "    op.execute(x)",
        "def a(): b(); b()\n    def b(): a(); a()\n    a()",
        "t = ()\n    for i in range(100000):\n        t = (t, t)\n    d = {t: 1}\n    op.drop_table(d[t])",
        "t = []\n    for i in range(100000):\n        t = [t, t]\n    helper(t)\n    op.drop_table('a')",
        "for a in range(1000):\n        for b in range(1000):\n            for c in range(1000):\n                op.drop_table('t')",
        "for a in x:\n" + string.Concat(Enumerable.Range(2, 60).Select(depth => new string(' ', depth * 4) + "for b in x:\n")) + new string(' ', 62 * 4) + "pass",
        "data = [" + string.Concat(Enumerable.Repeat("{'a': 'some text', 'b': 12},\n", 100_000)) + "]\n    op.drop_table('t')");

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Hostile_files_cost_linear_time_and_hide_nothing(string body)
    {
        var reading = Task.Run(() => Read(body));
        var operations = await reading.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.NotEmpty(operations);
    }

    private static IReadOnlyList<SchemaOperation> Read(string body)
    {
        using var folder = AlembicFolder.Standard().Write(
            "migrations/versions/x.py",
            $"from alembic import op, context\nimport alembic\nimport sqlalchemy as sa; from sqlalchemy.dialects import postgresql\nrevision = 'x'; down_revision = None\ndef upgrade():\n    {body}\n");
        return UpgradeOperations.Read(folder.Load().Graph!.Find("x")!);
    }
}
