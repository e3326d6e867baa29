using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Guarding;
using AutonomOS.Migrations.Tests.Upgrading;

namespace AutonomOS.Migrations.Tests.Replaying;

/// <summary>The three equalities, each broken in turn by hand, with Debian's Alembic on a cluster of this run's own.</summary>
public sealed class Replays(PostgresFixture postgres)
{
    [Fact]
    public async Task All_intact_is_proven_and_the_record_tells_what_the_deployment_will_do()
    {
        await using var deployment = await this.IntactAsync();

        var (result, told) = await deployment.ReplayAsync();

        Assert.Empty(result.Findings);
        Assert.Equal("✅ PROVEN", result.Lines[^1]);
        Assert.Contains("Production is what the migrations make at its revision: yes", result.Lines);
        Assert.Contains("Development is what the migrations make at the heads: yes", result.Lines);
        Assert.Contains("Production, after its pending migrations, is what the migrations make at the heads: yes", result.Lines);
        Assert.Contains(result.Lines, line => line.Trim() == "ALTER TABLE public.users");
        Assert.Contains(result.Lines, line => line.Trim() == "held AccessExclusiveLock on public.users");
        Assert.Contains(told, line => line.Contains("Running upgrade 5a9d6371e18c -> aaaa11112222", StringComparison.Ordinal));
        Assert.Equal("5a9d6371e18c", await deployment.Production.VersionAsync());
    }

    [Fact]
    public async Task A_column_that_somebody_added_to_production_breaks_the_first_and_the_third()
    {
        await using var deployment = await this.IntactAsync();
        await deployment.Production.ExecuteAsync("alter table users add column nickname text");

        var (result, _) = await deployment.ReplayAsync();

        Assert.Equal([DiagnosticCodes.ProductionNotAsReplayed, DiagnosticCodes.DeploymentEndsElsewhere], result.Findings.Select(finding => finding.Descriptor));
        Assert.All(result.Findings, finding => Assert.StartsWith("column public.users.nickname ", finding.Message, StringComparison.Ordinal));
        Assert.Equal("❌ NOT PROVEN", result.Lines[^1]);
    }

