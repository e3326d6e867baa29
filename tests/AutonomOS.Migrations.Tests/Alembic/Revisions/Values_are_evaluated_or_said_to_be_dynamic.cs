using System.Text;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Revisions;

public sealed class Values_are_evaluated_or_said_to_be_dynamic
{
    [Theory]
    [InlineData("revision = 'a1'\ndown_revision = None")]
    [InlineData("revision: str = \"a1\"\ndown_revision: Union[str, Sequence[str], None] = None")]
    [InlineData("revision = u'a1'  # comment with 'quotes'\r\ndown_revision = ()\r\n")]
    [InlineData("revision, down_revision = 'a1', None")]
    [InlineData("(revision, down_revision) = ('a1', [])")]
    [InlineData("revision = r'''a1'''; down_revision = depends_on = branch_labels = None")]
    [InlineData("revision = ('a'\n  # split\n  '1')\ndown_revision = \\\n    None")]
    [InlineData("revision = 'a' + '1'\ndown_revision = set() if 0 else None\ndown_revision = None")]
    [InlineData("A = 'a1'\nrevision = A\ndown_revision = None")]
    [InlineData("revision = '\\x61\\u0031'\ndown_revision = None")]
    [InlineData("revision = f'a1'\ndown_revision = None")]
    [InlineData("revision = 'a'\nrevision += '1'\ndown_revision = None")]
    [InlineData("revision = 'old'\ndown_revision = 'x'\nrevision = 'a1'\ndown_revision = None")]
    [InlineData("'''doc\n\nrevision = 'lie'\n'''\n# revision = 'lie'\nrevision = 'a1'\ndown_revision = None\ndef f():\n    revision ="
        + " 'lie'\n    down_revision = 'lie'\nclass C:\n  revision = Table('revision')\n")]
    [InlineData("\uFEFFrevision = 'a1'\ndown_revision = None")]
    [InlineData("# -*- coding: latin-1 -*-\nrevision = 'a1'\ndown_revision = None")]
    [InlineData("from sqlalchemy import *\nrevision = 'a1'\ndown_revision = None\nprint 'python 2', 0777, ur'x'\n")]
    [InlineData("revision = 'a1'\ndown_revision = None\nif True:\n    other = 1\nprint(revision)\nx.revision = 'no'\nf(revision='no')\n")]
    [InlineData("revision = 'a1'\rdown_revision = None\r")]
    [InlineData("x = 1\f\n\frevision = 'a1'\n\f\ndown_revision = None\n")]
    [InlineData("@decorate(\n  revision='no'\n)\ndef f(revision='no', down_revision=None): pass\nrevision = 'a1'\ndown_revision = None\n")]
    [InlineData("match = 'a1'\nrevision = match\nif x:\n    case = 1\ndown_revision = None\n")]
    [InlineData("revision = 'a1'\ndown_revision = None\nmatch revision:\n    case 'a1':\n        pass\n")]
    [InlineData("print `x`, 0777, ur'revision'\nrevision = 'a1'\ndown_revision = None\nraise E, 'x'\n")]
    [InlineData("revision = \\\r\n  'a1'; down_revision = \\\r\n None\r\n")]
    [InlineData("revision = 'a1'\ndown_revision = None\nq = f\"{f\"{f\"{1}\"}\"}\" f'{x!r:{w}}' rf'\\{y}'\n")]
    [InlineData("revision = 'a1'\ndown_revision = None\nq = f\"{d[\"k\"]:'>{w}} {{\" + f'''{\n x # '\n}'''\n")]
    public void F01_F05_F14_F16_F17_accepted_forms_give_one_base(string source)
    {
        using var folder = AlembicFolder.Standard().Write("migrations/versions/x_y.py", source);
        var history = folder.Load();
        Assert.Empty(history.Findings);
        Assert.Equal(["a1"], history.Graph!.Bases);
    }

