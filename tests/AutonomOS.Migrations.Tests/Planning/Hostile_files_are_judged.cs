using System.Globalization;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Tests.Alembic;

namespace AutonomOS.Migrations.Tests.Planning;

/// <summary>
/// Files of some ten megabytes are read and judged to their last line. What goes over all operations again for each of them would need
/// hours; the test has no clock, the test run has.
/// </summary>
public sealed class Hostile_files_are_judged
{
    private const string Header = "from alembic import op\nimport sqlalchemy as sa\nrevision = 'x'\ndown_revision = None\n\ndef upgrade():\n";

    // Of one revision 20,000 operations are read; that there are more is told where they begin. The first line behind the header is 7.
    public static TheoryData<string, int, string, int, Severity> Revisions => new()
    {
        { "    op.drop_table('a_table_with_a_long_name_{0}')\n", 200_000, "AMB4035", 20_006, Severity.Error },
        { "    op.drop_table('a_table_with_a_long_name_{0}')\n", 200_000, "AMB4051", 20_007, Severity.Warning },
        { "    op.execute(make('something', {0}, [x for x in context.get(y, z=lambda: 1)]))\n", 120_000, "AMB4051", 6_672, Severity.Warning },
        { "    op.execute('DROP TABLE \"t{0}\"; SELECT \"unclosed')\n", 150_000, "AMB4051", 10_006, Severity.Error },
        { "    op.create_table('t{0}', sa.Column('id', sa.Integer(), sa.ForeignKey('t0.id')))\n    # dbguard: allow drop_table public.t{0} -- made above\n    op.drop_table('t{0}')\n", 50_000, "AMB4052", 150_005, Severity.Warning },
        { "    op.add_column('t', sa.Column('c{0}', sa.Integer()))\n", 20_000, "AMB4035", 20_006, Severity.Error },
    };

    [Theory]
    [MemberData(nameof(Revisions))]
    public void Revisions_of_many_operations_are_judged_with_the_place_of_each(string lines, int times, string code, int line, Severity severity)
    {
        var body = string.Concat(Enumerable.Range(0, times).Select(at => string.Format(CultureInfo.InvariantCulture, lines, at)));
        using var folder = AlembicFolder.Standard().Write("migrations/versions/x.py", Header + body);

        var findings = Judge(PendingOperations.Read([folder.Load().Graph!.Find("x")!]));

        Assert.Contains(
            (code, folder.At("migrations/versions/x.py"), line, severity),
            findings.Select(finding => (finding.Code, finding.File!, finding.Line, finding.Severity)));
    }

    [Fact]
    public void A_SQL_file_of_many_statements_is_judged_up_to_the_quote_that_does_not_close()
    {
        using var folder = AlembicFolder.Standard().Write(
            "plan.sql",
            string.Concat(Enumerable.Repeat("DROP TABLE t; -- dbguard: allow drop_table public.t -- x\nCOPY t FROM stdin;\nit's $$ /* \" (\n\\.\n", 100_000)) + "SELECT (1, 'never closed; DROP TABLE t;\n");

        var findings = Judge(PendingOperations.ReadSql(folder.At("plan.sql")));

        var unclosed = Assert.Single(findings, finding => finding.Code == "AMB4051");
        Assert.Equal((400_001, Severity.Error), (unclosed.Line, unclosed.Severity));
        Assert.Equal(399_998, findings.Where(finding => finding.Code == "AMB4035").Max(finding => finding.Line));
    }

    private static List<Finding> Judge(PendingOperations pending) =>
        [.. pending.Judge(Judged.Nothing, new(), [], _ => true, new(2026, 1, 1)).Findings];
}
