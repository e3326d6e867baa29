using AutonomOS.Migrations.Alembic.Revisions;
using static AutonomOS.Migrations.Tests.Reports.History.Histories;

namespace AutonomOS.Migrations.Tests.Reports.History;

public sealed class A_tree_as_it_is_drawn
{
    [Fact]
    public void G1_a_chain_is_newest_first_with_date_and_message() => Shows(
        """
        * c (head)  2026-01-03 10:00  drop email
        * b  2026-01-02 10:00  add email
        * a (base)  yesterday  create users
        """,
        Revision("a", message: "create users", date: "yesterday"),
        Revision("b", "a", message: "add email", date: "2026-01-02 10:00:00"),
        Revision("c", "b", message: "drop email", date: "2026-01-03 10:00:00.123456"));

    [Fact]
    public void G2_a_merge_parts_and_joins() => Shows(
        """
        * m (head, mergepoint)
        ├─╮
        * │ a2
        * │ a1
        │ * b2
        │ * b1
        ├─╯
        * base (base, branchpoint)
        """,
        Revision("base"),
        Revision("a1", "base"),
        Revision("b1", "base"),
        Revision("a2", "a1"),
        Revision("b2", "b1"),
        Revision("m", "a2 b2"));

    [Fact]
    public void G3_the_head_with_the_newest_date_is_on_top() => Shows(
        """
        * h2 (head)  2026-03-01 00:00
        │ * h3 (head)  2026-02-01 00:00
        ├─╯
        │ * h1 (head)
        ├─╯
        * base (base, branchpoint)
        """,
        Revision("base"),
        Revision("h1", "base"),
        Revision("h2", "base", date: "2026-03-01 00:00:00"),
        Revision("h3", "base", date: "2026-02-01 00:00:00"));

    [Fact]
    public void G4_bases_of_their_own_stand_apart_with_their_labels() => Shows(
        """
        * x2 (head)
        * x1 (base) [shop]

        * y2 (head)
        * y1 (base) [billing]

        * z (head, base)
        """,
        Revision("x1", label: "shop"),
        Revision("x2", "x1"),
        Revision("y1", label: "billing"),
        Revision("y2", "y1"),
        Revision("z"));

    [Fact]
    public void G5_a_head_that_another_depends_on_is_effective_and_below_it() => Shows(
        """
        * contract01 (head) (depends on expand)
        │ * expand01 (effective head) [expand]
        ├─╯
        * base01 (base, branchpoint)
        """,
        Revision("base01"),
        Revision("contract01", "base01", depends: "expand"),
        Revision("expand01", "base01", label: "expand"));

    [Fact]
    public void G6_a_dependency_on_an_ancestor_is_told_and_draws_nothing() => Shows(
        """
        * c (head) (depends on a, b)
        * b
        * a (base)
        """,
        Revision("a"),
        Revision("b", "a"),
        Revision("c", "b", depends: "a b"));

    [Fact]
    public void A_merge_with_an_ancestor_of_its_other_parent_has_both_lines() => Shows(
        """
        * n (head, mergepoint)
        ├─╮
        │ * m (mergepoint)
        ├─┤
        │ * a
        ├─╯
        * base (base, branchpoint)
        """,
        Revision("base"),
        Revision("a", "base"),
        Revision("m", "a base"),
        Revision("n", "base m"));

    [Fact]
    public void Merges_that_cross_go_under_the_lines_between() => Shows(
        """
        * top (head, mergepoint)
        ├─╮
        * │ m1 (mergepoint)
        ├─│─╮
        │ * │ m2 (mergepoint)
        ├─┼─╯
        │ * b (branchpoint)
        * │ a (branchpoint)
        ├─╯
        * base (base, branchpoint)
        """,
        Revision("base"),
        Revision("a", "base"),
        Revision("b", "base"),
        Revision("m1", "a b"),
        Revision("m2", "b a"),
        Revision("top", "m1 m2"));

    [Fact]
    public void A_merge_of_four_opens_four_columns() => Shows(
        """
        * m (head, mergepoint)
        ├─┬─┬─╮
        * │ │ │ p1
        │ * │ │ p2
        ├─╯ │ │
        │   * │ p3
        ├───╯ │
        │     * p4
        ├─────╯
        * base (base, branchpoint)
        """,
        Revision("base"),
        Revision("p1", "base"),
        Revision("p2", "base"),
        Revision("p3", "base"),
        Revision("p4", "base"),
        Revision("m", "p1 p2 p3 p4"));

    [Fact]
    public void Several_heads_over_shared_branches_keep_to_the_left() => Shows(
        """
        * ca (head, mergepoint)
        ├─╮
        │ * ab (mergepoint)
        │ ├─╮
        │ * │ a2
        │ │ │ * cb (head, mergepoint)
        ├─│─│─┤
        │ │ │ * b2
        │ │ ├─╯
        │ │ * b1 (branchpoint)
        * │ │ c1 (branchpoint)
        ├─╯ │
        *   │ a1 (branchpoint)
        ├───╯
        * base (base, branchpoint)
        """,
        Revision("base"),
        Revision("a1", "base"),
        Revision("b1", "base"),
        Revision("a2", "a1"),
        Revision("b2", "b1"),
        Revision("ab", "a2 b1"),
        Revision("c1", "a1"),
        Revision("ca", "c1 ab"),
        Revision("cb", "b2 c1"));

    [Fact]
    public void G7_what_no_file_has_is_named_and_its_child_is_no_base() => Shows(
        """
        * c (head) (follows also_gone, which no file has)
        * b (follows gone, which no file has)
        """,
        Revision("b", "gone"),
        Revision("c", "b also_gone"));

    [Fact]
    public void G9_a_revision_that_follows_itself_is_no_base() =>
        Shows("* self (head) (follows itself)", Revision("self", "self"));

    [Fact]
    public void G10_G11_a_ring_is_entered_where_a_line_leads_to_it_and_its_last_line_is_told() => Shows(
        """
        * top (head)
        * b (branchpoint)
        * a
        * c (mergepoint) (no line to b)
        * base (base)
        """,
        Revision("base"),
        Revision("a", "c"),
        Revision("b", "a"),
        Revision("c", "b base"),
        Revision("top", "b"));

    [Fact]
    public void G12_a_ring_of_dependencies_is_drawn_all_the_same() => Shows(
        """
        * a (effective head, base) (depends on b)

        * b (effective head, base) (depends on a)
        """,
        Revision("a", depends: "b"),
        Revision("b", depends: "a"));

    [Fact]
    public void F15_what_could_not_be_evaluated_is_marked_and_is_no_base() => Shows(
        "* a (head) (dynamic: down_revision, depends_on)", Revision("a") with { Dynamic = ["down_revision", "depends_on"] });

    [Fact]
    public void Hostile_text_stays_on_its_line_and_cannot_pretend_to_be_a_mark() => Shows(
        $"""
        * a\n* b (head, base) [x\u001b[2Jy]  \u0007now  (head)\u001b[31m\r\n* gone{new string('x', 181)}…
        """,
        Revision("a\n* b", label: "x\u001b[2Jy", date: "\u0007now", message: $"(head)\u001b[31m\r\n* gone{new string('x', 500)}"));

    [Fact]
    public void Nothing_draws_nothing() => Shows("");

    private static void Shows(string drawing, params RevisionFile[] files) => Assert.Equal(drawing, Draw(files));
}