    [Theory]
    [InlineData("('p1', 'p2')")]
    [InlineData("['p1', 'p2']")]
    [InlineData("{'p2', 'p1'}")]
    [InlineData("(\n    'p1',\n    'p2',\n)")]
    [InlineData("('p1',) + ('p2',)")]
    [InlineData("(('p1'), ('p' '2'), 'p1')")]
    [InlineData("'p1', 'p2'")]
    [InlineData("BASE + ['p2']")]
    public void F02_several_parents_are_read_in_every_form(string down)
    {
        using var folder = AlembicFolder.Standard().Revision("p1").Revision("p2")
            .Write("migrations/versions/m.py", $"BASE = ['p1']\nrevision = 'm1'\ndown_revision = {down}\n");
        var history = folder.Load();
        Assert.Empty(history.Findings);
        Assert.Equal(["m1"], history.Graph!.Heads);
        Assert.Equal(["m1"], history.Graph.MergePoints);
    }

    [Theory]
    [InlineData("import os\nrevision = os.environ['X']\ndown_revision = None", 2)]
    [InlineData("from x import REV\nrevision = REV\ndown_revision = None", 2)]
    [InlineData("if True:\n    revision = 'a1'\ndown_revision = None", 2)]
    [InlineData("revision = 'a1'\ndown_revision = None\ntry:\n    import y\n    down_revision = 'q'\nexcept ImportError: pass", 5)]
    [InlineData("revision = 'a1'\ndown_revision = None\nif x: down_revision = 'q'", 3)]
    [InlineData("revision = 'a1'\ndown_revision = 'x' if y else None", 2)]
    [InlineData("revision = 'a1'\ndown_revision = f'{x}'", 2)]
    [InlineData("revision = 'a1'\ndown_revision = 'a%s' % 1", 2)]
    [InlineData("revision = 'a1'\ndown_revision = ['q']\ndown_revision.append('r')", 3)]
    [InlineData("revision = 'a1'\nq = ['q']\ndown_revision = q\nq.append('r')", 4)]
    [InlineData("revision = 'a1'\nq = ['q']\ndown_revision = q\nadd(q)", 4)]
    [InlineData("revision = 'a1'\ndown_revision = None\ndef f():\n    global down_revision\n    down_revision = 'x'\nf()", 4)]
    [InlineData("revision = 'a1'\ndown_revision = None\nfrom mine import *", 3)]
    [InlineData("revision = 'a1'\ndown_revision = None\nglobals()['down_revision'] = 'x'", 3)]
    [InlineData("revision = 'a1'\ndown_revision = None\nfor down_revision in ['x']: pass", 3)]
    [InlineData("revision = 'a1'\ndown_revision = None\nwith x as down_revision:\n  pass", 3)]
    [InlineData("revision = 'a1'\ndown_revision = None\ndel down_revision", 3)]
    [InlineData("revision = 'a1'\ndown_revision = None\ny = (down_revision := 'x')", 3)]
    [InlineData("revision = 'a1'\ndown_revision = ['q']\ndown_revision[0] = 'r'", 3)]
    [InlineData("revision = 'a1'\ndown_revision = None\nimport x as down_revision", 3)]
    [InlineData("revision = 'a1'\ndown_revision = None\nclass down_revision: pass", 3)]
    [InlineData("revision = 'a1'\ndown_revision = None\nmatch x:\n    case down_revision: pass", 4)]
    [InlineData("revision = 'a1'\ndown_revision = None\ntry:\n    x\nexcept E, down_revision:\n    pass", 5)]
    [InlineData("revision = 'a1'\ndown_revision = None\ndef f(x=(down_revision := 'q')): pass", 3)]
    [InlineData("revision = 'a1'\ndef f():\n    global down_revision\n    down_revision = 'x'\ndown_revision = None\nf()", 3)]
    [InlineData("revision = 'a1'\ndef f():\n    q.append('x')\nq = ['p']\nf()\ndown_revision = q", 3)]
    [InlineData("revision = 'a1'\nq = ['p']\ndown_revision = q\nq += 'rs'", 4)]
    [InlineData("revision = 'a1'\ndown_revision = tuple(['q'])", 2)]
    [InlineData("A = 'a1'\nfrom mine import *\nrevision = A\ndown_revision = None", 2)]
    [InlineData("revision = 'a1'\ndown_revision = None\ndef down_revision(): pass", 3)]
    [InlineData("revision = 'a1'\ndown_revision = '\\N{DASH}'", 2)]
    [InlineData("revision = 'a1'\ndown_revision, x = f()", 2)]
    [InlineData("revision = 'a1'\ndown_revision = ", 2)]
    [InlineData("revision = 'a1'\ndown_revision = [x for x in y]", 2)]
    [InlineData("revision = 'a1'\ndown_revision = None\ndown_revision |= 'x'", 3)]
    public void F15_dynamic_forms_are_errors_at_their_line(string source, int line)
    {
        using var folder = AlembicFolder.Standard().Write("migrations/versions/x_y.py", source);
        var finding = AlembicFolder.Only(folder.Load(), DiagnosticCodes.DynamicRevision);
        Assert.Equal((folder.At("migrations/versions/x_y.py"), line), (finding.File, finding.Line));
    }

