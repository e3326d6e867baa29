using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Graph;

public sealed class Revisions_form_a_graph
{
    [Fact]
    public void G1_a_chain_has_one_base_and_one_head()
    {
        using var folder = AlembicFolder.Standard().Revision("c", "'b'").Revision("a").Revision("b", "'a'");
        var graph = folder.Load().Graph!;
        Assert.Equal(["a"], graph.Bases);
        Assert.Equal(["c"], graph.Heads);
        Assert.Equal(["c"], graph.RealHeads);
        Assert.Equal(["a", "b", "c"], graph.Pending([]));
        Assert.Equal(["c"], graph.Pending(["b"]));
        Assert.Empty(graph.Pending(["c"]));
        Assert.Equal(["a", "b"], graph.Closure(["b"]).Order());
    }

    [Fact]
    public void G2_G3_branches_part_and_merge()
    {
        using var folder = AlembicFolder.Standard().Revision("a").Revision("b", "'a'").Revision("c", "'a'");
        var graph = folder.Load().Graph!;
        Assert.Equal(["b", "c"], graph.Heads);
        Assert.Equal(["a"], graph.BranchPoints);
        Assert.Equal(
            "'b' (b.py), 'c' (c.py), which part after 'a'; merge them with: alembic merge -m \"merge heads\" b c", graph.DescribeHeads());
        graph = folder.Revision("m", "('b', 'c')").Load().Graph!;
        Assert.Equal(["m"], graph.Heads);
        Assert.Equal(["m"], graph.MergePoints);
        Assert.Equal(["b", "m"], graph.Pending(["c"]));
        Assert.Equal(["m"], graph.Pending(["b", "c"]));
        Assert.Equal("'m' (m.py)", graph.DescribeHeads());
    }

    [Fact]
    public void G3_several_heads_are_told_with_their_labels_and_where_each_pair_parts()
    {
        using var folder = AlembicFolder.Standard().Revision("r").Revision("a", "'r'").Revision("b", "'a'", "branch_labels = 'blue'")
            .Revision("c", "'a'").Revision("d", "'r'").Revision("other");
        Assert.Equal(
            "'b' (b.py, label 'blue'), 'c' (c.py), 'd' (d.py), 'other' (other.py), 'b' and 'c' part after 'a', the branch of 'b' and 'd'"
            + " part after 'r', the branch of 'b' and 'other' share no revision; merge them with: alembic merge -m \"merge heads\""
            + " blue@head c d other",
            folder.Load().Graph!.DescribeHeads());
    }

    [Fact]
    public void G4_labels_reach_what_follows_and_down_a_plain_line()
    {
        using var folder = AlembicFolder.Standard().Revision("a").Revision("b", "'a'", "branch_labels = 'x'").Revision("c", "'b'");
        var graph = folder.Load().Graph!;
        Assert.All((string[])["a", "b", "c"], revision => Assert.Equal(["x"], graph.LabelsOf(revision)));

        // With two heads above it the label does not come down; merges carry the labels of both sides on.
        graph = folder.Revision("d", "'b'").Revision("m", "('c', 'd')", "branch_labels = 'y'").Load().Graph!;
        Assert.Empty(graph.LabelsOf("a"));
        Assert.Equal(["x"], graph.LabelsOf("d"));
        Assert.Equal(["x", "y"], graph.LabelsOf("m"));
    }

