using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Planning.Rules;
using AutonomOS.Migrations.Sql;

namespace AutonomOS.Migrations.Tests.Planning;

/// <summary><c>DbGuardMaxLockedRows</c>: each rule that it governs warns up to so many rows, and is an error above.</summary>
public sealed class How_many_rows_may_be_locked
{
    private const long Most = 1000;

    // A row's header and its line pointer, so that a file of so many times this may hold as many rows.
    private const long SmallestRow = 28;

    public static TheoryData<string, string> Operations => new()
    {
        { "AMB4041", "CREATE INDEX i ON t (a)" },
        { "AMB4041", "REINDEX TABLE t" },
        { "AMB4042", "ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0)" },
        { "AMB4042", "ALTER TABLE t ADD CONSTRAINT c UNIQUE (a)" },
        { "AMB4042", "ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (b) REFERENCES other (id)" },
        { "AMB4043", "ALTER TABLE t ALTER b TYPE bigint" },
        { "AMB4044", "ALTER TABLE t ADD COLUMN c uuid DEFAULT gen_random_uuid()" },
        { "AMB4045", "ALTER TABLE t ALTER a SET NOT NULL" },
        { "AMB4048", "ALTER TABLE t SET UNLOGGED" },
        { "AMB4048", "VACUUM FULL t" },
        { "AMB4048", "REFRESH MATERIALIZED VIEW m" },
    };

    [Fact]
    public void Every_rule_that_is_governed_has_a_case() => Assert.Equal(
        PlanRules.For(new()).OfType<BlockingRule>().Select(rule => rule.Code.Code).Order(StringComparer.Ordinal),
        Operations.Select(row => row.Data.Item1).Distinct());

    [Theory]
    [MemberData(nameof(Operations))]
    public void It_warns_up_to_the_limit_and_is_an_error_above(string code, string sql)
    {
        Assert.Equal(Severity.Warning, Told(code, sql, rows: 1, bytes: 1 << 30));
        Assert.Equal(Severity.Warning, Told(code, sql, rows: Most - 1, bytes: 1 << 30));
        Assert.Equal(Severity.Warning, Told(code, sql, rows: Most, bytes: 1 << 30));
        Assert.Equal(Severity.Error, Told(code, sql, rows: Most + 1, bytes: 1 << 30));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Where_there_is_no_estimate_the_file_says_how_many_there_may_be(string code, string sql)
    {
        Assert.Equal(Severity.Warning, Told(code, sql, rows: null, bytes: Most * SmallestRow));
        Assert.Equal(Severity.Warning, Told(code, sql, rows: null, bytes: (Most * SmallestRow) + SmallestRow - 1));
        Assert.Equal(Severity.Error, Told(code, sql, rows: null, bytes: (Most + 1) * SmallestRow));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void With_a_limit_of_none_every_row_is_too_much_and_without_rows_it_is_silent(string code, string sql)
    {
        Assert.Equal(Severity.Error, Told(code, sql, rows: 1, bytes: 8192, most: 0));
        Assert.Null(Told(code, sql, rows: 0, bytes: 0, most: 0));
    }

    private static Severity? Told(string code, string sql, long? rows, long bytes, long most = Most)
    {
        RelationFacts Sized(RelationFacts relation) => relation with { EstimatedRows = rows, Bytes = bytes, IsEmpty = bytes == 0 };
        ColumnFacts[] columns = [new("id", "integer", false, false), new("a", "text", true, true), new("b", "integer", true, false)];
        var facts = Judged.Nothing with
        {
            Relations =
            [
                Sized(new(new("public", "t"), "table") { Columns = columns }),
                Sized(new(new("public", "m"), "materialized view") { Columns = columns }),
                new(new("public", "other"), "table") { IsEmpty = true, Columns = columns },
            ],
        };
        var operations = SqlReader.Read(sql, "f.sql", 1).Select(operation => ((string?)null, operation)).ToList();
        var findings = Planner.Judge(operations, facts, new() { MaxLockedRows = most }).Findings;
        return findings.SingleOrDefault(finding => finding.Code == code)?.Severity;
    }
}
