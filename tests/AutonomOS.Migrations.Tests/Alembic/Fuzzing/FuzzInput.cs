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
    public byte[] Revision() => this.Some(Revisions);

    /// <summary>An <c>alembic.ini</c> or <c>pyproject.toml</c>, or something like one.</summary>
    public byte[] Configuration() => this.Some(Configurations);

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

    private byte[] Some(string[] shapes)
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
            this.Change(text, shapes);
        }

        // A byte order mark, or bytes that are no UTF-8, once in a while.
        byte[] result = [.. this.Below(40) == 0 ? Encoding.UTF8.Preamble.ToArray() : [], .. Encoding.UTF8.GetBytes(text.ToString())];
        if (result.Length > 0 && this.Below(8) == 0)
        {
            result[this.Below(result.Length)] = (byte)this.Below(256);
        }

        return result;
    }

    private void Change(StringBuilder text, string[] shapes)
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
                text.Insert(at, Pieces[this.Below(Pieces.Length)]);
                break;
        }
    }
}
