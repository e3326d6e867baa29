using System.Globalization;
using System.Text;

// A test that can be repeated needs a seeded generator, not a secure one.
#pragma warning disable CA5394

namespace AutonomOS.Migrations.Tests.Alembic.Revisions;

/// <summary>
/// Small Python programs that assign the attributes of a revision: from the accepted statements alone, or with statements that only running
/// them would tell in between. The same seed gives the same programs.
/// </summary>
internal sealed class PythonPrograms(int seed)
{
    private static readonly string[] Attributes = ["revision", "down_revision", "depends_on", "branch_labels"];
    private static readonly string[] Names = [.. Attributes, "A", "B", "Q"];

    // {n} any name, {l} a list, {e} a set, {t} a tuple, {s} a string expression.
    private static readonly string[] Dynamic =
    [
        "if len('x'):\n    {n} = {s}\n", "if 0:\n    {n} = {s}\n", "if 1: {n} = {s}\n", "for {n} in [{s}]: pass\n",
        "for x in 'y':\n    {n} = x\n", "for (x, {n}) in [('p', 'q')]:\n    pass\n", "while True:\n    {n} = {s}\n    break\n",
        "try:\n    {n} = {s}\nfinally:\n    pass\n", "try:\n    1 / 0\nexcept ZeroDivisionError as {n}:\n    pass\n",
        "with C() as {n}: pass\n", "with C() as (x, {n}):\n    pass\n", "del {n}\n", "del A, {n}\n", "{l}.append({s})\n",
        "{l}.insert(0, {s})\n", "{l}[0] = {s}\n", "{l}[:] = [{s}]\n", "{l} *= 2\n", "{l} += {s}\n", "{l} += str({s})\n", "{l} += {l}\n",
        "del {l}[0]\n", "{e} |= {'z'}\n", "{e}.add('z')\n", "{l}.extend(x for x in 'ab')\n",
        "def f():\n    global {n}\n    {n} = {s}\nf()\n", "def f():\n    global x, {n}; {n} = {s}\n", "def f(): global {n}; {n} = {s}\n",
        "f()\n", "def f():\n    {l}.append('w')\n", "def f(x):\n    x.append('w')\nf({l})\n", "f = lambda: {l}.append('w')\n",
        "(lambda: {l}.append('z'))()\n", "f = lambda: globals().update({n}='w')\n", "def f():\n    globals()['{n}'] = 'w'\n",
        "x = ({n} := {s})\n", "len({n} := {s})\n", "def g(x=({n} := {s})): pass\n", "def g(x={l}):\n    x.append('w')\ng()\n",
        "globals()['{n}'] = {s}\n", "globals().update({n}={s})\n", "vars()['{n}'] = {s}\n", "exec('{n} = 1')\n",
        "eval('{l}.append(1)')\n", "from os import sep as {n}\n", "import os as {n}\n", "import os.path as {n}\n",
        "from os import (\n    name,\n    sep as {n})\n", "from os import *\n", "class {n}: pass\n", "def {n}(): pass\n",
        "class K:\n    {l}.append('w')\n", "class K:\n    v = {l}\nK.v.append('w')\n", "{n} = f'{1}'\n", "{n} = str({s})\n",
        "{n} = {s}.upper()\n", "{n} = {s} if 1 else 'q'\n", "{n} = [x for x in {s}]\n", "{n} = tuple({l})\n", "{n} = {s} * 2\n",
        "{n} = {s} % ()\n", "{n} = {t}[0]\n", "{n}, *B = 'xyz'\n", "{n}, A = 'xy'\n", "({n}, (A, B)) = ('x', ('y', 'z'))\n",
        "match {s}:\n    case {n}: pass\n", "match ({s}, 'b'):\n    case (x, {n}):\n        pass\n",
        "match {'k': 'v'}:\n    case {'k': {n}}: pass\n", "Z = [{l}]\nZ[0].append('w')\n", "Z = {l},\nZ[0].append('w')\n",
        "Z = {l} if 1 else None\nZ.append('w')\n", "if 1: Z = {l}\nZ.append('w')\n", "Z = Y = {l}\nY.append('w')\n",
        "o = C()\no.x = {l}\no.x.append('w')\n", "o = C()\no.x, A = {l}, 'a'\no.x.append('w')\n", "for x in ({l},): x.append('w')\n",
        "for x in {l}: pass\n", "{n} = b'x'\n", "{n} = 7\n", "{n} = ...\n", "{n} = {}\n", "{n} = not {s}\n", "{n} = {s} == {s}\n",
        "{n} = -1\n", "{n} = (x for x in 'a')\n", "{n} = lambda: 1\n", "{n} = {s},\n", "{n} = {**{}, 'a': 1}\n", "{n} = [*{t}]\n",
        "{n} = '\\N{BULLET}'\n", "{n} = '\\ud800'\n", "{n} = {s}[::-1]\n", "{n}: str\n", "assert {n} is not 1\n",
        "print({n}, end='', file=C())\n", "C.{n} = {s}\n", "C().x = {s}\n", "[{n} for {n} in 'x']\n", "{n} += {s}\n", "{n} += {t}\n",
        "{n} = {n}\n", "global {n}\n", "(({n})) = {s}\n", "[{n}] = ({s},)\n", "{n}, = ({s},)\n", "\uFF21 = {s}\n",
        "\uFF52evision = {s}\n", "\u00E9 = {s}\n",
    ];

