using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace AutonomOS.Migrations.Tests.Alembic.Fuzzing;

/// <summary>Makes inputs up: random bytes, and real shapes with pieces changed, lost, doubled or mixed. The same seed, the same input.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The same seed has to give the same input.")]
internal sealed class FuzzInput(int seed)
{
    private static readonly string[] Revisions =
    [
        "\"\"\"add users\n\nRevision ID: a1b2c3d4\nRevises: 0001\nCreate Date: 2026-01-02 03:04:05\n\"\"\"\n"
            + "from typing import Sequence, Union\nfrom alembic import op\nimport sqlalchemy as sa\n\n"
            + "revision: str = 'a1b2c3d4'\ndown_revision: Union[str, Sequence[str], None] = '0001'\nbranch_labels = None\ndepends_on = None\n\n\n"
            + "def upgrade() -> None:\n    op.add_column('users', sa.Column('email', sa.Text()))\n\n\ndef downgrade():\n    pass\n",
        "# -*- coding: latin-1 -*-\nrevision = u'kilo'\ndown_revision = (\n    'a1',  # one\n    \"b2\",\n)\ndepends_on = ['c3'] + ['d4']\n",
        "revision, down_revision = \"0027\", \"0026\"\nbranch_labels = depends_on = None\nif True:\n    depends_on = ('x',)\n",
        "from .constants import HEAD as head\nrevision = 'r' 'x' \\\n  f\"y{1!r:>{width}}\"\ndown_revision = head\ndepends_on = {'a', 'b'}\n",
        "print 'old'\nrevision = r'''a\nb'''; down_revision = None\ndef f(a, (b, c)): exec 'x' in d\nx = `1`\n",
        "from alembic import op, context\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql as pg\nrevision = 'r'\ndown_revision = None\n"
            + "def helper(t, *cs, **kw):\n    for i, c in enumerate(cs):\n        op.add_column(t, sa.Column(f'{c}_{i!s:>3}', sa.String(50)), **kw)\n"
            + "def upgrade():\n    with op.batch_alter_table('t', schema='s') as b:\n        b.alter_column('a', type_=pg.ARRAY(sa.Numeric(3, 1)), nullable=x or None)\n"
            + "    if sa.inspect(op.get_bind()).has_table('t') and not context.is_offline_mode():\n        helper('t', *('a', 'b'), schema=None)\n"
            + "    elif x: return\n    try: op.execute('''drop table %s; select :a''' % {'b': 1}.get('b', [c for c in 'ab' if c]))\n    except E as e: raise\n"
            + "    else:\n        while (n := 1): break\n    op.execute(sa.table('t').update().where(sa.column('a')[1:2] == lambda y, *z: y).values(a=2))\n",
        "match revision:\n  case {'a': revision, **down_revision}: pass\nrevision = 'a'\nrevision += 'b'\ndel down_revision\nglobals()['x'] = 1\n",
    ];

    private static readonly string[] Configurations =
    [
        "# comment\n[DEFAULT]\nroot = %(here)s\n[alembic]\nscript_location = %(root)s/migrations\n"
            + "version_locations = %(here)s/a:%(here)s/b\npath_separator = os\nrecursive_version_locations = true\nprepend_sys_path = .\n",
        "[alembic]\r\nScript_Location : m\r\nversion_path_separator = newline\r\nversion_locations =\r\n  one\r\n  two\r\n",
        "[alembic]\nscript_location = pkg.sub:dir\nversion_locations = a, b c\nsqlalchemy.url = postgresql://u:p%40w@h/d\nsourceless=false\n",
        "[tool.alembic]\nscript_location = \"%(here)s/alembic\"\nversion_locations = [\"a\", 'b', \"\"\"c\"\"\"]\nrecursive_version_locations = true\n"
            + "prepend_sys_path = ['.']\n[[tool.alembic.post_write_hooks]]\nname = \"ruff\"\n[project]\nname = \"x\" # \u00e9\n",
    ];

    private static readonly string[] Statements =
    [
        "CREATE TABLE s.t (id serial PRIMARY KEY, a varchar(5)[] NOT NULL DEFAULT 'x', CHECK (a > 1), g int GENERATED ALWAYS AS (1) STORED);\n"
            + "ALTER TABLE ONLY t ADD COLUMN b timestamptz(3), DROP CONSTRAINT IF EXISTS c CASCADE, ALTER b TYPE int USING b::int, ENABLE TRIGGER ALL;\n",
        "DO $x$ <<l>> DECLARE a int := 1; BEGIN IF a THEN EXECUTE format('DROP TABLE %I', 'x'); ELSIF b THEN NULL; END IF;\n"
            + "FOR r IN 1..2 LOOP PERFORM f(1); END LOOP; CASE a WHEN 1 THEN RETURN; ELSE EXIT l; END CASE; EXCEPTION WHEN others THEN RAISE; END l $x$;",
        "WITH a (b) AS (DELETE FROM t WHERE NOT (1 = 1 OR false) RETURNING *) INSERT INTO t VALUES (1) ON CONFLICT (x) DO UPDATE SET a = 1;\n"
            + "MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE; COPY t FROM stdin;\n1\n\\.\nTRUNCATE t, u CASCADE; SELECT setval('s.q', 1), x INTO y;",
        "CREATE FUNCTION f(IN a int, b text DEFAULT 'x') RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; END;\n"
            + "CREATE SCHEMA s CREATE TABLE t (LIKE u) GRANT ALL ON t TO r; DROP FUNCTION f(int), g; ALTER TYPE m ADD VALUE E'\\u0061' AFTER U&'\\0062' UESCAPE '!';",
        "\\connect x\nSET LOCAL a.b = 'c', d; COMMENT ON COLUMN a.b.c IS NULL; CREATE INDEX CONCURRENTLY i ON t (lower(a), b) INCLUDE (c) WHERE d;\n"
            + "EXPLAIN (ANALYZE, COSTS off) UPDATE t SET a = 1; /* a /* b */ */ SELECT 'a' -- c\n 'b', $1, 1_0.5e3, a->>'b' -- end\n;",
    ];

