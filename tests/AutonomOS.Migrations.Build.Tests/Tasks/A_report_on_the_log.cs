using AutonomOS.Migrations.Build.Tests.Infrastructure;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace AutonomOS.Migrations.Build.Tests.Tasks;

public sealed class A_report_on_the_log : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autonomos-report-").FullName;
    private readonly RecordingEngine engine = new();

    [Fact]
    public void With_sixty_differences_shows_fifty_and_says_where_the_others_are()
    {
        Finding[] findings =
        [
            .. Enumerable.Range(1, 60).Select(number => DiagnosticCodes.ExtraInProduction.At($"table t{number} is in production only.")),
            DiagnosticCodes.SeveralHeads.At("two heads"),
        ];

        Assert.False(this.Guard(HandedOver.Item(HandedOver.Of(passed: false, findings))));

        Assert.Equal(50, this.engine.Errors.Count(error => error.Code == "AMB2002"));
        Assert.Single(this.engine.Errors, error => error.Code == "AMB1007");
        Assert.Single(this.engine.Messages, message => message.Message == "10 more differences are in audit.json, which has all 60.");
        Assert.Equal(60, System.Text.RegularExpressions.Regex.Count(this.Audit(), "\"AMB2002\""));
    }

    [Fact]
    public void With_fifty_differences_shows_all()
    {
        Assert.False(this.Guard(HandedOver.Item(HandedOver.Of(passed: false, [.. Enumerable.Range(1, 50).Select(number => DiagnosticCodes.MissingInProduction.At($"t{number}"))]))));

        Assert.Equal(50, this.engine.Errors.Count);
        Assert.DoesNotContain(this.engine.Messages, message => message.Message!.Contains("more differences", StringComparison.Ordinal));
    }

    [Fact]
    public void That_passed_ends_with_the_verdict_and_is_success()
    {
        Assert.True(this.Guard(HandedOver.Item(HandedOver.Of(passed: true, DiagnosticCodes.AutoMigrationsDisabled.At("disabled")))));

        Assert.Equal("✅ GUARD PASSED", this.engine.Messages[^1].Message);
        Assert.Equal(MessageImportance.High, this.engine.Messages[^1].Importance);
        Assert.Equal("AMB1008", Assert.Single(this.engine.Warnings).Code);
        Assert.Contains("\"passed\": true", this.Audit(), StringComparison.Ordinal);
    }

    [Fact]
    public void That_refused_without_a_reason_is_still_a_refusal()
    {
        Assert.False(this.Guard(HandedOver.Item(HandedOver.Of(passed: false))));

        Assert.Equal("AMB9002", Assert.Single(this.engine.Errors).Code);
    }

    [Fact]
    public void That_says_passed_beside_an_error_is_a_refusal() =>
        Assert.False(this.Guard(HandedOver.Item(HandedOver.Of(passed: true, DiagnosticCodes.SeveralHeads.At("two heads")))));

    [Fact]
    public void That_is_missing_or_garbled_is_a_refusal()
    {
        var garbled = new TaskItem("audit.json");
        garbled.SetMetadata("Json", "{ \"passed\": true }");

        Assert.False(this.Guard([]));
        Assert.False(this.Guard([garbled]));
        Assert.False(this.Guard([new TaskItem("audit.json")]));
        Assert.False(this.Guard([.. HandedOver.Item(HandedOver.Of(passed: true)), .. HandedOver.Item(HandedOver.Of(passed: true))]));

        Assert.Equal(4, this.engine.Errors.Count(error => error.Code == "AMB9002"));
    }

    [Fact]
    public void Keeps_every_character_of_a_name_on_its_way_between_projects()
    {
        const string hostile = "table \"a;b%3B$(c)@(d)'🦊*?\" is missing";

        this.Guard(HandedOver.Item(HandedOver.Of(passed: false, DiagnosticCodes.MissingInProduction.At(hostile))));

        Assert.Equal(hostile, Assert.Single(this.engine.Errors).Message);
    }

    [Fact]
    public void Told_by_the_audit_is_warnings_where_the_guard_would_fail()
    {
        using var audit = new DbAudit
        {
            ProjectFile = Path.Combine(this.folder, "app.csproj"),
            Report = HandedOver.Item(HandedOver.Of(passed: false, DiagnosticCodes.ProductionNotTracked.At("untracked")) with { Diagnosis = Diagnosis.Missing }),
            BuildEngine = this.engine,
        };

        Assert.True(audit.Execute());
        Assert.Equal("AMB1001", Assert.Single(this.engine.Warnings).Code);
        Assert.Contains("❌ MISSING", this.engine.Messages[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Told_by_the_audit_is_an_error_where_a_database_could_not_be_read()
    {
        using var audit = new DbAudit
        {
            ProjectFile = Path.Combine(this.folder, "app.csproj"),
            Report = HandedOver.Item(HandedOver.Of(passed: false, DiagnosticCodes.NotReachable.At("nobody there"))),
            BuildEngine = this.engine,
        };

        Assert.False(audit.Execute());
        Assert.Equal("AMB0010", Assert.Single(this.engine.Errors).Code);
    }

    [Fact]
    public void Whose_files_cannot_be_written_is_an_error()
    {
        File.WriteAllText(Path.Combine(this.folder, "taken"), "");

        Assert.False(this.Guard(HandedOver.Item(HandedOver.Of(passed: true)), "taken"));

        Assert.Equal("AMB0020", Assert.Single(this.engine.Errors).Code);
    }

    [Fact]
    public void Of_an_earlier_run_is_forgotten_before_the_next_begins()
    {
        Assert.True(this.Guard(HandedOver.Item(HandedOver.Of(passed: true))));
        using var forget = new ForgetReports { ProjectFile = Path.Combine(this.folder, "app.csproj"), BuildEngine = this.engine };

        Assert.True(forget.Execute());

        Assert.Contains("\"passed\": false", this.Audit(), StringComparison.Ordinal);
        Assert.Contains("AMB0022", this.Audit(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(this.folder, recursive: true);

    private bool Guard(ITaskItem[] report, string? directory = null)
    {
        using var guard = new DbGuard
        {
            ProjectFile = Path.Combine(this.folder, "app.csproj"),
            Report = report,
            DbAuditOutputDirectory = directory,
            BuildEngine = this.engine,
        };
        return guard.Execute();
    }

    private string Audit() => File.ReadAllText(Path.Combine(this.folder, "ops/db_audit/audit.json"));
}
