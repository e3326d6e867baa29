using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Reports;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Tests.Reports;

public sealed class SummariesAndLog
{
    [Fact]
    public void A_summary_has_all_that_the_old_audit_showed()
    {
        var text = DatabaseSummary.Write(Samples.Drifted, "development");

        Assert.Contains("Database:        shop_dev\n", text, StringComparison.Ordinal);
        Assert.Contains("User:            app\n", text, StringComparison.Ordinal);
        Assert.Contains("Search path:     \"$user\", public\n", text, StringComparison.Ordinal);
        Assert.Contains("Alembic version: 5a9d6371e18c\n", text, StringComparison.Ordinal);
        Assert.Contains("Tables in public (1)\n  users\n", text, StringComparison.Ordinal);
        Assert.Contains("Schema distance: production has 2 tables fewer than development; 3 differences\n", text, StringComparison.Ordinal);
        Assert.Contains("Diagnosis:       ⚠️ MISMATCH\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_of_other_schemas_are_counted_whatever_the_schema_is_called() =>
        Assert.Contains("  \"Odd.\"\"Name\" (1)\n  billing (2)\n", DatabaseSummary.Write(Samples.Drifted, "development"), StringComparison.Ordinal);

    [Fact]
    public void A_database_that_was_not_looked_at_says_so() =>
        Assert.Contains("not looked at", DatabaseSummary.Write(Samples.Drifted with { Databases = [] }, "production"), StringComparison.Ordinal);

    [Fact]
    public void The_last_line_is_the_verdict()
    {
        Assert.Equal("❌ GUARD FAILED", LogText.GuardLines(Samples.Drifted)[^1]);
        Assert.Equal("✅ GUARD PASSED", LogText.GuardLines(Samples.Passing)[^1]);
    }

    [Fact]
    public void A_pass_says_what_was_not_compared()
    {
        Assert.Contains(LogText.GuardLines(Samples.Passing), line => line.Contains("privileges, ownership", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_line_is_one_line() =>
        Assert.All(LogText.GuardLines(Samples.Drifted), line => Assert.DoesNotContain('\n', line));

    [Fact]
    public void Many_pending_revisions_are_cut()
    {
        var report = Samples.Passing with { History = Samples.Passing.History! with { Pending = [.. Enumerable.Range(0, 30).Select(n => $"r{n}")] } };

        var line = Assert.Single(LogText.GuardLines(report), line => line.StartsWith("Pending:", StringComparison.Ordinal));
        Assert.EndsWith("r19 and 10 more", line, StringComparison.Ordinal);
        Assert.Contains(LogText.GuardLines(report), line => line.Contains("alembic upgrade head", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AMB1001", "StampBaseline")]
    [InlineData("AMB1006", "on development")]
    [InlineData("AMB9001", "on production")]
    [InlineData("AMB0001", "set the variable")]
    [InlineData("AMB2002", "undo the change")]
    [InlineData("AMB3001", "mend")]
    public void The_next_thing_to_type_follows_from_the_error(string code, string next)
    {
        var report = Samples.Drifted with { Findings = [DiagnosticCodes.All[code].At("x") with { Severity = Severity.Error }] };

        Assert.Contains(LogText.GuardLines(report), line => line.StartsWith("Next:", StringComparison.Ordinal) && line.Contains(next, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TrackingStatus.Missing, "no version table")]
    [InlineData(TrackingStatus.Empty, "public.alembic_version is empty")]
    [InlineData(TrackingStatus.Malformed, "wrong\\nshape")]
    public void A_version_table_without_revisions_is_told_in_words(TrackingStatus status, string words) =>
        Assert.Equal(words, LogText.TrackingOf(new("alembic", status, "public.alembic_version", [], "wrong\nshape")));

    [Fact]
    public void A_schema_distance_of_nothing_is_zero() =>
        Assert.Equal("0 (same tables, no difference)", LogText.DistanceOf(new SchemaDistance(0, 0)));
}