    private static readonly string[] StatementPieces =
    [
        "'", "\"", "$$", "$x$", "E'", "U&'", "U&\"", "\\", "--", "/*", "*/", "(", ")", "[", "]", ";", ",", ".", "::", ":=", ":a", "\n", "\0", "\u00e9", "\ud83d",
        " BEGIN ", " END ", " ATOMIC ", " CASE ", " WHEN ", " THEN ", " LOOP ", " IF ", " EXECUTE ", " DO ", " WITH ", " AS (", " NOT ", " NULL ", " INTO ",
        " UESCAPE ", " EXCEPTION ", " DROP TABLE ", " CREATE ", " SELECT ", " DELETE FROM ", " WHERE ", " OR ", " AND ", " USING ", " CASCADE ", "1..2", "0x",
    ];

    private static readonly string[] Pieces =
    [
        "'", "\"", "'''", "\"\"\"", "\\", "\\\n", "(", ")", "[", "]", "{", "}", "#", ";", ":", "=", "+=", ",", "\n", "\r", "\r\n", "\t", "\f", "\0",
        " ", "    ", "f'", "rb\"", "u'", "lambda ", "def upgrade(", "class ", "if ", "else:", "import ", "from . import *", "global ", "None",
        "revision", "down_revision", "depends_on", "branch_labels", "%(", "%(here)s", "%%", "[alembic]", "\ufeff", "\u00e9", "\ud83d\ude00",
        "# coding: utf-16", "# coding: cp1252", "\"\\U0011ffff\"", "'\\N{DASH}'", "'\\x4'", "1_000", "0o7", "...", "->", ":=", "@", "`", "\u2028",
    ];

    private readonly Random random = new(seed);

    /// <summary>A number from 0.</summary>
    /// <param name="limit">The first that is too great.</param>
    public int Below(int limit) => this.random.Next(limit);

    /// <summary>A revision file, or something like one.</summary>
    public byte[] Revision() => this.Some(Revisions, Pieces);

    /// <summary>An <c>alembic.ini</c> or <c>pyproject.toml</c>, or something like one.</summary>
    public byte[] Configuration() => this.Some(Configurations, Pieces);

    /// <summary>SQL, or something like it.</summary>
    public string Sql() => Encoding.UTF8.GetString(this.Some(Statements, StatementPieces));

    /// <summary>A few files that mention one another.</summary>
    public IReadOnlyList<byte[]> History()
    {
        string[] names = ["a", "ab", "abcd", "ABCD", "abcde", "head", "base", "heads", "x-1", "y@z", "", "é", "+1", new('l', 40)];
        string Name() => "'" + names[this.Below(names.Length)] + "'";
        string Names() => this.Below(4) switch { 0 => "None", 1 => Name(), 2 => $"({Name()}, {Name()})", _ => $"[{Name()}]" };
        return [.. Enumerable.Range(0, 1 + this.Below(9)).Select(_ => Encoding.UTF8.GetBytes(
            $"revision = {Name()}\ndown_revision = {Names()}\nbranch_labels = {(this.Below(3) == 0 ? Names() : "None")}\n"
            + $"depends_on = {(this.Below(3) == 0 ? Names() : "None")}\n"))];
    }

    /// <summary>Something that a person might take for an identifier.</summary>
    public string Identifier()
    {
        string[] parts = ["a", "ab", "abcd", "abcde", "head", "heads", "base", "@", "+", "-", "1", "2", "99999999999", ":", "", " ", "é", "l"];
        return string.Concat(Enumerable.Range(0, 1 + this.Below(4)).Select(_ => parts[this.Below(parts.Length)]));
    }

    private byte[] Some(string[] shapes, string[] pieces)
    {
        if (this.Below(10) == 0)
        {
            var bytes = new byte[this.Below(300)];
            this.random.NextBytes(bytes);
            return bytes;
        }

        var text = new StringBuilder(shapes[this.Below(shapes.Length)]);
        for (var change = this.Below(6); change >= 0; change--)
        {
            this.Change(text, shapes, pieces);
        }

        // A byte order mark, or bytes that are no UTF-8, once in a while.
        byte[] result = [.. this.Below(40) == 0 ? Encoding.UTF8.Preamble.ToArray() : [], .. Encoding.UTF8.GetBytes(text.ToString())];
        if (result.Length > 0 && this.Below(8) == 0)
        {
            result[this.Below(result.Length)] = (byte)this.Below(256);
        }

        return result;
    }

    private void Change(StringBuilder text, string[] shapes, string[] pieces)
    {
        var at = this.Below(text.Length + 1);
        var length = Math.Min(this.Below(20), text.Length - at);
        switch (this.Below(5))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(this.Below(text.Length + 1), text.ToString(at, length));
                break;
            case 2:
                var other = shapes[this.Below(shapes.Length)];
                text.Insert(at, other[this.Below(other.Length)..]);
                break;
            case 3:
                text.Length = at;
                break;
            default:
                text.Insert(at, pieces[this.Below(pieces.Length)]);
                break;
        }
    }
}