    private readonly Random random = new(seed);
    private readonly Dictionary<string, char> kinds = new(StringComparer.Ordinal);

    /// <summary>A program.</summary>
    /// <param name="plain">Only accepted statements.</param>
    public string Next(bool plain)
    {
        this.kinds.Clear();
        var program = new StringBuilder(
            "class C:\n    def __enter__(self): return 'wv'\n    def __exit__(self, *a): pass\n    def write(self, t): pass\n");
        for (var statements = this.random.Next(3, 12); statements > 0; statements--)
        {
            program.Append(!plain && this.random.Next(3) == 0 ? this.Fill(this.Pick(Dynamic)) : this.Plain());
        }

        return this.random.Next(6) switch
        {
            0 => program.Replace("\n", "\r\n").ToString(),
            1 => program.Replace("\n", "\r").ToString(),
            _ => program.ToString(),
        };
    }

    private string Plain()
    {
        var kind = "sssttlen"[this.random.Next(8)];
        var name = this.Pick(Names);
        switch (this.random.Next(12))
        {
            case 0:
                var other = this.Pick(Names);
                var chained = $"{name} = {other} = {this.Expression(kind)}\n";
                this.kinds[name] = this.kinds[other] = kind;
                return chained;
            case 1:
                var second = this.Pick(Names);
                var values = $"{this.Expression(kind, false)}, {this.Text(2)}";
                this.kinds[name] = kind;
                this.kinds[second] = 's';
                var targets = $"{name}, {second}";
                return this.random.Next(3) switch
                {
                    0 => $"({targets}) = {values}\n",
                    1 => $"[{targets}] = [{values}]\n",
                    _ => $"{targets} = ({values})\n",
                };
            case 2 when this.Named("stl") is { } added:
                var addedKind = this.kinds[added];
                return $"{added} += {this.Expression(addedKind)}\n";
            case 3:
                return this.Pick(
                    ["# revision = 'no'\n", "\n", "pass\n", "'revision'\n", "import os\n", "  # x\n", "\f\n", "x = 1; y = 2\n"]);
            case 4:
                return $"def {this.Pick(["f", "upgrade"])}(revision=None):\n    down_revision = 'no'\n    A = 'no'\n    return 1\n";
            case 5:
                var annotated = $"{name}: {this.Pick(["str", "'list[str]'", "dict[str, int]", "(lambda x=1: x)"])}"
                    + $" = {this.Expression(kind)}\n";
                this.kinds[name] = kind;
                return annotated;
            case 6:
                var continued = $"{name} = \\\n  {this.Expression(kind)} ;\n";
                this.kinds[name] = kind;
                return continued;
            default:
                var plain = $"{name} = {this.Expression(kind)}  # 'x\n";
                this.kinds[name] = kind;
                return plain;
        }
    }

