using System.Text.Json;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Approvals;
using AutonomOS.Migrations.Reports;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Guarding;

/// <summary>What pending revisions will do, told by the guard and by production alone.</summary>
public sealed class Plans(PostgresFixture postgres)
{
    private const string Second = "aaaa11112222";

    [Fact]
    public async Task A_drop_is_refused_at_its_line_with_what_approves_it_and_the_plan_lists_it()
    {
        await using var deployment = await BehindAsync("op.add_column('users', sa.Column('phone', sa.Text()))\nop.drop_table('legacy')");

        var report = await deployment.AuditAsync();

        var finding = Assert.Single(report.Findings, finding => finding.Code == "AMB4001");
        Assert.Equal((Severity.Error, 10), (finding.Severity, finding.Line));
        Assert.EndsWith($"{Second}_test.py", finding.File, StringComparison.Ordinal);
        Assert.EndsWith(
            "If that is meant, write above it: # dbguard: allow drop_table public.legacy -- WHY, or into the project: <DbApprove Include=\"aaaa11112222\" Operation=\"drop_table\" Object=\"public.legacy\" Justification=\"WHY\" />",
            finding.Message,
            StringComparison.Ordinal);
        Assert.Equal((Diagnosis.Mismatch, false), (report.Diagnosis, report.Passed));
        Assert.Equal(["add_column public.users.phone", "drop_table public.legacy"], report.Plan!.Operations.Select(operation => $"{operation.Operation} {operation.ObjectName}"));
        Assert.Equal([false, true], report.Plan.Operations.Select(operation => operation.IsDestructive));
        Assert.Contains("  aaaa11112222: add_column public.users.phone, drop_table public.legacy (destructive)", LogText.GuardLines(report));
        Assert.Contains(report.ForAudit().Findings, finding => finding is { Code: "AMB4001", Severity: Severity.Warning });
        Assert.Equivalent(report, AuditJson.Read(AuditJson.Write(report)), strict: true);
    }

    [Theory]
    [InlineData("# dbguard: allow drop_table public.legacy -- unused\nop.drop_table('legacy')")]
    [InlineData("op.drop_table('legacy')  # noqa  # dbguard: allow drop_table public.legacy until 9999-01-31 -- unused")]
    [InlineData("op.drop_table(\n    'legacy',  # dbguard: allow drop_table public.legacy -- unused\n)")]
    [InlineData("# dbguard: allow drop_table public.legacy -- unused\nop.execute('''\n\n  drop table legacy''')")]
    public async Task A_comment_approves_what_stands_at_its_line_and_the_plan_still_lists_it(string upgrade)
    {
        await using var deployment = await BehindAsync(upgrade);

        var report = await ProductionPlan.RunAsync(deployment.Request, null, CancellationToken.None);

        Assert.True(report.Passed, string.Join('\n', report.Findings));
        var finding = Assert.Single(report.Findings, finding => finding.Code == "AMB4001");
        Assert.Equal(Severity.Info, finding.Severity);
        Assert.EndsWith(" Approved: unused", finding.Message, StringComparison.Ordinal);
        Assert.True(Assert.Single(report.Plan!.Operations).IsDestructive);
    }

    [Theory]
    [InlineData("x = '''\n# dbguard: allow drop_table public.legacy -- unused'''\nop.drop_table('legacy')", "AMB4001")]
    [InlineData("# dbguard: allow drop_table public.legacy -- unused\npass\nop.drop_table('legacy')", "AMB4001 AMB4052")]
    [InlineData("# dbguard: allow drop_table legacy -- unused\nop.drop_table('legacy')", "AMB4001 AMB4052")]
    [InlineData("# dbguard: allow drop_view public.legacy -- unused\nop.drop_table('legacy')", "AMB4001 AMB4052")]
    [InlineData("# dbguard: allow drop_table public.legacy until 2020-01-31 -- unused\nop.drop_table('legacy')", "AMB4001 AMB4054")]
    [InlineData("# dbguard: allow drop_table public.legacy -- WHY\nop.drop_table('legacy')", "AMB4001 AMB4053")]
    [InlineData("# dbguard: allow drop_table public.legacy\nop.drop_table('legacy')", "AMB4001 AMB4053")]
    [InlineData("# dbguard: allow drop_table public.legacy until tomorrow -- unused\nop.drop_table('legacy')", "AMB4001 AMB4053")]
    [InlineData("# dbguard: please\nop.drop_table('legacy')", "AMB4001 AMB4053")]
    public async Task What_only_looks_like_an_approval_approves_nothing(string upgrade, string codes)
    {
        await using var deployment = await BehindAsync(upgrade);

        var report = await ProductionPlan.RunAsync(deployment.Request, null, CancellationToken.None);

        Assert.Equal(codes, Codes(report.Findings));
        Assert.False(report.Passed);
        Assert.All(report.Findings.Where(finding => finding.Severity != Severity.Info), finding => Assert.True(finding.Line > 8));
    }

