using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using AutonomOS.Migrations.Build.Tests.Infrastructure;
using AutonomOS.Migrations.Testing;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build.Tests.Tasks;

/// <summary>
/// <c>kill -9</c> of the build at random moments of a replay, a stamp and an upgrade: whatever Alembic goes on to do without it, production is
/// at a revision's boundary afterwards, and the next run ends well and leaves nothing. <c>build/kill.sh</c> does it more often.
/// </summary>
public sealed class Killed_at_random_moments(PostgresFixture postgres)
{
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("AUTONOMOS_KILLS"), CultureInfo.InvariantCulture, out var count) ? count : 2;

    [Theory]
    [InlineData("DbReplay")]
    [InlineData("StampBaseline")]
    [InlineData("DbUpgrade")]
    public async Task The_next_run_ends_well_and_nothing_is_left(string target)
    {
        TimeSpan? whole = null;
        for (var round = 0; round <= Rounds; round++)
        {
            await using var development = await postgres.CreateDatabaseAsync();
            await using var production = await postgres.CreateDatabaseAsync();
            using var build = new InProcessBuild();
            await PrepareAsync(build, development, production, isStamped: target != "StampBaseline");
            var clock = Stopwatch.StartNew();
            if (whole is { } time)
            {
                var moment = TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)time.TotalMilliseconds));
                await RunAsync(build, target, development, production, moment);
                var rows = await RowsAsync(production);
                Assert.True(rows is [] or ["5a9d6371e18c"] or ["aaaa11112222"] or ["bbbb11112222"], $"{target}, killed after {moment}: {string.Join(',', rows)}");
            }

            var (code, output) = await RunAsync(build, target, development, production, null);
            whole ??= clock.Elapsed;

            Assert.True(code == 0, output);
            Assert.Empty(await development.QueryAsync("select datname::text from pg_database where datname like 'amb\\_scratch\\_' || (select oid from pg_database where datname = current_database()) || '\\_%'"));
            Assert.Equal([target == "DbUpgrade" ? "bbbb11112222" : "5a9d6371e18c"], await RowsAsync(production));
            var (guard, said) = await RunAsync(build, "DbGuard", development, production, null);
            Assert.True(guard == 0, said);
        }
    }

    private static async Task<IReadOnlyList<string?>> RowsAsync(TestDatabase production) =>
        (await production.QueryAsync("select relname::text from pg_class where relname = 'alembic_version'")).Count == 0
            ? [] : await production.QueryAsync("select version_num from alembic_version");

    internal static async Task PrepareAsync(InProcessBuild build, TestDatabase development, TestDatabase production, bool isStamped)
    {
        An_upgrade.EnvironmentOf(build.Folder, "op.create_table('coupons', sa.Column('id', sa.Integer(), primary_key=True))");
        var versions = Path.Combine(build.Folder, "migrations", "versions");
        await File.WriteAllTextAsync(
            Path.Combine(versions, "c.py"),
            "from alembic import op\nimport sqlalchemy as sa\n\nrevision = 'bbbb11112222'\ndown_revision = 'aaaa11112222'\n\n\ndef upgrade():\n    op.add_column('users', sa.Column('phone', sa.Text()))\n\n\ndef downgrade():\n    pass\n");
        const string Users = "create table users (id integer primary key)";
        const string Version = "create table alembic_version (version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num))";
        await production.ExecuteAsync(isStamped ? $"{Users}; {Version}; insert into alembic_version values ('5a9d6371e18c')" : Users);
        await development.ExecuteAsync(
            $"{Users}; {Version}; insert into alembic_version values ('bbbb11112222'); create table coupons (id serial primary key); alter table users add column phone text");
        Directory.CreateDirectory(Path.Combine(build.Folder, "migrations", "schema"));
        await File.WriteAllTextAsync(Path.Combine(build.Folder, "migrations", "schema", "5a9d6371e18c.baseline.sql"), $"{Users.Replace("users", "public.users", StringComparison.Ordinal)};\n");
    }

    private static async Task<(int Code, string Output)> RunAsync(
        InProcessBuild build, string target, TestDatabase development, TestDatabase production, TimeSpan? killedAfter)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            ["msbuild", build.Project, $"-t:{target}", "-v:minimal", "-nodeReuse:false", "-p:DbScratchBinaries=/nowhere", "-p:DbScratchContainerEngine=none", "-p:DbReplayOnDevelopment=true", "-p:AlembicCommand=/usr/bin/alembic", "-p:AlembicUrlVariable=URL_OF_THE_TEAM"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Of this process, where a test beside this one may have set it: its database would be the scratch server here.
        start.Environment.Remove("DATABASE_URL_SHADOW");
        start.Environment["DATABASE_URL"] = development.Url;
        start.Environment["DATABASE_URL_PROD"] = production.Url;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (killedAfter is { } moment)
        {
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(moment));
            process.Kill();
            await process.WaitForExitAsync();
            return (process.ExitCode, "");
        }

        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
