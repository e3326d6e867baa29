using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AutonomOS.Migrations.Tests.Alembic.Operations;

/// <summary>Makes migrations up: any of Alembic's operations with arguments of any kind, written in several ways. The same seed, the same file.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The same seed has to give the same migration.")]
internal sealed class RandomMigration(int seed)
{
    private static readonly string[] Types =
    [
        "sa.Integer()", "sa.BigInteger", "sa.SmallInteger()", "sa.String()", "sa.String(50)", "sa.String(length=7)", "sa.Text()", "sa.UnicodeText()",
        "sa.Unicode(9)", "sa.Boolean()", "sa.DateTime()", "sa.DateTime(timezone=True)", "sa.Date()", "sa.Time()", "sa.Interval()", "sa.Numeric()",
        "sa.Numeric(10, 2)", "sa.Numeric(precision=8)", "sa.Float()", "sa.Float(20)", "sa.Float(precision=53)", "sa.LargeBinary()", "sa.JSON()",
        "sa.CHAR(3)", "sa.VARCHAR(12)", "sa.TIMESTAMP(timezone=True)", "pg.JSONB(astext_type=sa.Text())", "pg.UUID(as_uuid=True)", "pg.ARRAY(sa.Text())",
        "pg.ARRAY(sa.Numeric(4, 1))", "pg.INET()", "pg.CIDR()", "pg.TSVECTOR()", "pg.HSTORE()", "pg.INT4RANGE()", "pg.TSTZRANGE()", "pg.BIT(4)",
        "pg.BIT(5, varying=True)", "pg.DOUBLE_PRECISION()", "pg.TIMESTAMP(timezone=True, precision=3)", "pg.BYTEA()", "pg.MACADDR()", "sa.REAL()",
        "sa.Enum('a', 'b', name='mood')", "sa.Enum('a', name='Mood Two')", "pg.ENUM('x', name='kind', create_type=False)",
        "sa.Enum('ab', 'c', native_enum=False)", "sa.JSON().with_variant(pg.JSONB(), 'postgresql')", "sa.types.INTEGER()",
    ];

    private static readonly string[] Names = ["users", "orders", "t1", "MixedCase", "order items", "select_", "a_very_long_name_of_a_table"];
    private static readonly string[] Columns = ["id", "email", "created_at", "Upper", "with space", "c1", "c2", "c3"];

    private readonly Random random = new(seed);
    private int next;

    /// <summary>The file.</summary>
    public string Source()
    {
        var body = string.Concat(Enumerable.Range(0, 1 + this.random.Next(6)).Select(_ => this.Statement() + "\n"));
        return "from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql as pg\n\n"
            + "revision = 'x'\ndown_revision = None\n\n\ndef upgrade():\n" + Indented(body, 4);
    }

    private static string Indented(string text, int by) =>
        string.Concat(text.TrimEnd('\n').Split('\n').Select(line => new string(' ', by) + line + "\n"));

    private T Pick<T>(params T[] from) => from[this.random.Next(from.Length)];

    private bool Once(int times) => this.random.Next(times) == 0;

    private string Name() => $"'{this.Pick(Names)}'";

    private string Fresh(string prefix) => string.Create(CultureInfo.InvariantCulture, $"'{prefix}_{this.next++}'");

    private string Column() => $"'{this.Pick(Columns)}'";

    private string SomeColumns() => this.Pick("[{0}]", "({0},)", "[{0}, {1}]").Replace("{0}", "'c1'", StringComparison.Ordinal).Replace("{1}", "'Upper'", StringComparison.Ordinal);

    private string Schema(string keyword = "schema") => this.Pick("", "", $", {keyword}='app'", $", {keyword}='Other S'", $", {keyword}=None");

    private string Expression() => this.Pick("a > 1", "c1 is not null", "lower(email) = 'x'", "c1 in ('a', 'b')");

