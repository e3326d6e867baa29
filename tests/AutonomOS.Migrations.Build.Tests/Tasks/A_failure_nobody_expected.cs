using AutonomOS.Migrations.Build.Tests.Infrastructure;
using AutonomOS.Migrations.Diagnostics;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build.Tests.Tasks;

public sealed class A_failure_nobody_expected
{
    private const string Secret = "Host=db;Password=hunter2";

    [Fact]
    public void Is_one_coded_line_with_its_type_and_our_method_and_not_its_text()
    {
        var (succeeded, engine) = Run(async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException(Secret, new ArgumentException(Secret));
        });

        Assert.False(succeeded);
        var error = Assert.Single(engine.Errors);
        Assert.Equal("AMB9002", error.Code);
        Assert.Contains("System.InvalidOperationException in AutonomOS.Migrations.Build.Tests.Tasks.A_failure_nobody_expected", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(engine.Messages, message => message.Message!.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_the_async_method_it_came_through()
    {
        var (_, engine) = Run(_ => this.ExplodeAsync());

        Assert.Contains($"in {typeof(A_failure_nobody_expected).FullName}.{nameof(this.ExplodeAsync)})", Assert.Single(engine.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void About_a_file_says_so_without_its_text()
    {
        var (succeeded, engine) = Run(_ => throw new UnauthorizedAccessException(Secret));

        Assert.False(succeeded);
        var error = Assert.Single(engine.Errors);
        Assert.Equal("AMB0020", error.Code);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_told_apart_from_an_expected_one_which_keeps_its_code_file_and_line()
    {
        var (succeeded, engine) = Run(_ => throw new FindingException(DiagnosticCodes.NoRevisionIdentifier.At("/repo/versions/a.py", 7, "first\nsecond")));

        Assert.False(succeeded);
        var error = Assert.Single(engine.Errors);
        Assert.Equal(("AMB3012", "/repo/versions/a.py", 7, "first\\nsecond"), (error.Code, error.File, error.LineNumber, error.Message));
    }

    [Fact]
    public void Links_to_the_page_of_its_code_in_the_package()
    {
        var (_, engine) = Run(_ => throw new FindingException(DiagnosticCodes.SameDatabase.At("same")));

        var error = Assert.Single(engine.Errors);
        Assert.StartsWith("file:///", error.HelpLink, StringComparison.Ordinal);
        Assert.EndsWith("/docs/diagnostics/AMB0005.md", error.HelpLink, StringComparison.Ordinal);
        Assert.Equal("/repo/app.csproj", error.File);
    }

    [Fact]
    public void Is_cancelled_when_somebody_cancelled()
    {
        using var task = new Anything { ProjectFile = "/repo/app.csproj", Work = token => Task.Delay(Timeout.Infinite, token), BuildEngine = new RecordingEngine() };
        task.Cancel();

        Assert.False(task.Execute());
        Assert.Equal("AMB0019", Assert.Single(((RecordingEngine)task.BuildEngine).Errors).Code);
    }

    private static (bool Succeeded, RecordingEngine Engine) Run(Func<CancellationToken, Task> work)
    {
        var engine = new RecordingEngine();
        using var task = new Anything { ProjectFile = "/repo/app.csproj", Work = work, BuildEngine = engine };
        return (task.Execute(), engine);
    }

    private async Task ExplodeAsync()
    {
        await Task.Yield();
        throw new FormatException(Secret + this.GetHashCode());
    }

    private sealed class Anything : DatabaseTask
    {
        internal Func<CancellationToken, Task> Work { get; init; } = _ => Task.CompletedTask;

        protected override Task RunAsync(CancellationToken cancellationToken) => this.Work(cancellationToken);
    }
}