    [Theory]
    [InlineData("depends_on = tuple(x)", 3, "depends_on", "may take heads away from the real heads")]
    [InlineData("branch_labels = (cli.CONTRACT_BRANCH,)", 3, "branch_labels", "depends_on that use its label")]
    [InlineData("depends_on = ('a',)\nif z:\n    depends_on += ('b',)", 5, "depends_on", "be applied already")]
    public void F15_dynamic_labels_and_dependencies_are_warnings_that_say_what_they_may_change(
        string more, int line, string attribute, string consequence)
    {
        using var folder = AlembicFolder.Standard().Revision("a1", more: more);
        var history = folder.Load();
        var finding = AlembicFolder.Only(history, DiagnosticCodes.DynamicAttribute);
        Assert.Equal((line, Severity.Warning), (finding.Line, finding.Severity));
        Assert.Contains(consequence, finding.Message, StringComparison.Ordinal);
        Assert.Equal([attribute], history.Graph!.Find("a1")!.Dynamic);
        Assert.True(history.IsTrusted);
    }

    [Fact]
    public void F15_a_file_names_its_dynamic_attributes_in_a_fixed_order()
    {
        using var folder = AlembicFolder.Standard().Revision("a1", "f()", "branch_labels = g()\ndepends_on = h()").Revision("b1");
        var graph = folder.Load().Graph!;
        Assert.Equal(["down_revision", "depends_on", "branch_labels"], graph.Find("a1")!.Dynamic);
        Assert.Empty(graph.Find("b1")!.Dynamic);
    }

