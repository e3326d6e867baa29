using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Command;

public sealed class Running_Alembic : IDisposable
{
    private readonly AlembicFolder folder = AlembicFolder.Standard();

    [Fact]
    public async Task Lines_of_both_streams_come_masked_and_while_it_runs()
    {
        var seen = new List<string>();
        var outcome = await this.RunAsync(
            "echo 'postgresql://app:secret@h/d'; while [ ! -e heard ]; do :; done; echo late >&2",
            line =>
            {
                seen.Add(line);
                File.WriteAllText(this.folder.At("heard"), "");
            });

        Assert.Equal(["postgresql://app:***@h/d", "late"], seen);
        Assert.True(outcome.EndedWell);
    }

    [Fact]
    public async Task What_stands_behind_FAILED_on_standard_output_is_why()
    {
        var outcome = await this.RunAsync("echo noise >&2; echo \"FAILED: Can't locate revision identified by 'x'\"; exit 255");
        Assert.Equal((255, "Can't locate revision identified by 'x'"), (outcome.ExitCode, outcome.Why));
    }

    [Fact]
    public async Task The_last_line_of_the_last_traceback_is_why_with_its_statement_and_the_step_at_work()
    {
        this.folder.Write(
            "printed",
            """
            INFO  [alembic.runtime.migration] Running upgrade 5a9d6371e18c -> 8c41d7f0b2e6, add coupons
            Traceback (most recent call last):
              File "x.py", line 1, in f
                raise KeyError
            KeyError: 'a'

            The above exception was the direct cause of the following exception:

            Traceback (most recent call last):
              File "y.py", line 2, in g
            sqlalchemy.exc.ProgrammingError: (psycopg2.errors.DuplicateTable) relation "coupons" already exists

            [SQL: CREATE TABLE coupons (]
            """);
        var outcome = await this.RunAsync("cat printed >&2; exit 1");
        Assert.Equal("sqlalchemy.exc.ProgrammingError: (psycopg2.errors.DuplicateTable) relation \"coupons\" already exists in: CREATE TABLE coupons (", outcome.Why);
        Assert.Equal("5a9d6371e18c -> 8c41d7f0b2e6", outcome.Running);
    }

    [Fact]
    public async Task The_real_Alembic_says_FAILED_and_its_tracebacks_are_understood()
    {
        this.folder.Write("migrations/env.py", "raise RuntimeError('no such thing')\n").Revision("5a9d6371e18c");
        var program = new AlembicProgram("/usr/bin/alembic", [], "test");
        Assert.Equal("RuntimeError: no such thing", (await this.RunAsync(program, ["upgrade", "head"])).Why);

        var failed = await this.RunAsync(program, ["history", "-r", "x:y"]);
        Assert.Contains("Can't locate revision identified by", failed.Why, StringComparison.Ordinal);
        Assert.NotNull(failed.Failed);
    }

    [Fact]
    public async Task A_question_gets_no_answer_and_does_not_hang()
    {
        var outcome = await this.RunAsync("read answer || echo nobody");
        Assert.Equal(["nobody"], outcome.LastLines);
    }

    [Fact]
    public async Task A_run_that_does_not_end_in_time_is_stopped_and_says_so()
    {
        var outcome = await this.RunAsync("echo begun; exec sleep 600", limit: TimeSpan.FromSeconds(1));
        Assert.Null(outcome.ExitCode);
        Assert.Equal(["begun"], outcome.LastLines);
    }

    [Fact]
    public async Task Cancelling_leaves_no_process_behind_not_even_one_that_left_the_tree()
    {
        using var cancel = new CancellationTokenSource();
        var processes = new List<string>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => this.RunAsync(
            new("/bin/sh", ["-c", "(setsid sleep 601 & echo $!) ; sleep 602 & echo $! ; echo $$; wait"], "test"),
            [],
            line =>
            {
                processes.Add(line);
                if (processes.Count == 3)
                {
                    cancel.Cancel();
                }
            },
            cancellationToken: cancel.Token));

        Assert.Equal(3, processes.Count);
        Assert.All(processes, process => Assert.True(IsGone(process), $"process {process} is still there"));
    }

    [Fact]
    public async Task What_cannot_be_started_is_a_finding()
    {
        var refused = await Assert.ThrowsAsync<FindingException>(() => this.RunAsync(new AlembicProgram(this.folder.At("alembic.ini"), [], "test"), []));
        Assert.Equal(DiagnosticCodes.AlembicNotFound, refused.Finding.Descriptor);
    }

    [Fact]
    public async Task The_environment_holds_no_URL_but_the_one_it_is_given_whatever_variable_had_it()
    {
        var name = $"SECRET_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(name, "postgresql://app:one@h/d");
        Environment.SetEnvironmentVariable(name + "_COPY", " postgresql://app:one@h/d\n");
        Environment.SetEnvironmentVariable(name + "_OTHER", "kept");
        try
        {
            var environment = AlembicEnvironment.OfProcessWithout(name).With("DATABASE_URL", "given");
            var printed = new List<string>();
            await new AlembicProcess(new("/usr/bin/env", [], "test"), [], this.folder.Root, environment, TimeSpan.FromMinutes(1))
            {
                Mask = line => line,
                Tell = printed.Add,
            }.RunAsync(CancellationToken.None);

            Assert.DoesNotContain(printed, line => line.Contains("app:one", StringComparison.Ordinal));
            Assert.Contains($"{name}_OTHER=kept", printed);
            Assert.Contains("DATABASE_URL=given", printed);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
            Environment.SetEnvironmentVariable(name + "_COPY", null);
            Environment.SetEnvironmentVariable(name + "_OTHER", null);
        }
    }

    public void Dispose() => this.folder.Dispose();

    // Gone, or dead and not yet waited for by whoever took it over.
    private static bool IsGone(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(' ')[2] == "Z";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private Task<AlembicOutcome> RunAsync(string script, Action<string>? tell = null, TimeSpan? limit = null) =>
        this.RunAsync(new AlembicProgram("/bin/sh", ["-c", script], "test"), [], tell, limit);

    private Task<AlembicOutcome> RunAsync(
        AlembicProgram program, string[] arguments, Action<string>? tell = null, TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        new AlembicProcess(program, arguments, this.folder.Root, AlembicEnvironment.OfProcessWithout(), limit ?? TimeSpan.FromMinutes(2))
        {
            Tell = tell ?? (_ => { }),
        }.RunAsync(cancellationToken);
}