    private string Fill(string template)
    {
        var list = this.Named("l");
        var set = this.Named("e");
        var tuple = this.Named("t");
        return (template.Contains("{l}", StringComparison.Ordinal) && list is null ? "Q = ['q']\n" : string.Empty)
            + (template.Contains("{e}", StringComparison.Ordinal) && set is null ? "B = {'q'}\n" : string.Empty)
            + template.Replace("{l}", list ?? "Q", StringComparison.Ordinal)
                .Replace("{e}", set ?? "B", StringComparison.Ordinal)
                .Replace("{t}", tuple ?? "('t',)", StringComparison.Ordinal)
                .Replace("{n}", this.Pick(Names), StringComparison.Ordinal)
                .Replace("{s}", this.Named("s") is { } text && this.random.Next(2) == 0 ? text : this.Text(1), StringComparison.Ordinal);
    }

    private string Expression(char kind, bool mayName = true)
    {
        if (this.random.Next(4) == 0 && this.Named(kind.ToString()) is { } name && (mayName || kind is not ('l' or 'e')))
        {
            return this.random.Next(3) == 0 ? $"({name})" : name;
        }

        var joined = this.random.Next(4) == 0 && kind is not ('n' or 'e') ? " + " + this.Expression(kind, mayName) : string.Empty;
        return kind switch
        {
            'n' => this.Pick(["None", "(None)"]),
            's' => this.Text(2) + joined,
            't' => this.Pick(["()", $"({this.Text(1)},)", $"({this.Items()})", $"({this.Items()},)"]) + joined,
            'l' => this.Pick(["[]", $"[{this.Items()}]", $"[\n  {this.Items()},\n]"]) + joined,
            _ => $"{{{this.Items()}}}",
        };
    }

    private string Items() => $"{this.Text(1)}, {this.Text(2)}{this.Pick(["", ", None", $",\n {this.Text(1)}"])}";

    private string Text(int depth)
    {
        if (depth > 1 && this.random.Next(4) == 0)
        {
            return $"({this.Text(0)}{this.Pick([" ", "\n\n  ", " # it's\n"])}{this.Text(0)})";
        }

        if (depth > 0 && this.random.Next(6) == 0 && this.Named("s") is { } name)
        {
            return name;
        }

        var text = new StringBuilder();
        for (var parts = this.random.Next(4); parts >= 0; parts--)
        {
            text.Append(this.Pick(["a", "fee1", "0", "é", "𝒳", "#", " ", "=", "{0}", "x"]));
        }

        var prefix = this.Pick(["", "", "", "u", "r", "R", "U", "f", "rF"]);
        if (prefix.Contains('f', StringComparison.OrdinalIgnoreCase))
        {
            text.Replace("{0}", "y");
        }

        if (prefix is "" or "u" or "U" or "f")
        {
            text.Append(this.Pick(
                ["", "", "\\n", "\\x41", "\\u00e9", "\\U0001F600", "\\101", "\\7", "\\q", "\\\\", "\\'", "\\\"", "\\\n", "\\0"]));
        }

        return (this.Pick(["'", "\"", "'''", "\"\"\""]) is { Length: 3 } quote
            ? $"{quote}{text}{this.Pick(["", "\n", "'\n", "\"\n"])}{quote}" : $"'{text}'")
            .Insert(0, prefix);
    }

    private string? Named(string wanted)
    {
        var names = this.kinds.Where(entry => wanted.Contains(entry.Value, StringComparison.Ordinal)).Select(entry => entry.Key).ToArray();
        return names.Length == 0 ? null : this.Pick(names);
    }

    private string Pick(string[] from) => from[this.random.Next(from.Length)];

    public override string ToString() => seed.ToString(CultureInfo.InvariantCulture);
}