    [Fact]
    public void F15_a_dependency_on_what_may_be_a_dynamic_label_is_not_called_missing_for_certain()
    {
        using var folder = AlembicFolder.Standard().Revision("a1", more: "branch_labels = f()").Revision("b1", more: "depends_on = 'web'");
        var dangling = folder.Load().Findings.Single(finding => finding.Descriptor == DiagnosticCodes.DanglingDependency);
        Assert.Contains("which no file is known to have; it may be a label of", dangling.Message, StringComparison.Ordinal);
        Assert.Contains("a1.py", dangling.Message, StringComparison.Ordinal);
        folder.Revision("a1");
        Assert.Contains(
            "which no file has", AlembicFolder.Only(folder.Load(), DiagnosticCodes.DanglingDependency).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("down_revision = ''", "AMB3018")]
    [InlineData("down_revision = ('a', '')", "AMB3018")]
    [InlineData("down_revision = 7", "AMB3019")]
    [InlineData("down_revision = b'x'", "AMB3019")]
    [InlineData("down_revision = (None,)", "AMB3019")]
    [InlineData("down_revision = (('a',),)", "AMB3019")]
    [InlineData("x = 1", "AMB3013")]
    [InlineData("down_revision = ", "AMB3014")]
    public void F12_F13_unusable_parents_have_codes(string line, string code)
    {
        using var folder = AlembicFolder.Standard().Revision("a").Write("migrations/versions/x_y.py", $"revision = 'a1'\n{line}\n");
        Assert.Equal(code, Assert.Single(folder.Load().Findings).Code);
    }

    [Fact]
    public void F13_empty_lists_are_none()
    {
        using var folder = AlembicFolder.Standard().Revision("a1", "[]", "depends_on = ()\nbranch_labels = ()");
        Assert.Empty(folder.Load().Findings);
    }

    [Theory]
    [InlineData("x = (", "AMB3011", 1)]
    [InlineData("\nx = ')", "AMB3011", 2)]
    [InlineData("x = '''\n\n", "AMB3011", 1)]
    [InlineData("x = f'{y", "AMB3011", 1)]
    [InlineData("x = [)", "AMB3011", 1)]
    [InlineData("x = \\ y", "AMB3011", 1)]
    [InlineData("x\0", "AMB3011", 1)]
    [InlineData("# coding: nonsense\n", "AMB3011", 1)]
    [InlineData("\uFEFF# coding: latin-1\n", "AMB3011", 1)]
    [InlineData("# coding: utf-16\nrevision = 'a1'\ndown_revision = None\n", "AMB3011", 1)]
    [InlineData("import x", "AMB3012", 1)]
    [InlineData("revision = ''", "AMB3012", 1)]
    [InlineData("revision = None", "AMB3019", 1)]
    public void F10_F11_F14_files_without_a_readable_identifier_are_errors(string source, string code, int line)
    {
        using var folder = AlembicFolder.Standard().Write("migrations/versions/helper.py", source);
        var finding = Assert.Single(folder.Load().Findings);
        Assert.Equal((code, line), (finding.Code, finding.Line));
    }

    [Theory]
    [InlineData("latin-1", 0xE9, "é")]
    [InlineData("iso-8859-1-unix", 0xE9, "é")]
    [InlineData("latin_1", 0xE9, "é")]
    [InlineData("cp1252", 0x80, "€")]
    [InlineData("windows-1252", 0x80, "€")]
    [InlineData("iso-8859-15", 0xA4, "€")]
    [InlineData("koi8-r", 0xC1, "а")]
    [InlineData("ascii", 0x65, "e")]
    [InlineData("utf-8-unix", 0x65, "e")]
    public void F14_coding_cookies_are_followed(string cookie, byte letter, string text)
    {
        using var folder = AlembicFolder.Standard();
        folder.Write(
            "migrations/versions/x.py",
            [.. Encoding.ASCII.GetBytes($"#!/x\n# -*- coding: {cookie} -*-\nrevision = 'a"), letter, .. "'\ndown_revision = None\n"u8]);
        Assert.Equal([$"a{text}"], folder.Load().Graph!.Heads);
    }

    [Theory]
    [InlineData("'''add users\n\nRevision ID: x\n'''", "add users")]
    [InlineData("'''\n  Add users\n  and their roles\n\n  More.\n\n  Revision ID: x\n'''", "Add users and their roles")]
    [InlineData("'''add users\nRevision ID: x\n'''", "add users")]
    [InlineData("'''Revision ID: x\nRevises: y\n'''", null)]
    [InlineData("import x\n'''not a docstring'''", null)]
    public void F04_the_message_is_the_first_paragraph_up_to_the_revision(string docstring, string? message)
    {
        using var folder = AlembicFolder.Standard()
            .Write("migrations/versions/x.py", $"{docstring}\nrevision = 'a1'\ndown_revision = None\n");
        Assert.Equal(message, folder.Load().Graph!.Find("a1")!.Message);
    }

    [Fact]
    public void F14_latin1_needs_a_cookie()
    {
        using var folder = AlembicFolder.Standard();
        folder.Write("migrations/versions/x.py", [.. "# coding: cp1252\nrevision = 'a"u8, 0xE9, .. "'\ndown_revision = None\n"u8]);
        Assert.Equal(["aé"], folder.Load().Graph!.Heads);
        folder.Write("migrations/versions/x.py", [.. "revision = 'a"u8, 0xE9, .. "'\ndown_revision = None\n"u8]);
        AlembicFolder.Only(folder.Load(), DiagnosticCodes.RevisionFileNotReadable);
    }

    [Fact]
    public void F09_F10_files_are_picked_by_name()
    {
        using var folder = AlembicFolder.Standard().Revision(".hidden").Write("migrations/versions/abc123.py", "down_revision = None");
        foreach (var skipped in new[] { "__init__.py", "__init__foo.py", ".#x.py", "B.PY", "x.py~", "README", "EXPAND_HEAD" })
        {
            folder.Write($"migrations/versions/{skipped}", "not python (");
        }

        Directory.CreateDirectory(folder.At("migrations/versions/folder.py"));
        Assert.Equal([".hidden", "abc123"], folder.Load().Graph!.Heads);
    }

    [Fact]
    public void F09_a_link_to_a_file_counts_as_the_file_and_only_once()
    {
        using var folder = AlembicFolder.Standard().Revision("a1").Revision("b2", "'a1'", folder: "elsewhere");
        Directory.CreateDirectory(folder.At("elsewhere/folder"));
        foreach (var (link, target) in new[]
        {
            ("again.py", "a1.py"), ("other.py", "../../elsewhere/b2.py"), ("other_again.py", "../../elsewhere/b2.py"),
            ("folder.py", "../../elsewhere/folder"), ("README", "../../elsewhere/none"),
        })
        {
            File.CreateSymbolicLink(folder.At($"migrations/versions/{link}"), target);
        }

        var history = folder.Load();
        Assert.Empty(history.Findings);
        Assert.Equal(2, history.Graph!.Count);
        Assert.Equal(folder.At("migrations/versions/a1.py"), history.Graph.Find("a1")!.Path);
        Assert.StartsWith(folder.At("migrations/versions/other"), history.Graph.Find("b2")!.Path, StringComparison.Ordinal);

        File.CreateSymbolicLink(folder.At("migrations/versions/broken.py"), "none.py");
        Assert.Equal(
            folder.At("migrations/versions/broken.py"), AlembicFolder.Only(folder.Load(), DiagnosticCodes.RevisionFileNotReadable).File);
    }

    [Theory]
    [InlineData("{'a', 'a'}", 0)]
    [InlineData("('a', 'a')", 1)]
    [InlineData("['a', 'a']", 1)]
    public void G13_a_label_twice_in_a_set_is_there_once(string labels, int findings)
    {
        using var folder = AlembicFolder.Standard().Revision("a1", more: $"branch_labels = {labels}");
        var history = folder.Load();
        Assert.Equal(Enumerable.Repeat(DiagnosticCodes.BranchLabelClash.Code, findings), history.Findings.Select(finding => finding.Code));
        Assert.Equal(["a"], history.Graph!.LabelsOf("a1"));
    }

    [Fact]
    public void The_docstring_and_the_lines_of_the_functions_are_kept()
    {
        using var folder = AlembicFolder.Standard().Write(
            "migrations/versions/x.py",
            "# licence\n\"\"\"add users\n\nRevision ID: zzz\nCreate Date: 2026-01-02 03:04:05\n\"\"\"\nrevision = 'a1'\ndown_revision ="
            + " None\n\n"
            + "def upgrade() -> None:\n    op.x(\n    )\n\n    # end\n\ndef downgrade(): pass\n");
        var file = folder.Load().Graph!.Find("a1")!;
        Assert.Equal(("add users", "2026-01-02 03:04:05", 7), (file.Message, file.CreateDate, file.RevisionLine));
        Assert.Equal((10, 12), (file.Upgrade!.Value.First, file.Upgrade.Value.Last));
        Assert.Equal((16, 16), (file.Downgrade!.Value.First, file.Downgrade.Value.Last));
    }
}
