using AutonomOS.Migrations.Alembic.Graph;

namespace AutonomOS.Migrations.Tests.Alembic.Graph;

/// <summary>The forms of identifiers one by one; what Alembic makes of random ones is compared in the oracle's tests.</summary>
public sealed class Identifiers_are_understood
{
    [Theory]
    [InlineData("abcd1", ResolutionStatus.Found, "abcd1")]
    [InlineData("abcd12", ResolutionStatus.Found, "abcd12")]
    [InlineData("xyz", ResolutionStatus.Found, "xyz")]
    [InlineData("abce", ResolutionStatus.Found, "abce1")]
    [InlineData("a", ResolutionStatus.Ambiguous, "abcd1 abcd12 abce1")]
    [InlineData("abc", ResolutionStatus.Ambiguous, "abcd1 abcd12 abce1")]
    [InlineData("xy", ResolutionStatus.Unknown, "")]
    [InlineData("ABCD1", ResolutionStatus.Unknown, "abcd1 abcd12 abce1")]
    [InlineData("purp", ResolutionStatus.Found, "abcd12")]
    [InlineData("purple", ResolutionStatus.Found, "abcd12")]
    [InlineData("abcd1:xyz", ResolutionStatus.Unknown, "")]
    [InlineData("", ResolutionStatus.Unknown, "")]
    public void G16_a_revision_is_named_in_full_or_by_a_unique_beginning(string identifier, ResolutionStatus status, string names)
    {
        using var folder = AlembicFolder.Standard().Revision("abcd1").Revision("abcd12", "'abcd1'", "branch_labels = 'purple'")
            .Revision("abce1", "'abcd12'").Revision("xyz", "'abce1'");
        var resolution = folder.Load().Graph!.Identifiers.Resolve(identifier);
        var told = resolution.Status == ResolutionStatus.Found ? resolution.Revisions : resolution.Candidates;
        Assert.Equal((status, names), (resolution.Status, string.Join(' ', told)));
        Assert.Equal(status == ResolutionStatus.Found, resolution.Problem.Length == 0);
    }

    [Theory]
    [InlineData("heads", "l2 r2")]
    [InlineData("base", "")]
    [InlineData("left@head", "l2")]
    [InlineData("left@heads", "l2")]
    [InlineData("left@base", "")]
    [InlineData("left@l1", "l1")]
    [InlineData("left@trunk", "trunk")]
    [InlineData("r1@head", "r2")]
    [InlineData("-1", "l1 r1")]
    [InlineData("right@-2", "trunk")]
    [InlineData("head", "SeveralHeads")]
    [InlineData("left@r1", "NotOnBranch")]
    [InlineData("nolabel@head", "Unknown")]
    [InlineData("nolabel@base", "Unknown")]
    [InlineData("+1", "Unknown")]
    [InlineData("l2-1", "Unknown")]
    [InlineData("-9", "TooFar")]
    public void G17_symbols_and_branches_name_what_show_and_stamp_take(string identifier, string expected) =>
        Check(graph => graph.Identifiers.Resolve(identifier), expected);

    [Theory]
    [InlineData("+1", "", "trunk")]
    [InlineData("+1", "l1", "l2")]
    [InlineData("+1", "trunk", "AmbiguousWalk")]
    [InlineData("+1", "l1 r1", "SeveralRows")]
    [InlineData("+9", "l1", "TooFar")]
    [InlineData("+99999999999999999999", "l1", "TooFar")]
    [InlineData("-1", "l1", "TooFar")]
    [InlineData("left@+1", "trunk", "l1")]
    [InlineData("left@+1", "r2", "l1")]
    [InlineData("left@+1", "l1 r1", "l2")]
    [InlineData("left@+2", "", "l1")]
    [InlineData("right@head-1", "", "r1")]
    [InlineData("head-1", "", "SeveralHeads")]
    [InlineData("l2-1", "", "l1")]
    [InlineData("l2-3", "", "TooFar")]
    [InlineData("trunk+1", "", "AmbiguousWalk")]
    [InlineData("left@trunk+2", "", "l2")]
    [InlineData("l1+1", "", "l2")]
    [InlineData("heads", "l1", "l2 r2")]
    public void G17_an_upgrade_counts_steps_from_the_rows_or_from_a_revision(string identifier, string rows, string expected) =>
        Check(graph => graph.Identifiers.ResolveUpgrade(identifier, Words(rows)), expected);

    [Theory]
    [InlineData("-1", "l2", "l1")]
    [InlineData("-1", "trunk", "")]
    [InlineData("-2", "trunk", "TooFar")]
    [InlineData("-1", "", "TooFar")]
    [InlineData("+1", "l1", "TooFar")]
    [InlineData("-1", "l2 r2", "SeveralRows")]
    [InlineData("left@-1", "l2 r2", "l1")]
    [InlineData("l2-2", "r2", "trunk")]
    [InlineData("trunk+1", "r2", "AmbiguousWalk")]
    [InlineData("left@trunk+1", "r2", "l1")]
    [InlineData("left@r1", "r2", "NotOnBranch")]
    [InlineData("base", "l2", "")]
    public void G17_a_downgrade_counts_steps_from_the_rows_or_from_a_revision(string identifier, string rows, string expected) =>
        Check(graph => graph.Identifiers.ResolveDowngrade(identifier, Words(rows)), expected);

    [Fact]
    public void G17_walking_in_a_ring_ends()
    {
        using var folder = AlembicFolder.Standard().Revision("top1", "'down'").Revision("down", "'top1'");
        var identifiers = folder.Load().Graph!.Identifiers;
        Assert.Equal(ResolutionStatus.TooFar, identifiers.ResolveUpgrade("top1+2000000000", []).Status);
        Assert.Equal(ResolutionStatus.TooFar, identifiers.ResolveDowngrade("-2000000000", ["down"]).Status);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static void Check(Func<RevisionGraph, RevisionResolution> resolve, string expected)
    {
        using var folder = AlembicFolder.Standard().Revision("trunk")
            .Revision("l1", "'trunk'", "branch_labels = 'left'").Revision("l2", "'l1'")
            .Revision("r1", "'trunk'", "branch_labels = 'right'").Revision("r2", "'r1'");
        var resolution = resolve(folder.Load().Graph!);
        var found = resolution.Status == ResolutionStatus.Found;
        Assert.Equal(expected, found ? string.Join(' ', resolution.Revisions) : resolution.Status.ToString());
        Assert.DoesNotContain('\n', resolution.Problem);
    }
}