    [Theory]
    [InlineData(Second, "drop_table", "public.legacy", "", "")]
    [InlineData(Second, "drop_table", "public.legacy", "2020-01-31", "AMB4001 AMB4054")]
    [InlineData(Second, "drop_table", "public.users", "", "AMB4001 AMB4052")]
    [InlineData("5a9d6371e18c", "drop_table", "public.legacy", "", "AMB4001 AMB4052")]
    [InlineData("aaaa", "drop_table", "public.legacy", "", "AMB4001 AMB4052")]
    public async Task An_item_approves_by_revision_operation_and_object_exactly(string revision, string operation, string name, string expires, string codes)
    {
        await using var deployment = await BehindAsync("op.drop_table('legacy')");

        var report = await ProductionPlan.RunAsync(With(deployment, Item(revision, operation, name, expires)), null, CancellationToken.None);

        Assert.Equal(codes, Codes(report.Findings));
        Assert.Equal(codes.Length == 0, report.Passed);
    }

    [Fact]
    public async Task An_item_that_fits_several_operations_approves_none_and_a_stale_one_is_told_when_nothing_is_pending()
    {
        await using var deployment = await BehindAsync("op.execute('delete from legacy')\nop.execute('delete from legacy')");
        var request = With(deployment, Item(Second, "delete", "public.legacy", ""));

        Assert.Equal("AMB4012 AMB4012 AMB4052", Codes((await ProductionPlan.RunAsync(request, null, CancellationToken.None)).Findings));

        await deployment.Production.ExecuteAsync($"update alembic_version set version_num = '{Second}'");
        var applied = await deployment.AuditAsync(_ => request);
        Assert.True(applied.Passed);
        Assert.Contains("a revision that production already has", Assert.Single(applied.Findings).Message, StringComparison.Ordinal);
        Assert.Null(applied.Plan);
    }