    private string Default() => this.Pick(
        "", "", "", ", server_default='x'", ", server_default=\"it's\"", ", server_default=sa.text('now()')", ", server_default=sa.func.now()",
        ", server_default=sa.false()", ", server_default=sa.text(\"'{}'::jsonb\")", ", server_default=sa.text('1 + 1')", ", server_default='0'",
        ", server_default=sa.func.current_timestamp()", ", server_default=sa.null()");

    private string Definition(string name, bool inTable)
    {
        var type = this.Pick(Types);
        var parts = this.random.Next(14) switch
        {
            0 => $", sa.ForeignKey('{this.Pick("u.id", "s.u.id")}'{this.Pick("", ", name='fk1'", ", ondelete='CASCADE'")})",
            1 => ", sa.Identity(always=True)",
            2 => ", sa.Identity()",
            3 => ", sa.Computed('1 + 2')",
            _ => this.Default(),
        };
        if (parts.Contains("Identity", StringComparison.Ordinal))
        {
            type = this.Pick("sa.Integer()", "sa.BigInteger()");
        }

        return $"sa.Column({name}, {type}{parts}{this.Pick("", "", ", nullable=False", ", nullable=True")}"
            + this.Pick("", "", "", ", unique=True", ", index=True", ", unique=True, index=True")
            + this.Pick("", "", "", ", comment='said'") + (inTable ? this.Pick("", "", "", "", ", primary_key=True") : "") + ")";
    }

    private string Statement() => this.random.Next(12) switch
    {
        0 => this.Batch(),
        1 => $"for table in {this.Pick("('a', 'b')", "['a', 'b']")}:\n    {this.Operation().Replace(this.Name(), "table", StringComparison.Ordinal)}",
        2 => $"with op.get_context().autocommit_block():\n    {this.Operation()}",
        3 => $"def inner(name, other=None):\n    op.drop_table(name)\ninner({this.Name()})",
        _ => this.Operation(),
    };

    private string Batch()
    {
        string Member() => this.random.Next(9) switch
        {
            0 => $"b.add_column({this.Definition(this.Column(), false)})",
            1 => $"b.drop_column({this.Column()})",
            2 => $"b.alter_column({this.Column()}{this.Alteration()})",
            3 => $"b.create_index({this.Fresh("idx")}, {this.SomeColumns()}, unique={this.Pick("True", "False")})",
            4 => $"b.drop_index({this.Fresh("idx")})",
            5 => $"b.create_unique_constraint({this.Fresh("uq")}, {this.SomeColumns()})",
            6 => $"b.create_foreign_key(b.f({this.Fresh("fk")}), 'u', ['c1'], ['id'])",
            7 => $"b.drop_constraint({this.Fresh("ck")}, type_='check')",
            _ => $"b.create_check_constraint({this.Fresh("ck")}, sa.text(\"{this.Expression()}\"))",
        };
        return $"with op.batch_alter_table({this.Name()}{this.Schema()}) as b:\n    {Member()}\n    {Member()}";
    }

    private string Alteration() => this.Pick("", $", type_={this.Pick(Types)}", ", type_=sa.BigInteger(), postgresql_using='c1::bigint'")
        + this.Pick("", ", nullable=True", ", nullable=False") + this.Pick("", this.Default(), ", server_default=None")
        + this.Pick("", ", comment='new'", ", comment=None") + this.Pick("", "", ", new_column_name='renamed'") + this.Pick("", ", existing_type=sa.Integer()");

