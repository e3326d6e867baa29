using System.Diagnostics;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Guarding;
using AutonomOS.Migrations.Upgrading;

namespace AutonomOS.Migrations.Tests.Upgrading;

/// <summary>The script that is published with an application, run by dash with Debian's Alembic.</summary>
public sealed class The_start_script(PostgresFixture postgres)
{
    private const string Applying =
        "with op.get_context().autocommit_block():\n    op.execute(\"insert into users select 1 + count(*), 'applied' from users\")\n    op.create_index('concurrent', 'users', ['email'], postgresql_concurrently=True)";

    [Fact]
    public async Task Two_at_once_apply_once_and_both_start_the_application()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c", Applying);

        var runs = await Task.WhenAll(RunAsync(deployment), RunAsync(deployment));

        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Error));
        Assert.All(runs, run => Assert.Equal("started with 'one argument'\n", run.Output));
        Assert.All(runs, run => Assert.Contains("the database is at aaaa11112222", run.Error, StringComparison.Ordinal));
        Assert.Equal(["applied"], await deployment.Production.QueryAsync("select email from users"));
    }

    [Fact]
    public async Task After_a_failure_and_after_a_run_that_committed_nothing_the_application_is_not_started()
    {
        await using var failing = await Deploying.DeployableAsync(postgres);
        failing.AddRevision("aaaa11112222", "5a9d6371e18c", "op.execute('select 1/0')");
        var failed = await RunAsync(failing);
        Assert.Equal((1, ""), (failed.ExitCode, failed.Output));
        Assert.Contains("division by zero", failed.Error, StringComparison.Ordinal);
        Assert.Contains("the application is not started", failed.Error, StringComparison.Ordinal);

        await using var silent = await Deploying.DeployableAsync(postgres, "connection.begin()\n    context.configure(connection=connection)");
        silent.AddRevision("aaaa11112222", "5a9d6371e18c", "op.add_column('users', sa.Column('phone', sa.Text()))");
        var nothing = await RunAsync(silent);
        Assert.Equal((1, ""), (nothing.ExitCode, nothing.Output));
        Assert.Contains("the database is at 5a9d6371e18c and not at aaaa11112222", nothing.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData(" yes ", true)]
    [InlineData("On", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    public async Task The_emergency_switch_leaves_the_schema_alone_and_starts_the_application(string value, bool isOn)
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        deployment.AddRevision("aaaa11112222", "5a9d6371e18c", "op.add_column('users', sa.Column('phone', sa.Text()))");

        var run = await RunAsync(deployment, ("DISABLE_AUTO_MIGRATIONS", value));

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(isOn, run.Error.Contains("DISABLE_AUTO_MIGRATIONS is on", StringComparison.Ordinal));
        Assert.Equal(isOn ? "5a9d6371e18c" : "aaaa11112222", await deployment.Production.VersionAsync());
    }

    [Fact]
    public async Task It_waits_for_the_lock_that_DbUpgrade_takes()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        await using var other = await deployment.Production.OpenAsync();
        await using var take = new Npgsql.NpgsqlCommand($"select pg_advisory_lock({MigrationLock.Key})", other);
        await take.ExecuteNonQueryAsync();

        var run = await RunAsync(deployment, ("WAIT", "1"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains($"waiting for another migration: process {other.ProcessID}, role postgres", run.Error, StringComparison.Ordinal);
        Assert.Contains("did not end within 1 seconds", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_URL_it_says_which_variable_it_wants()
    {
        await using var deployment = await Deploying.DeployableAsync(postgres);
        var run = await RunAsync(deployment, (Deploying.UrlVariable, " "));
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains($"{Deploying.UrlVariable} is not set", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_project_says_is_written_into_it_as_Python_reads_it()
    {
        var text = StartScript.Text(
            new AlembicSettings { UpgradeTarget = UpgradeTarget.Heads, VersionTable = "it's \"v\"", VersionTableSchema = "ops", Section = "two\\" },
            AlembicDriver.Default,
            TimeSpan.FromMinutes(1));

        Assert.Contains("TARGET = \"heads\"\n", text, StringComparison.Ordinal);
        Assert.Contains("OPTIONS = [\"-n\", \"two\\\\\"]\n", text, StringComparison.Ordinal);
        Assert.Contains("\nWAIT = 60\nSTATEMENT_WAIT = 5\n", text, StringComparison.Ordinal);
        Assert.Matches(@"TABLE = ""\\u0022ops\\u0022\.\\u0022it\\u0027s", text);
        Assert.DoesNotMatch("@[A-Za-z]+@", text);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(Deployment deployment, params (string Name, string Value)[] variables)
    {
        var wait = variables.FirstOrDefault(variable => variable.Name == "WAIT").Value is { } seconds ? TimeSpan.FromSeconds(int.Parse(seconds, null)) : TimeSpan.FromMinutes(5);
        var script = Path.Combine(deployment.Folder, $"{Guid.NewGuid():N}.sh");
        await File.WriteAllTextAsync(script, StartScript.Text(new(), AlembicDriver.Default with { UrlVariable = Deploying.UrlVariable }, wait));
        var start = new ProcessStartInfo("/bin/dash", [script, "printf", "started with '%s'\\n", "one argument"])
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ALEMBIC_PYTHON"] = "/usr/bin/python3";
        start.Environment[Deploying.UrlVariable] = deployment.Production.Url.Replace("postgresql://", "postgresql+psycopg2://", StringComparison.Ordinal);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }
}