    [Fact]
    public async Task What_CASCADE_takes_along_is_not_approved_with_the_operation()
    {
        await using var deployment = await BehindAsync("# dbguard: allow drop_table public.legacy -- unused\nop.execute('drop table legacy cascade')");
        await deployment.OnBothAsync("create view v as select * from legacy");

        var report = await ProductionPlan.RunAsync(deployment.Request, null, CancellationToken.None);

        var refused = Assert.Single(report.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal("AMB4014", refused.Code);
        Assert.Contains("# dbguard: allow drop_table_cascade public.legacy -- WHY", refused.Message, StringComparison.Ordinal);
        Assert.True((await ProductionPlan.RunAsync(With(deployment, Item(Second, "drop_table_cascade", "public.legacy", "")), null, CancellationToken.None)).Passed);
    }

    [Fact]
    public async Task What_cannot_be_analysed_warns_or_fails_and_is_approved_at_its_line_only()
    {
        await using var deployment = await BehindAsync("op.execute(open('x').read())");
        AuditRequest Strict(AuditRequest request) => request with { Plan = request.Plan with { Policy = new() { Opaque = OpaquePolicy.Fail } } };

        Assert.True((await ProductionPlan.RunAsync(deployment.Request, null, CancellationToken.None)).Passed);
        var audited = await deployment.AuditAsync(Strict);
        Assert.Equal(Diagnosis.Unverified, audited.Diagnosis);
        Assert.Contains("# dbguard: allow not_analysable - -- WHY", Assert.Single(audited.Findings, finding => finding.Code == "AMB4051").Message, StringComparison.Ordinal);
        Assert.Null(Approval.Parse(Second, "not_analysable", "-", "read it", "", out _));

        deployment.AddRevision(Second, "5a9d6371e18c", "# dbguard: allow not_analysable - -- read it\nop.execute(open('x').read())");
        Assert.True((await ProductionPlan.RunAsync(Strict(deployment.Request), null, CancellationToken.None)).Passed);
    }

    [Fact]
    public async Task A_SQL_file_is_judged_by_production_alone_and_no_password_gets_into_a_file()
    {
        await using var deployment = await BehindAsync("pass");
        deployment.SetUrls(null, deployment.Production.Url);
        var file = Path.Combine(deployment.Folder, "plan.sql");
        await File.WriteAllTextAsync(
            file,
            "set own.url = 'postgresql://app:geheim@db/x';\ndrop table legacy; -- dbguard: allow drop_table public.legacy -- see password='geheim'\n/* x */ drop table users;\n");

        var report = await ProductionPlan.RunAsync(deployment.Request, file, CancellationToken.None);

        Assert.False(report.Passed);
        var refused = Assert.Single(report.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal((file, 3, "AMB4001"), (refused.File, refused.Line, refused.Code));
        Assert.EndsWith("write above it: -- dbguard: allow drop_table public.users -- WHY", refused.Message, StringComparison.Ordinal);
        var output = Path.Combine(deployment.Folder, "out");
        ReportFiles.WritePlan(report.Plan!, report.Production, deployment.Folder, output);
        var text = await File.ReadAllTextAsync(Path.Combine(output, "plan.txt"));
        var json = await File.ReadAllTextAsync(Path.Combine(output, "plan.json"));
        Assert.DoesNotContain("geheim", text + json + string.Concat(report.Findings), StringComparison.Ordinal);
        Assert.Contains("plan.sql(3): drop_table public.users, DESTRUCTIVE", text, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json);
        var last = document.RootElement.GetProperty("operations").EnumerateArray().Last();
        Assert.Equal(("plan.sql", 3, "public.users", true), (last.GetProperty("file").GetString(), last.GetProperty("line").GetInt32(), last.GetProperty("object").GetString(), last.GetProperty("destructive").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, last.GetProperty("revision").ValueKind);
    }

    [Theory]
    [InlineData("copy legacy from stdin;\ndrop table users; it's\n\\.\n\nselect 'a''b; drop table legacy;\n", 5)]
    [InlineData("select 1;\nselect\n  $x$ drop table legacy; $y$", 3)]
    [InlineData("select 1; /* /* */\ndrop table legacy;", 1)]
    [InlineData("select \"a;\ndrop table legacy;", 1)]
    [InlineData("select 1;\nselect (1;\ndrop table legacy;", 2)]
    [InlineData("copy legacy from stdin;\n1\ndrop table legacy;\n", 2)]
    public async Task SQL_in_which_something_does_not_close_is_refused_at_the_line_where_it_opens(string sql, int line)
    {
        await using var deployment = await BehindAsync("pass");
        var file = Path.Combine(deployment.Folder, "plan.sql");
        await File.WriteAllTextAsync(file, sql);

        var report = await ProductionPlan.RunAsync(deployment.Request, file, CancellationToken.None);

        var refused = Assert.Single(report.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal(("AMB4051", file, line), (refused.Code, refused.File, refused.Line));
        Assert.Contains("nothing that follows in this text could be read", refused.Message, StringComparison.Ordinal);
        Assert.False(report.Passed);
    }

    [Fact]
    public async Task What_could_be_accounted_for_by_what_cannot_be_analysed_is_not_verified_and_both_are_named()
    {
        await using var deployment = await BehindAsync("pass\nop.execute(open('x').read())");
        await deployment.Development.ExecuteAsync("alter table users add column phone text");

        var report = await deployment.AuditAsync();

        var finding = Assert.Single(report.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal(("AMB9001", 10), (finding.Code, finding.Line));
        Assert.StartsWith("Could not verify: column public.users.phone is in development and not in production; op.execute(...) in revision aaaa11112222 could account for it", finding.Message, StringComparison.Ordinal);
        Assert.Equal(Diagnosis.Unverified, report.Diagnosis);
        Assert.Contains(report.Findings, other => other is { Code: "AMB4051", Severity: Severity.Warning, Line: 10 });
    }

    [Fact]
    public async Task Production_that_cannot_be_told_is_no_plan()
    {
        await using var deployment = await BehindAsync("pass");
        await deployment.Production.ExecuteAsync("update alembic_version set version_num = 'ffff11112222'");
        var unknown = await ProductionPlan.RunAsync(deployment.Request, null, CancellationToken.None);
        deployment.SetUrls(null, null);
        var unset = await ProductionPlan.RunAsync(deployment.Request, null, CancellationToken.None);

        Assert.Equal(("AMB1004", "AMB0001"), (Codes(unknown.Findings), Codes(unset.Findings)));
        Assert.False(unknown.Passed || unset.Passed);
        Assert.Equal("❌ PLAN REFUSED", LogText.PlanLines(unset)[^1]);
        Assert.Equal("AMB4056", Codes((await ProductionPlan.RunAsync(deployment.Request, Path.Combine(deployment.Folder, "none.sql"), CancellationToken.None)).Findings));
        await File.WriteAllBytesAsync(Path.Combine(deployment.Folder, "latin.sql"), [0x2d, 0x2d, 0xe4, 0x0a]);
        Assert.Equal("AMB4056", Codes((await ProductionPlan.RunAsync(deployment.Request, Path.Combine(deployment.Folder, "latin.sql"), CancellationToken.None)).Findings));
    }

    [Theory]
    [InlineData("op.create_index('i', 'users', ['email'])", "raise NotImplementedError()", true)]
    [InlineData("op.create_index('i', 'users', ['email'])", "op.drop_index('i')", false)]
    [InlineData("pass", "pass", false)]
    public async Task A_revision_without_a_way_back_is_noted(string upgrade, string downgrade, bool noted)
    {
        await using var deployment = await BehindAsync(upgrade);
        var file = deployment.AddRevision(Second, "5a9d6371e18c", upgrade);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("def downgrade():\n    pass", $"def downgrade():\n    {downgrade}", StringComparison.Ordinal));

        var report = await ProductionPlan.RunAsync(deployment.Request, null, CancellationToken.None);

        Assert.Equal(noted, report.Findings.Any(finding => finding is { Code: "AMB4055", Severity: Severity.Info }));
    }

    [Theory]
    [InlineData("connection.execute(text('CREATE SCHEMA IF NOT EXISTS billing'))", true)]
    [InlineData("connection.execute(CreateSchema('billing', if_not_exists=True))", true)]
    [InlineData("connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS {name}'))", false)]
    [InlineData("# CREATE SCHEMA billing", false)]
    public async Task A_schema_that_the_environment_makes_is_not_missing(string line, bool isThere)
    {
        await using var deployment = await BehindAsync("op.create_table('bills', sa.Column('id', sa.Integer()), schema='billing')");
        await deployment.Development.ExecuteAsync("create schema billing; create table billing.bills (id integer)");
        await File.WriteAllTextAsync(Path.Combine(deployment.Folder, "alembic", "env.py"), line + "\n");

        var report = await deployment.AuditAsync();

        Assert.Equal(isThere ? "" : "AMB2001 AMB4035", Codes(report.Findings));
        Assert.Equal(isThere, report.Passed);
    }

    // What locks warn of has tests of its own.
    private static string Codes(IEnumerable<Finding> findings) => string.Join(
        ' ', findings.Where(finding => finding.Severity == Severity.Error || (finding.Severity == Severity.Warning && finding.Code.StartsWith("AMB405", StringComparison.Ordinal))).Select(finding => finding.Code).Order(StringComparer.Ordinal));

    private static Approval Item(string revision, string operation, string name, string expires) =>
        Approval.Parse(revision, operation, name, "unused", expires, out _)!;

    private static AuditRequest With(Deployment deployment, params Approval[] approvals) =>
        deployment.Request with { Plan = PlanRequest.Default with { Approvals = approvals } };

    // One revision behind, with a table that holds a row besides that of the deployment.
    private async Task<Deployment> BehindAsync(string upgrade)
    {
        var deployment = await Deployment.TrackedAsync(postgres);
        deployment.AddRevision(Second, "5a9d6371e18c", upgrade);
        await deployment.OnBothAsync("create table legacy (id integer); insert into legacy values (1); analyze legacy");
        await deployment.Development.ExecuteAsync($"update alembic_version set version_num = '{Second}'");
        return deployment;
    }
}
