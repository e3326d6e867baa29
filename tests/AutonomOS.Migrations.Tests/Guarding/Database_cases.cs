using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Tests.Guarding;

/// <summary>What the version tables of two real databases say (cases D1 to D18 of Alembic's facts; D15 to D17 have tests of their own).</summary>
public sealed class Database_cases(PostgresFixture postgres)
{
    private const string First = "5a9d6371e18c";
    private const string Second = "aaaa11112222";
    private const string Third = "bbbb11112222";

    [Fact]
    public async Task D01_no_table_is_told_by_the_name_it_should_have_and_none_is_made()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);

        var report = await deployment.AuditAsync();
        var named = await deployment.AuditAsync(request => request with { Alembic = new() { VersionTable = "versions", VersionTableSchema = "app" } });

        Assert.Equal(["AMB1001", "AMB1002"], Codes(report));
        Assert.Contains("no app.versions table", named.Findings[0].Message, StringComparison.Ordinal);
        foreach (var database in new[] { deployment.Development, deployment.Production })
        {
            Assert.Equal(["0"], await database.QueryAsync("select count(*) from pg_class where relname in ('alembic_version', 'versions')"));
        }
    }

    [Fact]
    public async Task D02_an_empty_table_is_no_tracked_database()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync("delete from alembic_version");

        Assert.Contains("public.alembic_version in Production", Only(await deployment.AuditAsync(), "AMB1003").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D03_at_the_real_heads_nothing_is_pending()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);

        var report = await deployment.AuditAsync();

        Assert.True(report.Passed);
        Assert.Empty(report.History!.Pending!);
    }

    [Fact]
    public async Task D04_behind_lists_what_is_pending_in_order()
    {
        await using var deployment = await LineAsync(production: [First]);

        var report = await deployment.AuditAsync();

        Assert.True(report.Passed);
        Assert.Equal([Second, Third], report.History!.Pending);
    }

    [Fact]
    public async Task D05_a_row_of_an_unknown_revision_names_role_table_row_and_the_command_that_finds_it()
    {
        await using var deployment = await LineAsync(production: ["cccc11112222"]);

        var message = Only(await deployment.AuditAsync(), "AMB1004").Message;

        Assert.StartsWith("public.alembic_version in Production (", message, StringComparison.Ordinal);
        Assert.Contains("git log --all --oneline -S 'cccc11112222'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D06_an_unknown_row_beside_a_known_one_is_told_with_both()
    {
        await using var deployment = await LineAsync(production: ["cccc11112222", First]);

        var message = Only(await deployment.AuditAsync(), "AMB1004").Message;

        Assert.Contains("'cccc11112222'", message, StringComparison.Ordinal);
        Assert.Contains($"beside '{First}', which the files have", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task D07_overlapping_rows_name_who_is_in_whose_ancestry_and_the_command_that_mends_them(bool inProduction)
    {
        await using var deployment = await LineAsync();
        await (inProduction ? deployment.Production : deployment.Development).ExecuteAsync($"insert into alembic_version values ('{First}'), ('{Second}')");

        var message = Only(await deployment.AuditAsync(), "AMB1012").Message;

        Assert.Contains($"'{First}' is in the ancestry of '{Third}', '{Second}' is in the ancestry of '{Third}'.", message, StringComparison.Ordinal);
        Assert.Contains(inProduction ? "in Production (" : "in Development (", message, StringComparison.Ordinal);
        Assert.EndsWith($"(against {(inProduction ? "production" : "development")}): alembic stamp --purge {Third}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D07_rows_overlap_through_a_dependency_too()
    {
        await using var deployment = await EffectiveHeadAsync("contract01", "expand01");

        var message = Only(await deployment.AuditAsync(UpgradeTarget.Heads), "AMB1012").Message;

        Assert.Contains("'expand01' is in the ancestry of 'contract01' through depends_on", message, StringComparison.Ordinal);
        Assert.EndsWith("alembic stamp --purge contract01", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D08_two_rows_before_a_merge_have_the_merge_pending()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.AddRevision(Second, First);
        deployment.AddRevision(Third, First);
        deployment.AddRevision("dddd11112222", $"('{Second}', '{Third}')");
        await deployment.Development.ExecuteAsync("update alembic_version set version_num = 'dddd11112222'");
        await deployment.Production.ExecuteAsync($"delete from alembic_version; insert into alembic_version values ('{Third}'), ('{Second}')");

        var report = await deployment.AuditAsync();

        Assert.True(report.Passed);
        Assert.Equal(["dddd11112222"], report.History!.Pending);
    }

    [Fact]
    public async Task D09_an_effective_head_is_up_to_date_with_upgrade_heads_and_upgrade_head_still_refuses()
    {
        await using var deployment = await EffectiveHeadAsync("contract01");

        var heads = await deployment.AuditAsync(UpgradeTarget.Heads);
        var head = await deployment.AuditAsync(UpgradeTarget.Head);

        Assert.True(heads.Passed);
        Assert.Empty(heads.History!.Pending!);
        Assert.Equal(["contract01", "expand01"], heads.History.Heads);
        Assert.Equal(["contract01"], heads.History.RealHeads);
        Only(head, "AMB1007");
    }

    [Fact]
    public async Task D10_duplicate_rows_are_told_with_the_command_that_mends_them()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync(
            $"drop table alembic_version; create table alembic_version (version_num varchar(32)); insert into alembic_version values ('{First}'), ('{First}')");

        var message = Only(await deployment.AuditAsync(), "AMB1009").Message;

        Assert.Contains($"the row '{First}' more than once", message, StringComparison.Ordinal);
        Assert.EndsWith($"alembic stamp --purge {First}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "no revision at all, so that the next upgrade would run every revision from the base. Find out", "alembic stamp --purge REVISION")]
    [InlineData("'5a9d6371e18c '", "blanks around it", "alembic stamp --purge 5a9d6371e18c")]
    [InlineData("''", "is empty", "alembic stamp --purge REVISION")]
    [InlineData("null), ('5a9d6371e18c'", "a row that is NULL, which Alembic reads as no revision at all. If", "alembic stamp --purge 5a9d6371e18c")]
    public async Task D11_null_padded_and_empty_rows_are_told_with_what_Alembic_makes_of_them(string row, string what, string command)
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync(
            $"drop table alembic_version; create table alembic_version (version_num varchar(32)); insert into alembic_version values ({row})");

        var message = Only(await deployment.AuditAsync(), "AMB1009").Message;

        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.EndsWith(command, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D11_an_upper_case_row_is_unknown_and_its_lower_case_is_offered()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync("update alembic_version set version_num = upper(version_num)");

        Assert.Contains($"'5A9D6371E18C', which no migration file has (near: {First})", Only(await deployment.AuditAsync(), "AMB1004").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5a9d", "Alembic takes for '5a9d6371e18c': the next upgrade leaves it", "alembic stamp --purge 5a9d6371e18c")]
    [InlineData("heads", "every upgrade finds nothing to do", "alembic stamp --purge REVISION")]
    [InlineData("head", "every upgrade finds nothing to do", "alembic stamp --purge REVISION")]
    [InlineData("base", "run every revision from the base", "alembic stamp --purge REVISION")]
    public async Task D11_a_row_that_Alembic_only_resolves_is_no_identifier(string row, string what, string command)
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync($"update alembic_version set version_num = '{row}'");

        var message = Only(await deployment.AuditAsync(), "AMB1013").Message;

        Assert.Contains($"public.alembic_version in Production ({deployment.Production.Name} at", message, StringComparison.Ordinal);
        Assert.Contains($"the row '{row}', which", message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.EndsWith(command, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D11_what_an_upgrade_past_a_prefix_row_leaves_is_mended_with_the_newer_row_alone()
    {
        await using var deployment = await LineAsync(production: ["5a9d", Second]);

        Assert.EndsWith($"alembic stamp --purge {Second}", Only(await deployment.AuditAsync(), "AMB1013").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D11_a_beginning_of_several_identifiers_is_unknown_as_it_is_to_Alembic()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.AddRevision("5a9d00000000", First);
        await deployment.Development.ExecuteAsync("update alembic_version set version_num = '5a9d00000000'");
        await deployment.Production.ExecuteAsync("update alembic_version set version_num = '5a9d'");

        Only(await deployment.AuditAsync(), "AMB1004");
    }

    [Fact]
    public async Task D12_a_table_of_another_name_in_the_second_schema_of_the_search_path_is_found()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        foreach (var database in new[] { deployment.Development, deployment.Production })
        {
            await database.ExecuteAsync(
                "create schema one; create schema two; create schema three;"
                + $"create table two.v (version_num varchar(32) primary key); insert into two.v values ('{First}');"
                + "create table three.v (version_num varchar(32) primary key);"
                + $"alter database \"{database.Name}\" set search_path = one, two, public");
        }

        var report = await deployment.AuditAsync(request => request with { Alembic = new() { VersionTable = "v" } });

        Assert.Equal(["two.v", "two.v"], report.Databases.Select(database => database.Tracking!.Table));
        Assert.DoesNotContain(report.Findings, finding => finding.Code.StartsWith("AMB1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task D12_several_tables_outside_the_search_path_are_all_named()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.OnBothAsync(
            "create schema a; create schema b; create table a.alembic_version (version_num varchar(32)); create table b.alembic_version (version_num varchar(32))");

        var report = await deployment.AuditAsync();
        var chosen = await deployment.AuditAsync(request => request with { Alembic = new() { VersionTableSchema = "b" } });

        Assert.Equal(["AMB1010", "AMB1010"], Codes(report));
        Assert.Contains("a.alembic_version, b.alembic_version", report.Findings[0].Message, StringComparison.Ordinal);
        Assert.All(chosen.Databases, database => Assert.Equal((TrackingStatus.Empty, "b.alembic_version"), (database.Tracking!.Status, database.Tracking.Table)));
    }

    [Theory]
    [InlineData("create view alembic_version as select version_num from v", "a view", Severity.Warning)]
    [InlineData("create view alembic_version as select distinct version_num from v", "a view", Severity.Error)]
    [InlineData("create materialized view alembic_version as select version_num from v", "a materialized view", Severity.Error)]
    [InlineData("create extension file_fdw; create server s foreign data wrapper file_fdw; create foreign table alembic_version (version_num varchar(32)) server s options (program 'echo 5a9d6371e18c')", "a foreign table", Severity.Error)]
    public async Task D12_a_relation_that_is_no_table_is_read_and_told(string sql, string kind, Severity severity)
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.OnBothAsync($"create table v (version_num varchar(32) primary key); insert into v values ('{First}'); {sql}");

        var report = await deployment.AuditAsync();

        Assert.All(report.Databases, database => Assert.Equal([First], database.Tracking!.Revisions));
        var told = report.Findings.Where(finding => finding.Code == "AMB1014").ToList();
        Assert.Equal([(severity, true), (severity, true)], told.Select(finding => (finding.Severity, finding.Message.Contains($" is {kind} in place", StringComparison.Ordinal))));
        Assert.Equal(severity == Severity.Warning, report.Passed);
    }

    [Fact]
    public async Task D12_a_partitioned_table_is_a_table()
    {
        await using var deployment = await Deployment.UntrackedAsync(postgres);
        await deployment.OnBothAsync(
            "create table alembic_version (version_num varchar(32) primary key) partition by hash (version_num);"
            + "create table p partition of alembic_version for values with (modulus 1, remainder 0);"
            + $"insert into alembic_version values ('{First}')");

        var report = await deployment.AuditAsync();

        Assert.All(report.Databases, database => Assert.Equal([First], database.Tracking!.Revisions));
        Assert.DoesNotContain(report.Findings, finding => finding.Code.StartsWith("AMB10", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("create sequence alembic_version", "a sequence")]
    [InlineData("create type alembic_version as (version_num varchar(32))", "a composite type")]
    [InlineData("create index alembic_version on users (email)", "an index")]
    public async Task D12_what_holds_no_rows_is_in_the_way(string sql, string kind)
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync($"drop table alembic_version; {sql}");

        Assert.Contains(
            $"it is {kind}, and so in the way",
            Assert.Single((await deployment.AuditAsync()).Findings, finding => finding.Code == "AMB1009").Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task D13_a_wrong_column_is_told_with_the_columns_there_are()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync("drop table alembic_version; create table alembic_version (version varchar(32) primary key)");

        Assert.Contains("no column version_num; its columns are: 'version character varying(32)'", Only(await deployment.AuditAsync(), "AMB1009").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D14_a_column_too_narrow_for_a_pending_identifier_is_an_error_and_for_a_passed_one_a_warning()
    {
        var longer = new string('a', 40);
        await using var deployment = await Deployment.TrackedAsync(postgres);
        deployment.AddRevision(longer, First);
        deployment.AddRevision(Third, longer);
        await deployment.Development.ExecuteAsync($"update alembic_version set version_num = '{Third}'");

        var pending = Only(await deployment.AuditAsync(), "AMB3017");
        await deployment.Production.ExecuteAsync($"update alembic_version set version_num = '{Third}'");
        var passed = await deployment.AuditAsync();

        Assert.Equal(Severity.Error, pending.Severity);
        Assert.True(passed.Passed);
        Assert.Equal(("AMB3017", Severity.Warning), (Assert.Single(passed.Findings).Code, passed.Findings[0].Severity));
    }

    [Fact]
    public async Task D18_a_database_ahead_of_the_files_is_an_unknown_revision()
    {
        await using var deployment = await LineAsync();
        File.Delete(Path.Combine(deployment.Folder, "alembic", "versions", $"{Third}_test.py"));

        var report = await deployment.AuditAsync();

        Assert.Equal(["AMB1004", "AMB1004"], Codes(report));
        Assert.Contains("production was migrated by code that is not here", report.Findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("development was migrated by code that is not here", report.Findings[1].Message, StringComparison.Ordinal);
    }

    // Three revisions in a line, both databases at the last or production at the rows given.
    private async Task<Deployment> LineAsync(params string[] production)
    {
        var deployment = await Deployment.UntrackedAsync(postgres);
        deployment.AddRevision(Second, First);
        deployment.AddRevision(Third, Second);
        await deployment.Development.ExecuteAsync(Deployment.VersionTable(Third));
        await deployment.Production.ExecuteAsync(Deployment.VersionTable(production.Length == 0 ? [Third] : production));
        return deployment;
    }

    // Two heads of which one depends on the other: one real head.
    private async Task<Deployment> EffectiveHeadAsync(params string[] production)
    {
        var deployment = await Deployment.UntrackedAsync(postgres);
        deployment.AddRevision("expand01", First, rest: "branch_labels = 'expand'");
        deployment.AddRevision("contract01", First, rest: "depends_on = 'expand01'");
        await deployment.Development.ExecuteAsync(Deployment.VersionTable("contract01"));
        await deployment.Production.ExecuteAsync(Deployment.VersionTable(production));
        return deployment;
    }

    private static IEnumerable<string> Codes(AuditReport report) => report.Findings.Select(finding => finding.Code);

    private static Finding Only(AuditReport report, string code)
    {
        Assert.False(report.Passed);
        var finding = Assert.Single(report.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal(code, finding.Code);
        Assert.DoesNotContain('\n', finding.Message);
        return finding;
    }
}
