using System.Text;
using AutonomOS.Migrations.Alembic.Python;
using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Revisions;

/// <summary>One reader reads thousands of files and uses its memory again.</summary>
public sealed class Nothing_of_one_file_is_left_for_the_next
{
    // Each leaves something else behind: names, a list that is changed, names that may be anything, open brackets and blocks, an error.
    private static readonly string[] Sources =
    [
        "revision = 'a1'\ndown_revision = None\n",
        "'''text\n\nCreate Date: today\n'''\nrevision = 'b2'\ndown_revision = 'a1'\ndepends_on = ['c3']\nbranch_labels = ('l', 'm')\n"
            + "def upgrade():\n    pass\ndef downgrade():\n    pass\n",
        "from somewhere import *\nrevision = 'c3'\ndown_revision = None\n",
        "revision = 'd4'\ndown_revision = ['a1']\ndef f():\n    global depends_on\n    down_revision.append('b2')\n",
        "def f():\n    globals()['depends_on'] = 'a1'\nrevision = 'e5'\ndown_revision = None\n",
        "import os\nos.x = 1\nfrom other import NAME\nrevision = NAME\ndown_revision = None\n",
        "revision = 'f6'\ndown_revision = None\nif True:\n    class C:\n        x = (1,\n",
        "revision = 'g7'\ndown_revision = '''\n",
        "    \nrevision = depends_on\ndown_revision = branch_labels\n",
        string.Concat(Enumerable.Range(0, 2_000).Select(number => $"name{number} = 'x'\n")) + "revision = name1\ndown_revision = name2\n",
        "revision = name1\ndown_revision = None\n",
        string.Empty,
    ];

    [Fact]
    public void Whatever_comes_before_a_file_it_is_read_as_if_it_were_the_first()
    {
        var alone = Array.ConvertAll(Sources, source => Read(new RevisionFileReader(PythonModules.Under([], _ => [])), source));
        Assert.Equal(Sources.Length, alone.Distinct().Count());
        var reader = new RevisionFileReader(PythonModules.Under([], _ => []));
        foreach (var before in Sources)
        {
            for (var at = 0; at < Sources.Length; at++)
            {
                _ = Read(reader, before);
                Assert.Equal(alone[at], Read(reader, Sources[at]));
            }
        }
    }

    private static string Read(RevisionFileReader reader, string source)
    {
        var findings = new List<Finding>();
        var file = reader.Read("/x_y.py", Encoding.UTF8.GetBytes(source), findings);
        return string.Join('\n', [
            $"{file?.Revision} {file?.RevisionLine} {file?.Message} {file?.CreateDate} {file?.Upgrade} {file?.Downgrade}",
            .. file?.DownRevisions.Select(reference => $"down {reference}") ?? [],
            .. file?.DependsOn.Select(reference => $"depends {reference}") ?? [],
            .. file?.BranchLabels.Select(reference => $"label {reference}") ?? [],
            .. file?.Dynamic ?? [],
            .. findings.Select(finding => $"{finding.Code} {finding.Line} {finding.Message}")]);
    }
}