    [Fact]
    public void G4_separate_bases_share_nothing()
    {
        using var folder = AlembicFolder.Standard().Revision("a", more: "branch_labels = 'x'")
            .Revision("b", more: "branch_labels = ('y', 'z')");
        var graph = folder.Load().Graph!;
        Assert.Equal(["a", "b"], graph.Bases);
        Assert.Contains("which share no revision", graph.DescribeHeads(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'expand01'")]
    [InlineData("('expand',)")]
    [InlineData("['expand', 'expand01', 'base01']")]
    public void G5_G6_dependencies_by_identifier_or_label_take_a_head_out_of_the_real_heads(string depends)
    {
        using var folder = AlembicFolder.Standard().Revision("base01")
            .Revision("expand01", "'base01'", "branch_labels = ('expand',)")
            .Revision("contract01", "'base01'", $"depends_on = {depends}");
        var history = folder.Load();
        Assert.Empty(history.Findings);
        var graph = history.Graph!;
        Assert.Equal(["contract01", "expand01"], graph.Heads);
        Assert.Equal(["contract01"], graph.RealHeads);
        Assert.Equal(["base01", "expand01", "contract01"], graph.Pending([]));
        Assert.Empty(graph.Pending(["contract01"]));
        Assert.Equal(["contract01"], graph.Rows(["expand01", "contract01", "contract01", "base01"]));
    }

    [Theory]
    [InlineData("'abcd12345679'", "", "AMB3021", 2)]
    [InlineData("'ABCD12345678'", "", "AMB3021", 2)]
    [InlineData("'abcd'", "", "AMB3021", 2)]
    [InlineData("None", "\ndepends_on = (\n  'abcd1234567',)", "AMB3022", 5)]
    public void G7_dangling_references_offer_near_matches(string down, string more, string code, int line)
    {
        using var folder = AlembicFolder.Standard().Revision("abcd12345678").Revision("x_y", down, more);
        var finding = Assert.Single(folder.Load().Findings);
        Assert.Equal((code, line, folder.At("migrations/versions/x_y.py")), (finding.Code, finding.Line, finding.File));
        Assert.Contains("did you mean 'abcd12345678'?", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void G7_labels_are_no_parents()
    {
        using var folder = AlembicFolder.Standard().Revision("a", more: "branch_labels = 'x'").Revision("b", "'x'");
        AlembicFolder.Only(folder.Load(), DiagnosticCodes.DanglingDownRevision);
    }

    [Theory]
    [InlineData("None")]
    [InlineData("'root'")]
    public void G8_duplicates_name_both_files_whatever_they_follow(string down)
    {
        using var folder = AlembicFolder.Standard().Revision("root").Revision("a").Write(
            "migrations/versions/b.py", $"revision = 'a'\ndown_revision = {down}");
        var finding = AlembicFolder.Only(folder.Load(), DiagnosticCodes.DuplicateRevision);
        Assert.Equal((folder.At("migrations/versions/b.py"), 1), (finding.File, finding.Line));
        Assert.Contains(folder.At("migrations/versions/a.py"), finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'a'", "")]
    [InlineData("None", "depends_on = 'a'")]
    [InlineData("None", "branch_labels = 'x'\ndepends_on = 'x'")]
    public void G9_self_references_are_told(string down, string more)
    {
        using var folder = AlembicFolder.Standard().Revision("a", down, more);
        AlembicFolder.Only(folder.Load(), DiagnosticCodes.SelfReference);
    }

    [Fact]
    public void G10_G11_rings_are_printed_whole_also_those_that_a_base_leads_into()
    {
        using var folder = AlembicFolder.Standard().Revision("root").Revision("p", "('root', 'r')").Revision("q", "'p'")
            .Revision("r", "'q'").Revision("top", "'r'");
        var finding = AlembicFolder.Only(folder.Load(), DiagnosticCodes.RevisionCycle);
        Assert.Contains("'p' -> 'r' -> 'q' -> 'p'", finding.Message, StringComparison.Ordinal);
        Assert.Equal((folder.At("migrations/versions/p.py"), 2), (finding.File, finding.Line));
    }

    [Fact]
    public void G11_every_ring_of_a_tangle_is_told()
    {
        // b and c, and b and d, point at each other.
        using var folder = AlembicFolder.Standard().Revision("a").Revision("b", "('a', 'c', 'd')").Revision("c", "'b'")
            .Revision("d", "'b'");
        Assert.Equal(
            ["'b' -> 'c' -> 'b'", "'b' -> 'd' -> 'b'"],
            folder.Load().Findings.Select(finding =>
            {
                Assert.Equal("AMB3024", finding.Code);
                return finding.Message.Split(": ")[1].Split(';')[0];
            }));
    }

    [Fact]
    public void G12_a_ring_of_dependencies_beside_a_ring_of_revisions_is_told_too()
    {
        using var folder = AlembicFolder.Standard().Revision("a").Revision("b", "('a', 'c')").Revision("c", "'b'", "depends_on = 'd'")
            .Revision("d", "'c'");
        Assert.Equal(["AMB3024", "AMB3025"], folder.Load().Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void G12_rings_through_dependencies_have_their_own_code()
    {
        using var folder = AlembicFolder.Standard().Revision("a", "None", "depends_on = 'c'").Revision("b", "'a'").Revision("c", "'b'");
        var finding = AlembicFolder.Only(folder.Load(), DiagnosticCodes.DependencyCycle);
        Assert.Contains("'a' -> 'c' -> 'b' -> 'a'", finding.Message, StringComparison.Ordinal);
        Assert.Equal(3, finding.Line);
    }

    [Theory]
    [InlineData("branch_labels = 'x'")]
    [InlineData("branch_labels = 'a'")]
    [InlineData("branch_labels = ('y', 'y')")]
    public void G13_labels_clash_with_labels_and_revisions(string more)
    {
        using var folder = AlembicFolder.Standard().Revision("a", more: "branch_labels = 'x'").Revision("b", "'a'", more);
        Assert.Equal(folder.At("migrations/versions/b.py"), AlembicFolder.Only(folder.Load(), DiagnosticCodes.BranchLabelClash).File);
    }

    [Theory]
    [InlineData("a@b")]
    [InlineData("a-b")]
    [InlineData("a+b")]
    [InlineData("a:b")]
    public void G14_reserved_characters_are_refused(string revision)
    {
        using var folder = AlembicFolder.Standard().Write("migrations/versions/x.py", $"revision = '{revision}'\ndown_revision = None");
        AlembicFolder.Only(folder.Load(), DiagnosticCodes.IllegalRevisionIdentifier);
    }

    [Theory]
    [InlineData("head")]
    [InlineData("heads")]
    [InlineData("base")]
    public void G14_words_that_mean_something_else_are_refused(string revision)
    {
        using var folder = AlembicFolder.Standard().Revision(revision);
        AlembicFolder.Only(folder.Load(), DiagnosticCodes.ReservedRevisionIdentifier);
    }

    [Theory]
    [InlineData("head")]
    [InlineData("a@b")]
    [InlineData("release-2")]
    [InlineData("")]
    public void G13_labels_that_no_command_finds_are_told(string label)
    {
        using var folder = AlembicFolder.Standard().Revision("a", more: $"branch_labels = ('{label}', 'blue-green')");
        Assert.Equal(2, AlembicFolder.Only(folder.Load(), DiagnosticCodes.BranchLabelNotUsable).Line - 1);
    }

    [Fact]
    public void Identifiers_that_differ_only_in_case_are_told_and_stay_two()
    {
        using var folder = AlembicFolder.Standard().Revision("abc1").Write(
            "migrations/versions/b.py", "revision = 'ABC1'\ndown_revision = 'abc1'");
        var history = folder.Load();
        var finding = AlembicFolder.Only(history, DiagnosticCodes.RevisionsDifferInCase);
        Assert.Equal((folder.At("migrations/versions/b.py"), 1, Severity.Warning), (finding.File, finding.Line, finding.Severity));
        Assert.True(history.IsTrusted);
        Assert.Equal(["ABC1"], history.Graph!.Heads);
    }

    [Fact]
    public void An_empty_dependency_breaks_a_base_and_nothing_else()
    {
        using var folder = AlembicFolder.Standard().Revision("a").Revision("b", "'a'", "depends_on = ''");
        var history = folder.Load();
        Assert.Equal(3, AlembicFolder.Only(history, DiagnosticCodes.EmptyDependency).Line);
        Assert.True(history.IsTrusted);
        folder.Revision("a", "None", "depends_on = ('',)");
        Assert.Equal(["AMB3041", "AMB3042"], folder.Load().Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void G15_an_identifier_has_to_fit_into_the_version_column()
    {
        var revision = string.Concat(Enumerable.Repeat("😀", 32));
        using var folder = AlembicFolder.Standard().Write("migrations/versions/x.py", $"revision = '{revision}'\ndown_revision = None");
        Assert.Empty(folder.Load().Findings);
        folder.Write("migrations/versions/x.py", $"revision = '{revision}1'\ndown_revision = None");
        var history = folder.Load();
        AlembicFolder.Only(history, DiagnosticCodes.RevisionIdentifierTooLong);
        Assert.False(history.IsTrusted);
        Assert.True(history.ForColumn(33).IsTrusted);
        Assert.True(history.ForColumn(null).IsTrusted);
        Assert.False(history.ForColumn(12).IsTrusted);
    }

    [Fact]
    public void No_revision_at_all_is_an_error()
    {
        using var folder = AlembicFolder.Standard();
        var history = folder.Load();
        AlembicFolder.Only(history, DiagnosticCodes.NoRevisions);
        Assert.Null(history.Graph);
        Assert.False(history.IsTrusted);
    }

    [Fact]
    public void Hostile_identifiers_stay_on_one_line()
    {
        using var folder = AlembicFolder.Standard().Write(
            "migrations/versions/x.py", "revision = 'a\\n\\u2028\\'\\x1b[31m' 'é' '" + new string('z', 5000) + "'\ndown_revision ="
            + " 'b\\nc'");
        var findings = folder.Load().Findings;
        Assert.Equal(["AMB3021", "AMB3017"], findings.Select(finding => finding.Code));
        Assert.All(
            findings, finding => Assert.True(finding.Message.Length < 700 && finding.Message.AsSpan().IndexOfAny("\n\r\u2028\u001b") < 0));
    }
}
