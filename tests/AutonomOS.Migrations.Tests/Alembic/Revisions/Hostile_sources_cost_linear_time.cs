using System.Diagnostics;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Revisions;

public sealed class Hostile_sources_cost_linear_time
{
    private const string Header = "revision = 'a1'\ndown_revision = None\n";

    [Theory]
    [InlineData("(", 100_000, ")", true)]
    [InlineData("x = f'{", 0, "", false)]
    [InlineData("x = 'a' + 'b'\n", 700_000, "", true)]
    [InlineData("x = ['a']\nx += x\n", 400_000, "", true)]
    [InlineData("# \u00e9 \n", 2_000_000, "", true)]
    [InlineData("def f():\n    '''text'''\n", 400_000, "", true)]
    [InlineData("if x:\n", 1_000_000, "", true)]
    [InlineData("f'{", 100_000, "", false)]
    public void Ten_megabytes_are_read_in_seconds(string text, int times, string closing, bool readable)
    {
        var body = string.Concat(Enumerable.Repeat(text, Math.Max(times, 1))) + string.Concat(Enumerable.Repeat(closing, times));
        using var folder = AlembicFolder.Standard().Write("migrations/versions/x_y.py", Header + body + "\n");
        var watch = Stopwatch.StartNew();
        var history = folder.Load();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
        if (readable)
        {
            Assert.Empty(history.Findings);
        }
        else
        {
            AlembicFolder.Only(history, DiagnosticCodes.RevisionFileNotReadable);
        }
    }

    [Fact]
    public void A_deeply_nested_identifier_is_dynamic()
    {
        var source = $"revision = {new string('(', 100_000)}'a1'{new string(')', 100_000)}\ndown_revision = None\n";
        using var folder = AlembicFolder.Standard().Write("migrations/versions/x_y.py", source);
        AlembicFolder.Only(folder.Load(), DiagnosticCodes.DynamicRevision);
    }
}