    private string Operation() => this.random.Next(19) switch
    {
        0 or 1 => this.CreateTable(),
        2 => $"op.drop_table({this.Name()}{this.Schema()})",
        3 => $"op.rename_table({this.Name()}, 'renamed'{this.Schema()})",
        4 or 5 => $"op.add_column({this.Name()}, {this.Definition(this.Column(), false)}{this.Schema()})",
        6 => $"op.drop_column({this.Name()}, {this.Pick("", "column_name=")}{this.Column()}{this.Schema()})",
        7 or 8 => $"op.alter_column({this.Name()}, {this.Column()}{this.Alteration()}{this.Schema()})",
        9 => $"op.create_index(op.f({this.Fresh("idx")}), {this.Name()}, {this.Pick("['c1']", "['c1', sa.text('lower(email)')]", "['Upper']")}"
            + this.Pick("", ", unique=True", ", unique=False") + this.Pick("", "", ", postgresql_concurrently=True")
            + this.Pick("", $", postgresql_where=sa.text(\"{this.Expression()}\")") + this.Schema() + ")",
        10 => $"op.drop_index({this.Fresh("idx")}, table_name={this.Name()}{this.Schema()}{this.Pick("", ", postgresql_concurrently=True")})",
        11 => $"op.create_unique_constraint({this.Pick(this.Fresh("uq"), "None")}, {this.Name()}, {this.SomeColumns()}{this.Schema()})",
        12 => $"op.create_primary_key({this.Fresh("pk")}, {this.Name()}, {this.SomeColumns()}{this.Schema()})",
        13 => $"op.create_foreign_key({this.Pick(this.Fresh("fk"), "None")}, {this.Name()}, 'u', ['c1'], ['id']{this.Schema("source_schema")}{this.Schema("referent_schema")})",
        14 => $"op.create_check_constraint({this.Fresh("ck")}, {this.Name()}, \"{this.Expression()}\"{this.Schema()})",
        15 => $"op.drop_constraint({this.Fresh("ck")}, {this.Name()}{this.Pick("", ", type_='unique'", ", 'check'")}{this.Schema()})",
        16 => this.Pick($"op.create_table_comment({this.Name()}, 'x'{this.Schema()})", $"op.drop_table_comment({this.Name()}{this.Schema()})"),
        17 => this.Pick(
            "op.execute('UPDATE t SET a = 1')",
            "op.execute(sa.text('DELETE FROM t WHERE a = 1'))",
            "op.execute(\"ALTER TABLE %s DROP COLUMN c\" % 't')",
            "op.execute(f'DROP VIEW {\"v\"} CASCADE')",
            "op.execute('''\n    CREATE VIEW v AS SELECT 1;\n    ''')",
            "op.execute(sa.table('t', sa.column('a')).update().where(sa.column('a') == 1).values(a=2))",
            "op.execute(sa.table('t', sa.column('a')).delete())",
            "op.execute(sa.schema.CreateSequence(sa.Sequence('s1')))"),
        _ => "op.bulk_insert(sa.table('t', sa.column('a', sa.Integer)), [{'a': 1}])",
    };

    private string CreateTable()
    {
        var columns = Columns.OrderBy(_ => this.random.Next()).Take(1 + this.random.Next(4)).ToArray();
        var parts = columns.Select(column => this.Definition($"'{column}'", true)).ToList();
        var first = columns[0];
        if (this.Once(3) && !parts.Exists(part => part.Contains("primary_key", StringComparison.Ordinal)))
        {
            parts.Add($"sa.PrimaryKeyConstraint('{first}'{this.Pick("", ", name='pk'")})");
        }

        if (this.Once(4))
        {
            parts.Add($"sa.UniqueConstraint('{first}', name={this.Fresh("uq")})");
        }

        if (this.Once(4))
        {
            parts.Add($"sa.CheckConstraint(\"{this.Expression()}\", name={this.Fresh("ck")})");
        }

        if (this.Once(4))
        {
            parts.Add($"sa.ForeignKeyConstraint(['{first}'], ['{this.Pick("u.id", "app.u.id")}'], name={this.Fresh("fk")})");
        }

        if (this.Once(5))
        {
            parts.Add($"sa.Index({this.Fresh("idx")}, '{first}')");
        }

        return $"op.create_table({this.Name()}, {string.Join(", ", parts)}{this.Schema()}{this.Pick("", "", "", ", comment='t'")})";
    }
}