    [Fact]
    public async Task A_column_that_somebody_added_to_development_breaks_the_second()
    {
        await using var deployment = await this.IntactAsync();
        await deployment.Development.ExecuteAsync("alter table users add column nickname text");

        var (result, _) = await deployment.ReplayAsync();

        var finding = Assert.Single(result.Findings);
        Assert.Equal(DiagnosticCodes.DevelopmentNotAsReplayed, finding.Descriptor);
        Assert.StartsWith("column public.users.nickname is in development", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_that_was_edited_after_it_ran_breaks_all_that_were_made_by_it()
    {
        await using var deployment = await this.IntactAsync();
        var file = Directory.GetFiles(Path.Combine(deployment.Folder, "alembic", "versions"), "5a9d6371e18c*").Single();
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("'email', sa.Text()", "'email', sa.String(100)", StringComparison.Ordinal));

        var (result, _) = await deployment.ReplayAsync();

        Assert.Equal(
            [DiagnosticCodes.ProductionNotAsReplayed, DiagnosticCodes.DevelopmentNotAsReplayed, DiagnosticCodes.DeploymentEndsElsewhere],
            result.Findings.Select(finding => finding.Descriptor));
        Assert.All(result.Findings, finding => Assert.StartsWith("column public.users.email: type is", finding.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_migration_that_fails_on_what_production_has_is_named_with_its_statement()
    {
        await using var deployment = await this.IntactAsync();
        await deployment.Production.ExecuteAsync("alter table users add column phone text");

        var (result, _) = await deployment.ReplayAsync();

        Assert.Equal([DiagnosticCodes.ProductionNotAsReplayed, DiagnosticCodes.DeploymentWouldFail], result.Findings.Select(finding => finding.Descriptor));
        Assert.Contains("5a9d6371e18c -> aaaa11112222", result.Findings[1].Message, StringComparison.Ordinal);
        Assert.Contains("column \"phone\" of relation \"users\" already exists", result.Findings[1].Message, StringComparison.Ordinal);
        Assert.Contains("ALTER TABLE users ADD COLUMN phone", result.Findings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_does_not_run_is_named_and_a_half_done_one_too()
    {
        await using var deployment = await this.IntactAsync();
        await deployment.AddAsync(
            "bbbb11112222",
            "aaaa11112222",
            "with op.get_context().autocommit_block():\n    op.execute('create table half (id integer)')\nop.execute('select no_such_thing')",
            "select 1");

        var (result, _) = await deployment.ReplayAsync();

        var failed = Assert.Single(result.Findings);
        Assert.Equal(DiagnosticCodes.ReplayFailed, failed.Descriptor);
        Assert.Contains("aaaa11112222 -> bbbb11112222", failed.Message, StringComparison.Ordinal);
        Assert.Contains("no_such_thing", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_env_py_that_names_production_itself_is_found_out_and_production_untouched()
    {
        await using var deployment = await this.IntactAsync();
        var environment = Path.Combine(deployment.Folder, "alembic", "env.py");
        await File.WriteAllTextAsync(environment, (await File.ReadAllTextAsync(environment)).Replace(
            $"os.environ[\"{Deploying.UrlVariable}\"]", $"\"{deployment.Production.Url}\"", StringComparison.Ordinal));
        var before = await deployment.Production.QueryAsync("select xmin::text from alembic_version union all select count(*)::text from pg_class");

        var (result, told) = await deployment.ReplayAsync();

        var finding = Assert.Single(result.Findings);
        Assert.Equal(DiagnosticCodes.ReplayElsewhere, finding.Descriptor);
        Assert.Equal(before, await deployment.Production.QueryAsync("select xmin::text from alembic_version union all select count(*)::text from pg_class"));
        Assert.DoesNotContain(told, line => line.Contains("Running upgrade", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Lines.Append(finding.Message), line => line.Contains("postgresql://", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AUTONOMOS_TEST_ALEMBIC_URL", "os.environ.update")]
    [InlineData("DATABASE_URL_OF_THE_FILE", "(lambda values: os.environ.update({'AUTONOMOS_TEST_ALEMBIC_URL': values['DATABASE_URL_OF_THE_FILE']}))")]
    public async Task An_env_py_that_loads_a_file_over_its_environment_is_found_out_and_production_untouched(string variable, string load)
    {
        await using var deployment = await this.IntactAsync();
        await File.WriteAllTextAsync(Path.Combine(deployment.Folder, ".env"), $"# production\n{variable}={deployment.Production.Url}\n");
        var environment = Path.Combine(deployment.Folder, "alembic", "env.py");
        await File.WriteAllTextAsync(environment, (await File.ReadAllTextAsync(environment)).Replace(
            "engine = create_engine(",
            $"{load}(dict(line.strip().split('=', 1) for line in open('.env') if '=' in line))\nengine = create_engine(",
            StringComparison.Ordinal));
        var before = await deployment.Production.QueryAsync("select xmin::text from alembic_version union all select count(*)::text from pg_class");

        var (result, told) = await deployment.ReplayAsync();

        var finding = Assert.Single(result.Findings);
        Assert.Equal(DiagnosticCodes.ReplayElsewhere, finding.Descriptor);
        Assert.Contains("did not read what is there: it said", finding.Message, StringComparison.Ordinal);
        Assert.Equal(before, await deployment.Production.QueryAsync("select xmin::text from alembic_version union all select count(*)::text from pg_class"));
        Assert.DoesNotContain(told, line => line.Contains("Running upgrade", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("connection.execute(text('CREATE SCHEMA IF NOT EXISTS audit'))")]
    [InlineData("connection.execute(text('CREATE SCHEMA IF NOT EXISTS audit')); connection.execute(text('CREATE TABLE IF NOT EXISTS audit.runs (at timestamp)'))")]
    public async Task An_env_py_that_writes_before_it_migrates_is_asked_as_a_role_that_no_other_server_has(string writes)
    {
        await using var deployment = await this.IntactAsync();
        await deployment.OnBothAsync(writes.Contains("runs", StringComparison.Ordinal) ? "create schema audit; create table audit.runs (at timestamp)" : "create schema audit");
        await WritingAsync(deployment, writes);

        var (result, _) = await deployment.ReplayAsync();

        Assert.Empty(result.Findings);
        Assert.Equal("✅ PROVEN", result.Lines[^1]);
    }

    [Fact]
    public async Task An_env_py_that_writes_and_names_production_itself_is_not_let_in_there()
    {
        await using var deployment = await this.IntactAsync();
        await WritingAsync(deployment, "connection.execute(text('CREATE SCHEMA IF NOT EXISTS audit'))");
        var environment = Path.Combine(deployment.Folder, "alembic", "env.py");
        await File.WriteAllTextAsync(environment, (await File.ReadAllTextAsync(environment)).Replace(
            $"os.environ[\"{Deploying.UrlVariable}\"]", $"\"{deployment.Production.Url}\"", StringComparison.Ordinal));

        var (result, _) = await deployment.ReplayAsync();

        var finding = Assert.Single(result.Findings);
        Assert.Equal(DiagnosticCodes.ReplayElsewhere, finding.Descriptor);
        Assert.Empty(await deployment.Production.QueryAsync("select nspname::text from pg_namespace where nspname = 'audit'"));
    }

    [Fact]
    public async Task An_env_py_that_writes_is_not_asked_on_a_server_that_others_use()
    {
        await using var deployment = await this.IntactAsync();
        await WritingAsync(deployment, "connection.execute(text('CREATE SCHEMA IF NOT EXISTS audit'))");

        var (result, _) = await deployment.ReplayAsync(
            new() { Binaries = "/nowhere", OnDevelopment = true, DevelopmentVariable = deployment.DevelopmentVariable });

        var finding = Assert.Single(result.Findings);
        Assert.Equal(DiagnosticCodes.ReplayElsewhere, finding.Descriptor);
        Assert.Contains("writes before it migrates", finding.Message, StringComparison.Ordinal);
    }

    private static async Task WritingAsync(Deployment deployment, string writes)
    {
        var environment = Path.Combine(deployment.Folder, "alembic", "env.py");
        await File.WriteAllTextAsync(environment, (await File.ReadAllTextAsync(environment))
            .Replace("import create_engine", "import create_engine, text", StringComparison.Ordinal)
            .Replace("engine.connect()", "engine.begin()", StringComparison.Ordinal)
            .Replace(Deploying.Configure, $"{writes}; {Deploying.Configure}", StringComparison.Ordinal));
    }

    private Task<Deployment> IntactAsync() => Replaying.IntactAsync(postgres);
}
